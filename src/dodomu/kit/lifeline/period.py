"""The days that a life-line shows, and the addresses that show others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SHORTEST = 14
"""No period is shorter, in days: below that a drawing says no more than the list."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included.

    >>> Period(date(2023, 1, 1), date(2023, 12, 31)).codes
    {'from': '2023-01-01', 'to': '2023-12-31'}
    """

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def codes(self) -> dict[str, str]:
        """The period as it stands in an address."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}

    def touches(self, first: date, last: date) -> bool:
        return first <= self.last and last >= self.first

    def moved(self, direction: int) -> Period:
        """The period before (-1) or after (1), with half of this one in common."""
        step = timedelta(days=max(self.days // 2, 1) * direction)
        return Period(_moved(self.first, step), _moved(self.last, step))

    def wider(self) -> Period:
        """Twice as long, about the same middle."""
        half = timedelta(days=max(self.days // 2, 1))
        return Period(_moved(self.first, -half), _moved(self.last, half))

    def at_least(self, days: int = SHORTEST) -> Period:
        """This period, widened about its middle when it is shorter."""
        lack = days - self.days
        if lack <= 0:
            return self
        before = timedelta(days=lack // 2)
        return Period(_moved(self.first, -before), _moved(self.last, timedelta(days=lack) - before))


def period_of(first: str, last: str, whole: Period) -> Period | None:
    """The period that two codes of an address name (a year or a day each); None when neither names one.

    >>> whole = Period(date(2014, 1, 1), date(2024, 6, 1))
    >>> period_of("2023", "", whole)
    Period(first=datetime.date(2023, 1, 1), last=datetime.date(2024, 6, 1))
    >>> period_of("yesterday", "", whole) is None
    True
    """
    start, end = _day(first, "-01-01"), _day(last, "-12-31")
    if start is None and end is None:
        return None
    begin, finish = start or whole.first, end or whole.last
    return Period(min(begin, finish), max(begin, finish)).at_least()


def _day(code: str, rest_of_year: str) -> date | None:
    try:
        return date.fromisoformat(code + rest_of_year if len(code) == 4 else code)
    except ValueError:
        return None


def _moved(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError:
        return day
