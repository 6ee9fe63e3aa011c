"""The second person: confirms what is acted on, or says no. Never the author; the database refuses it too."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing.actions import joining, sealing
from dodomu.journey.tracing.actions.deciding import known, lock, refuse_stopped, settle
from dodomu.journey.tracing.actions.refusals import NotNow, SamePerson
from dodomu.journey.tracing.models import Decision, Outcome, Status
from dodomu.journey.tracing.queries.sealed import Opened


@transaction.atomic
def confirm(by: Viewer, decision_id: UUID, reason: str) -> Decision:
    """Confirm a decision "the same person" and join the two.

    Raises:
        NotAllowed, OutOfReach: the viewer may not confirm, or not about these persons.
        SamePerson: the viewer is the author.
        NotNow: the decision waits no more.
        ValueError: the reason is empty.
    """
    decision, words = _waiting(by, decision_id, reason)
    decision.confirmed_by_id, decision.confirmed_at = by.staff_id, timezone.now()
    decision.second_reason_sealed = sealing.reseal(decision, "second_reason_sealed", words)
    decision.save(update_fields=("confirmed_by", "confirmed_at", "second_reason_sealed"))
    written = Opened([decision]).text(decision, "reason_sealed")
    author = Viewer.of(User.objects.get(id=decision.by_id))
    joining.join(decision, author=author, second=by, reason=written)
    journal.append(
        "candidate.confirmed", by=by, subject=decision.candidate.pid, commitments=sealing.committed(decision, words)
    )
    events.publish("candidate_decided", candidate_id=decision.candidate_id, decision_id=decision.id)
    return decision


@transaction.atomic
def reject(by: Viewer, decision_id: UUID, reason: str) -> Decision:
    """Say no to a decision "the same person"; the pair goes back to the queue with both opinions.

    Raises:
        As ``confirm``.
    """
    decision, words = _waiting(by, decision_id, reason)
    decision.rejected_by_id, decision.rejected_at = by.staff_id, timezone.now()
    decision.second_reason_sealed = sealing.reseal(decision, "second_reason_sealed", words)
    decision.outcome = Outcome.REJECTED
    decision.save(update_fields=("rejected_by", "rejected_at", "second_reason_sealed", "outcome"))
    settle(decision.candidate, Status.OPEN)
    journal.append(
        "candidate.rejected", by=by, subject=decision.candidate.pid, commitments=sealing.committed(decision, words)
    )
    events.publish("candidate_decided", candidate_id=decision.candidate_id, decision_id=decision.id)
    return decision


def _waiting(by: Viewer, decision_id: UUID, reason: str) -> tuple[Decision, str]:
    decision = known(decision_id)
    decision.candidate = lock(by, decision.candidate_id, Act.CANDIDATE_CONFIRM)
    refuse_stopped(decision.candidate.person_a_id, decision.candidate.person_b_id)
    decision.refresh_from_db(fields=("outcome",))
    words = sealing.reason_of(reason)
    if decision.by_id == by.user_id:
        raise SamePerson
    if decision.outcome != Outcome.WAITING:
        raise NotNow("decision: waits no more")
    return decision, words
