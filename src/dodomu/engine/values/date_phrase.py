"""Dates with words in free order: "5 березня 2014", "2014 весна", "в начале 2014 года", "March 5, 2014"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dodomu.engine.values.date_words import DECADE_INSIDE, FILLERS, MONTHS, PARTS_OF_YEAR, SEASONS, number_of
from dodomu.engine.values.dates import DateNotUnderstood, PartialDate

PIECE: Final = re.compile(r"\d+|[^\W\d_]+")
ROMAN: Final = str.maketrans("іх", "ix")
WINTER_OF_TWO_YEARS: Final = re.compile(r"(\d{4})\s*[/\-]\s*(?:\d{2})?(\d{2})(?!\d)")


class _Pieces:
    """What the words of a phrase say, each kind kept once."""

    def __init__(self, text: str) -> None:
        self.years: list[int] = []
        self.small: list[int] = []
        self.month: int | None = None
        self.season: int | None = None
        self.part: int | None = None
        self.lone_letter = False
        for piece in PIECE.findall(text):
            self._take(piece)

    def _take(self, piece: str) -> None:
        if piece.isascii() and piece.isdigit():
            (self.years if len(piece) == 4 else self.small).append(int(piece))
            return
        roman = piece.translate(ROMAN)
        word = roman if set(roman) <= set("ivx") else piece
        self.lone_letter |= word in {"i", "v", "x"}
        month, season = number_of(word, MONTHS), number_of(word, SEASONS)
        part = number_of(word, PARTS_OF_YEAR)
        if (month and self.month) or (season and self.season):
            raise DateNotUnderstood("ambiguous")
        self.month, self.season = self.month or month, self.season or season
        self.part = self.part or part
        if not (month or season or part or piece in FILLERS):
            raise DateNotUnderstood("not_understood")


def read_phrase(text: str, *, today: date, prefer: str) -> PartialDate:
    """The date in a lower-case phrase. Raises DateNotUnderstood.

    >>> read_phrase("березень 2014", today=date(2026, 1, 15), prefer="none").edtf
    '2014-03'
    """
    if DECADE_INSIDE.search(text):
        raise DateNotUnderstood("not_understood")  # "початок 2010-х" is no October
    said = _Pieces(text)
    if said.lone_letter and not said.small:
        raise DateNotUnderstood("ambiguous")  # "v 2014" is "in 2014" as often as May
    winter = WINTER_OF_TWO_YEARS.search(text) if said.season == 24 else None
    if winter and (int(winter[1]) + 1) % 100 == int(winter[2]):
        return PartialDate.from_edtf(f"{winter[1]}-12/{int(winter[1]) + 1:04d}-02")
    if len(said.years) > 1 or len(said.small) > 1 or (said.small and not said.month):
        raise DateNotUnderstood("two_digit_year" if said.month and not said.years else "not_understood")
    if said.month and said.season:
        raise DateNotUnderstood("ambiguous")
    if said.years:
        return PartialDate.from_edtf(_edtf(said, said.years[0]))
    return _nearest(said, today, prefer)


def _edtf(said: _Pieces, year: int) -> str:
    if said.month:
        day = f"-{said.small[0]:02d}" if said.small else ""
        return f"{year:04d}-{said.month:02d}{day}"
    if said.season:
        return f"{year:04d}-{said.season}"
    if said.part:
        return f"{year:04d}-{said.part:02d}/{year:04d}-{said.part + 3:02d}"
    return f"{year:04d}"


def _nearest(said: _Pieces, today: date, prefer: str) -> PartialDate:
    """The year nobody said, on the side of today that is preferred."""
    if not (said.month or said.season):
        raise DateNotUnderstood("not_understood")
    if said.small and said.small[0] > 31:
        raise DateNotUnderstood("two_digit_year")
    if prefer == "none":
        raise DateNotUnderstood("year_missing")
    this = PartialDate.from_edtf(_edtf(said, today.year))
    if prefer == "past" and this.earliest > today:
        return PartialDate.from_edtf(_edtf(said, today.year - 1))
    if prefer == "future" and this.latest < today:
        return PartialDate.from_edtf(_edtf(said, today.year + 1))
    return this
