"""Cards unsealed. What was unsealed is kept in memory as long as its version stands, so that sorting ten thousand
names does not decrypt them at every click; the process that keeps it holds the keys anyway."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Any
from uuid import UUID

from dodomu.base.keys import open_keys, unseal
from dodomu.journey.registry.models import ProfileCard
from dodomu.journey.registry.summary import Summary
from dodomu.kit.alphabet import ukrainian_key

CARD = "registry_profilecard"
KEPT = 50_000
"""Summaries kept in memory, some 2 KB each."""

in_order = lru_cache(maxsize=2 * KEPT)(ukrainian_key)
"""The sort key of a name or a place, remembered."""

_kept: OrderedDict[UUID, tuple[UUID, Summary]] = OrderedDict()
_lock = Lock()


def summaries(versions: Iterable[tuple[UUID, UUID]]) -> dict[UUID, Summary]:
    """The summaries of these ``(person, card version)`` pairs; those whose key was destroyed are absent."""
    found: dict[UUID, Summary] = {}
    wanted = []
    for person_id, version in versions:
        kept = _kept.get(person_id)
        if kept is not None and kept[0] == version:
            found[person_id] = kept[1]
        else:
            wanted.append(person_id)
    if wanted:
        fresh = _unsealed(wanted)
        found.update((person_id, summary) for person_id, (_, summary) in fresh.items())
        _keep(fresh)
    return found


def _unsealed(person_ids: list[UUID]) -> dict[UUID, tuple[UUID, Summary]]:
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(person_ids), 5000):
        part = ProfileCard.objects.filter(person__in=person_ids[start : start + 5000])
        rows += part.values_list("person_id", "version", "sealed", "data_key_id")
    keys = open_keys(row[3] for row in rows)
    return {
        person_id: (version, Summary.from_json(unseal(keys[key_id], CARD, person_id, "sealed", sealed)))
        for person_id, version, sealed, key_id in rows
        if key_id in keys
    }


def _keep(fresh: dict[UUID, tuple[UUID, Summary]]) -> None:
    with _lock:
        _kept.update(fresh)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def forget() -> None:
    """Let go of everything unsealed, as a process does at its end."""
    with _lock:
        _kept.clear()
    in_order.cache_clear()
