"""What is compared: one person as one or more reports describe them."""

from __future__ import annotations

from dataclasses import dataclass

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place
from dodomu.engine.values.sex import Sex


@dataclass(frozen=True, slots=True)
class Relative:
    """Someone of the person's family as stated there; `kind` is mother, father, sibling, grandparent or guardian.

    >>> Relative("mother", NameForm(given="Ірина", family="Коваленко")).kind
    'mother'
    """

    kind: str
    name: NameForm


@dataclass(frozen=True, slots=True)
class Record:
    """All that may be compared; every part but the names may be missing.

    `sex` takes the values of `Sex`; `documents` and `phones` are as written; `citizenship` is a country code or words;
    `transport` is what the person was moved by (a train, a flight, a bus) and `moved` when; `lists` are marks of the
    lists in which the person is a row of its own, one mark for each list and day.

    >>> Record(names=(NameForm(given="Олена", family="Коваленко"),)).sex
    'unknown'
    """

    names: tuple[NameForm, ...] = ()
    birth: PartialDate | None = None
    sex: str = Sex.UNKNOWN.value
    places: tuple[Place, ...] = ()
    relatives: tuple[Relative, ...] = ()
    documents: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    institution: str = ""
    citizenship: str = ""
    transport: str = ""
    moved: PartialDate | None = None
    lists: tuple[str, ...] = ()
