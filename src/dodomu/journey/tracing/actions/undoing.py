"""Undoing: a decision stays in the history with the reason why it no longer holds; joined persons are two again, and a
relation that it recorded is withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry import actions as registry
from dodomu.journey.tracing.actions import kinship, sealing
from dodomu.journey.tracing.actions.deciding import known, lock, settle
from dodomu.journey.tracing.actions.refusals import NotNow
from dodomu.journey.tracing.models import Decision, Outcome, Status

STANDING = (Outcome.STANDS, Outcome.WAITING, Outcome.CONFIRMED, Outcome.ALONE)


@transaction.atomic
def undo(by: Viewer, decision_id: UUID, reason: str) -> Decision:
    """Undo a decision that stands or waits. Where it joined two persons, they are split again; a relation is withdrawn.

    Raises:
        NotAllowed, OutOfReach: the viewer may not decide (to split: not split), or not about these persons.
        NotNow: the decision no longer holds anyway.
        ValueError: the reason is empty.
    """
    decision = known(decision_id)
    decision.candidate = lock(by, decision.candidate_id, Act.CANDIDATE_DECIDE)
    decision.refresh_from_db(fields=("outcome", "join_ref"))
    words = sealing.reason_of(reason)
    if decision.outcome not in STANDING:
        raise NotNow("decision: holds no more")
    if decision.join_ref:
        require(by, Act.PERSON_SPLIT, subject=decision.candidate.person_a_id)
    decision.outcome = Outcome.UNDONE
    decision.undone_by_id, decision.undone_at = by.staff_id, timezone.now()
    decision.undone_reason_sealed = sealing.reseal(decision, "undone_reason_sealed", words)
    decision.save(update_fields=("outcome", "undone_by", "undone_at", "undone_reason_sealed"))
    settle(decision.candidate, Status.OPEN)
    if decision.join_ref:
        registry.split_persons(by, decision.join_ref, words)
    kinship.withdraw(by, decision, words)
    journal.append(
        "candidate.undone",
        by=by,
        subject=decision.candidate.pid,
        commitments=sealing.committed(decision, words),
        codes={"verdict": decision.verdict},
    )
    events.publish("candidate_decided", candidate_id=decision.candidate_id, decision_id=decision.id)
    return decision
