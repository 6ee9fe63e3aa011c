"""Who may lawfully take the child: recorded, checked against the original, ended with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import said, sealed_if_said
from dodomu.journey.missions.actions.plans_holding import held_plan, leaf
from dodomu.journey.missions.actions.plans_settling import settle
from dodomu.journey.missions.models import Authority, AuthorityBasis, ReturnPlan
from dodomu.journey.missions.queries import escorts

TABLE = "missions_authority"


class AuthorityOver(ValueError):
    """It has ended, or was checked already: somebody was faster."""

    def __init__(self) -> None:
        super().__init__("authority: accepted is one that has not ended and still waits for this")


@dataclass(frozen=True, slots=True)
class AuthorityInput:
    """An adult, what their right rests on (``AuthorityBasis``), what it is for, from when to when.

    ``escort_id``: the adult is on the list of escorts; then ``holder`` may be left empty.
    """

    basis: str
    valid_from: date
    valid_until: date | None = None
    escort_id: UUID | None = None
    holder: str = field(default="", repr=False)
    scope: str = field(default="", repr=False)


@transaction.atomic
def record_authority(by: Viewer, plan_id: UUID, given: AuthorityInput) -> Authority:
    """Record who may take the child. It counts once somebody has checked it against the original.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        ValueError: names the field and what is accepted.
    """
    plan = held_plan(by, plan_id)
    holder = _holder(by, given)
    if given.basis not in AuthorityBasis.values:
        raise ValueError(f"basis: accepted are {', '.join(AuthorityBasis.values)}")
    if given.valid_until is not None and given.valid_until < given.valid_from:
        raise ValueError("valid_until: accepted is a day not before the first day")
    scope = said("scope", given.scope)
    row_id = new_id()
    row = Authority.objects.create(
        id=row_id,
        plan=plan,
        escort_id=given.escort_id,
        basis=given.basis,
        valid_from=given.valid_from,
        valid_until=given.valid_until,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed_if_said(plan.case, TABLE, row_id, holder=holder, scope=scope),
    )
    days = (day.isoformat() for day in (given.valid_from, given.valid_until) if day)
    leaf(by, plan, "plan.authority_recorded", holder, scope, *days, basis=str(given.basis))
    settle(plan, by)
    return row


@transaction.atomic
def check_authority(by: Viewer, authority_id: UUID) -> Authority:
    """Say that the paper itself was seen and says what is recorded.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``. AuthorityOver: it ended or is checked.
    """
    plan, row = _held(by, authority_id)
    if row.checked_at is not None:
        raise AuthorityOver
    row.checked_by_id, row.checked_at = by.staff_id, timezone.now()
    row.save(update_fields=("checked_by", "checked_at"))
    leaf(by, plan, "plan.authority_checked", basis=row.basis)
    settle(plan, by)
    return row


@transaction.atomic
def end_authority(by: Viewer, authority_id: UUID, reason: str) -> Authority:
    """Say that it no longer holds, and why; it stays in the history.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``. AuthorityOver: it ended already.
        ValueError: the reason is empty.
    """
    plan, row = _held(by, authority_id)
    words = said("reason", reason)
    row.ended_by_id, row.ended_at = by.staff_id, timezone.now()
    row.end_reason_sealed = sealed_if_said(plan.case, TABLE, row.id, end_reason=words)["end_reason_sealed"]
    row.save(update_fields=("ended_by", "ended_at", "end_reason_sealed"))
    leaf(by, plan, "plan.authority_ended", words, basis=row.basis)
    settle(plan, by)
    return row


def _held(by: Viewer, authority_id: UUID) -> tuple[ReturnPlan, Authority]:
    policy.require(by, Act.PLAN_WORK)
    plan_id = Authority.objects.filter(id=authority_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise policy.OutOfReach
    plan = held_plan(by, plan_id)
    row = Authority.objects.select_for_update().get(id=authority_id)
    if row.ended_at is not None:
        raise AuthorityOver
    return plan, row


def _holder(by: Viewer, given: AuthorityInput) -> str:
    """The name of the adult: as written, or that of the escort."""
    if given.escort_id is None:
        return said("holder", given.holder)
    known = {row.id: row for row in escorts.escorts(by)}
    if given.escort_id not in known:
        raise ValueError("escort: accepted are the escorts within reach who still travel")
    return given.holder.strip() or known[given.escort_id].name
