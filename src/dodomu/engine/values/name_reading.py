"""Reading a full name in any order: endings and known given names say which word is which."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dodomu.engine.values.folding import fold_token
from dodomu.engine.values.given_names import ClassMember, classes_of, known_form
from dodomu.engine.values.name_notes import (
    LONGEST,
    may_say_unknown,
    one_of_two,
    says_unknown,
    without_date,
    without_unknown,
)
from dodomu.engine.values.names import NameForm, NameKind
from dodomu.engine.values.patronymics import AFTER_NAME, patronymic_sex
from dodomu.engine.values.scripts import repair, repair_token
from dodomu.engine.values.sex import Sex

WORDS: Final = re.compile(r"[^\s,;()\[\]«»„“”]+")
ALIAS: Final = re.compile(r"^\W*(?:a\.?\s?k\.?\s?a\.?|alias|він же|вона ж|он же|она же)[\s:]+", re.IGNORECASE)
MOST_WORDS: Final = 12
FAMILY: Final = re.compile(
    "(?:enko|enka|nko|uk|iuk|uka|xuk|ak|iak|ski|ska|skaia|skoi|cki|cka|ckaia|ov|ova|ev|eva|iv|iva|in|ina|ix|ko|ka|ec|ec"
    "|ar|un|on|ii|ei|ivna|ago|ogo|nik|xenko|dze|ian|vili|ba|ga|la|ula|xak|rak|gal|ulia)$"
)
SURELY_FAMILY: Final = re.compile("(?:enko|enka|sk[aio]|skaia|skoi|ck[aio]|ckaia|[oe]va?|dze|vili)$")
Parts = tuple[str, str, str]


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1


@lru_cache(maxsize=65536)
def _is_given(word: str) -> bool:
    """A known given name in any form, or an initial."""
    return _is_initial(word) or known_form(repair_token(word.strip(".")))


@lru_cache(maxsize=65536)
def _is_patronymic(word: str) -> bool:
    return patronymic_sex(fold_token(repair_token(word))).known


def _is_capitals(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _readings(word: str) -> tuple[ClassMember, ...]:
    return classes_of(word.strip(".")) if _is_given(word) else ()


@lru_cache(maxsize=65536)
def _family_likeness(word: str) -> int:
    """How much a word looks like a family name: -3 (a full given name), -1 (an everyday one) to 2 (ends like one)."""
    if _is_initial(word):
        return -3
    found = _readings(word)
    folded = fold_token(repair_token(word))
    likeness = (FAMILY.search(folded) is not None) + (len(folded) > 4 and SURELY_FAMILY.search(folded) is not None)
    if found:
        likeness -= 1 if all(member.diminutive for member in found) else 3
    return likeness


def parse_name(text: str, *, kind: NameKind = NameKind.OFFICIAL) -> NameForm:
    """Split a full name into its parts; `as_written` keeps the text.

    A comma after the first word marks the family name, and so do capitals where the other words have none. Where nothing
    tells the order, Family Given Patronymic is taken. Look-alike letters of the other alphabet are repaired in the parts,
    not in `as_written`. A text that says the name is not known has no parts; of two people's names the first is read, of
    a long text the first 200 signs; `name_notes` says so.

    >>> parse_name("Елена Ивановна Коваленко").family, parse_name("Yelena Kovalenko").family
    ('Коваленко', 'Kovalenko')
    >>> parse_name("Zghurskyi Heorhii").given, parse_name("Алевтина Васильевна АНДРЕЕВА").family
    ('Heorhii', 'АНДРЕЕВА')
    >>> parse_name("б/н").full, parse_name("Іван та Марія Коваленко").family
    ('б/н', 'Коваленко')
    """
    written = text.strip()
    plain = repair(written[:LONGEST])
    plain = ALIAS.sub("", plain) if ALIAS.match(plain) else plain
    if may_say_unknown(plain):
        if says_unknown(plain):
            return NameForm(kind=kind, as_written=written)
        plain = without_unknown(plain)
    plain = without_date(plain)
    head, _, tail = (one_of_two(plain) or plain).partition(",")
    family, after = _words(head), _words(tail)
    if len(family) == 1 and after:
        return NameForm(*_given_and_patronymic(after), family[0], kind, written)
    given, patronymic, rest = _ordered((family + after)[:MOST_WORDS])
    return NameForm(given, patronymic, rest, kind, written)


def _given_and_patronymic(words: list[str]) -> tuple[str, str]:
    """What stands apart from the family name: usually given name and patronymic, sometimes the other way round."""
    if len(words) > 1 and _is_patronymic(words[0]) and _is_given(words[1]):
        return words[1], " ".join((words[0], *words[2:]))
    if len(words) > 1 and _is_second_given(words[0], words[1]):
        return " ".join(words[:2]), " ".join(words[2:])
    return words[0], " ".join(words[1:])


def _is_second_given(first: str, second: str) -> bool:
    """A girl's name after a given name is no father's: Анна Марія."""
    sexes = {member.sex for member in _readings(second) if not member.diminutive}
    return sexes == {Sex.FEMALE} and not _is_patronymic(second) and not _is_initial(first)


def _words(text: str) -> list[str]:
    """The words of letters; "Алі огли" stays together, initials written as "О.І." come apart."""
    if "." in text:
        text = re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])", " ", text)
    words: list[str] = []
    for word in WORDS.findall(text):
        if words and fold_token(word) in AFTER_NAME:
            words[-1] += f" {word}"
        elif any(map(str.isalpha, word)) and not any(map(str.isdigit, word)):
            words.append(word)
    return words


def _ordered(words: list[str]) -> Parts:
    if not words:
        return "", "", ""
    if all(map(_is_initial, words)):
        given, *others = words if len(words) < 3 else words[1:]
        return given, " ".join(others), words[0] if len(words) > 2 else ""
    capitals = _in_capitals(words)
    if capitals:
        given, patronymic = _given_and_patronymic([word for word in words if word not in capitals])
        return given, patronymic, " ".join(capitals)
    place = _patronymic_place(words)
    if place is not None:
        others = words[:place] + words[place + 1 :]
        given, family = _two(others, directly_before=max(place - 1, 0))
        return given, words[place], family
    if len(words) < 3:
        given, family = _two(words, directly_before=None)
        return given, "", family
    return _three_without_patronymic(words)


def _in_capitals(words: list[str]) -> list[str]:
    """The family name where it alone is written in capitals; nothing where the capitals are the better given name."""
    capitals = [word for word in words if _is_capitals(word)]
    others = [word for word in words if not _is_capitals(word)]
    if not capitals or not any(len(word.strip(".")) > 1 or _is_initial(word) for word in others):
        return []
    if all(_is_given(word) or _is_patronymic(word) for word in capitals) and not any(map(_is_given, others)):
        return []
    return capitals


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
    if directly_before is None:
        first, last = words[0], words[-1]
        given_first = _family_likeness(last) > _family_likeness(first)
        return (first, last) if given_first else (last, first)
    place = min(directly_before, len(words) - 1)
    if _family_likeness(words[place]) < -1:
        return words[place], " ".join(words[:place] + words[place + 1 :])
    best = min(range(len(words)), key=lambda other: _family_likeness(words[other]))
    if (_is_given(words[best]) and not _is_given(words[place])) or _apart(words[best], words[place]):
        place = best
    return words[place], " ".join(words[:place] + words[place + 1 :])


def _apart(given: str, other: str) -> bool:
    """Whether the first is so much more a given name that its place does not count: Василь Стефаник Семенович."""
    return _family_likeness(other) - _family_likeness(given) > 1


def _three_without_patronymic(words: list[str]) -> Parts:
    """No word ends like a patronymic: the family name is the first word or the last, whichever looks more like one."""
    if _is_given(words[0]) and _family_likeness(words[-1]) > _family_likeness(words[0]):
        given, patronymic = _given_and_patronymic(words[:-1])
        return given, patronymic, words[-1]
    if not _is_given(words[0]) and not _is_given(words[1]) and _is_given(words[2]):
        return words[2], " ".join(words[3:]), " ".join(words[:2])
    given, patronymic = _given_and_patronymic(words[1:])
    return given, patronymic, words[0]
