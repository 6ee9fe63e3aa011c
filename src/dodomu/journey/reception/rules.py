"""The rules of reception, read from ``data/``: kinds of needs, how soon they are met, minutes until somebody acts, topics."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from dodomu.kit.dates import KYIV


@dataclass(frozen=True, slots=True)
class NeedRule:
    """One kind of need; ``profile`` is the field set of cases with which it is referred, empty where it is not."""

    code: str
    clinical: bool
    profile: str


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon a need is to be met, and how much of the harm of its kind a delay does."""

    code: str
    hours: int
    share: float


def need_rules(on: date) -> dict[str, NeedRule]:
    """The kinds of needs in force on a day, in the order of the file.

    >>> need_rules(date(2026, 6, 1))["dental"].profile
    'medical'
    """
    rows = _in_force("needs.csv", on)
    return {code: NeedRule(code, row["clinical"] == "yes", row["profile"]) for code, row in rows.items()}


def urgencies(on: date) -> dict[str, Urgency]:
    """How soon needs are to be met, the most urgent first.

    >>> list(urgencies(date(2026, 6, 1)))
    ['now', 'today', 'days', 'weeks']
    """
    rows = _in_force("urgencies.csv", on)
    return {code: Urgency(code, int(row["hours"]), float(row["share"])) for code, row in rows.items()}


def topics(on: date) -> tuple[str, ...]:
    """Headings of what a child may not be asked."""
    return tuple(_in_force("topics.csv", on))


def due(code: str, since: datetime) -> datetime:
    """Until when somebody must have acted. ``code``: red, undetermined, first_triage or late.

    Raises:
        KeyError: no rule of that code is in force.
    """
    return since + timedelta(minutes=int(_in_force("clocks.csv", since.astimezone(KYIV).date())[code]["minutes"]))


def _in_force(name: str, on: date) -> dict[str, dict[str, str]]:
    """The latest row of each code that is in force on a day."""
    found = {row["code"]: row for row in _rows(name) if date.fromisoformat(row["in_force_from"]) <= on}
    if not found:
        raise LookupError(f"{name}: no row is in force on that day")
    return found


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = files("dodomu.journey.reception").joinpath("data", name).read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(sorted(rows, key=lambda row: row["in_force_from"]))
