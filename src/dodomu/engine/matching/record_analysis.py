"""A record taken apart once, so that it can be compared with a million others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dodomu.engine.matching.analysis import Analysis, analyse
from dodomu.engine.matching.birth import Days, days_of
from dodomu.engine.matching.identifiers import document_keys, phone_key
from dodomu.engine.matching.levels import KNOWN_SEX
from dodomu.engine.matching.places import PlaceMeaning, meaning_of
from dodomu.engine.matching.record import Record, Relative
from dodomu.engine.values.folding import fold
from dodomu.engine.values.places import Place

MOST_NAMES = 6
MOST_PLACES = 4
NONE: Final[frozenset[str]] = frozenset()
NOBODY: Final[Mapping[str, tuple[Analysis, ...]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class RecordAnalysis:
    """What `score` reads: analysed names, birth and removal as days, folded words, keys of documents and phones.

    `sex` is the stated one, else that of the first name; `relatives` are analysed names by kind; `meanings` are
    the settlements the `places` may mean.
    """

    names: tuple[Analysis, ...]
    birth: Days | None
    sex: str
    places: tuple[Place, ...]
    meanings: tuple[PlaceMeaning, ...]
    relatives: Mapping[str, tuple[Analysis, ...]]
    documents: frozenset[str]
    phones: frozenset[str]
    institution: str
    citizenship: str
    transport: str
    moved: Days | None
    lists: frozenset[str]


def analyse_record(record: Record) -> RecordAnalysis:
    """Take a record apart; names without a readable word are left out, so nothing matches by emptiness.

    Of more than six names and four places the first ones are compared.

    >>> from dodomu.engine.values import NameForm
    >>> analyse_record(Record((NameForm("Олена", "", "Коваленко"), NameForm()))).sex
    'f'
    """
    names = tuple(name for name in map(analyse, record.names[:MOST_NAMES]) if not name.empty)
    places = record.places[:MOST_PLACES]
    return RecordAnalysis(
        names,
        days_of(record.birth),
        record.sex if record.sex in KNOWN_SEX else next((name.sex for name in names), ""),
        places,
        tuple(map(meaning_of, places)),
        _by_kind(record.relatives) if record.relatives else NOBODY,
        frozenset(keys[0] for keys in map(document_keys, record.documents) if keys) if record.documents else NONE,
        frozenset(filter(None, map(phone_key, record.phones))) if record.phones else NONE,
        fold(record.institution) if record.institution else "",
        fold(record.citizenship) if record.citizenship else "",
        fold(record.transport) if record.transport else "",
        days_of(record.moved),
        frozenset(record.lists) if record.lists else NONE,
    )


def _by_kind(relatives: Iterable[Relative]) -> Mapping[str, tuple[Analysis, ...]]:
    found: defaultdict[str, list[Analysis]] = defaultdict(list)
    for relative in relatives:
        found[relative.kind].append(analyse(relative.name))
    return {kind: tuple(names) for kind, names in sorted(found.items())}
