"""A child tells of an event once: a second account needs a reason, and somebody else who agrees before it takes place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from dodomu.base import journal
from dodomu.base.access.models import Team
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions
from dodomu.journey.cases.actions import interviews as acts
from dodomu.journey.cases.actions.second import NotWaiting, SamePerson
from dodomu.journey.cases.models import Interview
from dodomu.journey.cases.queries.interviews import interview_register, interviews_for_second
from dodomu.kit.dates import today
from tests.journey.consent_story import ConsentStory, in_days, pdf
from tests.journey.registry_people import recorded_child
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
WHY = "The court needs one interview by the rules."


class Register(ConsentStory):
    """Olena's case, a colleague of the same team, and what the child is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.colleague = Viewer.of(make_user("case_worker", team=make_team("Willow")))

    def plan(self, **more: Any) -> Interview:
        basis = {"kind": "hotline", "body": "Operator Dzvinka", "on": today(), "event": "The evacuation in May"}
        return acts.plan_interview(self.worker, self.case.id, acts.Planned(**{**basis, **more}))

    def again(self, event_id: UUID, **more: Any) -> Interview:
        basis = {"kind": "forensic", "event_id": event_id, "reason": WHY, "event": ""}
        return self.plan(**{**basis, **more})

    @property
    def events(self) -> Any:
        return interview_register(self.worker, self.case.id).events


@pytest.fixture
def story() -> Register:
    return Register()


def test_the_first_account_needs_nobody_else(story: Register) -> None:
    row = acts.hold_interview(story.worker, story.plan().id, today())
    assert (row.state, row.again) == ("held", False)
    assert [(event.label, event.count) for event in story.events] == [("The evacuation in May", 1)]


def test_a_second_account_needs_a_reason(story: Register) -> None:
    first = story.plan()
    with pytest.raises(acts.NeedsReason):
        story.again(first.event_id, reason=" ")


def test_a_second_account_waits_and_cannot_be_held_before_somebody_agrees(story: Register) -> None:
    second = story.again(story.plan().event_id)
    assert second.state == "waiting"
    with pytest.raises(NotWaiting):
        acts.hold_interview(story.worker, second.id, today())


def test_another_person_agrees_and_it_may_take_place(story: Register) -> None:
    second = story.again(story.plan().event_id)
    acts.agree_to_interview(story.colleague, second.id, "Yes, once by the rules.")
    assert acts.hold_interview(story.worker, second.id, today(), pdf()).state == "held"
    (event,) = story.events
    assert event.interviews[1].second == story.colleague.display_name


def test_the_author_does_not_agree(story: Register) -> None:
    second = story.again(story.plan().event_id)
    with pytest.raises(SamePerson):
        acts.agree_to_interview(story.worker, second.id)


def test_the_database_refuses_the_author_as_the_second_person(story: Register) -> None:
    second = story.again(story.plan().event_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(id=second.id).update(second=second.by_id, second_at=second.at, state="planned")


def test_the_database_refuses_a_second_account_that_nobody_agreed_to(story: Register) -> None:
    second = story.again(story.plan().event_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(id=second.id).update(state="planned")


def test_what_was_entered_is_not_changed(story: Register) -> None:
    row = story.plan()
    with pytest.raises(DatabaseError), transaction.atomic():
        Interview.objects.filter(id=row.id).update(again=True)


def test_the_second_person_may_say_no_with_a_reason(story: Register) -> None:
    second = story.again(story.plan().event_id)
    with pytest.raises(ValueError, match="reason"):
        acts.refuse_interview(story.colleague, second.id, "")
    assert acts.refuse_interview(story.colleague, second.id, "The recording is enough.").state == "refused"


def test_who_may_not_confirm_or_does_not_reach_the_child_answers_nothing(story: Register) -> None:
    second = story.again(story.plan().event_id)
    with pytest.raises(NotAllowed):
        acts.agree_to_interview(story.analyst, second.id)
    stranger = Viewer.of(make_user("case_worker", team=make_team("Heron")))
    with pytest.raises(OutOfReach):
        acts.agree_to_interview(stranger, second.id)


def test_a_cancelled_account_counts_no_more(story: Register) -> None:
    first = story.plan()
    acts.cancel_interview(story.worker, first.id, "She fell ill.")
    assert story.again(first.event_id, reason="").state == "planned"


def test_what_took_place_elsewhere_is_entered_and_counts(story: Register) -> None:
    first = story.plan(outside=True, on=in_days(-30))
    assert first.state == "held"
    assert story.again(first.event_id).state == "waiting"


def test_a_second_account_that_took_place_elsewhere_shows_that_nobody_agreed(story: Register) -> None:
    first = story.plan(outside=True, on=in_days(-30))
    later = story.again(first.event_id, outside=True, on=in_days(-3))
    assert (later.state, later.again, later.second_id) == ("held", True, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "chat"}, "kind"),
        ({"body": " "}, "body"),
        ({"event": ""}, "event"),
        ({"on": in_days(-1)}, "on"),
        ({"on": in_days(1), "outside": True}, "on"),
        ({"compartment": "sealed"}, "compartment"),
    ],
)
def test_what_is_not_accepted_is_named(story: Register, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=field):
        story.plan(**changed)


def test_it_waits_as_work_for_others_and_not_for_its_author(story: Register) -> None:
    second = story.again(story.plan().event_id)
    assert [one.interview_id for one in interviews_for_second(story.colleague)] == [second.id]
    assert interviews_for_second(story.worker) == []


def test_the_events_of_joined_records_are_one_child_s(story: Register) -> None:
    event_id = story.plan(outside=True, on=in_days(-9)).event_id
    case = story.open(story.other, "Heron")
    heron = Viewer.of(make_user("case_worker", team=make_team("Heron")))
    story.join()
    planned = acts.Planned("medical", "Doctor", today(), event_id=event_id, reason=WHY)
    assert acts.plan_interview(heron, case.id, planned).again


def test_a_place_is_masked_for_who_does_not_see_its_compartment(story: Register) -> None:
    story.plan(place="Room 3, Kyiv", compartment="shelter")
    psychologist = Viewer.of(make_user("psychologist", team=make_team("Willow")))
    (event,) = interview_register(psychologist, story.case.id).events
    assert (event.interviews[0].place, event.interviews[0].place_masked) == ("", True)
    assert story.events[0].interviews[0].place == "Room 3, Kyiv"


def test_one_person_alone_is_marked_not_confirmed() -> None:
    alone = make_user("case_worker", "director", "tracing_analyst")
    team = Team.objects.create(name="Alone", created_by=alone)
    person = recorded_child(Viewer.of(alone), "Тополенко Мирослава")
    case = actions.open_case(Viewer.of(alone), person, team.id, alone.id, "low", "Alone here.")
    first = acts.plan_interview(Viewer.of(alone), case.id, acts.Planned("hotline", "I", today(), event="May"))
    again = acts.Planned("medical", "I", today(), event_id=first.event_id, reason=WHY)
    row = acts.plan_interview(Viewer.of(alone), case.id, again)
    assert (row.state, row.not_confirmed) == ("planned", True)


def test_each_step_is_journaled_without_a_word_of_it(story: Register) -> None:
    second = story.again(story.plan().event_id)
    acts.agree_to_interview(story.colleague, second.id)
    acts.cancel_interview(story.worker, second.id, "She is too tired.")
    leaves = journal.recent(4)
    assert [leaf.kind for leaf in leaves][:3] == ["interview.cancelled", "interview.agreed", "interview.planned"]
    assert not any("tired" in str(leaf.codes) or "evacuation" in str(leaf.codes) for leaf in leaves)
