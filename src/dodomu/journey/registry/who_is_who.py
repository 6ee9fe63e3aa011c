"""What the registry tells the base about persons: under which pid the journal knows one, and which records are one.

The queries are loaded when somebody is first asked about: not every command asks.
"""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access.pseudonyms import register_pseudonyms
from dodomu.base.access.same_person import register_same_person


def register() -> None:
    """Called once, when the registry is loaded."""
    register_pseudonyms(_pseudonym)
    register_same_person(_parts_of)


def _pseudonym(person_id: UUID) -> UUID | None:
    from dodomu.journey.registry.queries import linking

    return linking.pseudonym(person_id)


def _parts_of(person_id: UUID) -> set[UUID]:
    from dodomu.journey.registry.queries import linking

    return linking.parts_of(person_id)
