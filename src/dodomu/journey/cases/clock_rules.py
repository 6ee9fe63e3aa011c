"""The dated rules of clocks (``data/clocks.csv``) and how time is counted.

Hours are real elapsed time. Days, months and years go by the calendar in Kyiv: three days after Friday noon is Monday
noon there, also when the clocks change in between. A month that lacks the day ends the time on its last day (Civil
Code of Ukraine, article 254).
"""

from __future__ import annotations

import csv
import hashlib
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")
HOURS, DAYS, MONTHS, YEARS = "hours", "days", "months", "years"


@dataclass(frozen=True, slots=True)
class Condition:
    """On which values of an axis a clock runs; ``refuses`` turns it round. An empty axis: always."""

    axis: str = ""
    values: frozenset[str] = frozenset()
    refuses: bool = False

    def holds(self, axes: dict[str, str]) -> bool:
        return not self.axis or (axes.get(self.axis, "") in self.values) != self.refuses


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One row: from what the clock starts, how long it runs, when it warns, while what holds, and who says so.

    ``last_day`` is for clocks of whole days: ``through`` (the last day still counts) or ``from`` (it is up as that day
    begins). ``harm`` is a risk level: how grave it is to miss it.
    """

    code: str
    risk: str
    starts_from: str
    length: int
    unit: str
    last_day: str
    warn: int
    warn_unit: str
    applies_while: Condition
    in_force_from: date
    in_force_until: date | None
    harm: str
    source: str

    def in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


@cache
def clock_rules() -> tuple[ClockRule, ...]:
    """Every rule in the order of the file."""
    return tuple(_rule(row) for row in csv.DictReader(_text().splitlines()))


@cache
def rules_digest() -> str:
    """Changes with the file: what was computed under other rules is known by it."""
    return hashlib.sha256(_text().encode()).hexdigest()[:16]


def codes() -> list[str]:
    """The clocks, each once, in the order of the file."""
    return list(dict.fromkeys(rule.code for rule in clock_rules()))


def rule_for(code: str, on: date, risk: str = "", *, rules: tuple[ClockRule, ...] | None = None) -> ClockRule | None:
    """The rule in force on the day a clock started; None where there was none.

    >>> rule_for("response", date(2026, 3, 1), "high").length
    24
    >>> rule_for("certificate_for_return", date(2026, 3, 1), "high").unit
    'months'
    """
    known = clock_rules() if rules is None else rules
    fits = (rule for rule in known if rule.code == code and rule.risk in {"", risk} and rule.in_force(on))
    return max(fits, key=lambda rule: rule.in_force_from, default=None)


def day_after(day: date, length: int, unit: str) -> date:
    """The day ``length`` days, months or years later (earlier, where it is negative), in the calendar.

    >>> day_after(date(2026, 8, 31), 6, "months")
    datetime.date(2027, 2, 28)
    >>> day_after(date(2008, 2, 29), 18, "years")
    datetime.date(2026, 2, 28)
    """
    if unit == DAYS:
        return day + timedelta(days=length)
    months = day.year * 12 + day.month - 1 + length * (12 if unit == YEARS else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moment_after(start: datetime, length: int, unit: str) -> datetime:
    """The moment ``length`` units after ``start``: elapsed hours, else the same time of day by the clocks of Kyiv.

    A time that the night of the change leaves out is counted as if the clocks had not been moved yet; of one that
    comes twice the first is meant, so that nobody is late by waiting for the second.

    >>> moment_after(datetime(2026, 3, 28, 10, tzinfo=UTC), 24, "hours").isoformat()
    '2026-03-29T10:00:00+00:00'
    >>> moment_after(datetime(2026, 3, 28, 10, tzinfo=UTC), 1, "days").isoformat()
    '2026-03-29T09:00:00+00:00'
    """
    if unit == HOURS:
        return start.astimezone(UTC) + timedelta(hours=length)
    local = start.astimezone(KYIV)
    return kyiv(day_after(local.date(), length, unit), local.timetz().replace(tzinfo=None, fold=0))


def kyiv(day: date, at: time) -> datetime:
    """A time of day in Kyiv, as a moment in UTC.

    >>> kyiv(date(2026, 3, 29), time(3, 30)).isoformat()
    '2026-03-29T01:30:00+00:00'
    """
    return datetime.combine(day, at, KYIV).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment at which a day in Kyiv is over.

    >>> (end_of(date(2026, 10, 25)) - kyiv(date(2026, 10, 25), time())).total_seconds() / 3600
    25.0
    """
    return kyiv(day + timedelta(days=1), time())


def start_of(day: date) -> datetime:
    """The moment at which a day in Kyiv begins."""
    return kyiv(day, time())


def day_of(due_at: datetime) -> date:
    """The last day that still counts before a whole-day deadline: the day that ends at ``due_at``."""
    return (due_at - timedelta(microseconds=1)).astimezone(KYIV).date()


def _text() -> str:
    return files("dodomu.journey.cases").joinpath("data", "clocks.csv").read_text(encoding="utf-8")


def _rule(row: dict[str, str]) -> ClockRule:
    until = row["in_force_until"]
    return ClockRule(
        code=row["code"],
        risk=row["risk"],
        starts_from=row["starts_from"],
        length=int(row["length"]),
        unit=row["unit"],
        last_day=row["last_day"],
        warn=int(row["warn"]),
        warn_unit=row["warn_unit"],
        applies_while=_condition(row["applies_while"]),
        in_force_from=date.fromisoformat(row["in_force_from"]),
        in_force_until=date.fromisoformat(until) if until else None,
        harm=row["harm"],
        source=row["source"],
    )


def _condition(text: str) -> Condition:
    if not text:
        return Condition()
    refuses = "!=" in text
    axis, values = text.split("!=" if refuses else "=")
    return Condition(axis, frozenset(values.split("|")), refuses)
