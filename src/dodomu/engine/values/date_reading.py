"""Reading a date as people write it: Ukrainian, Russian and English words, any order, or bare numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final, Literal

from dodomu.engine.values.age_reading import read_age
from dodomu.engine.values.date_numbers import read_numbers
from dodomu.engine.values.date_phrase import read_phrase
from dodomu.engine.values.date_words import AFTER, APPROXIMATE, BEFORE, DAYS_AGO, DECADE, RANGE, UNCERTAIN
from dodomu.engine.values.dates import BirthDateImpossible, DateNotUnderstood, PartialDate, years_before

Prefer = Literal["past", "future", "none"]
OLDEST: Final = 120
EDTF_SHAPE: Final = re.compile(r"[\dX]{4}(-[\dX]{2}){0,2}[~?%]?", re.ASCII)
TIME: Final = re.compile(r"(?<=\d)[t ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[ap]m|[+\-]\d{2}:?\d{2})?$")
LATE_UTC: Final = re.compile(r"(?<=\d)[t ]\s*(?:1[2-9]|2[0-3]):\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[+\-]00:?00)$")
"""The second half of a day in universal time: in Kyiv, and east of it, the next day may have begun."""
SPACES: Final = re.compile(r"\s+")
DASHES: Final = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "\u00a0": " ", "х": "x"})
PLAIN_DASHES: Final = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "\u00a0": " "})


def read_date(text: str, *, today: date, prefer: Prefer = "past") -> PartialDate:
    """Read a date; `as_stated` of the result keeps the text.

    A day and month without a year take the nearest year on the side of `today` that `prefer` names, or are refused
    with "none". Day comes before month unless only the other order exists (3/25/2014). Ages count from `today` or
    from the day given with them. Raises DateNotUnderstood with a code, never with the text.

    >>> today = date(2026, 1, 15)
    >>> read_date("весной 2014 года", today=today).edtf, read_date("5 березня 2014", today=today).edtf
    ('2014-21', '2014-03-05')
    >>> read_date("7 years old on 2023-05-01", today=today).edtf
    '2015-05-02/2016-05-01'
    """
    if len(text) > 120:
        raise DateNotUnderstood("not_understood", longest=120)
    read = _read(_normal(text), today=today, prefer=prefer)
    if read.exact and LATE_UTC.search(_tidied(text)) and read.latest < date.max:
        read = PartialDate.between(read.earliest, read.latest + timedelta(days=1))
    return replace(read, as_stated=text.strip())


def read_birth_date(text: str, *, today: date) -> PartialDate:
    """Read a birth date; the year is required.

    Raises BirthDateImpossible ("future", "too_old" for more than 120 years, "not_a_day") or DateNotUnderstood.

    >>> read_birth_date("близько 2013", today=date(2026, 1, 15)).edtf
    '2013~'
    """
    try:
        born = read_date(text, today=today, prefer="none")
    except DateNotUnderstood as error:
        if error.code == "not_a_day":
            raise BirthDateImpossible("not_a_day") from None
        raise
    check_birth_date(born, today=today)
    return born


def check_birth_date(born: PartialDate, *, today: date) -> None:
    """Refuse a birth date nobody can have. Raises BirthDateImpossible with "future" or "too_old".

    >>> check_birth_date(PartialDate.from_edtf("2014"), today=date(2026, 1, 15))
    """
    if born.earliest > today:
        raise BirthDateImpossible("future", today=today.isoformat())
    if born.latest < years_before(today, OLDEST):
        raise BirthDateImpossible("too_old", years=OLDEST)


def _tidied(text: str) -> str:
    return SPACES.sub(" ", text.translate(PLAIN_DASHES)).strip(" ,;").lower()


def _normal(text: str) -> str:
    plain = _tidied(text)
    if plain.endswith(".") and not plain.endswith(".."):
        plain = plain[:-1]
    return TIME.sub("", plain).strip()


def _read(text: str, *, today: date, prefer: Prefer) -> PartialDate:
    if not text:
        raise DateNotUnderstood("empty")
    if text in DAYS_AGO:
        return PartialDate.of_day(today - timedelta(days=DAYS_AGO[text]))
    if (edtf := _as_edtf(text)) is not None:
        return edtf
    bare, mark = _qualifier(text)
    again: Callable[[str], PartialDate] = partial(_read, today=today, prefer=prefer)
    if (born := read_age(bare, today=today, approximate=bool(mark), read_day=again)) is not None:
        return born
    read = _interval(bare, again) or read_numbers(bare, today=today)
    return _marked(read or read_phrase(bare, today=today, prefer=prefer), mark)


def _as_edtf(text: str) -> PartialDate | None:
    shape = text.translate(DASHES).upper()
    ends = [end for end in shape.split("/") if end not in ("", "..")]
    if not ends or shape.count("/") > 1 or not all(EDTF_SHAPE.fullmatch(end) for end in ends):
        return None
    return PartialDate.from_edtf(shape)


def _qualifier(text: str) -> tuple[str, str]:
    without, approximate = APPROXIMATE.subn(" ", text)
    bare, uncertain = UNCERTAIN.subn(" ", without)
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((approximate > 0, uncertain > 0), "")
    return SPACES.sub(" ", bare).strip(), mark


def _interval(text: str, again: Callable[[str], PartialDate]) -> PartialDate | None:
    if decade := DECADE.fullmatch(text):
        return PartialDate.from_edtf(f"{decade[1]}X")
    if found := RANGE.fullmatch(text):
        start, end = (part for part in found.groups() if part)
        return _between(start, end, again)
    if found := BEFORE.fullmatch(text):
        return PartialDate.from_edtf("../" + _one_end(again(found[1]), last=True))
    if found := AFTER.fullmatch(text):
        return PartialDate.from_edtf(_one_end(again(found[1]), last=False) + "/..")
    return None


def _between(start: str, end: str, again: Callable[[str], PartialDate]) -> PartialDate:
    """Both ends; what the first leaves out ("5-7 березня 2014", "березень-квітень 2014") is taken from the second."""
    last = again(end)
    if start.isdigit() and len(start) < 3:
        start = f"{start} {end.partition(' ')[2]}"
    elif not re.search(r"\d{4}", start) and (year := re.search(r"\d{4}", end)):
        start = f"{start} {year[0]}"
    return PartialDate.from_edtf(f"{_one_end(again(start), last=False)}/{_one_end(last, last=True)}")


def _one_end(read: PartialDate, *, last: bool) -> str:
    if "/" not in read.edtf:
        return read.edtf
    return (read.latest if last else read.earliest).isoformat()


def _marked(read: PartialDate, mark: str) -> PartialDate:
    if not mark or read.approximate:
        return read
    ends = read.edtf.split("/")
    return PartialDate.from_edtf("/".join(end if end in ("", "..") else end + mark for end in ends))
