"""What waits for one colleague in evidence: exhibits to receive, papers to bring, second persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import SecondState
from dodomu.journey.evidence.models import CustodyEvent, CustodyState, DisclosureList, HoldLifting, LegalHold
from dodomu.journey.evidence.queries.reach import visible, visible_cases

Row = TypeVar("Row", LegalHold, HoldLifting, DisclosureList)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: where, of which case or exhibit (by number), since when."""

    id: UUID
    parent_id: UUID
    number: int
    since: datetime


def to_receive(viewer: Viewer) -> list[Waiting]:
    """Hand-overs that wait for this colleague to say that the exhibit arrived."""
    return [_of(event) for event in _waiting(viewer).filter(receiver=viewer.user_id)]


def to_sign(viewer: Viewer) -> list[Waiting]:
    """Exhibits this colleague gave to somebody outside, whose signed paper is not here."""
    return [_of(event) for event in _waiting(viewer).filter(receiver=None, by=viewer.user_id)]


def holds_to_confirm(viewer: Viewer) -> list[Waiting]:
    rows = _for_second(viewer, LegalHold.objects.filter(case__in=visible_cases(viewer, Act.EVIDENCE_CONFIRM)))
    return [Waiting(one.id, one.case_id, one.case.number, one.at) for one in rows.select_related("case")]


def liftings_to_confirm(viewer: Viewer) -> list[Waiting]:
    within = visible_cases(viewer, Act.EVIDENCE_CONFIRM)
    rows = _for_second(viewer, HoldLifting.objects.filter(hold__case__in=within))
    return [Waiting(one.id, one.hold_id, one.hold.case.number, one.at) for one in rows.select_related("hold__case")]


def lists_to_confirm(viewer: Viewer) -> list[Waiting]:
    rows = _for_second(viewer, DisclosureList.objects.filter(case__in=visible_cases(viewer, Act.EVIDENCE_CONFIRM)))
    return [Waiting(one.id, one.case_id, one.case.number, one.at) for one in rows.select_related("case")]


def _waiting(viewer: Viewer) -> QuerySet[CustodyEvent]:
    within = visible(viewer, Act.EVIDENCE_TAKE)
    return CustodyEvent.objects.filter(state=CustodyState.WAITING, exhibit__in=within).select_related("exhibit")


def _of(event: CustodyEvent) -> Waiting:
    return Waiting(event.id, event.exhibit_id, event.exhibit.number, event.at)


def _for_second(viewer: Viewer, rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.filter(state=SecondState.WAITING).exclude(by=viewer.user_id)
