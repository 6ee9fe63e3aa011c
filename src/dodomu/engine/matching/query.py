"""What someone typed into the search box, split into names, dates, places and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dodomu.engine.matching.identifiers import document_keys, phone_key
from dodomu.engine.matching.places import KIND_OF_PLACE, known_town
from dodomu.engine.matching.terms import Term, birth_terms, family_terms, given_terms, patronymic_terms
from dodomu.engine.values.date_reading import read_date
from dodomu.engine.values.date_words import MONTHS, SEASONS, number_of
from dodomu.engine.values.dates import DateNotUnderstood, PartialDate
from dodomu.engine.values.folding import fold_token
from dodomu.engine.values.given_names import classes_of
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.patronymics import AFTER_NAME, looks_patronymic
from dodomu.engine.values.places import Place
from dodomu.engine.values.scripts import repair, tokens

LONGEST: Final = 400
PHONE: Final = re.compile(r"(?<![\w+])\+?\d(?:[\s\-().]{0,2}\d){8,13}(?!\w)")
DATE: Final = re.compile(
    r"(?<!\d)(?:[~≈]?\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}-\d{2}(?:-\d{2})?"
    r"|\d{1,2}\s*(?:років|роки|рік|року|лет|года?|years?(?: old)?|р\.|г\.)|[~≈]?(?:18|19|20)\d[\dXХ][~?%]?)(?!\d)"
)
DOCUMENT: Final = re.compile(r"(?:[^\W\d_]{1,4}[\s\-]?){0,2}(?:№\s*)?\d[\d\-]{4,}\d", re.UNICODE)
SEPARATOR: Final = re.compile(r"[,;\n\t|]+")
INITIAL: Final = re.compile(r"[^\W\d_]\.")
_Wanted = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """A search taken apart; `terms` are what to look up, the rest is what `explain` compares.

    `words` are the words that may be names, in the order typed; `name` is the best reading of them as one name.
    """

    terms: frozenset[Term]
    words: tuple[str, ...]
    name: NameForm
    birth: PartialDate | None = None
    places: tuple[Place, ...] = ()
    documents: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def query_terms(text: str, today: date) -> Query:
    """Split a search text (its first 400 signs); the order does not matter, commas help.

    Nine to fourteen digits may be a phone or a document, so both are looked up. Words that follow a comma and are no
    known names are places. Never raises: what cannot be read as a date is a word.

    >>> found = query_terms("Коваленко Олена, 2014, Бахмут", today=date(2026, 1, 15))
    >>> found.name.family, found.birth.edtf, found.places[0].name
    ('Коваленко', '2014', 'Бахмут')
    """
    rest = repair_quotes(text[:LONGEST])
    phones, rest = _taken(PHONE, rest, lambda found: bool(phone_key(found)) and _not_a_date(found, today))
    birth, rest = _birth(rest, today)
    documents, rest = _taken(DOCUMENT, rest, lambda found: bool(document_keys(found)))
    words, places = _words_and_places(rest)
    name = parse_name(" ".join(words))
    numbers = (*documents, *phones)
    terms = {
        *_word_terms(words, name),
        *(birth_terms(birth) if birth else ()),
        *(Term("document", key) for number in numbers for key in document_keys(number)),
        *(Term("phone", phone_key(number)) for number in numbers if phone_key(number)),
    }
    told = tuple(word for word in words if fold_token(word) not in AFTER_NAME)
    return Query(frozenset(terms), told, name, birth, places, numbers, tuple(phones))


def repair_quotes(text: str) -> str:
    """Look-alike letters repaired line by line, so that separators survive.

    >>> repair_quotes("Ковaленко, Олeна") == "Коваленко, Олена"
    True
    """
    return ", ".join(repair(part.strip()) for part in SEPARATOR.split(text) if part.strip())


def _taken(pattern: re.Pattern[str], text: str, wanted: _Wanted) -> tuple[tuple[str, ...], str]:
    found = tuple(match[0].strip() for match in pattern.finditer(text) if wanted(match[0]))
    for number in found:
        text = text.replace(number, " ", 1)
    return found, text


def _not_a_date(text: str, today: date) -> bool:
    return _date(text, today) is None


def _date(text: str, today: date) -> PartialDate | None:
    try:
        return read_date(text, today=today, prefer="none")
    except DateNotUnderstood:
        return None


def _birth(text: str, today: date) -> tuple[PartialDate | None, str]:
    """The first readable date: a whole part between commas, a run of words with a month, or digits alone."""
    parts = text.split(", ")
    for place, part in enumerate(parts):
        if re.search(r"\d", part) and (born := _date(part, today)):
            return born, ", ".join(parts[:place] + parts[place + 1 :])
    for place, part in enumerate(parts):
        words = part.split()
        for begin, end in _runs(words):
            if born := _date(" ".join(words[begin:end]), today):
                parts[place] = " ".join(words[:begin] + words[end:])
                return born, ", ".join(parts)
    return None, text


def _runs(words: list[str]) -> list[tuple[int, int]]:
    """The runs of up to five words that can be a date, longest first: digits or a month at both ends."""
    dated = [bool(re.search(r"\d", word)) or _is_date_word(word) for word in words]
    runs = [
        (begin, end)
        for begin in range(len(words))
        for end in range(begin + 1, min(begin + 5, len(words)) + 1)
        if dated[begin] and any(re.search(r"\d", word) for word in words[begin:end])
    ]
    return sorted(runs, key=lambda run: run[0] - run[1])


def _is_date_word(word: str) -> bool:
    plain = word.lower().strip(".")
    return number_of(plain, MONTHS) is not None or number_of(plain, SEASONS) is not None


def _words_and_places(text: str) -> tuple[list[str], tuple[Place, ...]]:
    """Names and places: a known town after a name, or what stands behind the first comma and is no known name."""
    words: list[str] = []
    places: list[Place] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        if words and (known_town(part) or not _all_names(part)):
            places.append(Place(part))
            continue
        if KIND_OF_PLACE.match(part) and not _begins_with_initial(part):
            places.append(Place(part))
            continue
        said = [*tokens(part)]
        if len(said) > 2 and known_town(" ".join(said[-2:])):
            places.append(Place(" ".join(said[-2:])))
            del said[-2:]
        if len(said) > 1 and known_town(said[-1]) and not classes_of(said[-1]):
            places.append(Place(said.pop()))
        words += said
    return words, tuple(places)


def _begins_with_initial(part: str) -> bool:
    """ "Г. Ю. Явір" and "М. Явір" are initials and a name; "м. Бахмут" is a town."""
    return INITIAL.match(part) is not None and not known_town(part) and part[0].isupper()


def _all_names(part: str) -> bool:
    return all(classes_of(word) or looks_patronymic(word) for word in tokens(part))


def _word_terms(words: list[str], name: NameForm) -> set[Term]:
    """Every word in every role it may have: the reader does not know which is the family name."""
    terms: set[Term] = set()
    for word in words:
        terms.update(given_terms(word) + family_terms(word))
        if looks_patronymic(word):
            terms.update(patronymic_terms(word))
    return terms | set(patronymic_terms(name.patronymic))
