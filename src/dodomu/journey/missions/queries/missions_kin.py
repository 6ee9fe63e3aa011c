"""Brothers and sisters of children on missions, by what reports say. No scope: callers show code names or check the reach."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dodomu.journey.registry.queries.kin import siblings_among


def siblings_of(persons: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The brothers and sisters of each of these persons, as they are known now."""
    return siblings_among(set(persons))
