"""Code names: words that speak of nothing. Suggested from a list, checked against the names they are to hide."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.resources import files

LONGEST = 40
_LETTERS = re.compile(r"[^\W\d_]+")


def clean(name: str) -> str:
    """A code name as it is kept: without spaces around it.

    Raises:
        ValueError: it is empty or longer than 40 characters.

    >>> clean("  Willow ")
    'Willow'
    """
    word = " ".join(name.split())
    if not word or len(word) > LONGEST:
        raise ValueError("code_name: accepted is a word of 1 to 40 characters")
    return word


def tells(name: str, hidden: Iterable[str]) -> bool:
    """Whether a word of the code name is a word of one of the names it is to hide.

    Words of one or two letters do not count, for places have codes such as A.

    >>> tells("Olena 2", ["Коваленко", "Olena"]), tells("Willow 2", ["Olena"])
    (True, False)
    """
    words = _words(name)
    return any(words & _words(one) for one in hidden)


def suggestions(language: str, taken: Collection[str], count: int = 5) -> list[str]:
    """The first words of the list that nobody uses, in the language of whoever asks.

    Parameters:
        language: ``uk`` or ``en``.
        taken: code names in use, compared without regard to letter case.
    """
    used = {name.casefold() for name in taken}
    free = [word for word in _listed()[language if language == "uk" else "en"] if word.casefold() not in used]
    return free[:count]


def _words(name: str) -> set[str]:
    return {word.casefold() for word in _LETTERS.findall(name) if len(word) > 2}


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[str, ...]]:
    text = (files("dodomu.journey.missions") / "data" / "code_names.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {language: tuple(row[language] for row in rows) for language in ("uk", "en")}
