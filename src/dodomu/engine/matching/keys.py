"""Keys under which records meet: short texts for a plain indexed column, or for the index in memory.

Every key joins two or more facts (a family name by its consonants with the class of the given name, a given name with a
birth day), so that few records share one. No birth date stands alone: in a register of children it would join thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dodomu.engine.matching.analysis import Analysis, Patronymic, Word, readings
from dodomu.engine.matching.birth import Days
from dodomu.engine.matching.places import PlaceMeaning
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.record_analysis import RecordAnalysis, analyse_record
from dodomu.engine.values.folding import skeleton
from dodomu.engine.values.given_names import by_commonness

KEY_WEIGHTS: Final[dict[str | int, float]] = {
    "doc": 12.0,
    "tel": 10.0,
    "fg": 8.0,
    "gd": 7.0,
    "fp": 6.0,
    "gpy": 6.0,
    "gpl": 5.0,
    "gmy": 5.0,
    "fd": 5.0,
    "fy": 5.0,
    "fl": 5.0,
    "gyl": 4.0,
    "f": 3.0,
    "gp": 2.0,
}
"""What a shared key of each kind is worth when choosing which records to score: roughly the log-odds of its facts.

f family name, g given name, d without one consonant (after f) or birth day (after g), p father, m mother, y year of
birth, l place.
"""
Key = tuple[str | int, ...]
"""The kind and what is joined: made faster than a text, and meant the same."""
MOST_YEARS: Final = 3
MOST_CLASSES: Final = 10
FEW_PLACES: Final = 2


def blocking_keys(record: Record) -> frozenset[str]:
    """The keys to store for a record, about twenty for a full one.

    >>> from dodomu.engine.values import NameForm
    >>> olena = blocking_keys(Record((NameForm("Олена", "", "Коваленко"),)))
    >>> yelena = blocking_keys(Record((NameForm("Yelena", "", "KOVALENKO"),)))
    >>> olena == yelena, "fg:kvlnk:olena" in olena
    (True, True)
    """
    return frozenset(map(text_of, keys_of(analyse_record(record))))


def query_keys(record: Record) -> frozenset[str]:
    """The keys to look up for a record: those stored, with a year more and less, day and month swapped, names turned.

    Kinds that many records share (f, gp) are left out; `wide_keys` has them.

    >>> from dodomu.engine.values import NameForm
    >>> turned = Record((NameForm("Чорнобай", "", "Нестримний"),))
    >>> blocking_keys(Record((NameForm("Нестримний", "", "Чорнобай"),))) & query_keys(turned) != set()
    True
    """
    return frozenset(map(text_of, searched_keys(analyse_record(record))))


def wide_keys(record: Record) -> frozenset[str]:
    """The keys that many records share, to look up where the others find nothing likely.

    >>> from dodomu.engine.values import NameForm
    >>> wide_keys(Record((NameForm("", "", "Коваленко"),)))
    frozenset({'f:kvlnk'})
    """
    return frozenset(map(text_of, widely_searched_keys(analyse_record(record))))


def text_of(key: Key) -> str:
    """A key as a text, the same in every process and database.

    >>> text_of(("fy", "kvlnk", 2014))
    'fy:kvlnk:2014'
    """
    return ":".join(map(str, key))


def keys_of(record: RecordAnalysis, *, few: bool = False) -> list[Key]:
    """The stored keys of an analysed record; one may come twice.

    With `few`, those that forgive a wrong consonant and the wide ones are left out: whole records meet under others as
    well, and what meets under a wide key alone is not worth scoring.
    """
    years = _years(record.birth)
    keys: list[Key] = _numbers(record)
    for name in record.names:
        for reading in readings(name):
            keys += _name_keys(reading, record, years, swapped=False, few=few)
            if not few:
                keys += _wide(reading)
    return keys


def searched_keys(record: RecordAnalysis, *, few: bool = False) -> list[Key]:
    """The keys to look up for an analysed record, without the wide ones."""
    years = _years(record.birth)
    around = tuple(range(years[0] - 1, years[-1] + 2)) if years else ()
    keys: list[Key] = _numbers(record)
    for name in record.names:
        for reading in readings(name):
            keys += _name_keys(reading, record, around, swapped=True, few=few)
            if not name.anchored:
                keys += _name_keys(reading.turned(), record, around, swapped=True, few=few)
    return keys


def widely_searched_keys(record: RecordAnalysis) -> list[Key]:
    """The wide keys of an analysed record, in either order of names."""
    keys: list[Key] = []
    for name in record.names:
        for reading in readings(name):
            keys += _wide(reading)
            if not name.anchored:
                keys += _wide(reading.turned())
    return keys


def _name_keys(name: Analysis, record: RecordAnalysis, years: Sequence[int], *, swapped: bool, few: bool) -> list[Key]:
    families, givens = _families(name.family), _givens(name.given)
    fathers, places = _fathers(name.patronymic, record), _places(record.meanings)
    keys: list[Key] = []
    for family in families:
        for given in givens:
            keys.append(("fg", family, given))
            if not few:
                keys += [("fd", shorter, given) for shorter in _shorter(family)]
        keys += [("fy", family, year) for year in (_years(record.birth) if few else years)]
        keys += [("fp", family, father) for father in fathers]
        keys += [("fl", family, place) for place in places]
    days = _days(record.birth, swapped=swapped)
    mothers = [given for its in record.relatives.get("mother", ()) for given in _givens(its.given)]
    for given in givens:
        keys += [("gd", given, day) for day in days]
        for year in years:
            keys += [("gyl", given, year, place) for place in places]
            keys += [("gpy", given, father, year) for father in fathers]
            keys += [("gmy", given, mother, year) for mother in mothers]
        keys += [("gpl", given, father, place) for father in fathers for place in places]
    return keys


def _wide(name: Analysis) -> list[Key]:
    keys: list[Key] = [("f", family) for family in _families(name.family)]
    if name.patronymic is not None:
        fathers = _father_keys(name.patronymic)
        keys += [("gp", given, father) for given in _givens(name.given) for father in fathers]
    return keys


def _numbers(record: RecordAnalysis) -> list[Key]:
    numbers: list[Key] = [("doc", number) for number in record.documents]
    numbers += [("tel", number) for number in record.phones]
    return numbers


@lru_cache(maxsize=262144)
def _families(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(form for word in words if not word.initial for form in _consonants(word))


def _consonants(word: Word) -> tuple[str, ...]:
    """The consonants of a family name, and as it sounds where that differs."""
    heard = skeleton(word.sounding)
    return (word.skeleton,) if heard == word.skeleton else (word.skeleton, heard)


@lru_cache(maxsize=65536)
def _shorter(consonants: str) -> tuple[str, ...]:
    """The consonants without each one of them in turn: two names with one wrong, missing or added meet in one."""
    if len(consonants) < 3:
        return (consonants,)
    return (consonants, *dict.fromkeys(consonants[:at] + consonants[at + 1 :] for at in range(len(consonants))))


@lru_cache(maxsize=65536)
def _givens(words: tuple[Word, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        if not word.initial:
            found += by_commonness(word.classes)[:MOST_CLASSES] or [f"~{word.skeleton}"]
    return tuple(found)


def _fathers(patronymic: Patronymic | None, record: RecordAnalysis) -> tuple[str, ...]:
    """The father by the patronymic, else by the name of the father where he is named."""
    if patronymic is not None:
        return _father_keys(patronymic)
    return tuple(given for name in record.relatives.get("father", ()) for given in _givens(name.given))


@lru_cache(maxsize=65536)
def _father_keys(patronymic: Patronymic) -> tuple[str, ...]:
    if patronymic.initial:
        return ()
    return tuple(sorted(patronymic.classes)) or (f"~{patronymic.skeleton}",)


@lru_cache(maxsize=65536)
def _places(meanings: tuple[PlaceMeaning, ...]) -> tuple[str, ...]:
    """The folded name, and the settlements where few can be meant: two names of one town meet there."""
    keys = {meaning.words.stem for meaning in meanings} - {""}
    keys.update(str(one) for meaning in meanings if len(meaning.every) <= FEW_PLACES for one in meaning.every)
    return tuple(sorted(keys))


def _years(birth: Days | None) -> Sequence[int]:
    return birth.years if birth is not None and len(birth.years) <= MOST_YEARS else ()


def _days(birth: Days | None, *, swapped: bool) -> list[str]:
    if birth is None or birth.day is None:
        return []
    year, month, day = birth.day
    days = [f"{year}-{month}-{day}"]
    if swapped and day != month and day <= 12:
        days.append(f"{year}-{day}-{month}")
    return days
