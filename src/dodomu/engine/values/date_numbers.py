"""Dates written in digits only: 05.03.2014, 2014/3/5, 03.2014, 20140305; never a guess at a two-digit year."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dodomu.engine.values.dates import DateNotUnderstood, PartialDate

TAIL: Final = re.compile(r"[\s,.]*(?:р|рік|року|г|год|года)?[\s.]*(?:н|р|нар|рожд)?[\s.]*$")
YEAR_FIRST: Final = re.compile(r"(\d{4})(?:\s*[./\- ]\s*(\d{1,2})(?:\s*[./\- ]\s*(\d{1,2}))?)?")
DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})\s*([./\- ])\s*)?(\d{1,2})\s*[./\- ]\s*(\d{4})")
SHORT_YEAR: Final = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*['’]?(\d{2})")
COMPACT: Final = re.compile(r"\d{8}")


def read_numbers(text: str, *, today: date) -> PartialDate | None:
    """The date in a text of digits and separators, or None when it has another shape.

    Zeros (00.03.2014) stand for an unknown day or month. Raises DateNotUnderstood: "not_a_day", "two_digit_year"
    unless only one reading of the three numbers is a past day, "ambiguous" for eight bare digits with two readings.

    >>> read_numbers("5/3/2014", today=date(2026, 1, 15)).edtf
    '2014-03-05'
    """
    digits = TAIL.sub("", text)
    if found := YEAR_FIRST.fullmatch(digits):
        return _dated(found[1], found[2], found[3])
    if found := DAY_FIRST.fullmatch(digits):
        day, separator, month, year = found.groups()
        if separator == "/" and int(month) > 12 >= int(day):
            day, month = month, day
        return _dated(year, month, day)
    if found := SHORT_YEAR.fullmatch(digits):
        return _short_year(*(int(part) for part in found.groups()), today=today)
    return _compact(digits) if COMPACT.fullmatch(digits) else None


def _dated(year: str, month: str | None, day: str | None) -> PartialDate:
    if month is None or (int(month) == 0 and (day is None or int(day) == 0)):
        return PartialDate.from_edtf(year)
    if int(month) > 12 or int(month) == 0:
        raise DateNotUnderstood("not_a_day")
    if day is None or int(day) == 0:
        return PartialDate.from_edtf(f"{year}-{int(month):02d}")
    return PartialDate.from_edtf(f"{year}-{int(month):02d}-{int(day):02d}")


def _short_year(first: int, second: int, third: int, *, today: date) -> PartialDate:
    """Accept only where day-month-year and year-month-day together allow one single day of the last hundred years."""
    possible: set[date] = set()
    for day, year in ((first, third), (third, first)):
        for century in (1900, 2000):
            try:
                read = date(century + year, second, day)
            except ValueError:
                continue
            if 0 <= (today - read).days < 36525:
                possible.add(read)
    if len(possible) != 1:
        raise DateNotUnderstood("two_digit_year")
    return PartialDate.of_day(possible.pop())


def _compact(digits: str) -> PartialDate:
    readings = set()
    for year, month, day in (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
    ):
        if "1900" <= year <= "2099":
            try:
                readings.add(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    if len(readings) != 1:
        raise DateNotUnderstood("ambiguous" if readings else "not_a_day")
    return PartialDate.of_day(readings.pop())
