"""Birth dates compared by an error model: how such dates go wrong in lists, not by a penalty for every difference."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache
from typing import Final

from dodomu.engine.matching.weights import BIRTH, Weighed
from dodomu.engine.values.dates import PartialDate

CHILDHOOD_DAYS: Final = 18 * 365
STATED_RIGHT: Final = 0.9
"""How far an agreeing date is believed: the log-odds are taken nine tenths."""


@lru_cache(maxsize=65536)
def compare_births(first: PartialDate, second: PartialDate) -> Weighed:
    """How two birth dates agree, with natural log-odds.

    equal (one same day), overlap (intervals that meet; the wider, the less it says), swapped (day and month), year_off,
    digit (one digit), near (within a month), same_year, close, year_apart, different.

    >>> from dodomu.engine.values import PartialDate
    >>> compare_births(PartialDate.from_edtf("2014-03-05"), PartialDate.from_edtf("2014-05-03")).agreement
    'swapped'
    """
    params: dict[str, str | int | float] = {"first": first.edtf, "second": second.edtf}
    agreement = _agreement(first, second)
    if agreement in ("equal", "overlap"):
        return Weighed(agreement, _chance(first, second), params)
    return Weighed(agreement, BIRTH[agreement], params)


def _chance(first: PartialDate, second: PartialDate) -> float:
    days = max((first.latest - first.earliest).days, (second.latest - second.earliest).days) + 1
    return STATED_RIGHT * max(math.log(CHILDHOOD_DAYS / days), 0.0)


def _agreement(first: PartialDate, second: PartialDate) -> str:
    if first.earliest <= second.latest and second.earliest <= first.latest:
        return "equal" if first.exact and second.exact else "overlap"
    if first.exact and second.exact:
        return _two_days(first.earliest, second.earliest)
    gap = max((first.earliest - second.latest).days, (second.earliest - first.latest).days)
    if gap <= 366:
        return "close"
    return "year_apart" if gap <= 3 * 366 else "different"


def _two_days(one: date, other: date) -> str:
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return "swapped"
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) == 1:
        return "year_off"
    if sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1:
        return "digit"
    gap = abs((one - other).days)
    if gap <= 31:
        return "near"
    if one.year == other.year:
        return "same_year"
    return "year_apart" if gap <= 3 * 366 else "different"
