"""Keys under which records meet: short texts for a plain indexed column, or for the index in memory.

Every key joins two or more facts (a family name by its consonants with the class of the given name, a given name with a
birth day), so that few records share one. No birth date stands alone: in a register of children it would join thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from dodomu.engine.matching.analysis import Analysis, Patronymic, Word
from dodomu.engine.matching.birth import Days
from dodomu.engine.matching.places import place_key
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.record_analysis import RecordAnalysis, analyse_record
from dodomu.engine.values.folding import skeleton

KEY_WEIGHTS: Final[dict[str, float]] = {
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
WIDE: Final = frozenset(("f", "gp"))
"""Kinds that many records share; looked up only as far as a limit."""
MOST_YEARS: Final = 3
MOST_CLASSES: Final = 10


def blocking_keys(record: Record) -> frozenset[str]:
    """The keys to store for a record, about twenty for a full one.

    >>> from dodomu.engine.values import NameForm
    >>> olena = blocking_keys(Record((NameForm("Олена", "", "Коваленко"),)))
    >>> yelena = blocking_keys(Record((NameForm("Yelena", "", "KOVALENKO"),)))
    >>> olena == yelena, "fg:kvlnk:olena" in olena
    (True, True)
    """
    return frozenset(keys_of(analyse_record(record)))


def query_keys(record: Record) -> frozenset[str]:
    """The keys to look up for a record: those stored, with a year more and less, day and month swapped, names turned.

    Kinds in WIDE are left out; `wide_keys` has them.

    >>> from dodomu.engine.values import NameForm
    >>> turned = Record((NameForm("Чорнобай", "", "Нестримний"),))
    >>> blocking_keys(Record((NameForm("Нестримний", "", "Чорнобай"),))) & query_keys(turned) != set()
    True
    """
    return frozenset(searched_keys(analyse_record(record)))


def wide_keys(record: Record) -> frozenset[str]:
    """The keys that many records share, to look up where the others find nothing likely.

    >>> from dodomu.engine.values import NameForm
    >>> wide_keys(Record((NameForm("", "", "Коваленко"),)))
    frozenset({'f:kvlnk'})
    """
    return frozenset(widely_searched_keys(analyse_record(record)))


def keys_of(record: RecordAnalysis) -> Iterator[str]:
    """The stored keys of an analysed record; one may come twice."""
    years = _years(record.birth)
    for name in record.names:
        yield from _name_keys(name, record, years, swapped=False)
        yield from _wide(name)
    yield from _numbers(record)


def searched_keys(record: RecordAnalysis) -> Iterator[str]:
    """The keys to look up for an analysed record, without the wide ones."""
    years = _years(record.birth)
    around = tuple(sorted({year + step for year in years for step in (-1, 0, 1)}))
    for name in record.names:
        yield from _name_keys(name, record, around, swapped=True)
        if not name.anchored:
            yield from _name_keys(name.turned(), record, around, swapped=True)
    yield from _numbers(record)


def widely_searched_keys(record: RecordAnalysis) -> Iterator[str]:
    """The wide keys of an analysed record, in either order of names."""
    for name in record.names:
        yield from _wide(name)
        if not name.anchored:
            yield from _wide(name.turned())


def _name_keys(name: Analysis, record: RecordAnalysis, years: Sequence[int], *, swapped: bool) -> Iterator[str]:
    families, givens = _families(name.family), _givens(name.given)
    fathers, places = _fathers(name.patronymic, record), _places(record)
    mothers = [given for kind, its in record.relatives if kind == "mother" for given in _givens(its.given)]
    for family in families:
        for given in givens:
            yield f"fg:{family}:{given}"
            yield from [f"fd:{shorter}:{given}" for shorter in _shorter(family)]
        yield from [f"fy:{family}:{year}" for year in years]
        yield from [f"fp:{family}:{father}" for father in fathers]
        yield from [f"fl:{family}:{place}" for place in places]
    for given in givens:
        yield from [f"gd:{given}:{day}" for day in _days(record.birth, swapped=swapped)]
        for year in years:
            yield from [f"gyl:{given}:{year}:{place}" for place in places]
            yield from [f"gpy:{given}:{father}:{year}" for father in fathers]
            yield from [f"gmy:{given}:{mother}:{year}" for mother in mothers]
        yield from [f"gpl:{given}:{father}:{place}" for father in fathers for place in places]


def _wide(name: Analysis) -> Iterator[str]:
    families = _families(name.family)
    yield from [f"f:{family}" for family in families]
    if not families and name.patronymic is not None:
        fathers = _father_keys(name.patronymic)
        yield from [f"gp:{given}:{father}" for given in _givens(name.given) for father in fathers]


def _numbers(record: RecordAnalysis) -> Iterator[str]:
    yield from [f"doc:{number}" for number in record.documents]
    yield from [f"tel:{number}" for number in record.phones]


def _families(words: tuple[Word, ...]) -> list[str]:
    return [form for word in words if not word.initial for form in _consonants(word.skeleton, word.sounding)]


@lru_cache(maxsize=65536)
def _consonants(written: str, sounding: str) -> tuple[str, ...]:
    """The consonants of a family name, and as it sounds where that differs."""
    heard = skeleton(sounding)
    return (written,) if heard == written else (written, heard)


@lru_cache(maxsize=65536)
def _shorter(consonants: str) -> tuple[str, ...]:
    """The consonants without each one of them in turn: two names with one wrong, missing or added meet in one."""
    if len(consonants) < 3:
        return (consonants,)
    return (consonants, *dict.fromkeys(consonants[:at] + consonants[at + 1 :] for at in range(len(consonants))))


def _givens(words: tuple[Word, ...]) -> list[str]:
    found: list[str] = []
    for word in words:
        if not word.initial:
            found += sorted(word.classes)[:MOST_CLASSES] or [f"~{word.skeleton}"]
    return found


def _fathers(patronymic: Patronymic | None, record: RecordAnalysis) -> list[str]:
    """The father by the patronymic, else by the name of the father where he is named."""
    if patronymic is not None:
        return _father_keys(patronymic)
    return [given for kind, name in record.relatives if kind == "father" for given in _givens(name.given)]


def _father_keys(patronymic: Patronymic) -> list[str]:
    if patronymic.initial:
        return []
    return sorted(patronymic.classes) or [f"~{patronymic.skeleton}"]


def _places(record: RecordAnalysis) -> list[str]:
    return list(dict.fromkeys(key for place in record.places if (key := place_key(place.name))))


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
