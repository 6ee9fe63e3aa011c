"""Compound search keys of mentions, kept when matches are searched for: an import does not wait for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from dodomu.base.database.bulk import insert_rows
from dodomu.base.keys import unlocked
from dodomu.journey.registry import bridge
from dodomu.journey.registry.models import Fact, SearchKey
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts
from dodomu.journey.registry.summary import Summary


def keep_pairs(mention_ids: Collection[UUID]) -> int:
    """Keep the compound search keys of those of these mentions that have none, from the facts that count.

    No scope: machine work, which reads no name out and changes nothing that anybody sees. Doing it again changes nothing;
    a correction takes a mention's keys away with the others, and the search that follows it puts them back.

    Parameters:
        mention_ids: at most some hundred.

    Returns how many keys were written.
    """
    kept = SearchKey.objects.filter(mention__in=mention_ids, kind=bridge.PAIR)
    missing = set(mention_ids) - set(kept.values_list("mention_id", flat=True).distinct())
    if not missing:
        return 0
    stated = _counting(missing)
    rows = _rows(stated)
    with transaction.atomic():
        # Meanwhile a fact may have been corrected, or another worker done the same: what changed waits for its own search.
        done = set(kept.values_list("mention_id", flat=True).distinct())
        corrected = Exists(Fact.objects.filter(supersedes=OuterRef("pk"), withdrawal=None))
        now = Fact.objects.filter(~corrected, mention__in=missing, withdrawal=None, mention__report__withdrawal=None)
        known: dict[UUID, set[UUID]] = defaultdict(set)
        for mention_id, fact_id in now.values_list("mention_id", "id"):
            known[mention_id].add(fact_id)
        same = {mention for mention, facts in stated.items() if {fact.id for fact in facts} <= known[mention]} - done
        wanted = [row for row in rows if row["mention_id"] in same]
        insert_rows(SearchKey, wanted)
    return len(wanted)


def _counting(mention_ids: Collection[UUID]) -> dict[UUID, list[StatedFact]]:
    found: dict[UUID, list[StatedFact]] = defaultdict(list)
    for fact in stated_facts(mention_ids):
        if fact.counts:
            found[fact.mention_id].append(fact)
    return found


def _rows(stated: Mapping[UUID, list[StatedFact]]) -> list[dict[str, Any]]:
    hashed = unlocked().search_key
    rows = [
        {"mention_id": mention_id, "kind": term.kind, "key": hashed(term.kind, term.text)}
        for mention_id, facts in stated.items()
        for term in bridge.pairs_of(Summary.of((fact.attribute, fact.value) for fact in facts))
    ]
    return sorted(rows, key=lambda row: row["key"])
