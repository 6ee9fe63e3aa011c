"""Clocks: from dated rules, in elapsed time, right when the clocks are put forward or back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from dodomu.journey.cases import clock_rules as rules
from dodomu.journey.cases import clocks
from dodomu.journey.cases.clocks import Clock, DayStart, Mark, Point, Recorded

OPENING, RISE, PAPER = uuid4(), uuid4(), uuid4()
NOON = datetime(2026, 5, 4, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def opened(risk: str = "high", at: datetime = NOON) -> Point:
    return Point(OPENING, at, risk, clocks.OPENED)


def now_at(risk: str, at: datetime, ref: UUID = RISE) -> Point:
    return Point(ref, at, risk, clocks.RISK)


def mark(code: str, kind: str = "met", *, at: datetime, ref: UUID = OPENING, due_at: datetime = NOON) -> Mark:
    return Mark(uuid4(), code, ref, kind, due_at, False, at if kind == "met" else None, at)


def clock(recorded: Recorded, code: str, now: datetime = NOON) -> Clock:
    """The last clock of a code."""
    return [one for one in clocks.compute(recorded, now) if one.code == code][-1]


def states(recorded: Recorded, code: str, now: datetime) -> list[str]:
    return [one.state for one in clocks.compute(recorded, now) if one.code == code]


CHANGES = [
    pytest.param(date(2026, 3, 28), 23, id="spring-2026"),
    pytest.param(date(2026, 10, 24), 25, id="autumn-2026"),
    pytest.param(date(2027, 3, 27), 23, id="spring-2027"),
    pytest.param(date(2027, 10, 30), 25, id="autumn-2027"),
]


@pytest.mark.parametrize(("eve", "hours"), CHANGES)
def test_hours_are_elapsed_and_days_go_by_the_clocks_of_kyiv(eve: date, hours: int) -> None:
    noon = rules.kyiv(eve, time(12))
    assert rules.moment_after(noon, 24, "hours") - noon == 24 * HOUR
    assert rules.moment_after(noon, 1, "days") - noon == hours * HOUR
    assert rules.moment_after(noon, 1, "days").astimezone(rules.KYIV).time() == time(12)


@pytest.mark.parametrize(("eve", "hours"), CHANGES)
def test_a_response_at_high_risk_is_due_after_24_elapsed_hours(eve: date, hours: int) -> None:
    begun = rules.kyiv(eve, time(12))
    response = clock(Recorded(points=[opened(at=begun)]), "response", begun)
    assert response.due_at == begun + 24 * HOUR
    assert response.due_at.astimezone(rules.KYIV).hour == {23: 13, 25: 11}[hours]


@pytest.mark.parametrize(("eve", "hours"), CHANGES)
def test_a_paper_is_valid_to_the_end_of_its_last_day_in_kyiv(eve: date, hours: int) -> None:
    last_day = eve + DAY
    start = DayStart(PAPER, "power_of_attorney:until", last_day, last_day)
    paper = clock(Recorded(days=[start]), "power_of_attorney")
    assert paper.due_at == rules.start_of(last_day + DAY)
    assert paper.due_at - rules.start_of(last_day) == hours * HOUR
    assert paper.due_day == last_day


def test_months_keep_to_the_last_day_of_a_shorter_month() -> None:
    issued = date(2026, 11, 30)
    paper = clock(
        Recorded(days=[DayStart(PAPER, "certificate_for_return:issued", issued, issued)]), "certificate_for_return"
    )
    assert paper.due_day == date(2027, 2, 28)


def test_a_certificate_ends_no_later_than_it_says_itself() -> None:
    issued = date(2026, 5, 1)
    start = DayStart(PAPER, "certificate_for_return:issued", issued, issued, no_later_than=date(2026, 5, 31))
    assert clock(Recorded(days=[start]), "certificate_for_return").due_day == date(2026, 5, 31)


def test_a_birthday_known_in_part_uses_the_first_possible_day_and_says_so() -> None:
    start = DayStart(PAPER, "birth", date(2010, 3, 1), date(2010, 3, 31))
    birthday = clock(Recorded(days=[start]), "birthday_18")
    assert (birthday.due_day, birthday.latest_day) == (date(2028, 3, 1), date(2028, 3, 31))
    assert birthday.due_at == rules.start_of(date(2028, 3, 1))


def test_an_unknown_birth_is_said_not_guessed() -> None:
    birthday = clock(Recorded(unknown=[(OPENING, "birth")]), "birthday_18")
    assert (birthday.state, birthday.due_at) == ("not_known", None)


def test_a_placement_runs_six_months_while_the_child_is_placed() -> None:
    start = DayStart(PAPER, "legal=placed_or_adopted", date(2026, 1, 15), date(2026, 1, 15))
    placed = Recorded(days=[start], axes={"legal": "placed_or_adopted"})
    assert clock(placed, "placement").due_day == date(2026, 7, 15)
    assert clock(Recorded(days=[start], axes={"legal": "returned"}), "placement").state == "ended"


@pytest.mark.parametrize(
    ("after", "state"),
    [(17 * HOUR, "running"), (18 * HOUR, "due_soon"), (23 * HOUR, "due_soon"), (24 * HOUR, "overdue")],
)
def test_a_clock_runs_warns_and_is_overdue(after: timedelta, state: str) -> None:
    assert clock(Recorded(points=[opened()]), "response", NOON + after).state == state


def test_the_plan_starts_when_the_response_is_made() -> None:
    assert states(Recorded(points=[opened()]), "plan", NOON) == []
    made = Recorded(points=[opened()], marks=[mark("response", at=NOON + 5 * HOUR)])
    assert clock(made, "response", NOON + DAY).state == "met"
    assert clock(made, "plan").due_at == NOON + 5 * HOUR + 3 * DAY


def test_a_higher_risk_starts_the_response_anew_with_its_shorter_time() -> None:
    raised = Recorded(points=[opened("medium"), now_at("critical", NOON + 10 * HOUR)])
    assert states(raised, "response", NOON + 10 * HOUR) == ["replaced", "running"]
    assert clock(raised, "response").due_at == NOON + 22 * HOUR


def test_a_higher_risk_never_gives_more_time() -> None:
    raised = Recorded(points=[opened("high"), now_at("critical", NOON + 20 * HOUR)])
    assert clock(raised, "response").due_at == NOON + 24 * HOUR


def test_a_higher_risk_asks_again_for_a_response_that_was_made() -> None:
    points = [opened("low"), now_at("high", NOON + 9 * DAY)]
    raised = Recorded(points=points, marks=[mark("response", at=NOON + DAY)])
    assert states(raised, "response", NOON + 9 * DAY) == ["met", "running"]
    assert clock(raised, "response").due_at == NOON + 10 * DAY


def test_a_lower_risk_gives_the_longer_time_from_then_on() -> None:
    lowered = Recorded(points=[opened("high"), now_at("medium", NOON + 10 * HOUR)])
    assert clock(lowered, "response").due_at == NOON + 82 * HOUR


def test_a_lower_risk_never_undoes_lateness() -> None:
    lowered = Recorded(points=[opened("high"), now_at("low", NOON + 30 * HOUR)])
    assert states(lowered, "response", NOON + 31 * HOUR) == ["overdue"]


def test_a_lower_risk_asks_for_no_second_response() -> None:
    points = [opened("high"), now_at("low", NOON + 2 * DAY)]
    lowered = Recorded(points=points, marks=[mark("response", at=NOON + HOUR)])
    assert states(lowered, "response", NOON + 2 * DAY) == ["met"]
    assert clock(lowered, "plan").due_at == NOON + 2 * DAY + 14 * DAY


def test_a_case_opened_again_starts_the_response_again() -> None:
    again = Recorded(points=[opened(), Point(RISE, NOON + 30 * DAY, "high", clocks.OPENED)])
    assert states(again, "response", NOON + 30 * DAY) == ["replaced", "running"]


def test_a_plan_of_before_the_closing_does_not_come_back_overdue() -> None:
    again = Recorded(
        points=[opened(), Point(RISE, NOON + 30 * DAY, "high", clocks.OPENED)],
        marks=[mark("response", at=NOON + HOUR)],
    )
    assert states(again, "plan", NOON + 30 * DAY) == ["replaced"]


def test_a_response_met_after_its_time_is_late() -> None:
    late = Recorded(points=[opened()], marks=[mark("response", at=NOON + 30 * HOUR, due_at=NOON + 24 * HOUR)])
    assert clock(late, "response").late


def test_a_moved_clock_is_due_at_its_new_time() -> None:
    moved = Recorded(points=[opened()], marks=[mark("response", "moved", at=NOON, due_at=NOON + 60 * HOUR)])
    found = clock(moved, "response", NOON + 30 * HOUR)
    assert (found.state, found.due_at) == ("running", NOON + 60 * HOUR)


def test_a_closed_case_has_no_running_clock() -> None:
    assert states(Recorded(points=[opened()], closed=True), "response", NOON + 9 * DAY) == ["ended"]


def test_a_rule_of_later_years_does_not_touch_what_started_before() -> None:
    old = next(rule for rule in rules.clock_rules() if (rule.code, rule.risk) == ("response", "high"))
    from dataclasses import replace

    known = (replace(old, in_force_until=date(2026, 5, 31)), replace(old, in_force_from=date(2026, 6, 1), length=12))
    before, after = (clocks.compute(Recorded(points=[opened(at=at)]), at, known) for at in (NOON, NOON + 30 * DAY))
    assert [one[0].due_at - one[0].started_at for one in (before, after)] == [24 * HOUR, 12 * HOUR]


def test_every_rule_names_its_source_and_a_known_start() -> None:
    starts = {
        "case",
        "response",
        "birth",
        "legal=placed_or_adopted",
        "certificate_for_return:issued",
        "power_of_attorney:until",
    }
    assert {rule.starts_from for rule in rules.clock_rules()} == starts
    assert all(len(rule.source) > 20 for rule in rules.clock_rules())
