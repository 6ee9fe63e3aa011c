"""One cell as clean text: typed workbook values written plainly, control characters and padding removed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

LONGEST_CELL: Final = 4_000
Value = str | float | int | bool | date | datetime | time | timedelta | None
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u202a-\u202e\u2060\ud800-\udfff]")
_PADDING = re.compile(r"[ \t\u00a0\u202f\u2007]+")


def text_of(value: Value) -> str:
    """Write a typed workbook value as a person would: no ``.0``, dates as ISO 8601, leading zeros untouched.

    >>> text_of(12.0), text_of(datetime(2014, 3, 5)), text_of("007")
    ('12', '2014-03-05', '007')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        moment = value.isoformat(sep=" ", timespec="minutes")
        return moment.removesuffix(" 00:00")
    return str(value)


def clean(text: str) -> str:
    """Trim and tidy one cell; line breaks inside a cell stay, anything beyond 4,000 characters goes.

    Bidirectional marks and zero-width characters are dropped because two names that look the same would
    otherwise differ; PostgreSQL cannot keep NUL at all.
    """
    if text.isalnum():
        return text[:LONGEST_CELL]
    tidy = _PADDING.sub(" ", _UNWANTED.sub("", text[: LONGEST_CELL * 2])).strip()
    if "\r" in tidy:
        tidy = tidy.replace("\r\n", "\n").replace("\r", "\n")
    return tidy[:LONGEST_CELL]
