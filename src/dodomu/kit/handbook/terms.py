"""The words of the glossary one by one, for the place where a newcomer meets them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dodomu.kit.handbook.files import ENGLISH, UKRAINIAN, document
from dodomu.kit.handbook.rendering import BETWEEN, anchor

GLOSSARY_NAME = "reference/glossary"
CELLS = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its meaning. ``code`` is the English word as an anchor: ``need-to-know``."""

    code: str
    words: dict[str, str]
    meanings: dict[str, str]

    def word(self, language: str) -> str:
        return self.words.get(language, self.words[ENGLISH])

    def meaning(self, language: str) -> str:
        return self.meanings.get(language, self.meanings[ENGLISH])


def term(code: str) -> Term | None:
    """The word of that code, if the glossary has it."""
    return terms().get(code)


@cache
def terms() -> dict[str, Term]:
    """Every word of the glossary, by its code."""
    glossary = document(GLOSSARY_NAME)
    lines = glossary.text_in(ENGLISH).splitlines() if glossary else []
    found = (_read(line) for line in lines if line.startswith("| ") and not line.startswith("| English |"))
    return {one.code: one for one in found if one is not None}


def _read(line: str) -> Term | None:
    cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
    if len(cells) != CELLS:
        return None
    english, ukrainian, meaning = cells
    told, between, explained = meaning.partition(BETWEEN)
    meanings = {ENGLISH: told, UKRAINIAN: explained if between else told}
    return Term(anchor(english), {ENGLISH: english, UKRAINIAN: ukrainian}, meanings)
