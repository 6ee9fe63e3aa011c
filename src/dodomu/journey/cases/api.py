"""Cases over the API: the list, one case, and answering a proposal, by the same rules as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from dodomu.base.access.web import viewer_of
from dodomu.base.versions import Changed
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.queries import CaseRow

router = Router()


class CaseOut(Schema):
    """One case; ``axes`` holds the code that counts now for each axis with an entry."""

    id: UUID
    number: int
    person_id: UUID
    name: str
    team: str
    worker: str
    risk: str
    axes: dict[str, str]
    opened_at: datetime
    led_by: int | None


class OneCaseOut(CaseOut):
    """``risk_version``: hand it in as ``expected_version`` to change the risk level that was read."""

    risk_version: str


class CasesOut(Schema):
    total: int
    cases: list[CaseOut]


class CaseFilters(Schema):
    """Codes as in the address of the list: axes take their values or ``none``."""

    risk: str = ""
    team: str = ""
    worker: str = ""
    whereabouts: str = ""
    legal: str = ""
    recovery: str = ""
    sort: str = "-opened"
    offset: int = 0
    limit: int = 50


class AnswerIn(Schema):
    answer: Literal["accept", "decline"]
    reason: str


class RiskIn(Schema):
    """``expected_version``: the version that was read with the level; 409 when it changed since."""

    risk: str
    reason: str
    expected_version: str = ""


class RiskOut(Schema):
    risk: str
    version: str


class AnsweredOut(Schema):
    id: UUID
    state: str


@router.get("/", response=CasesOut)
def cases(request: HttpRequest, wanted: Query[CaseFilters]) -> CasesOut:
    """Open cases within reach."""
    codes = {name: getattr(wanted, name) for name in ("risk", "team", "worker", "whereabouts", "legal", "recovery")}
    filters = {name: code for name, code in codes.items() if code}
    limit = max(1, min(wanted.limit, 500))
    found = queries.cases(viewer_of(request), filters, sort=wanted.sort, offset=max(0, wanted.offset), limit=limit)
    return CasesOut(total=found.total, cases=[_out(row) for row in found.rows])


@router.get("/{uuid:case_id}", response=OneCaseOut)
def case(request: HttpRequest, case_id: UUID) -> OneCaseOut:
    """One case."""
    viewer = viewer_of(request)
    try:
        row = actions.look(viewer, case_id).row
        return OneCaseOut(**_out(row).dict(), risk_version=queries.risk_state(viewer, case_id).version)
    except queries.CaseNotFound:
        raise Http404 from None


@router.post("/{uuid:case_id}/risk", response=RiskOut)
def risk(request: HttpRequest, case_id: UUID, given: RiskIn) -> RiskOut:
    """Set another risk level, with the reason."""
    viewer = viewer_of(request)
    try:
        actions.change_risk(viewer, case_id, given.risk, given.reason, expected_version=given.expected_version)
    except Changed:
        raise
    except ValueError as refused:
        raise HttpError(422, str(refused)) from None
    return RiskOut(risk=given.risk, version=queries.risk_state(viewer, case_id).version)


@router.post("/proposals/{uuid:proposal_id}", response=AnsweredOut)
def answer(request: HttpRequest, proposal_id: UUID, given: AnswerIn) -> AnsweredOut:
    """Accept or decline a proposal."""
    act = actions.accept if given.answer == "accept" else actions.decline
    try:
        done = act(viewer_of(request), proposal_id, given.reason)
    except ValueError as refused:
        raise HttpError(409 if isinstance(refused, actions.AlreadyAnswered) else 422, str(refused)) from None
    return AnsweredOut(id=done.id, state=done.state)


def _out(row: CaseRow) -> CaseOut:
    return CaseOut(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        name=row.name.full if row.name else "",
        team=row.team,
        worker=row.worker,
        risk=row.risk,
        axes={axis: value.code for axis, value in row.axes.items()},
        opened_at=row.opened_at,
        led_by=row.led_by,
    )
