"""What follows when two people agree that two records are one child."""

from __future__ import annotations

from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry import actions as registry
from dodomu.journey.tracing.models import Candidate, Decision, Outcome, Status


def join(decision: Decision, *, author: Viewer, second: Viewer | None, reason: str) -> None:
    """Join the two persons of a decision and mark it: confirmed by a second person, or acted on alone."""
    candidate = decision.candidate
    made = registry.join_persons(
        author, second, candidate.person_a_id, candidate.person_b_id, reason, decision_ref=decision.id
    )
    decision.outcome = Outcome.CONFIRMED if second else Outcome.ALONE
    decision.join_ref = made.id
    decision.save(update_fields=("outcome", "join_ref"))
    Candidate.objects.filter(id=candidate.id).update(status=Status.SAME)
    candidate.status = Status.SAME
