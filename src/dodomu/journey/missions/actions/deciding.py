"""What is best for the child: decided by one person with reasons, confirmed by another."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import said, sealed_if_said
from dodomu.journey.cases.actions.second import NotWaiting, answer, state_for
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.actions.plans_holding import held_plan, leaf
from dodomu.journey.missions.actions.plans_settling import settle
from dodomu.journey.missions.models import BestInterests

TABLE = "missions_bestinterests"


@transaction.atomic
def decide_best_interests(by: Viewer, plan_id: UUID, decision: str, reason: str) -> BestInterests:
    """Decide whether to return, to wait or to stay is best for the child; it waits for a second person.

    Where nobody else works here it counts, marked as not confirmed.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        NotWaiting: another decision waits for its second person.
        ValueError: the decision is none of those, or the reason is empty.
    """
    plan = held_plan(by, plan_id)
    words = said("reason", reason)
    if decision not in BestInterests.Decision.values:
        raise ValueError(f"decision: accepted are {', '.join(BestInterests.Decision.values)}")
    if plan.best_interests.filter(state=SecondState.WAITING).exists():
        raise NotWaiting
    row_id, state = new_id(), state_for(by)
    row = BestInterests.objects.create(
        id=row_id,
        plan=plan,
        decision=decision,
        state=state,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed_if_said(plan.case, TABLE, row_id, reason=words),
    )
    leaf(by, plan, "plan.best_interests_decided", words, decision=decision, state=str(state))
    settle(plan, by)
    return row


@transaction.atomic
def answer_best_interests(by: Viewer, decision_id: UUID, reason: str, *, agrees: bool) -> BestInterests:
    """The second person confirms a decision, or says no and why.

    Raises:
        NotAllowed, OutOfReach: the viewer is no second person for this child. PlanEnded, CaseClosed.
        SamePerson, NotWaiting: who decided answers; somebody has answered.
        ValueError: the reason is empty.
    """
    policy.require(by, Act.PLAN_CONFIRM)
    plan_id = BestInterests.objects.filter(id=decision_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise policy.OutOfReach
    plan = held_plan(by, plan_id, Act.PLAN_CONFIRM)
    row = BestInterests.objects.select_for_update().get(id=decision_id)
    words = answer(by, plan.case, row, reason, agrees=agrees)
    leaf(by, plan, "plan.best_interests_answered", words, decision=row.decision, state=str(row.state))
    settle(plan, by, Act.PLAN_CONFIRM)
    return row
