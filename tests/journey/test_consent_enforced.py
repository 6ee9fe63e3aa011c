"""Withdrawn consent stops tracing everywhere at once, follows the child through joins, and leaves what must remain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dodomu.base.access import actions as access
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import queries as cases
from dodomu.journey.cases.actions.consents import record_consent
from dodomu.journey.registry import queries as registry
from dodomu.journey.registry.actions.showing import Printed, UseStopped, note_printout
from dodomu.journey.registry.models import PrintOut
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.search import search
from dodomu.journey.registry.queries.stopped import may_leave, stopped_among
from dodomu.journey.registry.vocabulary import PrintedPart
from dodomu.journey.tracing import actions as tracing
from dodomu.journey.tracing import queries as pairs
from dodomu.journey.tracing.models import Candidate
from tests.journey.consent_story import ConsentStory, given
from tests.journey.tracing_pairs import REASON, pair_of, search_all
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
NAME = "Коваленко Олена"


@pytest.fixture
def story() -> ConsentStory:
    return ConsentStory()


def found(viewer: Viewer) -> set[object]:
    return {hit.person_id for hit in search(viewer, NAME)}


def test_no_candidate_is_offered_for_a_child_who_must_not_be_traced(story: ConsentStory) -> None:
    story.withdraw()
    assert search_all() == 0
    assert not Candidate.objects.exists()


def test_a_pair_found_before_leaves_the_queue_and_comes_back_with_consent(story: ConsentStory) -> None:
    search_all()
    assert pairs.queue(story.analyst, {}).total == 1
    story.withdraw()
    assert pairs.queue(story.analyst, {}).total == 0
    assert pairs.counts(story.analyst).open == 0
    assert search_all() == 0
    story.give("tracing")
    assert pairs.queue(story.analyst, {}).total == 1


def test_a_pair_cannot_be_opened_decided_or_made_by_hand(story: ConsentStory) -> None:
    search_all()
    pair = pair_of(story.one, story.other)
    story.withdraw()
    with pytest.raises(pairs.CandidateNotFound):
        pairs.review(story.analyst, pair.id)
    with pytest.raises(OutOfReach):
        tracing.decide(story.analyst, pair.id, "same", REASON)
    with pytest.raises(OutOfReach):
        tracing.put_side_by_side(story.analyst, story.one, story.other)


def test_a_decision_that_waits_cannot_be_confirmed_any_more(story: ConsentStory) -> None:
    search_all()
    decision = tracing.decide(story.analyst, pair_of(story.one, story.other).id, "same", REASON)
    story.withdraw()
    with pytest.raises(OutOfReach):
        tracing.confirm(story.second, decision.id, REASON)


def test_what_was_joined_before_can_still_be_undone(story: ConsentStory) -> None:
    search_all()
    decision = tracing.decide(story.analyst, pair_of(story.one, story.other).id, "same", REASON)
    tracing.confirm(story.second, decision.id, REASON)
    story.withdraw()
    assert tracing.undo(story.analyst, decision.id, "Asked to stop.").outcome == "undone"


def test_an_analyst_does_not_find_the_child_by_searching(story: ConsentStory) -> None:
    assert story.one in found(story.analyst)
    story.withdraw()
    assert story.one not in found(story.analyst)
    assert story.other in found(story.analyst)


def test_those_entrusted_with_the_child_and_the_officer_still_find_it(story: ConsentStory) -> None:
    story.withdraw()
    assert story.one in found(story.worker)
    assert story.one in found(story.officer)
    assert story.one not in found(story.director)


def test_nobody_finds_the_child_when_searching_in_order_to_trace(story: ConsentStory) -> None:
    story.withdraw()
    for viewer in (story.worker, story.officer, story.analyst):
        assert story.one not in found(replace(viewer, use=Use.TRACING))


def test_the_list_of_children_leaves_the_child_out_and_says_so(story: ConsentStory) -> None:
    story.withdraw()
    assert story.one not in {row.id for row in registry.persons(story.analyst, limit=None).rows}
    assert registry.count_stopped(story.analyst) == 1
    assert story.one in {row.id for row in registry.persons(story.worker, limit=None).rows}
    assert registry.count_stopped(story.worker) == 0


def test_the_worker_s_own_page_of_the_child_and_the_case_remain(story: ConsentStory) -> None:
    story.withdraw()
    assert registry.person(story.worker, story.one).current_id == story.one
    assert cases.case(story.worker, story.case.id).row.person_id == story.one


@pytest.mark.parametrize(
    ("use", "purpose", "leaves"),
    [
        ("tracing", "case_work", False),
        ("tracing", "court", True),
        ("authorities", "authority", False),
        ("authorities", "meeting", True),
        ("court", "court", False),
        ("media", "a purpose nobody wrote a rule for", False),
    ],
)
def test_which_lists_a_child_may_stand_on(story: ConsentStory, use: str, purpose: str, leaves: bool) -> None:
    story.withdraw(use)
    assert (story.one in may_leave(purpose, [story.one, story.other])) is leaves
    assert story.other in may_leave(purpose, [story.one, story.other])


def test_it_follows_the_child_into_a_join_and_out_again(story: ConsentStory) -> None:
    story.withdraw()
    join = story.join()
    whole = linking.current_person(story.other)
    assert stopped_among([whole], Use.TRACING) == {whole}
    assert whole not in found(story.analyst)
    story.split(join)
    assert stopped_among([story.one, story.other], Use.TRACING) == {story.one}


def test_what_was_withdrawn_for_the_whole_holds_for_each_record_when_they_part(story: ConsentStory) -> None:
    join = story.join()
    story.withdraw()
    story.split(join)
    assert stopped_among([story.one, story.other], Use.TRACING) == {story.one, story.other}
    assert cases.consent_for(story.analyst, story.other, "tracing").state == "stopped"
    story.give("tracing")
    assert stopped_among([story.one, story.other], Use.TRACING) == set()


def test_a_consent_that_ran_out_stops_it_without_anybody_s_doing(story: ConsentStory) -> None:
    story.give("tracing", valid_until=given().said_on)
    assert story.one in found(story.analyst)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert story.one not in found(Viewer.of(make_user("tracing_analyst")))


def test_a_join_brings_a_longer_consent_with_it(story: ConsentStory) -> None:
    story.give("tracing", valid_until=given().said_on)
    second_worker = Viewer.of(make_user("case_worker", team=story.open(story.other, "Heron").team))
    other_case = cases.open_case_of(second_worker, story.other)
    assert other_case is not None
    record_consent(second_worker, other_case, ["tracing"], given(giver="father", giver_name="Коваленко Іван"))
    join = story.join()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert stopped_among([linking.current_person(story.one)], Use.TRACING) == set()
    story.split(join)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert stopped_among([story.one, story.other], Use.TRACING) == {story.one}


def test_access_granted_on_request_follows_the_child_and_ends_properly(story: ConsentStory) -> None:
    request = access.request_access(
        story.worker, story.one, "clinical", "The clinic asks about her medicines.", hours=8
    )
    access.grant_access(story.officer, request.id, hours=8)
    join = story.join()
    whole = linking.current_person(story.one)
    assert policy.sees_compartment(story.worker, "clinical", whole)
    story.split(join)
    assert not policy.sees_compartment(story.worker, "clinical", story.other)
    access.end_access(story.officer, request.id)
    assert not policy.sees_compartment(story.worker, "clinical", story.one)


def test_an_emergency_opening_follows_the_child_and_ends_properly(story: ConsentStory) -> None:
    heron = make_user("case_worker", team=make_team("Heron"))
    emergency = access.break_glass(Viewer.of(heron), story.other, "danger", "She stands at the closed crossing.")
    join = story.join()
    whole = linking.current_person(story.other)
    assert policy.may(Viewer.of(heron), Act.PERSON_READ, subject=whole)
    assert cases.case(Viewer.of(heron), story.case.id).row.number == story.case.number
    story.split(join)
    assert not policy.may(Viewer.of(heron), Act.PERSON_READ, subject=story.one)
    access.end_break_glass(Viewer.of(heron), emergency)
    assert not policy.may(Viewer.of(heron), Act.PERSON_READ, subject=story.other)


@pytest.mark.parametrize(("purpose", "printed"), [("authority", False), ("case_work", True), ("subject", True)])
def test_a_page_is_not_printed_for_a_use_that_is_stopped(story: ConsentStory, purpose: str, printed: bool) -> None:
    story.withdraw("authorities")
    sheet = Printed(PrintedPart.PAGE, purpose)
    if printed:
        note_printout(story.worker, story.one, sheet)
    else:
        with pytest.raises(UseStopped):
            note_printout(story.worker, story.one, sheet)
    assert PrintOut.objects.exists() is printed


def test_the_page_says_why_it_is_not_printed(story: ConsentStory, client_for: Callable[..., Client]) -> None:
    story.withdraw("authorities")
    url = reverse("registry:print", args=[story.one])
    answer = client_for(story.worker_user).post(url, {"purpose": "authority", "what": "page", "note": "To the police."})
    assert "Consent to this use does not hold" in answer.content.decode()
    assert "To the police." in answer.content.decode()
