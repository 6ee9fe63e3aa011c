"""A record as plain columns in folded spelling, for programs that link tables without knowing any script or name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dodomu.engine.matching.analysis import Analysis, Patronymic, Word, analyse
from dodomu.engine.matching.places import key_of, meaning_of
from dodomu.engine.matching.record import Record
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.given_names import classes_of
from dodomu.engine.values.sex import Sex

TEXT_COLUMNS: Final = (
    "family", "family_skeleton", "family_written", "given", "given_class", "given_written", "father", "birth", "place",
    "sex",
)  # fmt: skip
NUMBER_COLUMNS: Final = ("birth_year", "birth_month", "birth_day")
COLUMNS: Final = (*TEXT_COLUMNS, *NUMBER_COLUMNS)
"""The columns in their order; every one may be empty (None), and an empty one says nothing."""
Columns = dict[str, str | int | None]


def linkage_columns(record: Record) -> Columns:
    """The columns of one record: its first readable name, its birth date as far as it is known, its first place.

    `family` and `given` are folded stems, `family_skeleton` the consonants, `*_written` the exact-script forms without
    endings, `given_class` the id of the given name where it is known and else its stem, `father` the same of the name
    in the patronymic, or of the father where there is no patronymic, `place` the folded name of today, `birth` a whole
    date.

    >>> from dodomu.engine.values import NameForm, PartialDate, Place
    >>> born = PartialDate.from_edtf("2014-03-05")
    >>> one = linkage_columns(Record((NameForm("Микола", "Іванович", "Коваленко"),), born, places=(Place("Бахмут"),)))
    >>> other = linkage_columns(Record((NameForm("Nikolai", "Ivanovich", "Kovalenko"),), born, places=(Place("Артемовск"),)))
    >>> [column for column in COLUMNS if one[column] != other[column]]
    ['family_written', 'given', 'given_written']
    """
    name = next((name for name in map(analyse, record.names) if not name.empty), None)
    sex = record.sex if record.sex in (Sex.FEMALE, Sex.MALE) else (name.sex if name else "")
    found: dict[str, str | int | None] = dict.fromkeys(COLUMNS)
    if name is not None:
        found |= _name_columns(name, sex)
    if not found["father"]:
        found["father"] = _father_among(record)
    found["place"] = key_of(meaning_of(record.places[0])) or None if record.places else None
    found |= _birth_columns(record.birth)
    return found | {"sex": sex or None}


def _name_columns(name: Analysis, sex: str) -> Columns:
    given = name.given[0] if name.given else None
    whole = given is not None and not given.initial
    return {
        "family": _joined(word.stem for word in name.family if not word.initial),
        "family_skeleton": _joined(word.skeleton for word in name.family if not word.initial),
        "family_written": _joined(word.bare for word in name.family if not word.initial),
        "given": given.stem if given and whole else None,
        "given_written": given.bare or None if given and whole else None,
        "given_class": _class_of(given, sex) if given and whole else None,
        "father": _father(name.patronymic) if name.patronymic else None,
    }


def _joined(words: Iterable[str]) -> str | None:
    return " ".join(filter(None, words)) or None


def _class_of(word: Word, sex: str) -> str:
    """The class it is a full form of, before those it is an everyday form of; of several the ones that fit the sex."""
    known = classes_of(word.written)
    fitting = [one for one in known if one.sex.value == sex] or known
    named = [one for one in fitting if not one.diminutive] or fitting
    return "+".join(sorted({one.class_id for one in named})) or word.stem


def _father(patronymic: Patronymic) -> str | None:
    if patronymic.initial:
        return None
    return "+".join(sorted(patronymic.classes)) or patronymic.father or None


def _father_among(record: Record) -> str | None:
    fathers = (analyse(one.name).given for one in record.relatives if one.kind == "father")
    word = next((given[0] for given in fathers if given and not given[0].initial), None)
    return _class_of(word, Sex.MALE.value) if word else None


def _birth_columns(birth: PartialDate | None) -> Columns:
    if birth is None:
        return {}
    first, last = birth.earliest, birth.latest
    year = first.year if first.year == last.year and not birth.approximate else None
    month = first.month if year and first.month == last.month else None
    day = first.day if birth.exact else None
    return {
        "birth": first.isoformat() if birth.exact else None,
        "birth_year": year,
        "birth_month": month,
        "birth_day": day,
    }
