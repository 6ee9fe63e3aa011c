"""Reading a full name in any order: endings and known given names say which word is which."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dodomu.engine.values.folding import fold_token
from dodomu.engine.values.given_names import members_of
from dodomu.engine.values.names import NameForm, NameKind
from dodomu.engine.values.patronymics import AFTER_NAME, patronymic_sex
from dodomu.engine.values.scripts import repair, repair_token

WORDS: Final = re.compile(r"[^\s,;]+")
FAMILY: Final = re.compile(
    "(?:enko|enka|nko|uk|iuk|uka|xuk|ak|iak|ski|ska|skaia|skoi|cki|cka|ckaia|ov|ova|ev|eva|iv|iva|in|ina|ix|ko|ka|ec|ec"
    "|ar|un|on|ii|ei|ivna|ago|ogo|nik|xenko|dze|ian|vili|ba|ga|la|ula|xak|rak|gal|ulia)$"
)
Parts = tuple[str, str, str]


@lru_cache(maxsize=65536)
def _is_given(word: str) -> bool:
    """A known given name in any form, or an initial."""
    return len(word.strip(".")) == 1 or bool(members_of(fold_token(repair_token(word.strip(".")))))


@lru_cache(maxsize=65536)
def _is_patronymic(word: str) -> bool:
    return patronymic_sex(fold_token(repair_token(word))).known


@lru_cache(maxsize=65536)
def _family_likeness(word: str) -> int:
    """How much a word looks like a family name rather than a given one: -2 to 3."""
    likeness = -2 if _is_given(word) else 0
    if FAMILY.search(fold_token(repair_token(word))):
        likeness += 1
    if len(word) > 2 and word.isupper():
        likeness += 2
    return likeness


def parse_name(text: str, *, kind: NameKind = NameKind.OFFICIAL) -> NameForm:
    """Split a full name into its parts; `as_written` keeps the text.

    A comma after the first word marks the family name. Where nothing tells the order, Family Given Patronymic is
    taken. Look-alike letters of the other alphabet are repaired in the parts, not in `as_written`.

    >>> parse_name("Елена Ивановна Коваленко").family, parse_name("Yelena Kovalenko").family
    ('Коваленко', 'Kovalenko')
    >>> parse_name("Zghurskyi Heorhii").given
    'Heorhii'
    """
    head, _, tail = repair(text).partition(",")
    family, after = _words(head), _words(tail)
    if len(family) == 1 and after:
        return NameForm(*_given_and_patronymic(after), family[0], kind, text.strip())
    given, patronymic, rest = _ordered(family + after)
    return NameForm(given, patronymic, rest, kind, text.strip())


def _given_and_patronymic(words: list[str]) -> tuple[str, str]:
    """What stands behind "Family,": usually given name and patronymic, sometimes the other way round."""
    if len(words) == 2 and _is_patronymic(words[0]) and _is_given(words[1]):
        return words[1], words[0]
    return words[0], " ".join(words[1:])


def _words(text: str) -> list[str]:
    """The words that have a letter; "Алі огли" stays together, initials written as "О.І." come apart."""
    spaced = re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])", " ", text)
    words: list[str] = []
    for word in WORDS.findall(spaced):
        if words and fold_token(word) in AFTER_NAME:
            words[-1] += f" {word}"
        elif any(map(str.isalpha, word)):
            words.append(word)
    return words


def _ordered(words: list[str]) -> Parts:
    if not words:
        return "", "", ""
    place = _patronymic_place(words)
    if place is not None:
        others = words[:place] + words[place + 1 :]
        given, family = _two(others, directly_before=max(place - 1, 0))
        return given, words[place], family
    if len(words) < 3:
        given, family = _two(words, directly_before=None)
        return given, "", family
    return _three_without_patronymic(words)


def _patronymic_place(words: list[str]) -> int | None:
    """Where the patronymic stands: best after a known given name, never the only word, else as late as possible."""
    places = [place for place, word in enumerate(words) if place and _is_patronymic(word)]
    places += [place for place, word in enumerate(words) if place and " " in word]
    if len(words) == 2 and places and not _is_given(words[0]):
        return None
    if not places and len(words) > 2 and _is_patronymic(words[0]):
        return 0
    after_given = [place for place in places if _is_given(words[place - 1])]
    if after_given:
        return after_given[0]
    return places[-1] if places else None


def _two(words: list[str], *, directly_before: int | None) -> tuple[str, str]:
    """Given and family name out of what is left; `directly_before` is the place just before the patronymic."""
    if not words:
        return "", ""
    if len(words) == 1:
        known = _is_given(words[0]) or directly_before is not None
        return (words[0], "") if known else ("", words[0])
    if directly_before is not None and len(words) > 1:
        place = min(directly_before, len(words) - 1)
        if not _is_given(words[place]) and any(map(_is_given, words)):
            place = next(i for i, word in enumerate(words) if _is_given(word))
        return words[place], " ".join(words[:place] + words[place + 1 :])
    first, last = words[0], words[-1]
    given_first = _family_likeness(last) > _family_likeness(first)
    return (first, last) if given_first else (last, first)


def _three_without_patronymic(words: list[str]) -> Parts:
    """No word ends like a patronymic: a known given name at the front puts the family name last."""
    if _is_given(words[0]) and _family_likeness(words[-1]) > _family_likeness(words[0]):
        return words[0], " ".join(words[1:-1]), words[-1]
    return words[1], " ".join(words[2:]), words[0]
