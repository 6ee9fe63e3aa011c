"""The row of visits: dated rules, denser where the risk is high."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.journey.recovery import schedule

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS, st.sampled_from(["low", "medium", "high", "critical"]))
def test_the_row_goes_forward_and_never_loses_a_regular_visit(start: date, risk: str) -> None:
    planned = schedule.visits(start, risk)
    days = [one.due_on for one in planned]
    assert days == sorted(set(days))
    assert {one.code for one in schedule.visits(start, "low")} <= {one.code for one in planned}


@given(DAYS)
def test_a_high_risk_halves_every_gap_of_the_first_year_and_none_after(start: date) -> None:
    low, high = schedule.visits(start, "low"), schedule.visits(start, "high")
    extra = [one for one in high if one.code.endswith("-")]
    year = schedule.after_months(start, 12)
    assert len(extra) == len([one for one in low if one.due_on <= year])
    before = dict(zip((one.code for one in low), [start, *(one.due_on for one in low)], strict=False))
    for one in extra:
        end = next(two.due_on for two in low if two.code == one.code[:-1])
        assert abs((one.due_on - before[one.code[:-1]]).days * 2 - (end - before[one.code[:-1]]).days) <= 1


def test_laid_out_half_way_it_leaves_out_what_was_due_before() -> None:
    start = date(2026, 1, 10)
    assert next(one.code for one in schedule.visits(start, "low", since=date(2026, 2, 1))) == "d30"


def test_after_the_row_a_visit_comes_every_year_and_after_closing_in_three_months() -> None:
    assert schedule.next_yearly(date(2028, 2, 29)).due_on == date(2029, 2, 28)
    assert schedule.closing_visit(date(2026, 1, 31)).due_on == date(2026, 4, 30)


def test_every_rule_says_from_when_it_holds_and_where_it_comes_from() -> None:
    assert all(rule.source and rule.valid_from for rule in schedule.rules())
    with pytest.raises(ValueError, match="code"):
        schedule.rule("d99")
