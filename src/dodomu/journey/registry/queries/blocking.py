"""Which records are worth comparing: those that share search terms, found without reading a name of the others."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from math import log
from uuid import UUID

from django.db.models import Count

from dodomu.base.access.uses import Use
from dodomu.base.keys import unlocked
from dodomu.journey.registry import bridge
from dodomu.journey.registry.models import Mention, SearchKey
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.linking import summaries_of
from dodomu.journey.registry.queries.stopped import stopped_among

Term = tuple[str, bytes]
Posted = Mapping[bytes, frozenset[UUID]]

RARE = 60
"""A single term that so few records share is reason enough to compare them."""
FEW = 1_000
"""A compound term that more records share tells too little of any one of them, and is left out."""
COMMON = 20_000
"""The same for a single term, where nothing but single terms is left."""


def near(mention_ids: Collection[UUID], limit: int = 25) -> set[tuple[UUID, UUID]]:
    """Pairs of persons, the smaller id first, whose mentions share enough search terms to be compared.

    One rare term is enough (a document, an unusual family name), or one compound term, such as a given name with a birth
    day, so that a child under another family name is still found. A record that meets nobody so, for it says too little
    or the others have no compound terms yet, is compared with those that share two single terms of different kinds.

    A person whose data must not be used for tracing is in no pair.

    Parameters:
        mention_ids: at most 500; one side of every pair.
        limit: the best so many for each mention, by the rarity of what they share.
    """
    own, sought = _terms_of(mention_ids), _sought(mention_ids)
    total = max(2, Mention.objects.count())
    posted = _postings({key for terms in own.values() for _kind, key in terms}, RARE)
    posted |= _postings({key for keys in sought.values() for key in keys}, FEW)
    close = {
        mention: _closest(mention, [key for _kind, key in own.get(mention, ())], sought.get(mention, ()), posted, total)
        for mention in mention_ids
    }
    alone = {mention: own[mention] for mention, found in close.items() if not found and mention in own}
    if alone:
        wide = _postings({key for terms in alone.values() for _kind, key in terms}, COMMON)
        close |= {mention: _sharing_two(mention, terms, wide, total) for mention, terms in alone.items()}
    best = {mention: heapq.nlargest(limit, found, key=found.__getitem__) for mention, found in close.items()}
    return _pairs(best)


def _pairs(close: Mapping[UUID, Sequence[UUID]]) -> set[tuple[UUID, UUID]]:
    """The persons behind mentions that are close, without those who must not be traced."""
    person_of = persons_of({*close, *(other for found in close.values() for other in found)})
    stopped = stopped_among(set(person_of.values()), Use.TRACING)
    pairs = set()
    for mention, found in close.items():
        for other in found:
            one, two = person_of.get(mention), person_of.get(other)
            if one and two and one != two and not stopped & {one, two}:
                pairs.add((min(one, two), max(one, two)))
    return pairs


def _terms_of(mention_ids: Collection[UUID]) -> dict[UUID, list[Term]]:
    """The single terms of each mention."""
    found: dict[UUID, list[Term]] = defaultdict(list)
    keys = SearchKey.objects.filter(mention__in=mention_ids).exclude(kind=bridge.PAIR)
    for mention_id, kind, key in keys.values_list("mention_id", "kind", "key"):
        found[mention_id].append((kind, bytes(key)))
    return found


def _sought(mention_ids: Collection[UUID]) -> dict[UUID, frozenset[bytes]]:
    """The compound terms to look up for each mention: those of its person, with a year or a day misread."""
    person_of = persons_of(mention_ids)
    hashed = unlocked().search_key
    sought = {
        person_id: frozenset(hashed(term.kind, term.text) for term in bridge.pairs_sought(summary))
        for person_id, summary in summaries_of(set(person_of.values())).items()
    }
    return {mention: sought[person] for mention, person in person_of.items() if person in sought}


def _postings(keys: Iterable[bytes], most: int) -> dict[bytes, frozenset[UUID]]:
    """Who has each term; terms that one or more than ``most`` have are absent."""
    useful: list[bytes] = []
    for part in _parts(list(keys)):
        counted = SearchKey.objects.filter(key__in=part).values_list("key").annotate(shared_by=Count("mention_id"))
        useful += [bytes(key) for key, shared_by in counted if shared_by <= most]
    posted: dict[bytes, set[UUID]] = defaultdict(set)
    for part in _parts(useful):
        rows = SearchKey.objects.filter(key__in=part)
        for key, mention_id in rows.values_list("key", "mention_id").iterator(chunk_size=5000):
            posted[bytes(key)].add(mention_id)
    return {key: frozenset(mentions) for key, mentions in posted.items()}


def _closest(
    mention: UUID, own: Iterable[bytes], sought: Iterable[bytes], posted: Posted, total: int
) -> dict[UUID, float]:
    """Who shares a rare or a compound term, each with how much what they share tells."""
    told: dict[UUID, float] = defaultdict(float)
    for key in {*own, *sought}:
        sharing = posted.get(key)
        if sharing:
            weight = log(total / len(sharing)) + 0.1
            for other in sharing:
                told[other] += weight
    told.pop(mention, None)
    return dict(told)


def _sharing_two(mention: UUID, own: Sequence[Term], posted: Posted, total: int) -> dict[UUID, float]:
    """Who shares two single terms of different kinds, such as a given-name class and a birth year."""
    lists = [(kind, posted[key]) for kind, key in own if key in posted]
    others: set[UUID] = set()
    for (kind, sharing), (other_kind, also) in combinations(lists, 2):
        if kind != other_kind:
            others |= sharing & also
    others.discard(mention)
    weights = [(log(total / len(sharing)) + 0.1, sharing) for _kind, sharing in lists]
    return {other: sum(weight for weight, sharing in weights if other in sharing) for other in others}


def _parts(keys: list[bytes], size: int = 2000) -> Iterable[list[bytes]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
