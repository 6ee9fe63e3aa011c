"""Cards unsealed. What was unsealed is kept in memory as long as its version stands, so that sorting ten thousand
names does not decrypt them at every click; the process that keeps it holds the keys anyway."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Replace

from dodomu.base.keys import open_keys, unseal
from dodomu.journey.registry.models import ProfileCard
from dodomu.journey.registry.summary import Summary
from dodomu.kit.alphabet import ukrainian_key

CARD = "registry_profilecard"
KEPT = 50_000
"""Summaries kept in memory, some 2 KB each."""

in_order = lru_cache(maxsize=2 * KEPT)(ukrainian_key)
"""The sort key of a name or a place, remembered."""


@dataclass(slots=True)
class KeptCard:
    """One card unsealed, and its places in the orders that were asked for."""

    version: str
    summary: Summary
    _places: dict[str, Any] = field(default_factory=dict)

    def place(self, order: str) -> Any:
        """Where it stands by ``name``, ``born``, ``sex`` or ``place``; None where that is not known."""
        if order not in self._places:
            self._places[order] = _ORDERS[order](self.summary)
        return self._places[order]


_ORDERS: dict[str, Callable[[Summary], Any]] = {
    "name": lambda summary: in_order(summary.name.full) if summary.name and summary.name.full else None,
    "born": lambda summary: summary.birth.edtf if summary.birth else None,
    "sex": lambda summary: summary.sex if summary.sex not in {"", "not_asked"} else None,
    "place": lambda summary: in_order(summary.place.full) if summary.place and summary.place.full else None,
}
SEALED_SORTS = frozenset(_ORDERS)
"""Orders that only an unsealed card knows."""

_kept: OrderedDict[str, KeptCard] = OrderedDict()
_lock = Lock()


def as_written(column: str) -> Replace:
    """An id as 32 hexadecimal digits, on either database: reading sixty thousand as ids would take most of a second."""
    return Replace(Cast(column, CharField()), Value("-"), Value(""))


def summaries(versions: Iterable[tuple[UUID, UUID]]) -> dict[UUID, Summary]:
    """The summaries of these ``(person, card version)`` pairs; those whose key was destroyed are absent."""
    asked = dict(versions)
    found = unsealed((person_id.hex, version.hex) for person_id, version in asked.items())
    return {person_id: found[person_id.hex].summary for person_id in asked if person_id.hex in found}


def unsealed(versions: Iterable[tuple[str, str]]) -> dict[str, KeptCard]:
    """The same by ids as they are written (see ``as_written``)."""
    found: dict[str, KeptCard] = {}
    wanted = []
    for person_id, version in versions:
        kept = _kept.get(person_id)
        if kept is not None and kept.version == version:
            found[person_id] = kept
        else:
            wanted.append(person_id)
    if wanted:
        fresh = _from_database(wanted)
        found.update(fresh)
        _keep(fresh)
    return found


def _from_database(person_ids: list[str]) -> dict[str, KeptCard]:
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(person_ids), 5000):
        part = ProfileCard.objects.filter(person__in=[UUID(one) for one in person_ids[start : start + 5000]])
        rows += part.values_list("person_id", "version", "sealed", "data_key_id")
    keys = open_keys(row[3] for row in rows)
    return {
        person_id.hex: KeptCard(version.hex, Summary.from_json(unseal(keys[key_id], CARD, person_id, "sealed", sealed)))
        for person_id, version, sealed, key_id in rows
        if key_id in keys
    }


def _keep(fresh: dict[str, KeptCard]) -> None:
    with _lock:
        _kept.update(fresh)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def forget() -> None:
    """Let go of everything unsealed, as a process does at its end."""
    with _lock:
        _kept.clear()
    in_order.cache_clear()
