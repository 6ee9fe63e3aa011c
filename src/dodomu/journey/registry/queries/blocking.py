"""Which records are worth comparing: those that share search terms, found without reading a single name."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from math import log
from uuid import UUID

from django.db.models import Count

from dodomu.base.access.uses import Use
from dodomu.journey.registry.models import Mention, SearchKey
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.stopped import stopped_among

Term = tuple[str, bytes]

RARE = 60
"""A term that so few records share is reason enough to compare them."""
COMMON = 20_000
"""A term that more records share tells nothing and is left out, so that the work stays bounded."""


def near(mention_ids: Collection[UUID], limit: int = 25) -> set[tuple[UUID, UUID]]:
    """Pairs of persons, the smaller id first, whose mentions share enough search terms to be compared.

    One rare term is enough (a document, an unusual family name); of frequent ones two of different kinds must agree,
    such as a given-name class and a birth year, so that a child under another family name is still found.

    A person whose data must not be used for tracing is in no pair.

    Parameters:
        mention_ids: at most 500; one side of every pair.
        limit: the best so many for each mention, by the rarity of what they share.
    """
    terms = _terms_of(mention_ids)
    posted = _postings({term for own in terms.values() for term in own})
    total = max(2, Mention.objects.count())
    close = {mention: _closest(mention, own, posted, total, limit) for mention, own in terms.items()}
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
    found: dict[UUID, list[Term]] = defaultdict(list)
    keys = SearchKey.objects.filter(mention__in=mention_ids)
    for mention_id, kind, key in keys.values_list("mention_id", "kind", "key"):
        found[mention_id].append((kind, bytes(key)))
    return found


def _postings(terms: Iterable[Term]) -> dict[bytes, set[UUID]]:
    """Who else has each term; terms that very many share are absent."""
    keys = list({key for _kind, key in terms})
    useful: list[bytes] = []
    for part in _parts(keys):
        counted = SearchKey.objects.filter(key__in=part).values_list("key").annotate(shared_by=Count("mention_id"))
        useful += [bytes(key) for key, shared_by in counted if 1 < shared_by <= COMMON]
    posted: dict[bytes, set[UUID]] = defaultdict(set)
    for part in _parts(useful):
        rows = SearchKey.objects.filter(key__in=part)
        for key, mention_id in rows.values_list("key", "mention_id").iterator(chunk_size=5000):
            posted[bytes(key)].add(mention_id)
    return posted


def _closest(mention: UUID, own: Sequence[Term], posted: dict[bytes, set[UUID]], total: int, limit: int) -> list[UUID]:
    lists = [(kind, posted[key]) for kind, key in own if key in posted]
    others: set[UUID] = set()
    for _kind, sharing in lists:
        if len(sharing) <= RARE:
            others |= sharing
    for (kind, sharing), (other_kind, also) in combinations(lists, 2):
        if kind != other_kind:
            others |= sharing & also
    others.discard(mention)
    weights = [(log(total / len(sharing)) + 0.1, sharing) for _kind, sharing in lists]

    def closeness(other: UUID) -> float:
        return sum(weight for weight, sharing in weights if other in sharing)

    return heapq.nlargest(limit, others, key=closeness)


def _parts(keys: list[bytes], size: int = 2000) -> Iterable[list[bytes]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
