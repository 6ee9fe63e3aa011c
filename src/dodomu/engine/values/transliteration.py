"""A Ukrainian name in Latin letters, as a passport writes it."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files


def transliterated(text: str) -> str:
    """``text`` with its Cyrillic words in Latin letters.

    The table (``transliteration.csv``) is that of the Cabinet of Ministers' resolution 55 of 27 January 2010; the four
    letters that only Russian has follow ICAO Doc 9303, part 3. A letter with two forms takes the first at the
    beginning of a word. Capitals stay capitals; what is not Cyrillic stays as it is.

    >>> transliterated("Згурський Юрій-Єгор Ґалаґанович")
    'Zghurskyi Yurii-Yehor Galaganovych'
    >>> transliterated("ЩЕРБА Мар'яна"), transliterated("Ілля Smith")
    ('SHCHERBA Mariana', 'Illia Smith')
    """
    return _words().sub(lambda found: _word(found[0]), unicodedata.normalize("NFC", text))


@cache
def _table() -> dict[str, tuple[str, str]]:
    rows = files("dodomu.engine.values").joinpath("transliteration.csv").read_text(encoding="utf-8")
    return {row["letters"]: (row["start"], row["elsewhere"]) for row in csv.DictReader(rows.splitlines())}


@cache
def _words() -> re.Pattern[str]:
    """A run of letters that begins with one of the table; an apostrophe stands only between two of them."""
    letters = "".join(sorted({sign for known in _table() for sign in known if sign.isalpha() and sign != "ʼ"}))
    return re.compile(f"[{letters}]+(?:['’ʼ][{letters}]+)*", re.IGNORECASE)


def _word(word: str) -> str:
    written, at, capitals = "", 0, len(word) > 1 and word.isupper()
    while at < len(word):
        taken = 2 if word[at : at + 2].casefold() in _table() else 1
        sign = word[at : at + taken]
        start, elsewhere = _table()[sign.casefold()]
        latin = elsewhere if at else start
        written += latin.upper() if capitals else latin.capitalize() if sign[0].isupper() else latin
        at += taken
    return written
