"""One person decides about a pair: the same, different, or not to be told yet, always with a reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal, keys
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import OutOfReach, require
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.registry.queries.stopped import stopped_among
from dodomu.journey.tracing.actions import joining, kinship, sealing
from dodomu.journey.tracing.actions.refusals import NotNow, TwoRows
from dodomu.journey.tracing.models import Candidate, Decision, Outcome, Status, Verdict
from dodomu.journey.tracing.queries import knowledge, scoring

_STATUS = {
    Verdict.SAME: Status.WAITING,
    Verdict.DIFFERENT: Status.DIFFERENT,
    Verdict.UNSURE: Status.UNSURE,
    Verdict.RELATED: Status.RELATED,
}
ALONE = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
"""Verdicts that say nothing else; that two are relatives says how, and has an act of its own (``relate``)."""


@transaction.atomic
def decide(by: Viewer, candidate_id: UUID, verdict: str, reason: str, *, two_rows_accepted: bool = False) -> Decision:
    """Decide about a pair. "Same" waits for a second person; the other two take effect at once.

    In a one-person installation "same" is acted on at once and marked as not confirmed.

    Parameters:
        two_rows_accepted: the author saw that both records stand in one list and calls them one child all the same.

    Raises:
        NotAllowed, OutOfReach: the viewer may not decide, or not about these persons.
        NotNow: a decision waits for a second person, or the two are joined already.
        TwoRows: both stand in one list and ``two_rows_accepted`` was not said.
        ValueError: the verdict is unknown or the reason is empty.
    """
    candidate = lock(by, candidate_id, Act.CANDIDATE_DECIDE)
    refuse_stopped(candidate.person_a_id, candidate.person_b_id)
    if verdict not in ALONE:
        raise ValueError(f"verdict: accepted are {', '.join(ALONE)}")
    words = sealing.reason_of(reason)
    refuse_settled(candidate)
    if verdict == Verdict.SAME and candidate.one_list and not two_rows_accepted:
        raise TwoRows
    return settled_by(by, candidate, Verdict(verdict), words, two_rows_accepted=two_rows_accepted)


def refuse_settled(candidate: Candidate) -> None:
    """Refuse to decide about a pair that waits for a second person, is joined, or is settled elsewhere.

    Raises:
        NotNow: it is such a pair.
    """
    if candidate.status in (Status.WAITING, Status.SAME, Status.MOVED):
        raise NotNow("candidate: not open for a decision")


def settled_by(
    by: Viewer, candidate: Candidate, verdict: Verdict, words: str, *, two_rows_accepted: bool = False
) -> Decision:
    """Write a decision in place of the one that stood, with all that follows from it. The caller has asked who may."""
    _replace(by, candidate, words)
    decision = _write(by, candidate, verdict, words, two_rows_accepted)
    settle(candidate, _STATUS[verdict])
    journal.append(
        "candidate.decided",
        by=by,
        subject=candidate.pid,
        commitments=sealing.committed(decision, words, decision.known_a, decision.known_b),
        codes={"verdict": str(verdict)},
    )
    if verdict == Verdict.SAME and by.alone:
        joining.join(decision, author=by, second=None, reason=words)
    events.publish("candidate_decided", candidate_id=candidate.id, decision_id=decision.id)
    return decision


def _replace(by: Viewer, candidate: Candidate, words: str) -> None:
    for standing in candidate.decisions.filter(outcome=Outcome.STANDS):
        kinship.withdraw(by, standing, words)
        standing.outcome = Outcome.REPLACED
        standing.save(update_fields=("outcome",))


def lock(by: Viewer, candidate_id: UUID, act: Act) -> Candidate:
    """The pair, held for this transaction, when the viewer may do this act to both persons."""
    candidate = Candidate.objects.select_for_update().filter(id=candidate_id).first()
    if candidate is None:
        raise OutOfReach
    require(by, act, subject=candidate.person_a_id)
    require(by, act, subject=candidate.person_b_id)
    return candidate


def refuse_stopped(*person_ids: UUID) -> None:
    """Nobody compares a child who must not be traced. To undo what was decided before stays possible.

    Raises:
        OutOfReach: consent to tracing was withdrawn, refused or has run out for one of them.
    """
    if stopped_among(person_ids, Use.TRACING):
        raise OutOfReach


def known(decision_id: UUID) -> Decision:
    """The decision of this id.

    Raises:
        OutOfReach: there is none.
    """
    found = Decision.objects.select_related("data_key__organisation_key").filter(id=decision_id).first()
    if found is None:
        raise OutOfReach
    return found


def settle(candidate: Candidate, status: Status) -> None:
    candidate.status = status
    candidate.save(update_fields=("status",))


def _write(by: Viewer, candidate: Candidate, verdict: Verdict, reason: str, two_rows_accepted: bool) -> Decision:
    facts = knowledge.of((candidate.person_a_id, candidate.person_b_id))
    mine, theirs = facts[candidate.person_a_id], facts[candidate.person_b_id]
    scored = scoring.compare(candidate.person_a_id, candidate.person_b_id)
    key, decision_id = keys.new_data_key(), new_id()
    seen = {"facts_a": mine.fact_texts, "facts_b": theirs.fact_texts, "evidence": scored.as_json()}
    return Decision.objects.create(
        id=decision_id,
        candidate=candidate,
        verdict=verdict,
        outcome=Outcome.WAITING if verdict == Verdict.SAME else Outcome.STANDS,
        probability=scored.probability,
        known_a=mine.fingerprint,
        known_b=theirs.fingerprint,
        two_rows_accepted=two_rows_accepted,
        data_key_id=key.id,
        reason_sealed=sealing.seal(decision_id, key, "reason_sealed", reason),
        seen_sealed=sealing.seal(decision_id, key, "seen_sealed", seen),
        by_id=by.staff_id,
        at=timezone.now(),
    )
