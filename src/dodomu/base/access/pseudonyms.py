"""Under which pseudonym a person stands in the journal. The stage that keeps persons says so; this floor cannot know."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Pseudonyms = Callable[[UUID], UUID | None]
"""The random pid of a person, or None for an id that is no person's."""

_providers: list[Pseudonyms] = []


def register_pseudonyms(provider: Pseudonyms) -> Pseudonyms:
    """Have a provider asked for every person that leaves a trace; registering it again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def pseudonym_of(person_id: UUID) -> UUID:
    """The pid of a person; an id that nobody knows stands for itself."""
    found = (provider(person_id) for provider in _providers)
    return next((pid for pid in found if pid is not None), person_id)
