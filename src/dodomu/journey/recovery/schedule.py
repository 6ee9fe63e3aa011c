"""Which visits are due when: pure, from ``data/follow_ups.csv``.

High and critical risk halve the gaps of the first year. A visit that was missed keeps the day on which it was due.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from dodomu.journey.cases.data_rules import after_months

YEARLY, CLOSING, EXTRA = "yearly", "closing", "extra"
DENSE = frozenset({"high", "critical"})
FIRST_YEAR = 12


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit of the schedule: its code, its day, and the rule it follows from."""

    code: str
    due_on: date
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    days: int
    months: int
    valid_from: date
    source: str

    def after(self, start: date) -> date:
        return start + timedelta(days=self.days) if self.days else after_months(start, self.months)


@cache
def rules() -> tuple[Rule, ...]:
    text = files("dodomu.journey.recovery").joinpath("data", "follow_ups.csv").read_text(encoding="utf-8")
    return tuple(
        Rule(
            row["code"],
            int(row["days"] or 0),
            int(row["months"] or 0),
            date.fromisoformat(row["valid_from"]),
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def rule(code: str) -> Rule:
    """The rule of that code.

    Raises:
        ValueError: there is none.
    """
    found = next((one for one in rules() if one.code == code), None)
    if found is None:
        raise ValueError(f"code: accepted are {', '.join(one.code for one in rules())}")
    return found


def visits(start: date, risk: str, *, since: date | None = None) -> tuple[Planned, ...]:
    """The visits of the first two years.

    Parameters:
        start: the day of arrival, or the day on which the plan begins.
        risk: risk level of the case (critical, high, medium, low); the first two halve the gaps of the first year.
        since: leave out what was due before this day (the row is laid out anew half way).

    >>> [one.code for one in visits(date(2026, 3, 1), "low")][:4]
    ['d3', 'd7', 'd14', 'd30']
    >>> visits(date(2026, 3, 1), "low")[0].due_on.isoformat()
    '2026-03-04'
    """
    regular = [(one, one.after(start)) for one in rules() if one.code not in {YEARLY, CLOSING}]
    planned = [Planned(one.code, day, one.code) for one, day in regular]
    if risk in DENSE:
        planned = list(_denser(start, planned))
    return tuple(one for one in planned if since is None or one.due_on >= since)


def next_yearly(last: date) -> Planned:
    """The visit a year after the last one of the row."""
    return Planned(YEARLY, after_months(last, rule(YEARLY).months), YEARLY)


def closing_visit(closed: date) -> Planned:
    """The visit three months after a plan closes.

    >>> closing_visit(date(2026, 11, 30)).due_on.isoformat()
    '2027-02-28'
    """
    return Planned(CLOSING, after_months(closed, rule(CLOSING).months), CLOSING)


def _denser(start: date, planned: list[Planned]) -> list[Planned]:
    """One more visit in the middle of every gap of the first year, beside those that stand in the row."""
    year = after_months(start, FIRST_YEAR)
    dense: list[Planned] = []
    before = start
    for one in planned:
        middle = before + (one.due_on - before) // 2
        if one.due_on <= year and before < middle < one.due_on:
            dense.append(Planned(f"{one.code}-", middle, f"{one.code}, halved"))
        dense.append(one)
        before = one.due_on
    return dense
