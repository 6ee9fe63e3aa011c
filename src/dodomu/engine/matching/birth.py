"""Birth dates compared by an error model: how such dates go wrong in lists, not by a penalty for every difference."""

from __future__ import annotations

import math
from functools import lru_cache
from operator import ne
from typing import Final, NamedTuple

from dodomu.engine.matching.weights import BIRTH, MISSING, Weighed
from dodomu.engine.values.dates import PartialDate

CHILDHOOD_DAYS: Final = 18 * 365
STATED_RIGHT: Final = 0.9
"""How far an agreeing date is believed: the log-odds are taken nine tenths."""
YEAR: Final = 366
MONTH: Final = 31


class Days(NamedTuple):
    """A partial date as numbers: the first and last day it may be, counted from year 1, and the EDTF text.

    `day` is year, month and day of a fully known one, else None; `years` are all it can fall in.
    """

    first: int
    last: int
    day: tuple[int, int, int] | None
    years: range
    edtf: str

    def apart(self, other: Days) -> int:
        """The least number of days between the two, 0 where they can be one day.

        >>> days_of(PartialDate.from_edtf("2014")).apart(days_of(PartialDate.from_edtf("2015-01-03")))
        3
        """
        before = self.first - other.last
        if before > 0:
            return before
        after = other.first - self.last
        return after if after > 0 else 0


@lru_cache(maxsize=65536)
def days_of(born: PartialDate | None) -> Days | None:
    """The numbers of a date, None for none.

    >>> days_of(PartialDate.from_edtf("2014-03")).day is None
    True
    """
    if born is None:
        return None
    one = born.earliest
    day = (one.year, one.month, one.day) if born.exact else None
    return Days(one.toordinal(), born.latest.toordinal(), day, born.years, born.edtf)


def compare_births(first: PartialDate, second: PartialDate) -> Weighed:
    """How two birth dates agree, with natural log-odds.

    equal (one same day), overlap (intervals that meet; the wider, the less it says), swapped (day and month), year_off,
    digit (one digit), near (within a month), same_year, close, year_apart, different.

    >>> from dodomu.engine.values import PartialDate
    >>> compare_births(PartialDate.from_edtf("2014-03-05"), PartialDate.from_edtf("2014-05-03")).agreement
    'swapped'
    """
    return weigh_births(days_of(first), days_of(second))


def weigh_births(one: Days | None, other: Days | None) -> Weighed:
    """The same of two dates as numbers; missing where one is."""
    if one is None or other is None:
        return MISSING
    agreement = birth_level(one, other)
    return Weighed(agreement, birth_weight(one, other, agreement), {"first": one.edtf, "second": other.edtf})


def birth_weight(one: Days, other: Days, agreement: str) -> float:
    """What an agreement weighs: for equal and overlapping dates by how many days of a childhood they leave open."""
    if agreement in ("equal", "overlap"):
        return _chance(max(one.last - one.first, other.last - other.first) + 1)
    return BIRTH[agreement]


@lru_cache(maxsize=4096)
def _chance(days: int) -> float:
    return STATED_RIGHT * max(math.log(CHILDHOOD_DAYS / days), 0.0)


def birth_level(one: Days, other: Days) -> str:
    """The agreement alone; see `compare_births`."""
    gap = one.apart(other)
    if not gap:
        return "equal" if one.day and other.day else "overlap"
    if one.day and other.day:
        return _two_days(gap, one.day, other.day)
    if gap <= YEAR:
        return "close"
    return "year_apart" if gap <= 3 * YEAR else "different"


def _two_days(gap: int, ours: tuple[int, int, int], theirs: tuple[int, int, int]) -> str:
    (year, month, day), (its_year, its_month, its_day) = ours, theirs
    if year == its_year and month == its_day and day == its_month:
        return "swapped"
    if month == its_month and day == its_day and abs(year - its_year) == 1:
        return "year_off"
    if (month == its_month or year == its_year) and _one_digit(ours, theirs):
        return "digit"
    if gap <= MONTH:
        return "near"
    if year == its_year:
        return "same_year"
    return "year_apart" if gap <= 3 * YEAR else "different"


def _one_digit(ours: tuple[int, int, int], theirs: tuple[int, int, int]) -> bool:
    one, other = _digits(*ours), _digits(*theirs)
    wrong: int = sum(map(ne, one, other))
    return wrong == 1


@lru_cache(maxsize=16384)
def _digits(year: int, month: int, day: int) -> str:
    return f"{year:04}{month:02}{day:02}"
