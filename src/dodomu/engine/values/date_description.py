"""Reading a partial date back: a sentence key and parameters, which the page translates."""

from __future__ import annotations

from datetime import date
from typing import Final

from dodomu.engine.values.dates import PartialDate

DateParams = dict[str, int | date | bool]

DATE_SENTENCES: Final[dict[str, str]] = {
    "day": "{earliest}",
    "about_day": "about {middle} ({earliest} – {latest})",
    "month": "{month} ({earliest} – {latest})",
    "about_month": "about {month} ({earliest} – {latest})",
    "spring": "spring {year} ({earliest} – {latest})",
    "summer": "summer {year} ({earliest} – {latest})",
    "autumn": "autumn {year} ({earliest} – {latest})",
    "winter": "winter {year} ({earliest} – {latest})",
    "about_spring": "about spring {year} ({earliest} – {latest})",
    "about_summer": "about summer {year} ({earliest} – {latest})",
    "about_autumn": "about autumn {year} ({earliest} – {latest})",
    "about_winter": "about winter {year} ({earliest} – {latest})",
    "year": "{year}",
    "about_year": "about {year} ({earliest} – {latest})",
    "decade": "between {first_year} and {last_year}",
    "age": "age {age}, so born {earliest} – {latest}",
    "about_age": "about age {age}, so born {earliest} – {latest}",
    "between": "between {earliest} and {latest}",
    "about_between": "about {earliest} – {latest}",
    "before": "{latest} or before",
    "after": "{earliest} or after",
}
SEASON_KEYS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def describe_date(read: PartialDate) -> tuple[str, DateParams]:
    """A key of DATE_SENTENCES and its parameters: dates as `date`, years and ages as numbers.

    `month` is the first day of the month meant; print it as month and year. `middle` is the day meant.

    >>> key, params = describe_date(PartialDate.from_edtf("2014-21"))
    >>> DATE_SENTENCES[key].format(**params)
    'spring 2014 (2014-03-01 – 2014-05-31)'
    """
    params: DateParams = {"earliest": read.earliest, "latest": read.latest}
    key = _open(read)
    if key:
        return key, params
    if read.stated_age is not None:
        return _qualified("age", read), {**params, "age": read.stated_age}
    if "/" in read.edtf:
        return _qualified("between", read), params
    return _single(read, params)


def _open(read: PartialDate) -> str:
    if read.earliest == date.min:
        return "before"
    return "after" if read.latest == date.max else ""


def _qualified(key: str, read: PartialDate) -> str:
    return f"about_{key}" if read.approximate else key


def _single(read: PartialDate, params: DateParams) -> tuple[str, DateParams]:
    year, month, day = [*read.edtf.rstrip("~?%").split("-"), "", ""][:3]
    if "X" in year:
        return "decade", {**params, "first_year": read.earliest.year, "last_year": read.latest.year}
    if month in SEASON_KEYS:
        return _qualified(SEASON_KEYS[month], read), {**params, "year": int(year)}
    if month in ("", "XX"):
        return _qualified("year", read), {**params, "year": int(year)}
    if day in ("", "XX"):
        return _qualified("month", read), {**params, "month": date(int(year), int(month), 1)}
    return _qualified("day", read), {**params, "middle": date(int(year), int(month), int(day))}
