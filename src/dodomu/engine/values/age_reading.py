"""Ages stated instead of a birth date: "7 років", "age 7 on 2023-05-01", "8 месяцев", "5-6 лет"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from dodomu.engine.values.date_words import MONTHS, number_of
from dodomu.engine.values.dates import DateNotUnderstood, PartialDate

AGE: Final = re.compile(
    r"(?<![\d.,/\-])(?P<age>\d{1,3})(?:\s*-\s*(?P<to>\d{1,3}))?[\s\-]*"
    r"(?:(?P<years>рок[иів]+|рік|року|річн\w+|лет(?:н\w+)?|годик\w*|год[а]?|years?[\s\-]?old|years?|yrs?|y\.?o\.?|р\.?|г\.?)"
    r"|(?P<months>місяц\w*|міс\.?|месяц\w*|мес\.?|months?[\s\-]?old|months?))(?!\w)"
)
YEARS_AND_MONTHS: Final = re.compile(
    r"(?<![\d.,/\-])(?P<years>\d{1,2})[\s\-]*(?:рок\w+|рік|лет|год[а]?|years?|yrs?|y|р\.?|г\.?)[\s,]*(?:і|й|та|и|and)?\s*"
    r"(?P<months>\d{1,2})[\s\-]*(?:місяц\w*|міс\.?|месяц\w*|мес\.?|months?(?:[\s\-]?old)?|mos?|m)(?!\w)"
)
BARE_AGE: Final = re.compile(r"(?:вік|возраст|age|aged)\s*[:\-]?\s*(?P<age>\d{1,3})(?:\s*-\s*(?P<to>\d{1,3}))?(?!\d)")
JOINTS: Final = re.compile(
    r"(?<!\w)(?:вік|возраст|age|aged|станом на|на момент|по состоянию на|as of|as at|on|at|in|на|у|в|was|is|old|повних"
    r"|полных|full|було|был[ао]?|stated|заявлен\w*|вказан\w*|указан\w*|сказано)(?!\w)|[,;:()]|(?<!\d)[\-.](?!\d)"
)
TRUE_ON: Final = re.compile(
    r"(?<!\w)(?:на|по состоянию|as of|as at|on|at|in|у|в|was|було|был[ао]?|stated|заявлен\w*|вказан\w*|указан\w*|сказано)(?!\w)"
)
"""Words that say on which day the age was true."""
BORN: Final = re.compile(r"(?<!\w)(?:р\.?\s?н|г\.?\s?р|нар|народ\w*|рожд\w*|родил\w*|born|birth|dob|д\.?\s?[рн])(?!\w)")
"""Words that say the day beside the age is the birth date itself."""
AGE_BEHIND: Final = re.compile(r"\(\s*(?:вік|возраст|age|aged)?\s*\d{1,3}[^\d()]*\)$")


def read_age(
    text: str, *, today: date, approximate: bool, read_day: Callable[[str], PartialDate]
) -> PartialDate | None:
    """The birth interval from a stated age, or None where the text states no age.

    `text` is lower case; `read_day` reads the words that are left, which say on which day the age was true; without
    them it is `today`. Where they are said to be the birth date, they are it. An approximate age may be a year off
    either way. Raises DateNotUnderstood: "ambiguous" for a date beside an age with nothing to tell whether it is the
    birth date or the day of the age, "two_digit_year" for "5 марта 14 года".

    >>> read_age("7 років", today=date(2023, 5, 1), approximate=False, read_day=PartialDate.from_edtf).edtf
    '2015-05-02/2016-05-01'
    """
    if both := YEARS_AND_MONTHS.search(text):
        months = 12 * int(both["years"]) + int(both["months"])
        text = f"{text[: both.start()]} {months} months {text[both.end() :]}"
    found = AGE.search(text) or BARE_AGE.search(text)
    if not found:
        return None
    if _is_a_year(text, found):
        raise DateNotUnderstood("two_digit_year")
    rest = JOINTS.sub(" ", text[: found.start()] + " " + text[found.end() :]).strip()
    low = int(found["age"])
    high = int(found["to"] or low)
    if rest and not found.groupdict().get("months") and (born := _birth_beside(text, rest, low, today, read_day)):
        return born
    stated_on = read_day(rest) if rest else PartialDate.of_day(today)
    if found.groupdict().get("months"):
        return _months_old(low, high, stated_on)
    if approximate:
        return _about(max(low - 1, 0), high + 1, low, stated_on)
    if low == high:
        return PartialDate.on_age(low, stated_on)
    born = PartialDate.between(PartialDate.on_age(high, stated_on).earliest, PartialDate.on_age(low, stated_on).latest)
    return replace(born, stated_age=low)


def _is_a_year(text: str, found: re.Match[str]) -> bool:
    """Whether a two-digit year was found instead of an age: "5 марта 14 года", "14 рік", "07 р."."""
    word = (found.groupdict().get("years") or "").rstrip(".")
    number = found["age"]
    if word not in {"рік", "року", "год", "года", "р", "г"} or found["to"]:
        return False
    before = re.findall(r"[^\W\d_]+", text[: found.start()])
    if number.startswith("0") or (before and number_of(before[-1], MONTHS)):
        return True
    ones = 0 if 10 < int(number) % 100 < 20 else int(number) % 10
    return (
        (word in {"рік", "год"} and ones != 1)
        or (word == "року" and int(number) != 1)
        or (word == "года" and ones not in {2, 3, 4})
    )


def _birth_beside(
    text: str, rest: str, age: int, today: date, read_day: Callable[[str], PartialDate]
) -> PartialDate | None:
    """The birth date that stands beside the age, or None when what is left says on which day the age was true."""
    if BORN.search(text):
        return read_day(rest)
    if TRUE_ON.search(text):
        return None
    beside = read_day(rest)
    fits = beside.exact and PartialDate.on_age(age, today)
    if fits and AGE_BEHIND.search(text) and fits.earliest <= beside.earliest <= fits.latest:
        return beside
    raise DateNotUnderstood("ambiguous")


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
