"""Tracing over the API: the queue, one pair, decisions, by the same rules as the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from dodomu.base.access.web import viewer_of
from dodomu.journey.tracing import actions, queries, rules
from dodomu.journey.tracing.queries import CandidateRow, DecisionRow

router = Router()
MOST = 500
"""Pairs that one call may decide, as on the page."""


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


class BandOut(Schema):
    """Pairs the search called so probable (``low`` to ``high``, 0 to 1); ``share`` of the decided were one person.

    ``share_low`` and ``share_high``: its 95 % interval (Wilson). ``tells``: enough decisions to judge by.
    """

    code: str
    low: float
    high: float
    waiting: int
    same: int
    other: int
    unsure: int
    unconfirmed: int
    predicted: float | None
    share: float | None
    share_low: float | None
    share_high: float | None
    tells: bool
    fits: bool


class CalibrationOut(Schema):
    """Counts only. ``made``: decisions on one or two people that were not waiting; of these undone and rejected ones."""

    bands: list[BandOut]
    decided: int
    made: int
    undone: int
    rejected: int
    reversal_rate: float | None
    confirmed_by_nobody: int
    hours_to_decision: float | None
    hours_to_second_person: float | None


class RelateIn(Schema):
    """``parent``: for kind ``parent``, which of the two persons it is."""

    kind: Literal["sibling", "parent"]
    reason: str
    parent: UUID | None = None


class NamesakesIn(Schema):
    ids: list[UUID]
    reason: str


class NamesakesOut(Schema):
    """``left``: the pairs left as they were, each with the reason: too_likely, no_namesakes or not_open."""

    decided: int
    left: dict[UUID, str]


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
def queue(  # noqa: PLR0917 - the parameters of an address have names
    request: HttpRequest, state: str = "", band: str = "", hint: str = "", offset: int = 0, limit: int = 50
) -> QueueOut:
    """Pairs by probability times urgency; ``state``, ``band`` and ``hint`` as in the address of the queue."""
    given = {"state": state, "band": band, "hint": hint}
    known = {"state": queries.STATES, "band": [one.code for one in rules.bands()], "hint": queries.HINTS}
    for name, value in given.items():
        if value and value not in known[name]:
            raise HttpError(422, f"{name}: accepted are {', '.join(known[name])}")
    cut = max(1, min(limit, 500))
    filters = {name: value for name, value in given.items() if value}
    found = queries.queue(viewer_of(request), filters, offset=max(0, offset), limit=cut)
    return QueueOut(total=found.total, pairs=[_pair(row) for row in found.rows])


@router.get("/calibration", response=CalibrationOut)
def calibration(request: HttpRequest) -> CalibrationOut:
    """What the search said against what people decided."""
    return calibration_out(queries.calibration(viewer_of(request)))


def calibration_out(found: queries.Calibration) -> CalibrationOut:
    """The report as other programs read it."""
    return CalibrationOut(
        bands=[_band(band) for band in found.bands],
        decided=found.decided,
        made=found.made,
        undone=found.undone,
        rejected=found.rejected,
        reversal_rate=found.reversal.share if found.reversal else None,
        confirmed_by_nobody=found.unconfirmed_alone,
        hours_to_decision=_hours(found.waits.to_decision),
        hours_to_second_person=_hours(found.waits.to_second),
    )


@router.post("/namesakes", response=NamesakesOut)
def namesakes(request: HttpRequest, given: NamesakesIn) -> NamesakesOut:
    """Decide that pairs are namesakes, each with a decision of its own; which were left out, and why."""
    if len(given.ids) > MOST:
        raise HttpError(422, f"ids: accepted are at most {MOST}")
    try:
        done = actions.dismiss_namesakes(viewer_of(request), given.ids, given.reason)
    except ValueError as refused:
        raise HttpError(422, str(refused)) from None
    return NamesakesOut(decided=done.done, left=done.left)


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


@router.post("/{uuid:candidate_id}/relation", response=DecidedOut)
def relate(request: HttpRequest, candidate_id: UUID, given: RelateIn) -> DecidedOut:
    """Decide that a pair is one family and record how the two are related."""
    viewer = viewer_of(request)
    return _answered(lambda: actions.relate(viewer, candidate_id, given.kind, given.reason, parent=given.parent))


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


def _band(band: queries.BandFigures) -> BandOut:
    share = band.share
    return BandOut(
        code=band.band.code,
        low=band.band.low,
        high=min(band.band.high, 1.0),
        waiting=band.waiting,
        same=band.same,
        other=band.other,
        unsure=band.unsure,
        unconfirmed=band.unconfirmed,
        predicted=band.predicted,
        share=share.share if share else None,
        share_low=share.low if share else None,
        share_high=share.high if share else None,
        tells=band.tells,
        fits=band.fits,
    )


def _hours(wait: timedelta | None) -> float | None:
    return None if wait is None else round(wait.total_seconds() / 3600, 1)


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
