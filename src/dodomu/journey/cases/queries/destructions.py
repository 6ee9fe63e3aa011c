"""Which care data were destroyed, are asked to be destroyed, or would be: when, by whom, why, how much of what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base import shred
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import KeyDestroyed
from dodomu.base.shred import CareKind, Objection
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import CareDestruction, Case, DestructionWhy, RetentionReview, SecondState

DONE = (SecondState.CONFIRMED, SecondState.ALONE)
MOST_CLOSED = 20
ACTS = (Act.CARE_DESTROY, Act.CARE_DESTROY_CONFIRM)


def is_destroyed(case_id: UUID) -> bool:
    """Whether the care data of a case are gone. No scope: it is asked by acts and pages that have checked theirs."""
    return CareDestruction.objects.filter(case=case_id, state__in=DONE).exists()


def still_kept(case_id: UUID) -> None:
    """Return where the care of a case is still there; for a page that keeps what is typed, once it has checked its scope.

    Raises:
        KeyDestroyed: its care data are gone, and nothing is written about it any more.
    """
    if is_destroyed(case_id):
        raise KeyDestroyed("The care data of the case were destroyed.")


def destroyed_cases() -> QuerySet[CareDestruction, UUID]:
    """The ids of all cases whose care data are gone, for leaving them out of a query."""
    return CareDestruction.objects.filter(state__in=DONE).order_by().values_list("case_id", flat=True)


def is_marked(case_id: UUID) -> bool:
    """Whether the last review of what is kept marked this case to be destroyed."""
    latest = RetentionReview.objects.filter(kind="case", record=case_id).order_by("-at", "-id")
    return latest.values_list("decision", flat=True).first() == RetentionReview.Decision.DESTROY


@dataclass(frozen=True, slots=True)
class DestructionRow:
    """One request with its answer."""

    id: UUID
    case_id: UUID
    case_number: int
    why: str
    why_label: str
    reason: str = field(repr=False)
    by: str
    by_id: UUID
    at: datetime
    state: str
    state_label: str
    second: str
    second_at: datetime | None
    second_reason: str = field(repr=False)
    kinds: tuple[CareKind, ...]
    seen: str
    may_answer: bool

    @property
    def done_at(self) -> datetime | None:
        """When the data were destroyed; None where they were not."""
        if self.state not in DONE:
            return None
        return self.second_at or self.at


@dataclass(frozen=True, slots=True)
class CarePlanned:
    """What would be destroyed now, what stays, what stands against it; ``seen`` is the state to name when asking.

    ``marked``: a review of what is kept marked the case to be destroyed.
    """

    case_id: UUID
    number: int
    closed_at: datetime | None
    kinds: tuple[CareKind, ...]
    stays: tuple[CareKind, ...]
    against: tuple[Objection, ...]
    seen: str
    marked: bool
    requests: tuple[DestructionRow, ...]

    @property
    def waiting(self) -> DestructionRow | None:
        return next((row for row in self.requests if row.state == SecondState.WAITING), None)

    @property
    def done(self) -> DestructionRow | None:
        return next((row for row in self.requests if row.done_at), None)


def planned(viewer: Viewer, case_id: UUID) -> CarePlanned:
    """What destroying the care data of a case would mean at this moment.

    Raises:
        OutOfReach: there is no such case for whoever has care data destroyed or confirms it.
    """
    case = _within(viewer).filter(id=case_id).first()
    if case is None:
        raise policy.OutOfReach
    kinds = shred.care_of_case(case.id)
    return CarePlanned(
        case_id=case.id,
        number=case.number,
        closed_at=case.closed_at,
        kinds=kinds,
        stays=shred.care_of_case(case.id, stays=True),
        against=_against(viewer, case),
        seen=shred.state_of(case.id, kinds),
        marked=is_marked(case.id),
        requests=tuple(_rows(viewer, CareDestruction.objects.filter(case=case))),
    )


def _against(viewer: Viewer, case: Case) -> tuple[Objection, ...]:
    """What the guards say; where the keys are gone already there is nothing left to stand against."""
    try:
        return tuple(shred.objections(shred.plan_of_case(case.id, subject=case.pid), viewer))
    except shred.NothingToShred:
        return ()
    except shred.ShredRefused as refused:
        return (Objection("refused", refused.sentence),)


def destructions(viewer: Viewer) -> list[DestructionRow]:
    """All requests, those that wait first."""
    rows = _rows(viewer, CareDestruction.objects.filter(case__in=_within(viewer)))
    return sorted(rows, key=lambda row: row.state != SecondState.WAITING)


def destruction(viewer: Viewer, destruction_id: UUID) -> DestructionRow:
    """One request.

    Raises:
        OutOfReach: there is none within reach.
    """
    found = CareDestruction.objects.filter(case__in=_within(viewer), id=destruction_id)
    row = next(iter(_rows(viewer, found)), None)
    if row is None:
        raise policy.OutOfReach
    return row


def destroyed(viewer: Viewer, case_id: UUID) -> DestructionRow | None:
    """When, by whom and why the care data of a case were destroyed; the caller has checked that it may be seen."""
    found = CareDestruction.objects.filter(case=case_id, state__in=DONE)
    return next(iter(_rows(viewer, found)), None)


def for_second(viewer: Viewer) -> list[DestructionRow]:
    """What waits for this viewer as the second person."""
    if Act.CARE_DESTROY_CONFIRM not in viewer.acts:
        return []
    reached = Case.objects.filter(policy.subjects(viewer, Act.CARE_DESTROY_CONFIRM, field="person_id"))
    waiting = CareDestruction.objects.filter(state=SecondState.WAITING, case__in=reached)
    return list(_rows(viewer, waiting.exclude(by=viewer.user_id)))


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """A closed case whose care data are still there and for which nothing was asked."""

    id: UUID
    number: int
    closed_at: datetime


def closed_cases(viewer: Viewer) -> list[ClosedCase]:
    """The cases that were closed last; others are found by their number."""
    asked = CareDestruction.objects.exclude(state=SecondState.DECLINED).values("case")
    found = _within(viewer).filter(closed_at__isnull=False).exclude(id__in=asked).order_by("-closed_at", "-number")
    rows = found.values_list("id", "number", "closed_at")[:MOST_CLOSED]
    return [ClosedCase(case_id, number, closed_at) for case_id, number, closed_at in rows if closed_at]


def is_as_seen(row: DestructionRow, plan: CarePlanned) -> bool:
    """Whether nothing was added since this was asked for."""
    return row.seen == plan.seen


def reasons() -> list[tuple[str, str]]:
    """Why care data may be destroyed, for a form."""
    return [(why.value, str(why.label)) for why in DestructionWhy]


def case_to_destroy(viewer: Viewer, number: int) -> UUID | None:
    """The case with this number, for whoever has care data destroyed."""
    return _within(viewer).filter(number=number).values_list("id", flat=True).first()


def _within(viewer: Viewer) -> QuerySet[Case]:
    acts = [act for act in ACTS if act in viewer.acts]
    reached = Q(pk__in=[])
    for act in acts:
        reached |= policy.subjects(viewer, act, field="person_id") or Q(pk__isnull=False)
    return Case.objects.filter(reached)


def _rows(viewer: Viewer, found: QuerySet[CareDestruction]) -> list[DestructionRow]:
    listed = list(found.select_related("case", "by", "second"))
    opened = Opened({row.data_key_id for row in listed})
    return [_row(viewer, row, opened) for row in listed]


def _row(viewer: Viewer, row: CareDestruction, opened: Opened) -> DestructionRow:
    table, key = row._meta.db_table, row.data_key_id
    waits = row.state == SecondState.WAITING and row.by_id != viewer.user_id
    return DestructionRow(
        id=row.id,
        case_id=row.case_id,
        case_number=row.case.number,
        why=row.why,
        why_label=str(row.get_why_display()),
        reason=opened.text(key, table, row.id, "reason_sealed", row.reason_sealed),
        by=row.by.display_name,
        by_id=row.by_id,
        at=row.at,
        state=row.state,
        state_label=str(row.get_state_display()),
        second=row.second.display_name if row.second else "",
        second_at=row.second_at,
        second_reason=opened.text(key, table, row.id, "second_reason_sealed", row.second_reason_sealed),
        kinds=shred.kinds_of(row.counted),
        seen=row.state_seen,
        may_answer=waits and policy.may(viewer, Act.CARE_DESTROY_CONFIRM, subject=row.case.person_id),
    )
