"""The time axis: where the ticks stand, what they say, how old the child was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from dodomu.engine.values.dates import PartialDate
from dodomu.kit.lifeline.period import Period

MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
"""The distances that ticks may have."""
TICK_ROOM = 74.0
"""The least room of one tick with its words, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One line across the lanes. ``age``: in full years, "4" or "4–5", empty before birth and where it is not known."""

    x: float
    label: str
    age: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places."""

    period: Period
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; days outside stand at the edge."""
        share = (day - self.period.first).days / max(self.period.days - 1, 1)
        return round(self.left + (self.right - self.left) * min(max(share, 0.0), 1.0), 1)


def ticks(scale: Scale, born: PartialDate | None) -> list[Tick]:
    """As many ticks as have room, at the beginnings of months or years."""
    step = _step(scale)
    first = scale.period.first
    month = first.year * 12 + first.month - 1
    month += -month % step
    found = []
    while (day := date(month // 12, month % 12 + 1, 1)) <= scale.period.last:
        if day >= first:
            found.append(Tick(scale.x(day), _label(day, step), _age(day, born)))
        month += step
    return found


def _step(scale: Scale) -> int:
    most = max(int((scale.right - scale.left) / TICK_ROOM), 1)
    months = scale.period.days / 30.44
    return next((step for step in MONTHS if months / step <= most), MONTHS[-1])


def _label(day: date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{date_format(day, 'M')} {day.year}"


def _age(day: date, born: PartialDate | None) -> str:
    if born is None or day <= born.latest or born.earliest == date.min:
        return ""
    least, most = _years(born.latest, day), _years(born.earliest, day)
    return str(least) if least == most else f"{least}–{most}"


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
