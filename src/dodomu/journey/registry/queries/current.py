"""To whom mentions belong now. No scope here: callers check who asks first."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from dodomu.base.reading import answered
from dodomu.journey.registry.models import Membership, Relation


def current_persons(person_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The person each of these is now, after all joins; unknown ids are absent."""
    found = Membership.objects.filter(mention__own_person__in=person_ids, until=None).order_by()
    return dict(found.values_list("mention__own_person_id", "person_id").distinct())


def mentions_of(person_id: UUID) -> list[UUID]:
    """The mentions that belong to the person now, oldest first."""
    found = Membership.objects.filter(person=person_id, until=None).order_by("mention_id")
    return list(
        answered(("registry.mentions_of", person_id), lambda: tuple(found.values_list("mention_id", flat=True)))
    )


def persons_of(mention_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The current person of each mention."""
    found = Membership.objects.filter(mention__in=mention_ids, until=None)
    return dict(found.values_list("mention_id", "person_id"))


def related_persons(person_ids: Collection[UUID]) -> set[UUID]:
    """Persons whom some report relates to these."""
    mentions = list(Membership.objects.filter(person__in=person_ids, until=None).values_list("mention_id", flat=True))
    ends = Relation.objects.filter(Q(from_mention__in=mentions) | Q(to_mention__in=mentions))
    both = {end for pair in ends.values_list("from_mention_id", "to_mention_id") for end in pair}
    return set(persons_of(both).values()) - set(person_ids)
