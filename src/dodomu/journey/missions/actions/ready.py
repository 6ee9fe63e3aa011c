"""READY: declared by one person, confirmed by another, refused while anything is missing."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions import RoadStep, road_step
from dodomu.journey.cases.actions.holding import said, sealed_if_said
from dodomu.journey.cases.actions.second import NotWaiting, answer, state_for
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.actions.plans_holding import held_plan, leaf, note
from dodomu.journey.missions.actions.plans_settling import ASKED, settle_plan
from dodomu.journey.missions.models import PlanEvent, PlanState, ReadyDeclaration, ReturnPlan
from dodomu.journey.missions.queries.plans_looked import readiness_of
from dodomu.journey.missions.readiness import Missing
from dodomu.kit.dates import today

TABLE = "missions_readydeclaration"


class NotReady(ValueError):
    """Something is missing; ``missing`` lists it."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(f"plan: {', '.join(one.code for one in missing)}")
        self.missing = missing


@transaction.atomic
def declare_ready(by: Viewer, plan_id: UUID, reason: str) -> ReadyDeclaration:
    """Declare that the child is ready to travel; another person confirms it.

    Where nobody else works here the plan is READY at once, marked as not confirmed.

    Raises:
        NotAllowed, OutOfReach, PlanEnded, CaseClosed: as ``held_plan``.
        NotReady: something is missing. NotWaiting: it is declared already, or set aside.
        ValueError: the reason is empty.
    """
    plan = held_plan(by, plan_id)
    words = said("reason", reason)
    if plan.state != PlanState.OPEN or plan.declarations.filter(void_at=None, state__in=ASKED).exists():
        raise NotWaiting
    _require_ready(plan)
    row_id, state = new_id(), state_for(by)
    row = ReadyDeclaration.objects.create(
        id=row_id,
        plan=plan,
        state=state,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed_if_said(plan.case, TABLE, row_id, reason=words),
    )
    leaf(by, plan, "plan.ready_declared", words, state=str(state))
    if state == SecondState.ALONE:
        _ready(by, Act.PLAN_WORK, plan)
    return row


def answer_ready(by: Viewer, declaration_id: UUID, reason: str, *, agrees: bool) -> ReadyDeclaration:
    """The second person confirms that the child is ready to travel, or says no and why.

    Raises:
        NotAllowed, OutOfReach: the viewer is no second person for this child. PlanEnded, CaseClosed.
        SamePerson, NotWaiting: who declared it answers; somebody has answered, or it counts no more.
        NotReady: something has gone missing since; the declaration is taken back.
        ValueError: the reason is empty.
    """
    try:
        return _answer(by, declaration_id, reason, agrees=agrees)
    except NotReady:
        # In a transaction of its own: the refusal undoes the answer, and the declaration must still fall.
        settle_plan(ReadyDeclaration.objects.values_list("plan_id", flat=True).get(id=declaration_id))
        raise


@transaction.atomic
def _answer(by: Viewer, declaration_id: UUID, reason: str, *, agrees: bool) -> ReadyDeclaration:
    policy.require(by, Act.PLAN_CONFIRM)
    plan_id = ReadyDeclaration.objects.filter(id=declaration_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise policy.OutOfReach
    plan = held_plan(by, plan_id, Act.PLAN_CONFIRM)
    row = ReadyDeclaration.objects.select_for_update().get(id=declaration_id)
    if row.void_at is not None:
        raise NotWaiting
    words = answer(by, plan.case, row, reason, agrees=agrees)
    if agrees:
        _require_ready(plan)
        _ready(by, Act.PLAN_CONFIRM, plan)
    leaf(by, plan, "plan.ready_answered", words, state=str(row.state))
    return row


def _require_ready(plan: ReturnPlan) -> None:
    found = readiness_of([plan])[plan.id]
    if not found.ready:
        raise NotReady(found.missing)


def _ready(by: Viewer, act: Act, plan: ReturnPlan) -> None:
    plan.state = PlanState.READY
    plan.save(update_fields=("state",))
    note(plan, PlanEvent.What.READY, by)
    road_step(by, act, plan.case.person_id, RoadStep("return", "ready", PartialDate.of_day(today())))
    events.publish("plan_ready", plan_id=plan.id, case_id=plan.case_id)
