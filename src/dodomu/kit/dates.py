"""Dates and times in words: partial dates as they are known, moments in Kyiv time with the zone."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dodomu.engine.values.date_description import DateParams, describe_date
from dodomu.engine.values.dates import DateNotUnderstood, PartialDate

KYIV = ZoneInfo("Europe/Kyiv")
SENTENCES: dict[str, str | Promise] = {
    "day": "%(earliest_day)s",
    "about_day": _("about %(middle_day)s"),
    "month": "%(month)s",
    "about_month": _("about %(month)s"),
    "spring": _("spring %(year)s"),
    "summer": _("summer %(year)s"),
    "autumn": _("autumn %(year)s"),
    "winter": _("winter %(year)s"),
    "about_spring": _("about spring %(year)s"),
    "about_summer": _("about summer %(year)s"),
    "about_autumn": _("about autumn %(year)s"),
    "about_winter": _("about winter %(year)s"),
    "year": "%(year)s",
    "about_year": _("about %(year)s"),
    "decade": _("between %(first_year)s and %(last_year)s"),
    "age": _("aged %(age)s when stated"),
    "about_age": _("aged about %(age)s when stated"),
    "between": _("between %(earliest)s and %(latest)s"),
    "about_between": _("about %(earliest)s – %(latest)s"),
    "before": _("%(latest)s or before"),
    "after": _("%(earliest)s or after"),
}
AGO: dict[str, Any] = {
    "year": ngettext_lazy("%(num)d year ago", "%(num)d years ago", "num"),
    "month": ngettext_lazy("%(num)d month ago", "%(num)d months ago", "num"),
    "week": ngettext_lazy("%(num)d week ago", "%(num)d weeks ago", "num"),
    "day": ngettext_lazy("%(num)d day ago", "%(num)d days ago", "num"),
    "hour": ngettext_lazy("%(num)d hour ago", "%(num)d hours ago", "num"),
    "minute": ngettext_lazy("%(num)d minute ago", "%(num)d minutes ago", "num"),
}
"""Whole sentences: in Ukrainian the noun changes its case before "ago" (хвилина, but хвилину тому)."""
SAY_ALL = frozenset({"day", "month", "year", "decade", "between", "about_between", "before", "after"})
"""Sentences that leave no doubt which days are meant; the others are followed by the interval."""


def today() -> date:
    """The calendar day in Kyiv."""
    return timezone.localdate(timezone=KYIV)


def day_in_kyiv(at: datetime) -> date:
    """The calendar day of a moment in Kyiv: two or three hours of each evening differ from the day in UTC."""
    return at.astimezone(KYIV).date()


def day_in_words(day: date) -> str:
    """5 March 2014."""
    return _day(day, "DATE_FORMAT", get_language())


def moment_in_words(at: datetime, *, brief: bool = False) -> str:
    """14 Mar 2025, 14:02 EET (Kyiv); ``brief`` leaves out the town, where a column repeats it on every line."""
    local = at.astimezone(KYIV)
    sentence = "%(day)s, %(time)s %(zone)s" if brief else gettext("%(day)s, %(time)s %(zone)s (Kyiv)")
    return sentence % {
        "day": _short(local.date()),
        "time": date_format(local, "TIME_FORMAT"),
        "zone": local.tzname(),
    }


def local_in_words(at: datetime, zone: str, place: str = "") -> str:
    """The time where it happened, ``15:02 MSK (Verbove)``; empty where it is the time of Kyiv or the zone is not known.

    The day is said where it is another one there.
    """
    try:
        there = at.astimezone(ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    here = at.astimezone(KYIV)
    if there is None or there.utcoffset() == here.utcoffset():
        return ""
    # Zones without letters of their own are called by their offset, "+04".
    words = f"{date_format(there, 'TIME_FORMAT')} {there.tzname()} ({place or gettext('local time')})"
    return words if there.date() == here.date() else f"{date_format(there, 'SHORT_DATE_FORMAT')}, {words}"


def hour_in_words(at: datetime) -> str:
    """14:02 EET: of today, where the day needs no saying."""
    local = at.astimezone(KYIV)
    return f"{date_format(local, 'TIME_FORMAT')} {local.tzname()}"


def kyiv_day(at: datetime) -> str:
    """The day in Kyiv on which it happened, short."""
    return _short(at.astimezone(KYIV).date())


def age_in_words(at: datetime, now: datetime | None = None) -> str:
    """12 minutes ago."""
    return timesince(at, now or timezone.now(), time_strings=AGO, depth=1)


def reading(value: PartialDate | str | None, *, brief: bool = False) -> str:
    """A partial date in words, with the interval where the words alone do not say it and ``brief`` is not asked.

    ``spring 2014 (1 Mar 2014 – 31 May 2014)``, ``about 2013 (…)``, ``between … and …``. Text is read as EDTF.
    """
    if not value:
        return ""
    if isinstance(value, str):
        text = value
        try:
            value = PartialDate.from_edtf(text)
        except DateNotUnderstood:
            return text
    return _reading(value, brief, get_language())


@lru_cache(maxsize=4096)
def _reading(value: PartialDate, brief: bool, _language: str | None) -> str:
    key, params = describe_date(value)
    words = str(SENTENCES[key]) % _words(value, params)
    return words if brief or key in SAY_ALL else f"{words} ({_short(value.earliest)} – {_short(value.latest)})"


def _words(value: PartialDate, params: DateParams) -> dict[str, str]:
    words = {name: _short(given) if isinstance(given, date) else str(given) for name, given in params.items()}
    words["earliest_day"] = day_in_words(value.earliest)
    if "middle" in params:
        words["middle_day"] = date_format(cast(date, params["middle"]), "DATE_FORMAT")
    if "month" in params:
        # Django's Ukrainian names of months stand alone with a capital; in a sentence they have none.
        month = date_format(cast(date, params["month"]), "YEAR_MONTH_FORMAT")
        words["month"] = month.lower() if get_language() == "uk" else month
    return words


def _short(day: date) -> str:
    return _day(day, "SHORT_DATE_FORMAT", get_language())


@lru_cache(maxsize=4096)
def _day(day: date, style: str, _language: str | None) -> str:
    """A page with hundreds of statements says the same days again and again, and each costs as much as a query."""
    return date_format(day, style)
