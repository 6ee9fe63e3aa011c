"""Cases over the API: the list, one case, and answering a proposal, by the same rules as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from dodomu.base.access.web import viewer_of
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


@router.get("/{uuid:case_id}", response=CaseOut)
def case(request: HttpRequest, case_id: UUID) -> CaseOut:
    """One case."""
    try:
        return _out(actions.look(viewer_of(request), case_id).row)
    except queries.CaseNotFound:
        raise Http404 from None


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
