"""What waits for somebody in a case: proposals to answer, cases whose worker left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case, Proposal, ProposalState
from dodomu.journey.cases.queries.listing import rows_of
from dodomu.journey.cases.queries.page import proposal_row
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.cases.queries.rows import CaseRow, ProposalRow
from dodomu.journey.registry.queries import linking


@dataclass(frozen=True, slots=True)
class UnownedRow:
    """A case that nobody works on."""

    id: UUID
    number: int
    risk: str
    team: str
    opened_at: datetime


def waiting_proposals(viewer: Viewer) -> list[ProposalRow]:
    """Proposals that this viewer may accept or decline, the oldest first."""
    if Act.CASE_WORK not in viewer.acts:
        return []
    reached = visible(viewer, Act.CASE_WORK).filter(closed_at__isnull=True)
    found = Proposal.objects.filter(case__in=reached, state=ProposalState.WAITING).order_by("proposed_at")
    nothing_sealed = Opened(set())
    listed = found.select_related("case", "other_case", "answered_by")
    return [proposal_row(proposal, nothing_sealed) for proposal in listed]


def cases_without_worker(viewer: Viewer) -> list[UnownedRow]:
    """Open cases that the viewer could take or give to somebody, and that nobody works on. No name is unsealed."""
    acts = [act for act in (Act.CASE_WORK, Act.CASE_ASSIGN) if act in viewer.acts]
    found: set[UUID] = set()
    for act in acts:
        reached = visible(viewer, act).filter(closed_at__isnull=True, worker=None)
        found.update(reached.values_list("id", flat=True))
    rows = Case.objects.filter(id__in=found).values_list("id", "number", "risk", "team__name", "opened_at")
    return [UnownedRow(*row) for row in rows]


def children_without_case(viewer: Viewer) -> dict[UUID, datetime]:
    """Children whom somebody reported and for whom no case was ever opened, where this viewer may open one.

    Returns:
        Since when each is reported, the longest waiting first.
    """
    if Act.CASE_OPEN not in viewer.acts:
        return {}
    return linking.asked_for(viewer, Act.CASE_OPEN, without=Case.objects.order_by().values("person"))


def by_number(viewer: Viewer, number: int) -> CaseRow | None:
    """The case with this number, when it is within the viewer's reach."""
    if Act.CASE_READ not in viewer.acts:
        return None
    found = visible(viewer).filter(number=number).select_related("team", "worker", "led_by")
    return next(iter(rows_of(viewer, found)), None)
