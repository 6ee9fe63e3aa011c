"""Tracing over the API: the queue, one pair, decisions, by the same rules as the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from dodomu.base.access.web import viewer_of
from dodomu.journey.tracing import actions, queries
from dodomu.journey.tracing.queries import CandidateRow, DecisionRow

router = Router()


class PairOut(Schema):
    """One pair; ``probability`` from 0 to 1. ``one_list``: both stand in one list, so they conflict."""

    id: UUID
    person_a: UUID
    person_b: UUID
    name_a: str
    name_b: str
    probability: float
    relation_hint: str
    one_list: bool
    status: str
    found_at: datetime


class QueueOut(Schema):
    total: int
    pairs: list[PairOut]


class EvidenceOut(Schema):
    """One piece of evidence; ``log_odds`` (base e) above 0 speaks for one person."""

    field: str
    agreement: str
    log_odds: float


class DecisionOut(Schema):
    id: UUID
    verdict: str
    outcome: str
    by: str
    at: datetime
    reason: str
    confirmed_by: str
    rejected_by: str
    undone_by: str


class ReviewOut(Schema):
    pair: PairOut
    evidence: list[EvidenceOut]
    decisions: list[DecisionOut]


class DecideIn(Schema):
    verdict: Literal["same", "different", "unsure"]
    reason: str
    two_rows_accepted: bool = False


class ReasonIn(Schema):
    reason: str


class DecidedOut(Schema):
    id: UUID
    candidate_id: UUID
    verdict: str
    outcome: str


@router.get("/", response=QueueOut)
def queue(request: HttpRequest, state: str = "todo", offset: int = 0, limit: int = 50) -> QueueOut:
    """Pairs by probability times urgency; ``state`` as in the address of the queue."""
    if state not in queries.STATES:
        raise HttpError(422, f"state: accepted are {', '.join(queries.STATES)}")
    cut = max(1, min(limit, 500))
    found = queries.queue(viewer_of(request), {"state": state}, offset=max(0, offset), limit=cut)
    return QueueOut(total=found.total, pairs=[_pair(row) for row in found.rows])


@router.get("/{uuid:candidate_id}", response=ReviewOut)
def review(request: HttpRequest, candidate_id: UUID) -> ReviewOut:
    """One pair with its evidence and decisions."""
    try:
        found = actions.look(viewer_of(request), candidate_id)
    except queries.CandidateNotFound:
        raise Http404 from None
    lines = [
        EvidenceOut(field=line.field, agreement=line.agreement, log_odds=line.log_odds)
        for line in found.scored.evidence
    ]
    return ReviewOut(pair=_pair(found.row), evidence=lines, decisions=[_row(row) for row in found.decisions])


@router.post("/{uuid:candidate_id}/decisions", response=DecidedOut)
def decide(request: HttpRequest, candidate_id: UUID, given: DecideIn) -> DecidedOut:
    """Decide about a pair."""
    return _answered(
        lambda: actions.decide(
            viewer_of(request),
            candidate_id,
            given.verdict,
            given.reason,
            two_rows_accepted=given.two_rows_accepted,
        )
    )


@router.post("/decisions/{uuid:decision_id}/confirm", response=DecidedOut)
def confirm(request: HttpRequest, decision_id: UUID, given: ReasonIn) -> DecidedOut:
    """Confirm a colleague's decision as the second person."""
    return _answered(lambda: actions.confirm(viewer_of(request), decision_id, given.reason))


@router.post("/decisions/{uuid:decision_id}/reject", response=DecidedOut)
def reject(request: HttpRequest, decision_id: UUID, given: ReasonIn) -> DecidedOut:
    """Say no to a colleague's decision as the second person."""
    return _answered(lambda: actions.reject(viewer_of(request), decision_id, given.reason))


@router.post("/decisions/{uuid:decision_id}/undo", response=DecidedOut)
def undo(request: HttpRequest, decision_id: UUID, given: ReasonIn) -> DecidedOut:
    """Undo a decision that holds."""
    return _answered(lambda: actions.undo(viewer_of(request), decision_id, given.reason))


def _answered(act: Callable[[], actions.Decided]) -> DecidedOut:
    try:
        done = act()
    except (actions.NotNow, actions.SamePerson) as refused:
        raise HttpError(409, str(refused)) from None
    except ValueError as refused:
        raise HttpError(422, str(refused)) from None
    return DecidedOut(id=done.id, candidate_id=done.candidate_id, verdict=done.verdict, outcome=done.outcome)


def _pair(row: CandidateRow) -> PairOut:
    return PairOut(
        id=row.id,
        person_a=row.left.person_id,
        person_b=row.right.person_id,
        name_a=row.left.name.full if row.left.name else "",
        name_b=row.right.name.full if row.right.name else "",
        probability=row.probability,
        relation_hint=row.relation_hint,
        one_list=row.one_list,
        status=row.status,
        found_at=row.found_at,
    )


def _row(row: DecisionRow) -> DecisionOut:
    return DecisionOut(
        id=row.id,
        verdict=row.verdict,
        outcome=row.outcome,
        by=row.by,
        at=row.at,
        reason=row.reason,
        confirmed_by=row.confirmed_by,
        rejected_by=row.rejected_by,
        undone_by=row.undone_by,
    )
