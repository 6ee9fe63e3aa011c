"""Tasks with an owner and a due time, flags, dated papers, what is said about clocks, and who must never learn of a child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import ClockMark, Flag, NeverDisclose, NextDue, Task, TaskChange
from tests.journey.cases_people import Office, today, tomorrow
from tests.people import make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(viewer_with: Callable[..., Any]) -> Office:
    return Office(viewer_with)


def test_a_day_counts_to_its_end_in_kyiv_also_when_the_clocks_change() -> None:
    assert Due.on(date(2026, 3, 29)).at == datetime(2026, 3, 29, 21, tzinfo=UTC)
    assert Due.on(date(2026, 10, 25)).at == datetime(2026, 10, 25, 22, tzinfo=UTC)
    assert Due.on(date(2026, 10, 25), time(14)).at == datetime(2026, 10, 25, 12, tzinfo=UTC)


def test_a_task_has_its_owner_and_its_title_is_sealed(office: Office) -> None:
    office.task("Call the aunt in Izium", owner=office.colleague.user_id)
    (row,) = queries.work(office.willow, office.case.id).tasks
    assert (row.title, row.owner_id) == ("Call the aunt in Izium", office.colleague.user_id)
    assert b"aunt" not in bytes(Task.objects.get().title_sealed)
    assert journal.recent(1)[0].kind == "case.task_made"


def test_a_psychologist_of_the_team_can_own_a_task_and_end_it(office: Office) -> None:
    oksana = office.viewer_with("psychologist", team=make_team("Willow"))
    task = office.task(owner=oksana.user_id)
    actions.end_task(oksana, task.id, "done", "Talked for an hour.")
    assert Task.objects.get().ended_by_id == oksana.user_id


def test_a_colleague_who_does_not_see_the_case_owns_nothing(office: Office) -> None:
    with pytest.raises(ValueError, match="owner"):
        office.task(owner=office.heron.user_id)


def test_a_task_is_given_to_somebody_else_and_both_owners_stay_in_its_history(office: Office) -> None:
    task = office.task(owner=office.willow.user_id)
    actions.change_task(office.willow, task.id, Due.on(tomorrow(), time(9)), office.colleague.user_id, "I am on leave.")
    owners = TaskChange.objects.order_by("id").values_list("owner_id", flat=True)
    assert list(owners) == [office.willow.user_id, office.colleague.user_id]


def test_a_dropped_task_says_why(office: Office) -> None:
    task = office.task()
    with pytest.raises(ValueError, match="note"):
        actions.end_task(office.willow, task.id, "dropped")
    actions.end_task(office.willow, task.id, "dropped", "The aunt has moved.")
    with pytest.raises(actions.NotOpen):
        actions.end_task(office.willow, task.id, "done")


def test_another_team_does_nothing_to_a_task(office: Office) -> None:
    task = office.task()
    with pytest.raises(OutOfReach):
        actions.end_task(office.heron, task.id, "done")
    with pytest.raises(OutOfReach):
        actions.make_task(office.heron, office.case.id, "Call", Due.on(tomorrow()))


def test_the_history_of_a_task_is_never_rewritten(office: Office) -> None:
    office.task()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_taskchange")


def test_a_flag_asks_for_attention_until_it_is_cleared(office: Office) -> None:
    flag = actions.raise_flag(office.director, office.case.id, "The father has called twice.", Due.on(today()))
    assert queries.cases(office.willow, {"flag": "yes"}).rows[0].flags == 1
    actions.clear_flag(office.willow, flag.id, "Talked to him; noted.")
    assert queries.cases(office.willow, {"flag": "yes"}).total == 0
    assert Flag.objects.get().cleared_by_id == office.willow.user_id


def test_only_who_works_on_the_case_or_assigns_it_flags_it(office: Office) -> None:
    psychologist = office.viewer_with("psychologist", team=make_team("Willow"))
    with pytest.raises(NotAllowed):
        actions.raise_flag(psychologist, office.case.id, "Look.", Due.on(today()))
    with pytest.raises(OutOfReach):
        actions.raise_flag(office.heron, office.case.id, "Look.", Due.on(today()))


def response(office: Office) -> Any:
    return next(row for row in queries.work(office.willow, office.case.id).clocks if row.clock.code == "response")


def say(office: Office, kind: str, **more: Any) -> Any:
    clock = response(office).clock
    answer = actions.ClockAnswer(kind, "Spoke with the mother.", **more)
    return actions.mark_clock(office.willow, office.case.id, clock.code, clock.start_ref, answer)


def test_a_response_that_is_made_starts_the_plan(office: Office) -> None:
    say(office, "met")
    codes = [row.clock.code for row in queries.work(office.willow, office.case.id).clocks if row.clock.is_open]
    assert codes == ["plan", "birthday_18"]
    assert journal.recent(1)[0].kind == "case.clock_marked"


def test_a_moved_clock_is_due_then_and_keeps_the_reason(office: Office) -> None:
    say(office, "moved", due=Due.on(tomorrow() + timedelta(days=9)))
    row = response(office)
    assert (row.clock.due_day, row.clock.moved) == (tomorrow() + timedelta(days=9), True)
    assert row.reason == "Spoke with the mother."
    assert NextDue.objects.get(case=office.case).due_at == row.clock.due_at


def test_a_response_is_not_met_before_it_began_nor_tomorrow(office: Office) -> None:
    for impossible in (timezone.now() + timedelta(hours=2), timezone.now() - timedelta(days=3)):
        with pytest.raises(ValueError, match="done_at"):
            say(office, "met", done_at=impossible)


def test_a_clock_that_was_restarted_meanwhile_is_not_answered(office: Office) -> None:
    old = response(office).clock
    actions.change_risk(office.willow, office.case.id, "critical", "She has been moved.")
    with pytest.raises(actions.NoSuchClock):
        actions.mark_clock(
            office.willow, office.case.id, "response", old.start_ref, actions.ClockAnswer("met", "Late.")
        )


def test_nobody_meets_a_birthday_and_its_day_is_not_kept_in_the_clear(office: Office) -> None:
    with pytest.raises(ValueError, match="kind"):
        actions.mark_clock(
            office.willow, office.case.id, "birthday_18", office.case.id, actions.ClockAnswer("met", "Turned 18.")
        )
    actions.mark_clock(
        office.willow,
        office.case.id,
        "birthday_18",
        office.case.id,
        actions.ClockAnswer("set_aside", "A plan is made."),
    )
    assert abs(ClockMark.objects.get().due_at - timezone.now()) < timedelta(minutes=5)


def test_a_certificate_starts_its_three_months(office: Office) -> None:
    actions.record_document(
        office.willow, office.case.id, "certificate_for_return", "the aunt", date(2026, 1, 31), None
    )
    rows = queries.work(office.willow, office.case.id).clocks
    assert [row.clock.due_day for row in rows if row.clock.code == "certificate_for_return"] == [date(2026, 4, 30)]


@pytest.mark.parametrize(
    ("kind", "issued", "until", "field"),
    [
        ("certificate_for_return", None, date(2026, 3, 1), "issued_on"),
        ("power_of_attorney", date(2026, 3, 1), None, "valid_until"),
        ("power_of_attorney", date(2026, 3, 2), date(2026, 3, 1), "valid_until"),
        ("passport", date(2026, 3, 1), date(2026, 3, 2), "kind"),
    ],
)
def test_a_paper_without_the_date_that_counts_is_refused_by_name(
    office: Office, kind: str, issued: Any, until: Any, field: str
) -> None:
    with pytest.raises(ValueError, match=field):
        actions.record_document(office.willow, office.case.id, kind, "the aunt", issued, until)


def warn(office: Office, **more: Any) -> NeverDisclose:
    given = {"whom": "Her uncle Stepan", "why": "He handed her over.", "since": today()} | more
    return actions.add_never_disclose(office.willow, office.case.id, actions.Warned(**given))


def test_who_must_never_learn_of_the_child_is_sealed_and_shown_to_who_sees_her(office: Office) -> None:
    entry = warn(office)
    (row,) = queries.never_disclose(office.director, office.child)
    assert (row.whom, row.why, row.active) == ("Her uncle Stepan", "He handed her over.", True)
    assert b"Stepan" not in bytes(entry.whom_sealed)
    assert queries.never_disclose(office.heron, office.child) == []


def test_an_entry_holds_until_a_second_person_agrees(office: Office) -> None:
    ending = actions.end_never_disclose(office.willow, warn(office).id, "He is dead.")
    assert queries.never_disclose(office.willow, office.child)[0].active
    with pytest.raises(actions.SamePerson):
        actions.answer_ending(office.willow, ending.id, "Yes.", agrees=True)
    actions.answer_ending(office.colleague, ending.id, "I saw the paper.", agrees=True)
    assert not queries.never_disclose(office.willow, office.child)[0].active


def test_an_entry_that_was_kept_can_be_asked_about_again(office: Office) -> None:
    entry = warn(office)
    ending = actions.end_never_disclose(office.willow, entry.id, "He is dead.")
    with pytest.raises(actions.NotWaiting):
        actions.end_never_disclose(office.colleague, entry.id, "He is dead.")
    actions.answer_ending(office.director, ending.id, "No paper says so.", agrees=False)
    actions.end_never_disclose(office.willow, entry.id, "Here is the paper.")


def test_where_nobody_else_works_an_entry_ends_not_confirmed(office: Office) -> None:
    alone = replace(office.willow, alone=True)
    assert actions.end_never_disclose(alone, warn(office).id, "He is dead.").state == "alone"
    assert not queries.never_disclose(office.willow, office.child)[0].active


def test_after_its_last_day_an_entry_no_longer_warns_and_stays(office: Office) -> None:
    warn(office, since=date(2024, 1, 1), until=date(2024, 2, 1))
    (row,) = queries.never_disclose(office.willow, office.child)
    assert not row.active


def test_what_is_due_next_is_the_first_of_tasks_flags_and_clocks(office: Office) -> None:
    office.task(day=today() - timedelta(days=1))
    found = NextDue.objects.get(case=office.case)
    assert (found.what, found.due_at) == ("task", Due.on(today() - timedelta(days=1)).at)
    assert queries.cases(office.willow, {"due": "overdue"}).total == 1


def test_after_a_change_of_rules_the_due_times_are_written_anew(office: Office) -> None:
    NextDue.objects.update(rules="old", due_at=None)
    assert actions.refresh_outdated() == 1
    assert NextDue.objects.get().due_at is not None
