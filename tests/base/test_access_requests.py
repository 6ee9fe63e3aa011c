"""Asking to see a closed compartment of one child: who answers, how long it holds, what stays in the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import actions, policy
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import AccessRequest, User
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.refusals import Refused
from dodomu.base.access.requested import access_history, access_request, my_requests, waiting_requests
from dodomu.base.access.viewer import Viewer
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
REASON = "The clinic asks which medicines she took before."


class Story:
    """A case worker of Willow whose child has a health record they do not see; a director and an officer."""

    def __init__(self) -> None:
        self.iryna: User = make_user("case_worker", team=make_team())
        self.child: UUID = uuid4()
        self.director = Viewer.of(make_user("director"))
        self.officer = Viewer.of(make_user("data_protection_officer"))
        actions.assign(self.director, self.child, make_team(), None)

    @property
    def worker(self) -> Viewer:
        return Viewer.of(self.iryna)

    def ask(self, hours: int = 8, **more: Any) -> AccessRequest:
        return actions.request_access(self.worker, self.child, "clinical", REASON, hours=hours, **more)

    def sees(self) -> bool:
        return policy.sees_compartment(self.worker, Compartment.CLINICAL, self.child)


@pytest.fixture
def story() -> Story:
    return Story()


def kinds() -> list[str]:
    return [entry.kind for entry in journal.recent(10)]


def test_a_request_alone_opens_nothing(story: Story) -> None:
    story.ask()
    assert not story.sees()


def test_a_granted_request_opens_this_compartment_of_this_child_only(story: Story) -> None:
    actions.grant_access(story.director, story.ask().id, hours=8)
    assert story.sees()
    assert not policy.sees_compartment(story.worker, Compartment.ROUTE, story.child)
    other = uuid4()
    actions.assign(story.director, other, make_team(), None)
    assert not policy.sees_compartment(story.worker, Compartment.CLINICAL, other)


def test_it_opens_it_to_the_one_who_asked_only(story: Story) -> None:
    actions.grant_access(story.director, story.ask().id, hours=8)
    colleague = Viewer.of(make_user("case_worker", team=make_team()))
    assert not policy.sees_compartment(colleague, Compartment.CLINICAL, story.child)


def test_it_ends_by_itself(story: Story) -> None:
    actions.grant_access(story.officer, story.ask().id, hours=2)
    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1)):
        assert not story.sees()


def test_the_answer_may_be_shorter_than_the_request(story: Story) -> None:
    granted = actions.grant_access(story.director, story.ask(hours=72).id, hours=1)
    assert granted.until is not None
    assert granted.until - timezone.now() < timedelta(hours=1, seconds=1)


def test_it_gives_no_reach(story: Story) -> None:
    actions.grant_access(story.director, story.ask().id, hours=8)
    for grant in story.iryna.role_grants.all():
        grant.until, grant.ended_by_id = timezone.now(), story.director.user_id
        grant.save()
    assert not story.sees()


def test_it_can_be_ended_early_by_either_side(story: Story) -> None:
    for ender in (story.director, story.worker):
        granted = actions.grant_access(story.director, story.ask().id, hours=8)
        actions.end_access(ender, granted.id)
        assert not story.sees()


def test_a_stranger_ends_nothing(story: Story) -> None:
    granted = actions.grant_access(story.director, story.ask().id, hours=8)
    with pytest.raises(NotAllowed):
        actions.end_access(Viewer.of(make_user("case_worker", team=make_team())), granted.id)


def test_only_who_may_grant_can_answer(story: Story) -> None:
    request = story.ask()
    with pytest.raises(NotAllowed):
        actions.grant_access(Viewer.of(make_user("case_worker", team=make_team())), request.id, hours=8)


def test_nobody_answers_their_own_request() -> None:
    both = make_user("director", "escort")
    child = uuid4()
    request = actions.request_access(Viewer.of(both), child, "clinical", REASON, hours=8)
    with pytest.raises(Refused, match="own_request"):
        actions.grant_access(Viewer.of(both), request.id, hours=8)


def test_the_database_refuses_an_answer_by_oneself(story: Story) -> None:
    request, now = story.ask(), timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRequest.objects.filter(pk=request.pk).update(
            answer="granted", answered_by=story.iryna, answered_at=now, until=now + timedelta(hours=1)
        )


def test_an_answer_cannot_be_prolonged_in_the_database(story: Story) -> None:
    granted = actions.grant_access(story.director, story.ask().id, hours=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessRequest.objects.filter(pk=granted.pk).update(until=timezone.now() + timedelta(days=90))


def test_a_refusal_has_a_reason_that_the_asker_reads(story: Story) -> None:
    request = story.ask()
    with pytest.raises(Refused, match="reason_missing"):
        actions.refuse_access(story.officer, request.id, " ")
    actions.refuse_access(story.officer, request.id, "Ask the clinician of the team.")
    (mine,) = my_requests(story.worker)
    assert (mine.answer, mine.words) == ("refused", "Ask the clinician of the team.")
    assert not story.sees()


def test_it_is_answered_once(story: Story) -> None:
    request = story.ask()
    actions.grant_access(story.director, request.id, hours=8)
    with pytest.raises(Refused, match="answered"):
        actions.refuse_access(story.officer, request.id, "Too late.")


@pytest.mark.parametrize(
    ("compartment", "reason", "hours", "code"),
    [
        ("sealed", REASON, 8, "sealed"),
        ("location", REASON, 8, "open_already"),
        ("clinical", "please", 8, "reason_too_short"),
        ("clinical", REASON, 0, "hours"),
        ("clinical", REASON, 721, "hours"),
    ],
)
def test_what_cannot_be_asked_for(story: Story, compartment: str, reason: str, hours: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        actions.request_access(story.worker, story.child, compartment, reason, hours=hours)


def test_asking_twice_is_refused_while_the_first_waits(story: Story) -> None:
    story.ask()
    with pytest.raises(Refused, match="waiting_already"):
        story.ask()


def test_a_child_out_of_reach_cannot_be_asked_for(story: Story) -> None:
    with pytest.raises(OutOfReach):
        actions.request_access(story.worker, uuid4(), "clinical", REASON, hours=8)


def test_a_request_that_waits_can_be_taken_back_by_its_author_only(story: Story) -> None:
    request = story.ask()
    with pytest.raises(OutOfReach):
        actions.take_back_request(story.director, request.id)
    actions.take_back_request(story.worker, request.id)
    assert waiting_requests(story.director) == []


def test_it_waits_before_those_who_may_answer_and_nobody_else(story: Story) -> None:
    request = story.ask()
    assert [one.id for one in waiting_requests(story.officer)] == [request.id]
    assert waiting_requests(story.worker) == []


def test_the_child_s_access_history_shows_every_request(story: Story) -> None:
    actions.grant_access(story.director, story.ask().id, hours=8)
    (line,) = access_history(story.director, story.child)
    assert (line.who, line.compartment, line.running) == (story.iryna.display_name, "clinical", True)


def test_words_are_read_by_both_sides_and_by_nobody_else(story: Story) -> None:
    request = story.ask()
    assert access_request(story.director, request.id).reason == REASON
    assert access_request(story.worker, request.id).reason == REASON
    with pytest.raises(OutOfReach):
        access_request(Viewer.of(make_user("case_worker", team=make_team())), request.id)


def test_every_step_leaves_a_leaf_without_a_word_of_it(story: Story) -> None:
    granted = actions.grant_access(story.director, story.ask().id, hours=8, words="Until the visit.")
    actions.end_access(story.director, granted.id)
    assert kinds()[:3] == ["access.ended", "access.granted", "access.requested"]
    assert not any("medicines" in str(entry.codes) for entry in journal.recent(10))


def test_one_person_alone_opens_it_marked_not_confirmed() -> None:
    alone = make_user("escort", "data_protection_officer")
    request = actions.request_access(Viewer.of(alone), uuid4(), "clinical", REASON, hours=8)
    assert (request.answer, request.not_confirmed) == ("granted", True)
