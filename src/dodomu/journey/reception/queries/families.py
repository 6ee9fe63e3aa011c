"""Which of some children are brothers and sisters, by what reports say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from dodomu.journey.registry.models import Membership, Relation
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.vocabulary import PARENTS, RelationKind


def families(person_ids: Collection[UUID]) -> dict[UUID, int]:
    """A number from 1 for each group of two and more of these who share a parent or are called brother or sister.

    Children without any brother or sister among them are left out. No scope: callers check who asks.
    """
    own = Membership.objects.filter(person__in=list(person_ids), until=None)
    person_of = dict(own.values_list("mention_id", "person_id"))
    touching = Q(from_mention__in=list(person_of)) | Q(to_mention__in=list(person_of))
    kinds = [*PARENTS, RelationKind.SIBLING]
    rows = Relation.objects.filter(touching, kind__in=kinds, report__withdrawal=None)
    ends = list(rows.values_list("from_mention_id", "to_mention_id", "kind"))
    person_of |= persons_of({end for start, stop, _kind in ends for end in (start, stop)} - set(person_of))
    pairs = [(person_of.get(start), person_of.get(stop)) for start, stop, _kind in ends]
    groups = _joined([(one, other) for one, other in pairs if one and other])
    sizes = Counter(groups[person_id] for person_id in person_ids if person_id in groups)
    numbers = {group: number for number, group in enumerate(sorted(g for g, size in sizes.items() if size > 1), 1)}
    return {person_id: numbers[groups[person_id]] for person_id in person_ids if groups.get(person_id) in numbers}


def _joined(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """The smallest id of the group that each belongs to."""
    group: dict[UUID, UUID] = {}

    def root(one: UUID) -> UUID:
        while group.setdefault(one, one) != one:
            one = group[one]
        return one

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        group[second] = first
    return {one: root(one) for one in group}
