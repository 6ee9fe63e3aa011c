"""The engine measured, found in ``src`` of this repository whichever Python runs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent / "src"
if str(SOURCE) not in sys.path:
    sys.path.insert(0, str(SOURCE))

import dodomu.engine.matching as engine
from bench.matching.altered import Altered
from bench.matching.lists import Row
from bench.matching.people import Person
from dodomu.engine.matching import Record
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place


def score_names(one: str, other: str) -> float:
    """Two names as strings, from 0 to 1."""
    return float(engine.compare_names(one, other).score)


def record(person: Person) -> Record:
    """A child as the register holds it, the mother included where she is known."""
    relatives = ()
    if person.mother:
        family, given = person.mother.rsplit(" ", 1)
        relatives = (engine.Relative("mother", NameForm(given=given, family=family)),)
    return Record(
        (NameForm(given=person.given, patronymic=person.patronymic, family=person.family),),
        PartialDate.from_edtf(person.born),
        sex=person.sex,
        places=(Place(person.place, person.oblast),),
        relatives=relatives,
    )


def altered_record(one: Altered) -> Record:
    """What an altered record says, and no more."""
    return Record(
        (NameForm(given=one.given, patronymic=one.patronymic, family=one.family),),
        PartialDate.from_edtf(one.born),
        sex=one.sex,
        places=(Place(one.place),),
    )


def row_record(row: Row) -> Record:
    """A row of the right list."""
    return Record(
        (NameForm(given=row.given, patronymic=row.patronymic, family=row.family),),
        PartialDate.from_edtf(row.born),
        sex=row.sex,
        places=(Place(row.place),) if row.place else (),
    )


def search_record(text: str, year: int | None = None) -> Record:
    """A search of a name as typed, with a year of birth or without."""
    birth = PartialDate.from_edtf(str(year)) if year else None
    return Record((NameForm(as_written=text),), birth)


def renamed(one: Record, text: str) -> Record:
    """The same record under a name as written."""
    return replace(one, names=(NameForm(as_written=text),))
