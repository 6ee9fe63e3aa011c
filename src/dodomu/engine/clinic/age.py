"""Ages as triage reads them: completed days and calendar months, and the span a partial birth date leaves open."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from dodomu.engine.values.dates import PartialDate


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """One age twice: completed days, and completed calendar months (a birthday counts on its day)."""

    days: int
    months: int

    @classmethod
    def of(cls, born: date, on: date) -> Age:
        """The age on a day; 0 before birth. Born on 29 February, a month is complete on the 28th where it has to be.

        >>> Age.of(date(2024, 2, 29), date(2025, 2, 28))
        Age(days=365, months=12)
        """
        if on <= born:
            return cls(0, 0)
        months = 12 * (on.year - born.year) + on.month - born.month
        return cls((on - born).days, months - (not _reached(born, on)))

    @property
    def years(self) -> int:
        """Completed years.

        >>> Age(4000, 131).years
        10
        """
        return self.months // 12

    def reached(self, bound: str) -> bool:
        """Whether the age is at least `bound`: "8d" days, "2m" completed months, "12y" completed years.

        >>> Age(8, 0).reached("8d"), Age(370, 11).reached("1y")
        (True, False)
        """
        number, unit = _bound(bound)
        return self.days >= number if unit == "d" else self.months >= number * (12 if unit == "y" else 1)


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Every age a child can have: from `youngest` to `oldest`, both included.

    Raises ValueError where the youngest is older than the oldest.
    """

    youngest: Age
    oldest: Age

    def __post_init__(self) -> None:
        if self.youngest > self.oldest:
            raise ValueError("age span: the youngest age is above the oldest")

    def may_lie_in(self, start: str, until: str) -> bool:
        """Whether some age of the span lies in the band [start, until); an empty bound is open.

        >>> AgeSpan(Age(4000, 131), Age(4800, 157)).may_lie_in("12y", "")
        True
        """
        return (not start or self.oldest.reached(start)) and (not until or not self.youngest.reached(until))

    def lies_in(self, start: str, until: str) -> bool:
        """Whether every age of the span lies in the band [start, until).

        >>> AgeSpan(Age(4000, 131), Age(4800, 157)).lies_in("12y", "")
        False
        """
        return (not start or self.youngest.reached(start)) and (not until or not self.oldest.reached(until))


def age_span(born: PartialDate, on: date) -> AgeSpan:
    """The ages on a day of someone born at a date that may be known in part.

    Raises ValueError where the whole birth interval lies after the day.

    >>> span = age_span(PartialDate.from_edtf("2014"), date(2026, 6, 1))
    >>> span.youngest.years, span.oldest.years
    (11, 12)
    """
    if born.earliest > on:
        raise ValueError("age span: born after the day of the observation")
    return AgeSpan(Age.of(born.latest, on), Age.of(born.earliest, on))


def _reached(born: date, on: date) -> bool:
    """Whether the day of the month of birth is reached in the month of `on`."""
    return on.day >= min(born.day, monthrange(on.year, on.month)[1])


@cache
def _bound(text: str) -> tuple[int, str]:
    """A bound as (number, unit). Raises ValueError for anything but digits and one of d, m, y."""
    number, unit = text[:-1], text[-1:]
    if unit not in ("d", "m", "y") or not number.isdecimal():
        raise ValueError(f"age bound: {text!r} is not like 8d, 2m or 12y")
    return int(number), unit
