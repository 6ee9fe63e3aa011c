"""What is odd about a name as somebody wrote it: said on the record, never repaired in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dodomu.engine.values.given_names import known_form
from dodomu.engine.values.scripts import HIDDEN, repair, repair_token, script_of

LONGEST: Final = 200
"""Signs of a name that are read; what follows is kept as written."""

NAME_NOTES: Final[dict[str, str]] = {
    "empty": "Nothing is written where the name should be",
    "unknown": "It says that the name is not known",
    "no_letters": "There is no letter in it",
    "one_letter": "It is a single letter",
    "initials_only": "There are only initials",
    "two_people": "It may be the names of two people",
    "date_inside": "There is a date among the names",
    "mixed_script": "Letters of two alphabets stand in one word",
    "hidden_marks": "There are signs in it that nobody sees",
    "too_long": "It is too long for a name, only the beginning was read",
}
"""Every code of `name_notes` with its English sentence, for translation by the page."""

_WHOLE = """
невідомо невідома невідомий невідоме невідомі неизвестно неизвестна неизвестен неизвестный неизвестная неизвестное unknown
анонім аноним anonymous безіменний безіменна безымянный безымянная немає нема нет none null nil noname відсутнє отсутствует
"""
_PHRASES = (
    "без імені",
    "без імя",
    "без имени",
    "не відомо",
    "не відома",
    "не известно",
    "не вказано",
    "не указано",
    "не зазначено",
    "немає даних",
    "нет данных",
    "no name",
    "not known",
    "not given",
)
_PIECES = "невідомо неизвестно unknown бн нд na"
UNKNOWN: Final = frozenset((*_WHOLE.split(), *_PHRASES, *_PIECES.split()))
"""Whole texts that say there is no name."""
UNKNOWN_PIECES: Final = frozenset(_PIECES.split())
"""Words that say so next to a name: Олена б/н."""
FIRST_WORDS: Final = frozenset(text.split()[0] for text in UNKNOWN)
SHORTENED: Final = re.compile(r"(?<!\w)([бн])\s?[/\\]\s?([днх])(?!\w)\.?|(?<!\w)n\s?/\s?a(?!\w)", re.IGNORECASE)

DATE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2})|(?:19|20)\d\d(?:[./\-]\d{1,2}[./\-]\d{1,2})?)(?!\d)"
    r"(?:\s*(?:р\.?\s?н|г\.?\s?р|року(?:\s+народження)?|года?(?:\s+рождения)?|р|г)(?!\w)\.?)?",
    re.IGNORECASE,
)
DIGITS: Final = re.compile(r"\d\d")
AND: Final = re.compile(r"(?<=\w)[\s.]+(?:та|і|й|и|and|und|et)\s+(?=\w)|\s*[&+]\s*", re.IGNORECASE)
AND_WORDS: Final = frozenset(["та", "і", "й", "и", "and", "und", "et", "&", "+"])
BETWEEN: Final = re.compile(r"[,;/|\n]+")
INITIAL: Final = re.compile(r"[^\W\d_]\.?")


def name_notes(text: str) -> tuple[str, ...]:
    """What is odd about a name as written: codes of `NAME_NOTES`, in its order; () for a usual name.

    >>> name_notes("Коваленко Олена Іванівна"), name_notes("невідомо"), name_notes("О. І.")
    ((), ('unknown',), ('initials_only',))
    >>> name_notes("Іван та Марія Коваленко"), name_notes("Коваленко Олена 05.03.2014")
    (('two_people',), ('date_inside',))
    """
    found = set(_of_what_is_read(text[:LONGEST]))
    if HIDDEN.search(text[:LONGEST]):
        found.add("hidden_marks")
    if len(text.strip()) > LONGEST:
        found.add("too_long")
    return tuple(code for code in NAME_NOTES if code in found)


def _of_what_is_read(text: str) -> Iterator[str]:
    plain = repair(text).strip()
    letters = sum(map(str.isalpha, plain))
    if not plain:
        yield "empty"
    elif says_unknown(plain) or without_unknown(plain) != plain:
        yield "unknown"
    elif not letters:
        yield "no_letters"
    elif letters == 1:
        yield "one_letter"
    elif all(map(INITIAL.fullmatch, re.findall(r"[^\W\d_]+", plain))):
        yield "initials_only"
    if DATE.search(plain):
        yield "date_inside"
    if one_of_two(without_date(plain)) is not None:
        yield "two_people"
    if any(script_of(word) == "mixed" for word in re.split(r"[\s\-]+", HIDDEN.sub("", text))):
        yield "mixed_script"


def says_unknown(text: str) -> bool:
    """Whether the whole text says that there is no name.

    >>> says_unknown("Б/н"), says_unknown("Без имени"), says_unknown("Неизвестный Иван")
    (True, True, False)
    """
    if text.count(" ") > 3 or not may_say_unknown(text):
        return False
    words = re.findall(r"[^\W\d_]+", _joined(text).casefold().replace("'", ""))
    return bool(words) and (" ".join(words) in UNKNOWN or all(word in UNKNOWN_PIECES for word in words))


def without_unknown(text: str) -> str:
    """The text without the words that say a part is not known.

    >>> without_unknown("Олена невідомо")
    'Олена'
    """
    if not may_say_unknown(text):
        return text
    kept = [word for word in _joined(text).split() if word.strip(".,;()").casefold() not in UNKNOWN_PIECES]
    return text if len(kept) == len(text.split()) else " ".join(kept)


def may_say_unknown(text: str) -> bool:
    """Whether a word of the text can mean that the name is not known: a quick No for nearly all.

    >>> may_say_unknown("Коваленко Олена"), may_say_unknown("Олена б/н")
    (False, True)
    """
    return (
        "/" in text
        or "\\" in text
        or not FIRST_WORDS.isdisjoint(word.strip('.,;()"') for word in text.casefold().split())
    )


def _joined(text: str) -> str:
    """б/н, н/д and n/a as one word without signs."""
    return SHORTENED.sub(lambda found: f"{found[1]}{found[2]}" if found[1] else "na", text)


def without_date(text: str) -> str:
    """The text without a date and the words that belong to it.

    >>> without_date("Коваленко Олена 05.03.2014 р.н.")
    'Коваленко Олена'
    """
    return DATE.sub(" ", text).strip() if DIGITS.search(text) else text


def one_of_two(text: str) -> str | None:
    """The first person's name where a text names two, otherwise None.

    >>> one_of_two("Іван та Марія Коваленко"), one_of_two("Коваленко Іван, Коваленко Марія"), one_of_two("Коваленко, Іван")
    ('Іван Коваленко', 'Коваленко Іван', None)
    """
    if not AND_WORDS.isdisjoint(text.lower().split()) or "&" in text or "+" in text:
        return _first_of_pair(text)
    return _first_of_list(text) if BETWEEN.search(text) else None


def _first_of_pair(text: str) -> str | None:
    first, *others = (part.strip() for part in AND.split(text, maxsplit=1))
    if first and others and _has_given(first) and _has_given(others[0]):
        return first if len(first.split()) > 1 else " ".join((first, *others[0].split()[1:]))
    return None


def _first_of_list(text: str) -> str | None:
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    named = [part for part in parts if _has_given(part)]
    if len(named) > 1 and named[0] is parts[0] and len(parts[0].split()) > 1:
        return parts[0]
    return None


def _has_given(text: str) -> bool:
    return any(known_form(repair_token(word)) for word in re.findall(r"[^\W\d_']{2,}", text))
