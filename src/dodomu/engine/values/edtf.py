"""EDTF level 1 text to the interval of days it allows (ISO 8601-2:2019, Library of Congress profile).

Years run from 0001 to 9999; the forms with a letter Y, negative years and times of day are not used here.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

ONE: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%])?", re.ASCII
)
SEASON_MONTHS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 14)}
YEAR, SEASON, MONTH, DAY = 365, 89, 28, 3
Interval = tuple[date, date, bool]


class EdtfError(ValueError):
    """Not EDTF level 1; `code`: not_understood | not_a_day | backwards."""

    def __init__(self, code: str) -> None:
        super().__init__(f"EDTF: {code}")
        self.code = code


def read_edtf(text: str) -> Interval:
    """The earliest day, the latest day and whether a qualifier stands there. Raises EdtfError.

    >>> read_edtf("201X")[0], read_edtf("2014-03/..")[1] == date.max
    (datetime.date(2010, 1, 1), True)
    """
    if "/" not in text:
        return _one(text)
    start, end = text.split("/") if text.count("/") == 1 else ("", "")
    ends = {"", ".."}
    if start in ends and end in ends:
        raise EdtfError("not_understood")
    first = (date.min, date.min, False) if start in ends else _one(start)
    last = (date.max, date.max, False) if end in ends else _one(end)
    if first[0] > last[1]:
        raise EdtfError("backwards")
    return first[0], last[1], first[2] or last[2]


def _one(text: str) -> Interval:
    found = ONE.fullmatch(text)
    if not found:
        raise EdtfError("not_understood")
    year, month, day, mark = found.group("year", "month", "day", "mark")
    if (month == "XX" and day not in (None, "XX")) or ("X" in year and month is not None):
        raise EdtfError("not_understood")
    try:
        earliest, latest, unit = _bounds(year, month, day)
    except (ValueError, OverflowError):
        raise EdtfError("not_a_day") from None
    if mark:
        earliest, latest = _widen(earliest, latest, unit)
    return earliest, latest, mark is not None


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date, int]:
    """The days, and the unit by which a qualifier widens them, in days."""
    first = int(year.replace("X", "0"))
    if month in (None, "XX"):
        return date(max(first, "X" in year), 1, 1), date(int(year.replace("X", "9")), 12, 31), YEAR
    number = int(month or 0)
    if number in SEASON_MONTHS and day is None:
        begin, end = SEASON_MONTHS[number]
        return date(first, begin, 1), _month_end(first, end), SEASON
    if day in (None, "XX"):
        return date(first, number, 1), _month_end(first, number), MONTH
    exact = date(first, number, int(day or 0))
    return exact, exact, DAY


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _widen(earliest: date, latest: date, unit: int) -> tuple[date, date]:
    """One year, season or month more on each side, or three days; months are kept whole."""
    if unit == YEAR:
        return date(max(earliest.year - 1, 1), 1, 1), date(min(latest.year + 1, 9999), 12, 31)
    step = timedelta(days=unit)
    before = earliest - step if earliest - date.min > step else date.min
    after = latest + step if date.max - latest > step else date.max
    return (before, after) if unit == DAY else (before.replace(day=1), _month_end(after.year, after.month))
