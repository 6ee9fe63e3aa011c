"""What was known about a person at the moment of a decision, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The facts that count about one person now, and their fingerprint."""

    facts: frozenset[UUID]
    fingerprint: str

    @property
    def fact_texts(self) -> list[str]:
        return sorted(str(fact) for fact in self.facts)


def of(person_ids: Collection[UUID]) -> dict[UUID, Knowledge]:
    """What is known of each of these persons now."""
    found = linking.known_of(person_ids)
    return {person_id: Knowledge(frozenset(known.facts), known.fingerprint) for person_id, known in found.items()}


def new_since(now: Knowledge, then: Collection[str]) -> set[UUID]:
    """Facts that count now and did not count (or did not exist) then."""
    return set(now.facts) - {UUID(text) for text in then}


def gone_since(now: Knowledge, then: Collection[str]) -> set[UUID]:
    """Facts that counted then and no longer do: corrected or withdrawn."""
    return {UUID(text) for text in then} - set(now.facts)
