"""What a case does when people decide that two records are one child, or undo that: it proposes, nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import axes
from dodomu.journey.cases.actions import needs
from dodomu.journey.cases.models import (
    AxisEntry,
    Case,
    CaseEvent,
    Proposal,
    ProposalKind,
    ProposalState,
    RiskLevel,
)
from dodomu.journey.registry.queries import linking

JOINED, SPLIT = "persons_joined", "persons_split"
_URGENCY = {level: place for place, level in enumerate(RiskLevel.values)}
_SYSTEM = "cases"


def follow_join(by: Viewer, kept_id: UUID, join_id: UUID) -> None:
    """Let every team concerned see the joined child; propose the next step, and which of several cases leads."""
    cases, now = _open_cases(linking.parts_of(kept_id)), timezone.now()
    for case in cases:
        needs.renew(by, case)
    leading = [case for case in cases if case.led_by_id is None]
    if not leading:
        return
    first, *others = sorted(leading, key=lambda case: (_URGENCY[case.risk], case.number))
    _propose_step(first, JOINED, join_id, now)
    for other in others:
        _propose_lead(first, other, join_id, now)


def follow_split(by: Viewer, person_ids: Iterable[UUID], join_id: UUID) -> None:
    """Take back what rested on the join alone: unanswered proposals lapse, a led case is its own again."""
    now = timezone.now()
    parts = chain.from_iterable(linking.parts_of(person_id) for person_id in person_ids)
    for case in _open_cases(set(parts)):
        needs.renew(by, case)
    for proposal in Proposal.objects.filter(join_ref=join_id).select_related("case", "other_case"):
        _take_back(proposal, now)


def propose_after_opening(case: Case) -> None:
    """A child already recognised in several records: the first step of the whereabouts axis is proposed at once."""
    join_id = linking.latest_join(case.person_id)
    if join_id:
        _propose_step(case, JOINED, join_id, timezone.now())


def current_value(case: Case, axis: str) -> str:
    """The code that counts now on one axis, empty when nothing is recorded."""
    entries = AxisEntry.objects.filter(case=case, axis=axis, withdrawal__isnull=True)
    return entries.values_list("value", flat=True).first() or ""


def _open_cases(person_ids: Iterable[UUID]) -> list[Case]:
    return list(Case.objects.filter(person_id__in=list(person_ids), closed_at__isnull=True).order_by("number"))


def _propose_step(case: Case, because: str, join_id: UUID, now: datetime) -> None:
    step = axes.proposed_step(because, "whereabouts", current_value(case, "whereabouts"))
    waiting = Proposal.objects.filter(case=case, axis="whereabouts", state=ProposalState.WAITING)
    if step is None or waiting.exists():
        return
    _keep(case, ProposalKind.AXIS_STEP, now, axis="whereabouts", value=step, because=because, join_ref=join_id)


def _propose_lead(first: Case, other: Case, join_id: UUID, now: datetime) -> None:
    if not Proposal.objects.filter(case=first, other_case=other, state=ProposalState.WAITING).exists():
        _keep(first, ProposalKind.LEAD, now, other_case=other, because=JOINED, join_ref=join_id)


def _keep(case: Case, kind: ProposalKind, now: datetime, **what: object) -> None:
    Proposal.objects.create(case=case, kind=kind, proposed_at=now, **what)
    journal.append("case.step_proposed", by=Viewer.system(_SYSTEM), subject=case.pid, codes={"kind": kind.value})


def _take_back(proposal: Proposal, now: datetime) -> None:
    if proposal.state == ProposalState.WAITING:
        Proposal.objects.filter(id=proposal.id).update(state=ProposalState.LAPSED, answered_at=now)
    elif proposal.state == ProposalState.ACCEPTED and proposal.kind == ProposalKind.LEAD:
        _lead_no_more(proposal, now)
    elif proposal.state == ProposalState.ACCEPTED:
        _propose_way_back(proposal, now)


def _lead_no_more(proposal: Proposal, now: datetime) -> None:
    other = proposal.other_case
    if other is None or other.led_by_id != proposal.case_id:
        return
    Case.objects.filter(id=other.id).update(led_by=None)
    CaseEvent.objects.create(
        case=other,
        what=CaseEvent.What.LED_NO_MORE,
        team_id=other.team_id,
        worker_id=other.worker_id,
        risk=other.risk,
        other_case=proposal.case,
        at=now,
    )
    journal.append("case.led_no_more", by=Viewer.system(_SYSTEM), subject=other.pid)


def _propose_way_back(proposal: Proposal, now: datetime) -> None:
    """The step was accepted because of a join that no longer holds: propose the value that counted before it."""
    case = proposal.case
    entry = AxisEntry.objects.filter(proposal=proposal, withdrawal__isnull=True).first()
    if entry is None or current_value(case, proposal.axis) != entry.value:
        return
    entries = AxisEntry.objects.filter(case=case, axis=proposal.axis, withdrawal__isnull=True).exclude(id=entry.id)
    before = entries.values_list("value", flat=True).first() or "unknown"
    waiting = Proposal.objects.filter(case=case, axis=proposal.axis, state=ProposalState.WAITING)
    if not waiting.exists():
        _keep(case, ProposalKind.AXIS_STEP, now, axis=proposal.axis, value=before, because=SPLIT)
