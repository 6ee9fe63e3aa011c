"""A time until which something has to be done: a day in Kyiv that counts to its end, or a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from dodomu.journey.cases.clock_rules import day_of, end_of, kyiv


@dataclass(frozen=True, slots=True)
class Due:
    """``at`` is the moment from which it is overdue.

    >>> Due.on(date(2026, 3, 1)).day
    datetime.date(2026, 3, 1)
    """

    at: datetime
    whole_day: bool

    @classmethod
    def on(cls, day: date, at: time | None = None) -> Due:
        """A day in Kyiv, to its end; or a time of that day."""
        return cls(end_of(day), whole_day=True) if at is None else cls(kyiv(day, at), whole_day=False)

    @property
    def day(self) -> date | None:
        """The day that was named, where no time was."""
        return day_of(self.at) if self.whole_day else None
