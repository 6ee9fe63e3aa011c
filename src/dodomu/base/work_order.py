"""The order of work: harm × time, by one rule table in data (``rules/work.csv``), for every stage alike.

Each kind of work has a code, and its row says how much harm a delay does (1 to 100), how soon an answer is expected
(``horizon_hours``), how far lateness may multiply the harm (``grows_to``), who does it (``second`` is the second person
of a two-person rule) and how it looks. Why, and what it does not weigh: docs/decisions/0010-one-order-of-work.md.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")
FAR = 0.2
"""The share of harm that work has whose due time is further away than its horizon."""

OVERDUE, TODAY, SECOND, REST = SECTIONS = ("overdue", "today", "second", "rest")


@dataclass(frozen=True, slots=True)
class WorkRule:
    """One row of the table."""

    code: str
    harm: float
    horizon: timedelta
    grows_to: float
    who: str
    icon: str
    tone: str
    reason: str


class UnknownWork(LookupError):
    """A kind of work that the rule table does not know: add its row to ``base/rules/work.csv``."""


@cache
def rules() -> dict[str, WorkRule]:
    """The table by code."""
    text = files("dodomu.base").joinpath("rules", "work.csv").read_text(encoding="utf-8")
    return {row["code"]: _rule(row) for row in csv.DictReader(text.splitlines())}


def rule(code: str) -> WorkRule:
    """The rule for one kind of work.

    Raises:
        UnknownWork: the table has no such code.

    >>> rule("match.second").who
    'second'
    """
    try:
        return rules()[code]
    except KeyError:
        raise UnknownWork(code) from None


def pressure(due_at: datetime, horizon: timedelta, grows_to: float, now: datetime) -> float:
    """How much time weighs: ``FAR`` beyond the horizon, rising to 1 when due, then by 1 for each horizon of lateness.

    Parameters:
        due_at, now: moments with a zone; what counts between them is elapsed time, also across a change to summer time.
        grows_to: the most that lateness can multiply by, at least 1.

    >>> noon, day = datetime(2026, 3, 1, 12, tzinfo=UTC), timedelta(days=1)
    >>> [round(pressure(noon + days * day, 4 * day, 3, noon), 2) for days in (9, 4, 2, 0, -4, -100)]
    [0.2, 0.2, 0.6, 1.0, 2.0, 3]
    """
    # In UTC first: between two moments of one zone Python subtracts what the clocks on the wall show.
    horizons = (now.astimezone(UTC) - due_at.astimezone(UTC)) / horizon
    if horizons >= 0:
        return min(1 + horizons, grows_to)
    return FAR + (1 - FAR) * max(1 + horizons, 0)


def weight(code: str, now: datetime, *, due_at: datetime | None, since: datetime | None, share: float = 1.0) -> float:
    """The place of a piece of work in the list: harm × time, the largest first.

    Parameters:
        due_at: when it must be done; without it, ``since`` plus the horizon; without both, time does not weigh (1).
        since: since when it waits.
        share: how much of the harm of its kind this piece does, from 0 to 1.

    Raises:
        UnknownWork: the table has no such code.

    >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> weight("match.second", noon, due_at=noon, since=None)
    60.0
    >>> weight("match.second", noon, due_at=None, since=noon) < weight("match.second", noon, due_at=noon, since=None)
    True
    """
    known = rule(code)
    expected = due_at or (since + known.horizon if since else None)
    time = 1.0 if expected is None else pressure(expected, known.horizon, known.grows_to, now)
    return known.harm * min(max(share, 0.0), 1.0) * time


def section(code: str, due_at: datetime | None, now: datetime) -> str:
    """Which of the ``SECTIONS`` a piece of work stands in; each stands in one. Days are days in Kyiv.

    What is due on a day and at no hour is due at the midnight that ends it, and belongs to that day.

    >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> section("match.second", None, noon), section("match.second", noon - timedelta(minutes=1), noon)
    ('second', 'overdue')
    """
    if due_at is not None and due_at < now:
        return OVERDUE
    if due_at is not None and day_due(due_at) == now.astimezone(KYIV).date():
        return TODAY
    return SECOND if rule(code).who == SECOND else REST


def day_due(due_at: datetime) -> date:
    """The day in Kyiv on which something is due; midnight still belongs to the day that it ends.

    >>> day_due(datetime(2026, 3, 2, tzinfo=KYIV)), day_due(datetime(2026, 3, 2, 0, 1, tzinfo=KYIV))
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 2))
    """
    return (due_at - timedelta.resolution).astimezone(KYIV).date()


def tone(code: str, where: str) -> str:
    """How it looks: harm when overdue, notice when due today, else as its rule says."""
    return {OVERDUE: "harm", TODAY: "notice"}.get(where, rule(code).tone) if rule(code).tone != "harm" else "harm"


def _rule(row: dict[str, str]) -> WorkRule:
    return WorkRule(
        code=row["code"],
        harm=float(row["harm"]),
        horizon=timedelta(hours=float(row["horizon_hours"])),
        grows_to=float(row["grows_to"]),
        who=row["who"],
        icon=row["icon"],
        tone=row["tone"],
        reason=row["reason"],
    )
