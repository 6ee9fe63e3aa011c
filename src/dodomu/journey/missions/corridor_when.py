"""Moments and days as a file of a corridor writes them, in Kyiv time, also as so long before or after now. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from dodomu.journey.cases.clock_rules import KYIV

UNITS: Final = {
    **dict.fromkeys(("d", "day", "days", "д", "дн", "днів", "день", "дні"), "days"),
    **dict.fromkeys(("h", "hour", "hours", "г", "год", "година", "години", "годин"), "hours"),
    **dict.fromkeys(("min", "хв"), "minutes"),
}
NOW: Final = ("now", "зараз")
SIGNED: Final = re.compile(r"([+-])\s*(\d{1,4})\s*([a-zа-яїі]+)\.?(?:\s+(\d{1,2}:\d{2}))?")
AHEAD: Final = re.compile(r"(?:in|через|за)\s+(\d{1,4})\s*([a-zа-яїі]+)\.?(?:\s+(\d{1,2}:\d{2}))?")
AGO: Final = re.compile(r"(\d{1,4})\s*([a-zа-яїі]+)\.?\s+(?:ago|тому)(?:\s+(\d{1,2}:\d{2}))?")
ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]+(\d{1,2}:\d{2}))?(?::00)?")
DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+(\d{1,2}:\d{2}))?")


class NotAMoment(ValueError):
    """The text names no moment."""


def read_moment(text: str, now: datetime, *, end: bool = False) -> datetime:
    """A moment; a day without a time is its beginning, or with ``end`` its end.

    Raises:
        NotAMoment: the text names none.

    >>> from datetime import UTC
    >>> read_moment("36 h ago", datetime(2026, 3, 5, 12, tzinfo=UTC)).isoformat()
    '2026-03-04T00:00:00+00:00'
    >>> read_moment("05.03.2026", datetime(2026, 1, 1, tzinfo=UTC), end=True).isoformat()
    '2026-03-06T00:00:00+02:00'
    """
    words = " ".join(text.split()).casefold()
    if words in NOW:
        return now
    for pattern, sign in ((AHEAD, 1), (AGO, -1)):
        if match := pattern.fullmatch(words):
            return _shifted(now, sign * int(match[1]), match[2], match[3])
    if match := SIGNED.fullmatch(words):
        return _shifted(now, int(match[1] + match[2]), match[3], match[4])
    if match := ISO.fullmatch(words):
        return _at(match[1], match[2], match[3], match[4], end=end)
    if match := DOTTED.fullmatch(words):
        return _at(match[3], match[2], match[1], match[4], end=end)
    raise NotAMoment


def read_day(text: str, now: datetime) -> date:
    """A day in Kyiv. Raises NotAMoment."""
    return read_moment(text, now).astimezone(KYIV).date()


def write_moment(at: datetime) -> str:
    """The moment in Kyiv time, to the minute, as ``read_moment`` reads it."""
    return f"{at.astimezone(KYIV):%Y-%m-%d %H:%M}"


def _shifted(now: datetime, number: int, unit: str, clock: str | None) -> datetime:
    name = UNITS.get(unit)
    if name is None or (clock and name != "days"):
        raise NotAMoment
    moment = now + timedelta(**{name: number})
    if clock is None:
        return moment
    local = moment.astimezone(KYIV).date()
    return datetime.combine(local, _clock(clock), KYIV)


def _at(year: str, month: str, day: str, clock: str | None, *, end: bool) -> datetime:
    try:
        named = date(int(year), int(month), int(day))
    except ValueError:
        raise NotAMoment from None
    if clock:
        return datetime.combine(named, _clock(clock), KYIV)
    return datetime.combine(named + timedelta(days=1) if end else named, time(), KYIV)


def _clock(text: str) -> time:
    hour, minute = (int(part) for part in text.split(":"))
    if hour > 23 or minute > 59:
        raise NotAMoment
    return time(hour, minute)
