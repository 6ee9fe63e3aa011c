"""What a case does when people decide that two records are one child, or undo that: it proposes, nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import axes
from dodomu.journey.cases.actions import leading, needs
from dodomu.journey.cases.models import (
    AxisEntry,
    Case,
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
    parts = linking.parts_of(kept_id)
    for case in _known_to_teams(parts):
        needs.renew(by, case)
    cases, now = _open_cases(parts), timezone.now()
    if cases:
        first = _most_urgent(cases)
        _propose_step(first, JOINED, join_id, now)
        _propose_leads(cases, join_id, now)


def follow_split(by: Viewer, person_ids: Iterable[UUID], join_id: UUID) -> None:
    """Take back what rested on the join: unanswered proposals lapse, a case that closed as joined opens again.

    What still is one child by other joins stays as it is; where that leaves two open cases, one is proposed to lead.
    """
    now = timezone.now()
    groups = [linking.parts_of(person_id) for person_id in person_ids]
    parts = set(chain.from_iterable(groups))
    leading.part(by, parts)
    for case in _known_to_teams(parts):
        needs.renew(by, case)
    for proposal in Proposal.objects.filter(join_ref=join_id, kind=ProposalKind.AXIS_STEP).select_related("case"):
        _take_back(proposal, now)
    _lapse_leads(parts, now)
    for group in groups:
        _propose_leads(_open_cases(group), join_id, now)


def propose_after_opening(case: Case) -> None:
    """A child already recognised in several records: the first step of the whereabouts axis is proposed at once."""
    join_id = linking.latest_join(case.person_id)
    if join_id:
        _propose_step(case, JOINED, join_id, timezone.now())


def propose_rest(case: Case, join_id: UUID | None) -> None:
    """Somebody chose that this case leads: where others of the same child are still open, ask about those too."""
    if join_id is not None:
        _propose_leads(_open_cases(linking.parts_of(case.person_id)), join_id, timezone.now())


def current_value(case: Case, axis: str) -> str:
    """The code that counts now on one axis, empty when nothing is recorded."""
    entries = AxisEntry.objects.filter(case=case, axis=axis, withdrawal__isnull=True)
    return entries.values_list("value", flat=True).first() or ""


def _open_cases(person_ids: Iterable[UUID]) -> list[Case]:
    return list(Case.objects.filter(person_id__in=list(person_ids), closed_at__isnull=True).order_by("number"))


def _known_to_teams(person_ids: Iterable[UUID]) -> list[Case]:
    """The cases that a team works on or has worked on: a closed one stays visible to it."""
    return list(Case.objects.filter(person_id__in=list(person_ids)).order_by("number"))


def _most_urgent(cases: Iterable[Case]) -> Case:
    return min(cases, key=lambda case: (_URGENCY[case.risk], case.number))


def _propose_step(case: Case, because: str, join_id: UUID, now: datetime) -> None:
    step = axes.proposed_step(because, "whereabouts", current_value(case, "whereabouts"))
    waiting = Proposal.objects.filter(case=case, axis="whereabouts", state=ProposalState.WAITING)
    if step is None or waiting.exists():
        return
    _keep(case, ProposalKind.AXIS_STEP, now, axis="whereabouts", value=step, because=because, join_ref=join_id)


def _propose_leads(cases: list[Case], join_id: UUID, now: datetime) -> None:
    """Propose that the most urgent of several open cases leads each of the others; a person may turn it round."""
    if len(cases) < 2:
        return
    first = _most_urgent(cases)
    for other in cases:
        between = Q(case=first, other_case=other) | Q(case=other, other_case=first)
        waiting = Proposal.objects.filter(between, kind=ProposalKind.LEAD, state=ProposalState.WAITING)
        if other != first and not waiting.exists():
            _keep(first, ProposalKind.LEAD, now, other_case=other, because=JOINED, join_ref=join_id)


def _lapse_leads(person_ids: Iterable[UUID], now: datetime) -> None:
    """A question which of two cases leads falls away when they are no longer one child's."""
    waiting = Proposal.objects.filter(
        kind=ProposalKind.LEAD, state=ProposalState.WAITING, case__person_id__in=list(person_ids)
    )
    for proposal in waiting.select_related("case", "other_case"):
        other = proposal.other_case
        if other and linking.current_person(other.person_id) != linking.current_person(proposal.case.person_id):
            Proposal.objects.filter(id=proposal.id).update(state=ProposalState.LAPSED, answered_at=now)


def _keep(case: Case, kind: ProposalKind, now: datetime, **what: object) -> None:
    Proposal.objects.create(case=case, kind=kind, proposed_at=now, **what)
    journal.append(
        "case.step_proposed", by=Viewer.system(_SYSTEM), subject=case.pid, case=case.pid, codes={"kind": kind.value}
    )


def _take_back(proposal: Proposal, now: datetime) -> None:
    if proposal.state == ProposalState.WAITING:
        Proposal.objects.filter(id=proposal.id).update(state=ProposalState.LAPSED, answered_at=now)
    elif proposal.state == ProposalState.ACCEPTED and proposal.case.closed_at is None:
        _propose_way_back(proposal, now)


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
