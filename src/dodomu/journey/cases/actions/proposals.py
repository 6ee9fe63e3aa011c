"""A machine suggested, a person answers: accepted or declined, with a reason either way."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import axes, joins, leading
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.models import Case, Proposal, ProposalState
from dodomu.kit.dates import today


class AlreadyAnswered(ValueError):
    """Somebody was faster, or the reason for the proposal is gone."""


@transaction.atomic
def accept(
    by: Viewer,
    proposal_id: UUID,
    reason: str,
    since: PartialDate | None = None,
    source_report_id: UUID | None = None,
    *,
    lead_id: UUID | None = None,
) -> Proposal:
    """Accept a proposal and do what it proposes.

    Parameters:
        since: for a step on an axis, from when it holds; today where it is not stated.
        source_report_id: for a step on an axis, the report it rests on.
        lead_id: for which of two cases leads, the one that does; the proposed one where it is not named.

    Raises:
        NotAllowed: the viewer does not work on this case.
        AlreadyAnswered: the proposal waits no more, or one of the two cases has closed meanwhile.
        ValueError: the reason is empty, the step is not acceptable, or the case to lead is neither of the two.
    """
    proposal = _waiting(by, proposal_id, reason)
    if proposal.other_case:
        _lead(by, proposal, proposal.other_case, lead_id or proposal.case_id, reason)
        answered = _answer(by, proposal, ProposalState.ACCEPTED, reason)
        joins.propose_rest(Case.objects.get(id=lead_id or proposal.case_id), proposal.join_ref)
        return answered
    now = timezone.now()
    since = since or PartialDate.from_edtf(today().isoformat())
    step = axes.Step(proposal.axis, proposal.value, since, source_report_id=source_report_id, note=reason.strip())
    axes.check(proposal.case, step, now)
    axes.write(by, proposal.case, step, proposal)
    return _answer(by, proposal, ProposalState.ACCEPTED, reason)


@transaction.atomic
def decline(by: Viewer, proposal_id: UUID, reason: str) -> Proposal:
    """Decline a proposal; it is kept with the reason.

    Raises:
        NotAllowed: the viewer does not work on this case.
        AlreadyAnswered: the proposal waits no more.
        ValueError: the reason is empty.
    """
    return _answer(by, _waiting(by, proposal_id, reason), ProposalState.DECLINED, reason)


def _waiting(by: Viewer, proposal_id: UUID, reason: str) -> Proposal:
    policy.require(by, Act.CASE_WORK)
    waiting = Proposal.objects.select_for_update(of=("self",)).select_related("case", "other_case")
    proposal = waiting.filter(id=proposal_id).first()
    if proposal is None:
        raise policy.OutOfReach
    policy.require(by, Act.CASE_WORK, subject=proposal.case.person_id)
    if not reason.strip():
        raise ValueError("reason: say why")
    if proposal.state != ProposalState.WAITING:
        raise AlreadyAnswered("proposal: it waits no more")
    return proposal


def _answer(by: Viewer, proposal: Proposal, state: ProposalState, reason: str) -> Proposal:
    key = key_of(proposal.case)
    proposal.state = state
    proposal.answered_by_id = by.staff_id
    proposal.answered_at = timezone.now()
    proposal.reason_sealed = bridge.seal_text(key, "cases_proposal", proposal.id, "reason_sealed", reason.strip())
    proposal.save(update_fields=("state", "answered_by", "answered_at", "reason_sealed"))
    codes: dict[str, str | int] = {"kind": proposal.kind, "answer": state.value}
    words = bridge.committed(key, reason.strip())
    journal.append(
        "case.proposal_answered",
        by=by,
        subject=proposal.case.pid,
        case=proposal.case.pid,
        commitments=words,
        codes=codes,
    )
    return proposal


def _lead(by: Viewer, proposal: Proposal, other: Case, lead_id: UUID, reason: str) -> None:
    both = {proposal.case_id: proposal.case, other.id: other}
    if lead_id not in both:
        raise ValueError("lead: accepted is one of the two cases")
    led = other if lead_id == proposal.case_id else proposal.case
    if proposal.case.closed_at or other.closed_at:
        raise AlreadyAnswered("proposal: one of the cases is closed")
    leading.lead(by, both[lead_id], led, reason)
