"""A care plan held for the length of an act, when the viewer may do the act to this child."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions.holding import key_of, sealed
from dodomu.journey.recovery.models import CarePlan, PlanEvent, PlanState


class PlanClosed(ValueError):
    """The care plan is closed: it must be opened again first."""

    def __init__(self) -> None:
        super().__init__("plan: accepted are active care plans; open it again first")


def held(by: Viewer, plan_id: UUID, act: Act = Act.RECOVERY_WORK, *, closed_too: bool = False) -> CarePlan:
    """The plan, locked for this transaction.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such plan, or not for this viewer; the two look alike.
        PlanClosed: the plan is closed.
    """
    policy.require(by, act)
    plan = CarePlan.objects.select_for_update(of=("self",)).select_related("case").filter(id=plan_id).first()
    if plan is None:
        raise policy.OutOfReach
    policy.require(by, act, subject=plan.case.person_id)
    if plan.state == PlanState.CLOSED and not closed_too:
        raise PlanClosed
    return plan


def note(by: Viewer, plan: CarePlan, what: PlanEvent.What, reason: str = "") -> None:
    """Write what happened to the plan, and its journal leaf; the caller holds the transaction."""
    row = new_id()
    words = sealed(plan.case, "recovery_planevent", row, reason=reason) if reason.strip() else {}
    PlanEvent.objects.create(id=row, plan=plan, what=what, by_id=by.staff_id, at=timezone.now(), **words)
    log(f"recovery.{what.value}", by, plan, reason)


def log(kind: str, by: Viewer, plan: CarePlan, *words: str) -> None:
    """A journal leaf about the plan: the kind of the act, and a commitment to its words and answers."""
    commitments = bridge.committed(key_of(plan.case), *(word.strip() for word in words))
    journal.append(kind, by=by, subject=plan.pid, commitments=commitments, case=plan.case.pid)
