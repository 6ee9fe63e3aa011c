"""Which cases are under a legal hold. Destruction asks here first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import SecondState
from dodomu.journey.evidence.bridge import Opened
from dodomu.journey.evidence.models import HoldLifting, LegalHold
from dodomu.journey.evidence.queries.reach import visible_cases
from dodomu.journey.registry.queries import linking

STANDS = (SecondState.WAITING, SecondState.CONFIRMED, SecondState.ALONE)
LIFTED = (SecondState.CONFIRMED, SecondState.ALONE)


def holding() -> QuerySet[LegalHold]:
    """The holds that hold: asked for or confirmed, and not lifted."""
    lifted = HoldLifting.objects.filter(state__in=LIFTED).values("hold")
    return LegalHold.objects.filter(state__in=STANDS).exclude(id__in=lifted)


def is_held(case_id: UUID) -> bool:
    """Whether nothing of this case may be destroyed. No scope: it is asked before an act of destruction."""
    return holding().filter(case=case_id).exists()


def is_person_held(person_id: UUID) -> bool:
    """Whether any case of this child is held, under whichever id the child was known when the hold was placed."""
    return holding().filter(case__person__in=linking.parts_of(person_id)).exists()


@dataclass(frozen=True, slots=True)
class LiftingRow:
    id: UUID
    reason: str = field(repr=False)
    by: str
    by_id: UUID
    at: datetime
    state: str
    state_label: str
    second: str
    second_reason: str = field(repr=False)
    may_answer: bool


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold with what was asked to end it, the latest first."""

    id: UUID
    case_id: UUID
    case_number: int
    person_id: UUID
    why: str
    why_label: str
    reason: str = field(repr=False)
    by: str
    at: datetime
    state: str
    state_label: str
    second: str
    second_at: datetime | None
    second_reason: str = field(repr=False)
    holds: bool
    may_answer: bool
    liftings: tuple[LiftingRow, ...]

    @property
    def lifting_waits(self) -> LiftingRow | None:
        return next((one for one in self.liftings if one.state == SecondState.WAITING), None)


def holds_of(viewer: Viewer, case_ids: Collection[UUID]) -> list[HoldRow]:
    """All holds that were ever placed on these cases, as far as the viewer sees their evidence; those that hold first."""
    within = visible_cases(viewer).filter(id__in=list(case_ids))
    rows = list(LegalHold.objects.filter(case__in=within).select_related("case", "by", "second"))
    opened = Opened({row.data_key_id for row in rows})
    standing = set(holding().filter(id__in=[row.id for row in rows]).values_list("id", flat=True))
    liftings: dict[UUID, list[HoldLifting]] = {}
    for one in HoldLifting.objects.filter(hold__in=rows).select_related("by", "second"):
        liftings.setdefault(one.hold_id, []).append(one)
    found = [_row(viewer, row, opened, liftings.get(row.id, []), holds=row.id in standing) for row in rows]
    return sorted(found, key=lambda row: not row.holds)


def hold(viewer: Viewer, hold_id: UUID) -> HoldRow:
    """One hold.

    Raises:
        OutOfReach: there is none within reach.
    """
    case_id = LegalHold.objects.filter(id=hold_id).values_list("case_id", flat=True).first()
    found = next((row for row in holds_of(viewer, [case_id] if case_id else []) if row.id == hold_id), None)
    if found is None:
        raise policy.OutOfReach
    return found


def _row(viewer: Viewer, row: LegalHold, opened: Opened, liftings: list[HoldLifting], *, holds: bool) -> HoldRow:
    table, key = row._meta.db_table, row.data_key_id
    may = policy.may(viewer, Act.EVIDENCE_CONFIRM, subject=row.case.person_id)
    return HoldRow(
        id=row.id,
        case_id=row.case_id,
        case_number=row.case.number,
        person_id=row.case.person_id,
        why=row.why,
        why_label=str(row.get_why_display()),
        reason=opened.text(key, table, row.id, "reason_sealed", row.reason_sealed),
        by=row.by.display_name,
        at=row.at,
        state=row.state,
        state_label=str(row.get_state_display()),
        second=row.second.display_name if row.second else "",
        second_at=row.second_at,
        second_reason=opened.text(key, table, row.id, "second_reason_sealed", row.second_reason_sealed),
        holds=holds,
        may_answer=may and row.state == SecondState.WAITING and row.by_id != viewer.user_id,
        liftings=tuple(_lifting(viewer, one, opened, key, may=may) for one in liftings),
    )


def _lifting(viewer: Viewer, one: HoldLifting, opened: Opened, key: UUID, *, may: bool) -> LiftingRow:
    table = one._meta.db_table
    return LiftingRow(
        id=one.id,
        reason=opened.text(key, table, one.id, "reason_sealed", one.reason_sealed),
        by=one.by.display_name,
        by_id=one.by_id,
        at=one.at,
        state=one.state,
        state_label=str(one.get_state_display()),
        second=one.second.display_name if one.second else "",
        second_reason=opened.text(key, table, one.id, "second_reason_sealed", one.second_reason_sealed),
        may_answer=may and one.state == SecondState.WAITING and one.by_id != viewer.user_id,
    )
