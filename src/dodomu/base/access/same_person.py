"""Which records are one human being. The stage that joins records says so; this floor cannot know.

A right that was given for one record holds for the child, under every id the child is known by at the moment of asking,
and no longer than that: when a join is undone, the right stays with the record it was given for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

SamePerson = Callable[[UUID], Collection[UUID]]
"""Every id under which this person is known now, the given one included."""

_providers: list[SamePerson] = []


def register_same_person(provider: SamePerson) -> SamePerson:
    """Have a provider asked; registering it again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def every_id_of(person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """These persons under all their ids; an id that nobody knows stands for itself."""
    found = set(person_ids)
    return frozenset(found.union(*(provider(one) for provider in _providers for one in tuple(found))))
