"""Care data of a closed case are destroyed by two persons: what stands against it, what goes, what stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from dodomu.base import journal, keys, shred
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.keys import rotation
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import CareDestruction, Case
from dodomu.journey.cases.queries import destructions
from dodomu.journey.cases.queries.retention import schedule
from dodomu.journey.evidence import actions as evidence
from tests.journey.cases_people import tomorrow
from tests.journey.destruction_story import NO, SECRET, YES, Closed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def closed(viewer_with: Callable[..., Any]) -> Closed:
    return Closed(viewer_with)


def codes_against(closed: Closed) -> list[str]:
    return sorted(one.code for one in destructions.planned(closed.protector, closed.case.id).against)


def test_it_is_said_before_what_goes_and_what_stays(closed: Closed) -> None:
    plan = destructions.planned(closed.protector, closed.case.id)
    goes, stays = {kind.code: str(kind) for kind in plan.kinds}, {kind.code: str(kind) for kind in plan.stays}
    assert goes["case_tasks"] == "1 task"
    assert goes["care_plans"] == "1 care plan"
    assert goes["care_goals"] == "1 goal with its steps"
    assert stays == {"exhibits": "1 exhibit with its chain of custody"}
    assert plan.against == ()


def test_two_persons_destroy_care_data_and_evidence_stays(closed: Closed) -> None:
    asked = closed.ask()
    assert asked.state == "waiting"
    assert keys.open_keys({closed.case.data_key_id})
    actions.answer_destruction(closed.director, asked.id, **YES)
    assert not keys.open_keys({closed.case.data_key_id})
    assert keys.open_keys({closed.exhibit.data_key_id, closed.exhibit.original.data_key_id, asked.data_key_id})
    kinds = [entry.kind for entry in journal.entries_about(closed.case.pid)[:3]]
    assert kinds == ["case.care_destroyed", "shredded", "case.care_destruction_asked"]
    page = queries.case(closed.director, closed.case.id)
    assert page.destroyed
    assert (page.destroyed.by, page.destroyed.second) == (closed.protector.display_name, closed.director.display_name)
    assert page.destroyed.reason == "Her mother asks in writing."
    assert SECRET not in repr([page.histories, page.events])
    assert not closed.care_plan.dues.filter(met_at=None, dropped_at=None).exists(), "no visit is due any more"
    assert page.events[0].what == "care_destroyed"


def test_older_backups_are_reached_by_the_rotation_it_asks_for(closed: Closed) -> None:
    closed.destroyed()
    assert shred.rotation_is_due()
    assert not rotation.is_unfinished()


def test_the_second_is_never_the_first(closed: Closed) -> None:
    asked = closed.ask()
    with pytest.raises(actions.SamePerson):
        actions.answer_destruction(closed.protector, asked.id, **YES)
    assert [row.id for row in destructions.for_second(closed.other_protector)] == [asked.id]
    assert destructions.for_second(closed.protector) == []
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_caredestruction SET second_id = by_id, second_at = at, state = 'confirmed'")
    assert keys.open_keys({closed.case.data_key_id})


def test_a_no_leaves_everything_and_it_can_be_asked_again(closed: Closed) -> None:
    actions.answer_destruction(closed.director, closed.ask().id, **NO)
    assert keys.open_keys({closed.case.data_key_id})
    assert journal.entries_about(closed.case.pid)[0].kind == "case.care_destruction_declined"
    assert closed.ask(closed.other_protector).state == "waiting"


def test_what_was_added_since_makes_a_request_void_and_nothing_is_lost(closed: Closed) -> None:
    asked, stale = closed.ask(), closed.seen
    ending = actions.end_never_disclose(closed.willow, closed.warn(), "He moved away.")
    actions.answer_ending(closed.colleague, ending.id, "I asked too.", agrees=True)
    with pytest.raises(actions.PlanChanged):
        actions.answer_destruction(closed.director, asked.id, **YES)
    assert CareDestruction.objects.get().state == "waiting"
    assert keys.open_keys({closed.case.data_key_id})
    actions.answer_destruction(closed.director, asked.id, **NO)
    with pytest.raises(actions.PlanChanged):
        closed.ask(seen=stale)
    assert actions.answer_destruction(closed.director, closed.ask().id, **YES).state == "confirmed"


def test_a_legal_hold_is_named_and_stops_asking_and_confirming(closed: Closed) -> None:
    asked = closed.ask()
    hold = closed.hold()
    (one,) = destructions.planned(closed.director, closed.case.id).against
    assert one.code == "legal_hold"
    assert closed.officer.display_name in str(one.sentence)
    with pytest.raises(shred.Objected):
        actions.answer_destruction(closed.director, asked.id, **YES)
    actions.answer_destruction(closed.director, asked.id, **NO)
    with pytest.raises(shred.Objected):
        closed.ask()
    evidence.answer_hold(closed.other_officer, hold.id, "Not needed.", agrees=False)
    assert closed.destroyed().state == "confirmed"


def test_what_is_not_finished_stands_against_it(closed: Closed) -> None:
    actions.reopen_case(closed.director, closed.case.id, "She called.")
    actions.raise_flag(closed.willow, closed.case.id, "Call her.", Due.on(tomorrow()))
    closed.warn()
    closed.follow_again()
    closed.set_out()
    still = ["case_open", "return_plan_open", "tasks_open", "warning_holds"]
    assert codes_against(closed) == ["arrival_open", "care_action_open", "care_plan_active", *still]
    with pytest.raises(shred.Objected):
        closed.ask()


def test_by_its_rule_only_what_a_review_has_marked_is_destroyed(closed: Closed) -> None:
    with pytest.raises(actions.NotReviewed):
        closed.ask(why="retention")
    closed.mark()
    assert closed.ask(why="retention").state == "waiting"


def test_what_was_destroyed_is_due_for_review_no_more_and_not_opened_again(closed: Closed) -> None:
    closed.mark()
    Case.objects.filter(id=closed.case.id).update(closed_at=timezone.now() - timedelta(days=366 * 6))
    assert sum(kind.minors for kind in schedule(closed.protector)) == 1
    actions.answer_destruction(closed.director, closed.ask(why="retention").id, **YES)
    assert sum(kind.minors for kind in schedule(closed.protector)) == 0
    with pytest.raises(actions.CareDestroyed):
        actions.reopen_case(closed.director, closed.case.id, "She called.")
    with pytest.raises(actions.CareDestroyed):
        closed.ask()
    with pytest.raises(keys.KeyDestroyed):
        closed.warn()
    again = actions.open_case(closed.director, closed.child, closed.case.team_id, None, "low", "She called.")
    assert again.number > Case.objects.get(id=closed.case.id).number


def test_one_who_works_alone_destroys_at_once_and_it_says_so(closed: Closed) -> None:
    alone = replace(closed.protector, alone=True)
    assert closed.ask(alone).state == "alone"
    assert not keys.open_keys({closed.case.data_key_id})
    assert journal.entries_about(closed.case.pid)[1].codes["confirmed"] == "no"


def test_others_neither_ask_nor_confirm_nor_look(closed: Closed) -> None:
    asked = closed.ask()
    for by in (closed.willow, closed.officer, closed.director):
        with pytest.raises(NotAllowed):
            closed.ask(by)
    for by in (closed.willow, closed.officer):
        with pytest.raises(NotAllowed):
            actions.answer_destruction(by, asked.id, **YES)
        with pytest.raises(OutOfReach):
            destructions.planned(by, closed.case.id)
        assert destructions.destructions(by) == []


@pytest.mark.parametrize(("more", "field"), [({"why": "x"}, "why"), ({"reason": " "}, "reason")])
def test_a_request_says_why(closed: Closed, more: dict[str, str], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}:"):
        closed.ask(**more)


def test_it_is_asked_and_done_once(closed: Closed) -> None:
    asked = closed.ask()
    with pytest.raises(actions.NotWaiting):
        closed.ask(closed.other_protector)
    actions.answer_destruction(closed.director, asked.id, **YES)
    with pytest.raises(actions.CareDestroyed):
        actions.answer_destruction(closed.other_protector, asked.id, **YES)


def test_nobody_rewrites_who_asked_and_why(closed: Closed) -> None:
    closed.ask()
    for column in ("why = 'retention'", "state_seen = ''", "counted = '{}'"):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE cases_caredestruction SET {column}")
