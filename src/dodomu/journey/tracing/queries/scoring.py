"""Score pairs of persons as they are known now; nothing is stored here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.summary import Summary
from dodomu.journey.tracing import bridge, rules

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Rated:
    """One pair: its score, and how urgent looking at it is (0 to 1)."""

    scored: bridge.Scored
    urgency: float

    @property
    def priority(self) -> float:
        """Probability times urgency: the order of the queue."""
        return self.scored.probability * self.urgency


def compare(person_a: UUID, person_b: UUID, *, located: bool = True) -> bridge.Scored:
    """Compare two persons as they are known now; one of whom nothing is known any more compares as an empty record.

    ``located``: with the places of the location compartment, which a page may show only to those who may see them.
    """
    found = linking.summaries_of([person_a, person_b])
    one, other = (found.get(person_id, Summary({})) for person_id in (person_a, person_b))
    return bridge.compare(bridge.record_of(one, located=located), bridge.record_of(other, located=located))


def rate(pairs: Collection[Pair], today: date) -> dict[Pair, Rated]:
    """Score many pairs, each record taken apart once. Pairs with a person of whom nothing is known are left out."""
    found = linking.summaries_of({person for pair in pairs for person in pair})
    records = {person_id: bridge.taken_apart(summary) for person_id, summary in found.items()}
    rated = {}
    for one, other in pairs:
        if one in records and other in records:
            scored = bridge.compare_taken_apart(records[one], records[other])
            rated[one, other] = Rated(scored, urgency_of((found[one], found[other]), today))
    return rated


def urgency_of(summaries: Collection[Summary], today: date) -> float:
    """The urgency of the younger of the two, or of an unstated age where neither states one."""
    ages = [age for age in (bridge.age_of(summary, today) for summary in summaries) if age is not None]
    return rules.urgency(min(ages, default=None))
