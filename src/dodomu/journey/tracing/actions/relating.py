"""Two records that are not one child but one family: recorded as a relation, as a statement of our own staff."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.vocabulary import RelationKind
from dodomu.journey.tracing.actions import kinship, sealing
from dodomu.journey.tracing.actions.deciding import lock, refuse_settled, refuse_stopped, settled_by
from dodomu.journey.tracing.models import Candidate, Decision, Verdict


@transaction.atomic
def relate(by: Viewer, candidate_id: UUID, kind: str, reason: str, *, parent: UUID | None = None) -> Decision:
    """Decide that a pair is one family, and record how the two are related; both pages show it at once.

    It takes effect at once, like "different": nobody is joined. Undoing the decision withdraws what was recorded.

    Parameters:
        kind: ``sibling`` or ``parent``.
        parent: for ``parent``, which of the two it is.

    Raises:
        NotAllowed, OutOfReach: the viewer may not decide or record, or not about these persons.
        NotNow: a decision waits for a second person, or the two are joined already.
        ValueError: another kind, a parent who is none of the two, or an empty reason.
    """
    candidate = lock(by, candidate_id, Act.CANDIDATE_DECIDE)
    ends = (candidate.person_a_id, candidate.person_b_id)
    refuse_stopped(*ends)
    words = sealing.reason_of(reason)
    if kind not in {RelationKind.SIBLING, RelationKind.PARENT}:
        raise ValueError("kind: accepted are sibling, parent")
    if kind == RelationKind.PARENT and parent not in ends:
        raise ValueError("parent: accepted is one of the two persons of the pair")
    refuse_settled(candidate)
    decision = settled_by(by, candidate, Verdict.RELATED, words)
    kinship.record(by, decision, _ordered(candidate, parent), kind, words)
    return decision


def _ordered(candidate: Candidate, parent: UUID | None) -> tuple[UUID, UUID]:
    """The two persons, the parent first."""
    one, other = candidate.person_a_id, candidate.person_b_id
    return (other, one) if parent == other else (one, other)
