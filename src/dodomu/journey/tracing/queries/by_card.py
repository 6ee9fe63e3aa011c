"""Pairs in the order of what stands sealed: names and births are unsealed, sorted and cut in the application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.summary import Summary
from dodomu.journey.tracing.models import Candidate
from dodomu.kit.alphabet import ukrainian_key

MOST = 20_000
"""Pairs whose records are unsealed for one page; a longer queue wants a filter first (decision 8)."""
PART = 5_000

_Key = Callable[[Summary], Any]


def _name(card: Summary) -> Any:
    return ukrainian_key(card.name.full) if card.name else None


def _birth(card: Summary) -> Any:
    return (card.birth.earliest, card.birth.latest) if card.birth else None


ORDERS: dict[str, tuple[str, _Key]] = {
    "left": ("person_a_id", _name),
    "right": ("person_b_id", _name),
    "left_born": ("person_a_id", _birth),
    "right_born": ("person_b_id", _birth),
}


def ids_by_card(viewer: Viewer, query: QuerySet[Candidate], sort: str, *, down: bool) -> list[UUID] | None:
    """The ids of these pairs by a name or a birth of one side, the unknown last; None when they are too many."""
    column, key = ORDERS[sort]
    rows = list(query.order_by("-priority", "id").values_list("id", column)[: MOST + 1])
    if len(rows) > MOST:
        return None
    cards: dict[UUID, Summary] = {}
    wanted = list({person_id for _id, person_id in rows})
    for start in range(0, len(wanted), PART):
        cards |= linking.cards_of(viewer, wanted[start : start + PART])
    known, unknown = [], []
    for pair_id, person_id in rows:
        value = key(cards[person_id]) if person_id in cards else None
        if value is None:
            unknown.append(pair_id)
        else:
            known.append((value, pair_id))
    known.sort(key=lambda line: line[0], reverse=down)
    return [*(pair_id for _value, pair_id in known), *unknown]
