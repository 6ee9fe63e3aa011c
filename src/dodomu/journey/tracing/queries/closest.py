"""Which other records are closest to one person, for putting two side by side by hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.queries import blocking, linking
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.tracing.models import Candidate, Status
from dodomu.journey.tracing.queries import scoring
from dodomu.journey.tracing.queries.queue import side_of
from dodomu.journey.tracing.queries.rows import Side
from dodomu.kit.dates import today

MOST = 12


@dataclass(frozen=True, slots=True)
class Close:
    """Another record and how probable it is that it is the same person (0 to 1)."""

    side: Side
    probability: float
    relation_hint: str


def closest(viewer: Viewer, person_id: UUID) -> list[Close]:
    """The records closest to this person, the most probable first, at most a dozen.

    Raises:
        NotAllowed, OutOfReach: the viewer may not decide on pairs, or not about this person.
    """
    require(viewer, Act.CANDIDATE_DECIDE, subject=person_id)
    pairs = [pair for pair in blocking.near(mentions_of(person_id)[:500]) if person_id in pair]
    rated = scoring.rate(pairs, today())
    others = {pair: pair[1] if pair[0] == person_id else pair[0] for pair in rated}
    cards = linking.cards_of(viewer, set(others.values()))
    found = [
        Close(side_of(others[pair], cards), one.scored.probability, one.scored.relation_hint)
        for pair, one in rated.items()
        if others[pair] in cards
    ]
    return sorted(found, key=lambda close: -close.probability)[:MOST]


def existing(viewer: Viewer, one: UUID, other: UUID) -> UUID | None:
    """The pair of these two persons when it is there and not settled elsewhere."""
    require(viewer, Act.CANDIDATE_READ)
    small, large = sorted((one, other))
    found = Candidate.objects.filter(person_a=small, person_b=large).exclude(status=Status.MOVED)
    return found.values_list("id", flat=True).first()


def sides(viewer: Viewer, person_ids: list[UUID]) -> dict[UUID, Side]:
    """These persons at a glance, those within the viewer's reach only."""
    cards = linking.cards_of(viewer, person_ids)
    return {person_id: side_of(person_id, cards) for person_id in person_ids if person_id in cards}
