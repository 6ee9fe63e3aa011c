"""The Ukrainian alphabet as a sort order, and the language a name is written in."""

from __future__ import annotations

import re
import unicodedata

# Letters of the neighbours stand next to the letter they are read as.
_LETTERS = "абвгґдеёєэжзиыіїйклмнопрстуўфхцчшщъьюя"
_WEIGHT = {letter: index for index, letter in enumerate(_LETTERS)}
_SILENT = {"'", "’", "ʼ", "`", "\u0301"}
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_RUSSIAN_ONLY = re.compile(r"[ыэёъ]", re.IGNORECASE)
_UKRAINIAN_ONLY = re.compile(r"[ґєії]", re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
MOST = 3
"""A sentence is in the language of three quarters of its words, whatever foreign name it holds."""

SortKey = tuple[str, str]


def ukrainian_key(text: str) -> SortKey:
    """Sort key: digits and signs, then the Ukrainian alphabet (ґ after г; є, і, ї in place), then other letters.

    Apostrophes and stress marks do not count; capitals only break ties.
    """
    folded = unicodedata.normalize("NFC", text.casefold())
    return "".join(_weight(letter) for letter in folded if letter not in _SILENT), text


def _weight(letter: str) -> str:
    """Two signs, the kind of letter first: texts of them compare as fast as text does."""
    if letter in _WEIGHT:
        return f"\x01{chr(_WEIGHT[letter])}"
    return f"\x02{letter}" if letter.isalpha() else f"\x00{letter}"


def language_of(text: str) -> str:
    """BCP 47 tag for a name: ``uk``, ``ru`` when only Russian letters tell, ``uk-Latn`` in Latin script, else empty.

    A word in letters of both scripts (a Latin ``a`` among Cyrillic ones) belongs to the script of most of them. Text
    whose words are truly in two scripts, such as ``Щур / Shchur``, has no one language.
    """
    return _language(text, latin="uk-Latn")


def language_of_words(text: str) -> str:
    """The same for sentences: written in Latin letters they are English, not a Ukrainian name spelt out."""
    return _language(text, latin="en")


def _language(text: str, *, latin: str) -> str:
    cyrillic = roman = 0
    for word in _WORD.findall(text):
        in_cyrillic, in_latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
        cyrillic += in_cyrillic > 0 and in_cyrillic >= in_latin
        roman += in_latin > in_cyrillic
    if cyrillic and cyrillic >= MOST * roman:
        return "ru" if _RUSSIAN_ONLY.search(text) and not _UKRAINIAN_ONLY.search(text) else "uk"
    return latin if roman and roman >= MOST * cyrillic else ""
