"""Keep the derived rows true: a person's card, a mention's search keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from dodomu.base.database.bulk import insert_rows
from dodomu.base.database.ids import new_id
from dodomu.base.keys import OpenKey, open_keys, seal, unlocked
from dodomu.journey.registry import bridge
from dodomu.journey.registry.models import ProfileCard, SearchKey
from dodomu.journey.registry.queries.current import related_persons
from dodomu.journey.registry.queries.facts import stated_facts
from dodomu.journey.registry.queries.gathering import Gathered, gather
from dodomu.journey.registry.queries.kept_cards import CARD
from dodomu.journey.registry.summary import Summary


@dataclass(frozen=True, slots=True)
class Glance:
    """What a card says: the sealed summary and the counts that stand beside it."""

    summary: Summary
    is_child: bool
    reports: int
    sources: int
    last_report_at: datetime


def card_row(person_id: UUID, glance: Glance, key: OpenKey) -> dict[str, Any]:
    """The row of one card, sealed."""
    return {
        "person_id": person_id,
        "is_child": glance.is_child,
        "sealed": seal(key, CARD, person_id, "sealed", glance.summary.to_json()),
        "data_key_id": key.id,
        "version": new_id(),
        "reports": glance.reports,
        "sources": glance.sources,
        "last_report_at": glance.last_report_at,
    }


Hashed = Callable[[str, str], bytes]


def key_rows(mention_id: UUID, summary: Summary, hashed: Hashed) -> list[dict[str, Any]]:
    """The search keys of one mention: an HMAC for each different term."""
    return [
        {"mention_id": mention_id, "kind": term.kind, "key": hashed(term.kind, term.text)}
        for term in bridge.terms_of(summary)
    ]


def remembering() -> Hashed:
    """The HMAC of search terms, remembered: the names of a list repeat. For one transaction, not longer."""
    return cache(unlocked().search_key)


def rebuild(person_ids: Collection[UUID]) -> None:
    """Compute the cards of these persons anew, and of those whose cards name them as kin.

    A person to whom no counting report belongs any more (all withdrawn, or joined to another) loses the card.
    """
    if not person_ids:
        return
    wanted = set(person_ids) | related_persons(person_ids)
    gathered = gather(wanted)
    keys = open_keys(one.key_id for person in gathered.values() for one in person.mentions)
    rows = []
    for person_id, person in gathered.items():
        key = next((keys[one.key_id] for one in person.mentions if one.key_id in keys), None)
        if key is not None:
            rows.append(card_row(person_id, _glance(person), key))
    ProfileCard.objects.filter(person__in=wanted).delete()
    insert_rows(ProfileCard, rows)


def rebuild_keys(mention_ids: Collection[UUID]) -> None:
    """Compute the search keys of these mentions anew from the facts that still count."""
    values: dict[UUID, list[tuple[str, Any]]] = defaultdict(list)
    for fact in stated_facts(mention_ids):
        if fact.counts:
            values[fact.mention_id].append((fact.attribute, fact.value))
    SearchKey.objects.filter(mention__in=mention_ids).delete()
    hashed = unlocked().search_key
    rows = [row for mention_id, stated in values.items() for row in key_rows(mention_id, Summary.of(stated), hashed)]
    insert_rows(SearchKey, sorted(rows, key=lambda row: row["key"]))


def _glance(person: Gathered) -> Glance:
    return Glance(
        summary=person.summary,
        is_child=person.is_child,
        reports=len({one.report_id for one in person.mentions}),
        sources=len({one.source_id for one in person.mentions}),
        last_report_at=max(one.received_at for one in person.mentions),
    )
