"""A return plan held for the length of an act, when the viewer may do the act to this child; its history, its journal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions.holding import CaseClosed, key_of, sealed_if_said
from dodomu.journey.missions.models import PlanEvent, PlanState, ReturnPlan
from dodomu.journey.missions.queries.plans_reach import visible

SYSTEM = Viewer.system("plans")
"""Who acts when a plan falls back by itself."""


class PlanEnded(ValueError):
    """The plan has ended; a new one can be begun for the case."""

    def __init__(self) -> None:
        super().__init__("plan: accepted are plans that have not ended")


def held_plan(by: Viewer, plan_id: UUID, act: Act = Act.PLAN_WORK) -> ReturnPlan:
    """The plan with its case, locked for this transaction.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such plan, or not for this viewer; the two look alike.
        PlanEnded: it has ended. CaseClosed: its case is closed.
    """
    policy.require(by, act)
    plan = visible(by, act).select_for_update(of=("self",)).select_related("case").filter(id=plan_id).first()
    if plan is None:
        raise policy.OutOfReach
    if plan.state == PlanState.ENDED:
        raise PlanEnded
    if plan.case.closed_at:
        raise CaseClosed
    return plan


def note(
    plan: ReturnPlan,
    what: PlanEvent.What,
    by: Viewer | None,
    words: str = "",
    *,
    codes: list[tuple[str, list[str]]] | None = None,
    review_on: date | None = None,
) -> PlanEvent:
    """One line of the plan's history. ``codes``: what was missing, kept instead of words."""
    row = new_id()
    reason: bytes | None = None
    if codes is not None:
        reason = keys.seal(key_of(plan.case), "missions_planevent", row, "reason_sealed", codes)
    elif words.strip():
        reason = sealed_if_said(plan.case, "missions_planevent", row, reason=words)["reason_sealed"]
    return PlanEvent.objects.create(
        id=row,
        plan=plan,
        what=what,
        reason_sealed=reason,
        review_on=review_on,
        by_id=by.user_id if by else None,
        at=timezone.now(),
    )


def leaf(by: Viewer, plan: ReturnPlan, kind: str, *words: str, **codes: str | int) -> None:
    """The journal's leaf of an act done to a plan: codes, and a commitment to the words under the case's key."""
    kept = [word.strip() for word in words if word.strip()]
    commitments = bridge.committed(key_of(plan.case), *kept) if kept else ()
    journal.append(kind, by=by, subject=plan.pid, commitments=commitments, codes=codes, case=plan.case.pid)
