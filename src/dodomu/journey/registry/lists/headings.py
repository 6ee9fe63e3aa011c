"""What a heading means: exact words first, then words contained in it, then words nearly like it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from dodomu.journey.registry.lists.fields import REPEATABLE, ListField
from dodomu.journey.registry.lists.heading_words import WORDS, synonyms
from dodomu.journey.registry.lists.sampling import fill_from_values

F = ListField
NEARLY = 84.0
SHORTEST_FUZZY = 5
SHORTEST_CONTAINED = 3
_APART = re.compile(r"[^\w№#]+|_")
_IN_WORD = re.compile("['\u2019\u2018\u02bc`\u00b4\"]")
# Whose is it? A heading with one of these words speaks of an adult, whatever else it says.
_OWNERS = {
    F.MOTHER: "мати матері матір мама мами мамы мать матери mother mothers mum mom",
    F.FATHER: "батько батька тато тата отец отца папа папы father fathers dad",
    F.GUARDIAN: """
        опікун опікуна опекун опекуна guardian guardians батьків родителей батьки родители parent parents представник
        представника представитель представителя заявник заявника заявитель заявителя родич родича родичів
        родственник родственника родственников relative relatives""",
}
RELATIVES: dict[str, F] = {word: owner for owner, words in _OWNERS.items() for word in words.split()}
# Qualities of an adult for which a list of children has no field of its own: they stay in the original.
ADULT_ONLY = frozenset({F.BIRTH_DATE, F.AGE, F.SEX, F.BIRTH_PLACE, F.CITIZENSHIP, F.RESIDENCE, F.DOCUMENT, F.LAST_SEEN})


def folded(heading: str) -> str:
    """Lower case, ё as е, apostrophes and points gone, words parted by one space.

    >>> folded("П.І.Б. дитини")
    'п і б дитини'
    """
    text = unicodedata.normalize("NFC", heading).casefold().replace("ё", "е")
    return " ".join(_APART.sub(" ", _IN_WORD.sub("", text)).split())


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> tuple[ListField, float]:
    """Return what ``heading`` most likely means and how surely (0..1); ``KEEP`` with 0 when it says nothing."""
    text = folded(heading)
    compact = text.replace(" ", "")
    if not compact:
        return F.KEEP, 0.0
    known = _known()
    if compact in known:
        return known[compact], 1.0
    if adult := _of_an_adult(text.split()):
        return adult
    if _name_parts(text) >= 2:
        return F.FULL_NAME, 0.95
    contained = _contained(text)
    return contained if contained[1] else _shortened(compact) or _nearly(compact)


@cache
def _known() -> dict[str, F]:
    return synonyms()


@cache
def _phrases() -> tuple[tuple[str, F], ...]:
    """Phrases that may stand inside a longer heading, the longest first."""
    found = {
        (folded(word), meaning)
        for meaning, words in WORDS.items()
        for word in words.split("|")
        if len(folded(word)) >= SHORTEST_CONTAINED and meaning is not F.NUMBER
    }
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


def _contained(text: str) -> tuple[F, float]:
    padded = f" {text} "
    for phrase, meaning in _phrases():
        if f" {phrase} " in padded:
            return meaning, 0.6 + 0.35 * len(phrase) / len(text)
    return F.KEEP, 0.0


def _shortened(compact: str) -> tuple[F, float] | None:
    """An abbreviation such as "Рік народж.": the beginning of known headings that all mean the same."""
    if len(compact) < SHORTEST_FUZZY:
        return None
    meanings = {meaning for word, meaning in _known().items() if word.startswith(compact)}
    return (meanings.pop(), 0.8) if len(meanings) == 1 else None


def _nearly(compact: str) -> tuple[F, float]:
    if len(compact) < SHORTEST_FUZZY:
        return F.KEEP, 0.0
    best = process.extractOne(compact, _long_words(), scorer=fuzz.ratio, score_cutoff=NEARLY)
    return (_known()[best[0]], best[1] / 100 * 0.9) if best else (F.KEEP, 0.0)


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(word for word in _known() if len(word) >= SHORTEST_FUZZY)


def _of_an_adult(words: Sequence[str]) -> tuple[F, float] | None:
    owner = next((RELATIVES[word] for word in words if word in RELATIVES), None)
    if owner is None:
        return None
    rest = " ".join(word for word in words if word not in RELATIVES)
    quality = _known().get(rest.replace(" ", "")) or _contained(rest)[0]
    if quality is F.PHONE:
        return F.PHONE, 0.9
    return (F.KEEP, 0.9) if quality in ADULT_ONLY or quality is F.NOTE else (owner, 0.9)


def _name_parts(text: str) -> int:
    parts = {
        F.FAMILY: ("прізвищ", "фамили", "surname", "last name", "family"),
        F.GIVEN: ("імя", "имя", "given", "first"),
    }
    found = sum(any(stem in text for stem in stems) for stems in parts.values())
    return found + any(stem in text for stem in ("батькові", "отчеств", "patronymic"))


def match_headings(headings: Sequence[str], samples: Sequence[Sequence[str]] = ()) -> list[ListField]:
    """Return one meaning per column; a meaning that can occur once goes to the surest column.

    A lone "name" beside no family name means the whole name; beside one it means the given name.

    Args:
        headings: as the list has them, "" where there is none.
        samples: some values per column, for columns whose heading says nothing.
    """
    guesses = [meaning_of(heading) for heading in headings]
    meanings = [meaning for meaning, _sure in guesses]
    split = F.FAMILY in meanings
    for position, meaning in enumerate(meanings):
        if meaning is F.GIVEN and not split and F.FULL_NAME not in meanings and F.PATRONYMIC not in meanings:
            meanings[position] = F.FULL_NAME
        elif meaning is F.FULL_NAME and split and F.GIVEN not in meanings:
            meanings[position] = F.GIVEN
    meanings = _once_each(meanings, [sure for _meaning, sure in guesses])
    fill_from_values(meanings, headings, samples)
    return meanings


def _once_each(meanings: list[F], sure: Sequence[float]) -> list[F]:
    for meaning in set(meanings) - REPEATABLE:
        places = [position for position, found in enumerate(meanings) if found is meaning]
        keeper = max(places, key=lambda position: (sure[position], -position))
        for position in places:
            if position != keeper:
                meanings[position] = F.OTHER_NAME if meaning is F.FULL_NAME else F.KEEP
    return meanings
