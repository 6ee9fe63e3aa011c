"""Ages stated instead of a birth date: "7 років", "age 7 on 2023-05-01", "8 месяцев", "5-6 лет"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from dodomu.engine.values.dates import PartialDate

AGE: Final = re.compile(
    r"(?<![\d.,/\-])(?P<age>\d{1,3})(?:\s*-\s*(?P<to>\d{1,3}))?[\s\-]*"
    r"(?:(?P<years>рок[иів]+|рік|року|річн\w+|лет(?:н\w+)?|годик\w*|год[а]?|years?[\s\-]?old|years?|yrs?|y\.?o\.?|р\.?|г\.?)"
    r"|(?P<months>місяц\w*|міс\.?|месяц\w*|мес\.?|months?[\s\-]?old|months?))(?!\w)"
)
BARE_AGE: Final = re.compile(r"(?:вік|возраст|age|aged)\s*[:\-]?\s*(?P<age>\d{1,3})(?:\s*-\s*(?P<to>\d{1,3}))?(?!\d)")
JOINTS: Final = re.compile(
    r"(?<!\w)(?:вік|возраст|age|aged|станом на|на момент|по состоянию на|as of|as at|on|at|in|на|у|в|was|is|old|повних"
    r"|полных|full|було|был[ао]?)(?!\w)|[,;:()]|(?<!\d)[\-.](?!\d)"
)


def read_age(
    text: str, *, today: date, approximate: bool, read_day: Callable[[str], PartialDate]
) -> PartialDate | None:
    """The birth interval from a stated age, or None where the text states no age.

    `text` is lower case; `read_day` reads the words that are left, which say on which day the age was true; without
    them it is `today`. An approximate age may be a year off either way.

    >>> read_age("7 років", today=date(2023, 5, 1), approximate=False, read_day=PartialDate.from_edtf).edtf
    '2015-05-02/2016-05-01'
    """
    found = AGE.search(text) or BARE_AGE.search(text)
    if not found:
        return None
    rest = JOINTS.sub(" ", text[: found.start()] + " " + text[found.end() :]).strip()
    stated_on = read_day(rest) if rest else PartialDate.of_day(today)
    low = int(found["age"])
    high = int(found["to"] or low)
    if found.groupdict().get("months"):
        return _months_old(low, high, stated_on)
    if approximate:
        return _about(max(low - 1, 0), high + 1, low, stated_on)
    if low == high:
        return PartialDate.on_age(low, stated_on)
    born = PartialDate.between(PartialDate.on_age(high, stated_on).earliest, PartialDate.on_age(low, stated_on).latest)
    return replace(born, stated_age=low)


def _about(low: int, high: int, stated: int, stated_on: PartialDate) -> PartialDate:
    earliest = PartialDate.on_age(high, stated_on).earliest.isoformat()
    latest = PartialDate.on_age(low, stated_on).latest.isoformat()
    return replace(PartialDate.from_edtf(f"{earliest}~/{latest}~"), stated_age=stated)


def _months_old(low: int, high: int, stated_on: PartialDate) -> PartialDate:
    earliest = _month_before(stated_on.earliest, high + 1)
    return replace(PartialDate.from_edtf(f"{earliest}/{_month_before(stated_on.latest, low)}"), stated_age=low // 12)


def _month_before(day: date, months: int) -> str:
    """Calendar months are coarse enough for infants: the month is kept, the day is not."""
    index = day.year * 12 + day.month - 1 - months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"
