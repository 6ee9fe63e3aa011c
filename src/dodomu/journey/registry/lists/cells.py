"""One cell as clean text: control characters and padding removed."""

from __future__ import annotations

import re
from typing import Final

LONGEST_CELL: Final = 4_000
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u202a-\u202e\u2060\ud800-\udfff]")
_PADDING = re.compile(r"[ \t\u00a0\u202f\u2007]+")


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
