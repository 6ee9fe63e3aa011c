"""Why a record answers a search, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import JaroWinkler

from dodomu.engine.matching.analysis import Word, analyse, analyse_patronymic, analyse_word
from dodomu.engine.matching.birth import compare_births
from dodomu.engine.matching.identifiers import document_keys, phone_key
from dodomu.engine.matching.places import compare_places
from dodomu.engine.matching.query import Query
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.results import Match, Reason
from dodomu.engine.values.folding import fold
from dodomu.engine.values.patronymics import looks_patronymic
from dodomu.engine.values.places import Place

CERTAIN: Final = 0.99
WORTH: Final = {
    "found.equal": 1.0,
    "found.sounds": 0.97,
    "found.ending": 0.95,
    "found.variant": 0.94,
    "found.father": 0.94,
    "found.diminutive": 0.88,
    "found.similar": 0.7,
    "found.initial": 0.5,
    "found.place": 0.9,
    "found.renamed": 0.88,
    "found.institution": 0.8,
}
BORN: Final = {
    "equal": ("found.born_equal", 1.0),
    "overlap": ("found.born", 0.95),
    "swapped": ("found.born_swapped", 0.8),
    "year_off": ("found.born_near", 0.75),
    "digit": ("found.born_near", 0.7),
    "near": ("found.born_near", 0.65),
    "close": ("found.born_near", 0.5),
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """The best answer to one part of the query: how well (0 to 1), how much it counts, and why."""

    worth: float
    weight: float
    reason: Reason | None


def explain(query: Query, record: Record) -> Match:
    """How well a record answers a query, from 0 to 1, with reasons, the strongest first.

    The score is the weighted mean over what was typed; what the record says beyond that does not count against it.
    An equal document or phone number alone gives 0.99. A score under 0.5 is hardly worth showing.

    >>> from datetime import date
    >>> from dodomu.engine.matching.query import query_terms
    >>> from dodomu.engine.values import NameForm
    >>> match = explain(query_terms("Kovalenko Olena", date(2026, 1, 15)), Record((NameForm("Елена", "", "Коваленко"),)))
    >>> match.score > 0.9, [reason.key for reason in match.reasons]
    (True, ['found.sounds', 'found.variant'])
    """
    answers = [_word_answer(analyse_word(word), record) for word in query.words]
    answers += [_place_answer(place, record) for place in query.places]
    if query.birth is not None and record.birth is not None:
        answers.append(_birth_answer(query, record))
    weight = sum(answer.weight for answer in answers)
    score = sum(answer.worth * answer.weight for answer in answers) / weight if weight else 0.0
    answers.sort(key=lambda answer: -answer.worth)
    reasons = [*_numbers(query, record), *(answer.reason for answer in answers if answer.reason)]
    certain = any(reason.key in ("found.document", "found.phone") for reason in reasons)
    return Match(max(score, CERTAIN) if certain else score, tuple(reasons))


def _word_answer(word: Word, record: Record) -> _Answer:
    best, stated = "", ""
    for name in record.names:
        analysis = analyse(name)
        for other in (*analysis.family, *analysis.given):
            found = _word_reason(word, other)
            if WORTH.get(found, 0.0) > WORTH.get(best, 0.0):
                best, stated = found, other.written
        if analysis.patronymic and WORTH["found.father"] > WORTH.get(best, 0.0) and _same_father(word, name.patronymic):
            best, stated = "found.father", name.patronymic
    if not best:
        return _place_word(word, record)
    return _Answer(WORTH[best], 1.0, Reason(best, {"query": word.written, "stated": stated}))


def _word_reason(word: Word, other: Word) -> str:
    if word.written.casefold() == other.written.casefold():
        return "found.equal"
    if word.initial or other.initial:
        return "found.initial" if word.folded[:1] == other.folded[:1] else ""
    if word.folded == other.folded:
        return "found.sounds"
    if word.classes & other.classes:
        return "found.diminutive" if word.diminutive or other.diminutive else "found.variant"
    if word.classes and other.classes:
        return ""
    if word.stem == other.stem:
        return "found.ending"
    alike = JaroWinkler.similarity(word.stem, other.stem)
    close = alike >= 0.9 or (word.skeleton == other.skeleton and alike >= 0.78)
    return "found.similar" if close else ""


def _same_father(word: Word, patronymic: str) -> bool:
    if not looks_patronymic(word.written) and " " not in patronymic.strip():
        return False  # "Фарід огли" holds the father's name as it is
    one, other = analyse_patronymic(word.written), analyse_patronymic(patronymic)
    return bool(one and other and (one.father == other.father or one.classes & other.classes))


def _place_word(word: Word, record: Record) -> _Answer:
    """A word that is no part of the name may be a place or the institution."""
    answer = _place_answer(Place(word.written), record)
    return answer if answer.reason else _Answer(0.0, 1.0, None)


def _place_answer(place: Place, record: Record) -> _Answer:
    for stated in record.places:
        agreement = compare_places(place, stated).agreement
        if agreement in ("equal", "renamed", "similar"):
            key = "found.renamed" if agreement == "renamed" else "found.place"
            return _Answer(WORTH[key], 0.6, Reason(key, {"query": place.name, "stated": stated.name}))
    if len(place.name) > 3 and fold(place.name) in fold(record.institution):
        params: dict[str, str | int | float] = {"query": place.name, "stated": record.institution}
        return _Answer(WORTH["found.institution"], 0.6, Reason("found.institution", params))
    return _Answer(0.3 if not record.places else 0.0, 0.6, None)


def _birth_answer(query: Query, record: Record) -> _Answer:
    if query.birth is None or record.birth is None:
        return _Answer(0.0, 0.0, None)
    key, worth = BORN.get(compare_births(query.birth, record.birth).agreement, ("found.born_differs", 0.0))
    return _Answer(worth, 0.9, Reason(key))


def _numbers(query: Query, record: Record) -> list[Reason]:
    documents = {key for number in record.documents for key in document_keys(number)}
    phones = {phone_key(number) for number in record.phones} - {""}
    found = []
    if documents & {key for number in query.documents for key in document_keys(number)}:
        found.append(Reason("found.document"))
    if phones & {phone_key(number) for number in query.documents}:
        found.append(Reason("found.phone"))
    return found
