"""A case is closed with an outcome, the grave ones by two persons, and opened again; nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.models import CaseEvent, Closing, Outcome, Task
from dodomu.journey.cases.models.closing import CONFIRMED_BY_TWO
from dodomu.journey.cases.outcomes import outcomes
from tests.journey.cases_people import Office

pytestmark = pytest.mark.django_db
GRAVE = [("died", ""), ("not_missing", ""), ("refused", "child")]


@pytest.fixture
def office(viewer_with: Callable[..., Any]) -> Office:
    return Office(viewer_with)


def is_open(office: Office) -> bool:
    office.case.refresh_from_db()
    return office.case.closed_at is None


def test_a_case_closes_with_its_outcome_and_reason(office: Office) -> None:
    office.close("returned")
    assert not is_open(office)
    assert Closing.objects.get().state == "not_needed"
    assert journal.recent(1)[0].kind == "case.closed"


@pytest.mark.parametrize(("outcome", "by_whom"), GRAVE)
def test_a_grave_outcome_waits_for_a_second_person(office: Office, outcome: str, by_whom: str) -> None:
    closing = office.close(outcome, refused_by=by_whom)
    assert is_open(office)
    actions.answer_closing(office.colleague, closing.id, "I have read the paper.", agrees=True)
    assert not is_open(office)
    assert (closing.by_id, Closing.objects.get().second_id) == (office.willow.user_id, office.colleague.user_id)


def test_the_author_is_not_the_second_person(office: Office) -> None:
    closing = office.close("died")
    with pytest.raises(actions.SamePerson):
        actions.answer_closing(office.willow, closing.id, "Yes.", agrees=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Closing.objects.filter(id=closing.id).update(
            state="confirmed", second=closing.by, second_at=closing.at, second_reason_sealed=b"x"
        )


def test_the_database_closes_nothing_grave_with_one_person(office: Office) -> None:
    closing = office.close("died")
    with pytest.raises(DatabaseError), transaction.atomic():
        Closing.objects.filter(id=closing.id).update(state="not_needed")


def test_a_second_person_can_say_no_and_the_case_stays_open(office: Office) -> None:
    closing = office.close("not_missing")
    actions.answer_closing(office.director, closing.id, "The aunt says otherwise.", agrees=False)
    assert is_open(office)
    with pytest.raises(actions.NotWaiting):
        actions.answer_closing(office.colleague, closing.id, "Yes.", agrees=True)


def test_one_closing_waits_at_a_time(office: Office) -> None:
    office.close("died")
    with pytest.raises(actions.NotWaiting):
        office.close("returned")


def test_where_nobody_else_works_it_closes_and_says_not_confirmed(office: Office) -> None:
    office.willow = replace(office.willow, alone=True)
    assert office.close("died").state == "alone"
    assert not is_open(office)


def test_another_team_neither_closes_nor_confirms(office: Office) -> None:
    with pytest.raises(OutOfReach):
        actions.close_case(office.heron, office.case.id, "returned", "At home.")
    closing = office.close("died")
    with pytest.raises(OutOfReach):
        actions.answer_closing(office.heron, closing.id, "Yes.", agrees=True)
    with pytest.raises(NotAllowed):
        actions.answer_closing(office.viewer_with("hotline"), closing.id, "Yes.", agrees=True)


@pytest.mark.parametrize(
    ("outcome", "by_whom", "field"),
    [
        ("lost", "", "outcome"),
        ("joined", "", "outcome"),
        ("refused", "", "refused_by"),
        ("returned", "child", "refused_by"),
    ],
)
def test_what_cannot_be_is_refused_by_name(office: Office, outcome: str, by_whom: str, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        office.close(outcome, refused_by=by_whom)
    assert is_open(office)


def test_nothing_is_dropped_and_what_is_open_is_counted(office: Office) -> None:
    office.task()
    closing = office.close()
    assert (closing.open_tasks, closing.open_clocks) == (1, 2)
    assert Task.objects.get().state == "open"


def test_in_a_closed_case_nothing_new_begins_and_tasks_can_be_ended(office: Office) -> None:
    task = office.task()
    office.close()
    with pytest.raises(actions.CaseClosed):
        office.task("Another")
    with pytest.raises(actions.CaseClosed):
        office.step("whereabouts", "located")
    actions.end_task(office.willow, task.id, "done")


def test_the_team_still_sees_the_closed_case(office: Office) -> None:
    office.close()
    assert queries.case(office.willow, office.case.id).closed_at is not None
    assert queries.cases(office.willow, {}).total == 0
    assert queries.cases(office.willow, {"state": "closed"}).total == 1


def test_a_case_opens_again_and_the_history_keeps_all(office: Office) -> None:
    office.close()
    actions.reopen_case(office.willow, office.case.id, "He was taken away again.")
    assert is_open(office)
    office.close("with_family")
    happened = CaseEvent.objects.filter(case=office.case).order_by("id").values_list("what", flat=True)
    assert list(happened) == ["opened", "closed", "reopened", "closed"]
    assert Closing.objects.count() == 2


def test_a_reopening_is_journaled_and_needs_a_closed_case(office: Office) -> None:
    with pytest.raises(actions.NotWaiting):
        actions.reopen_case(office.willow, office.case.id, "Why not.")
    office.close()
    actions.reopen_case(office.director, office.case.id, "He was taken away again.")
    assert journal.recent(1)[0].kind == "case.reopened"


def test_a_case_does_not_open_beside_another_of_the_child(office: Office) -> None:
    office.close()
    actions.open_case(office.director, office.child, office.case.team_id, None, "low", "A new report.")
    with pytest.raises(actions.OpenElsewhere):
        actions.reopen_case(office.willow, office.case.id, "The old one.")


@pytest.mark.parametrize("statement", ["UPDATE cases_closing SET outcome = 'returned'", "DELETE FROM cases_closing"])
def test_a_closing_is_never_rewritten(office: Office, statement: str) -> None:
    office.close("with_family")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_table_of_outcomes_and_the_data_agree() -> None:
    assert set(outcomes()) == set(Outcome.values)
    assert set(CONFIRMED_BY_TWO) <= {code for code, look in outcomes().items() if look.chosen}
