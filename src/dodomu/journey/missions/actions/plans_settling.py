"""A plan that was declared READY falls back by itself as soon as something is missing again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions import RoadStep, propose_road_step, road_step
from dodomu.journey.cases.models import SecondState
from dodomu.journey.missions.actions.plans_holding import SYSTEM, leaf, note
from dodomu.journey.missions.models import PlanEvent, PlanState, ReadyDeclaration, ReturnPlan
from dodomu.journey.missions.queries.plans_looked import readiness_of
from dodomu.journey.missions.queries.plans_reach import set_out
from dodomu.journey.missions.readiness import Missing, Readiness
from dodomu.kit.dates import today

ASKED = frozenset({SecondState.WAITING, SecondState.CONFIRMED, SecondState.ALONE})
FELL_BACK = "plan_fell_back"


def settle(plan: ReturnPlan, by: Viewer | None = None, act: Act = Act.PLAN_WORK) -> Readiness | None:
    """Take back a declaration of READY that holds no more; the caller holds the plan in its transaction.

    Nothing is looked at, and None returned, where nothing was declared, or the child has set out already: on the way no
    paper is asked for again.

    Parameters:
        by: whose act it was; None where the plan fell back by itself.
        act: what that act was.
    """
    declared = ReadyDeclaration.objects.filter(plan=plan, void_at=None, state__in=ASKED)
    if not declared.exists() or set_out({plan.case_id}):
        return None
    found = readiness_of([plan])[plan.id]
    if found.ready:
        return found
    take_back(plan, by, act, missing=found.missing)
    return found


def take_back(
    plan: ReturnPlan, by: Viewer | None, act: Act = Act.PLAN_WORK, *, missing: Iterable[Missing] = ()
) -> None:
    """Void every declaration; a plan that was READY is being prepared again, and the return axis follows."""
    declared = ReadyDeclaration.objects.filter(plan=plan, void_at=None, state__in=ASKED)
    declared.update(void_at=timezone.now(), void_by=by.user_id if by else None)
    if plan.state != PlanState.READY:
        return
    plan.state = PlanState.OPEN
    plan.save(update_fields=("state",))
    codes = [(one.code, list(one.kinds)) for one in missing]
    note(plan, PlanEvent.What.READY_TAKEN_BACK, by, codes=codes)
    leaf(by or SYSTEM, plan, "plan.ready_taken_back", missing=len(codes))
    events.publish("plan_ready_taken_back", plan_id=plan.id, case_id=plan.case_id)
    person = plan.case.person_id
    if by is None:
        propose_road_step(person, FELL_BACK, "return")
    else:
        road_step(by, act, person, RoadStep("return", "documents", PartialDate.of_day(today())))


@transaction.atomic
def settle_plan(plan_id: UUID) -> bool:
    """Look at one plan again; whether it is still READY afterwards."""
    plan = ReturnPlan.objects.select_for_update(of=("self",)).select_related("case").filter(id=plan_id).first()
    if plan is None or plan.state == PlanState.ENDED:
        return False
    settle(plan)
    return plan.state == PlanState.READY


def settle_of_escort(escort_id: UUID) -> None:
    """Look again at the declared plans in which this escort holds an authority."""
    held = ReturnPlan.objects.filter(authorities__escort=escort_id, authorities__ended_at=None)
    _settle_each(held)


@transaction.atomic
def settle_of_persons(person_ids: Collection[UUID]) -> int:
    """Look again at the declared plans of these children; how many there were."""
    return _settle_each(ReturnPlan.objects.filter(case__person_id__in=person_ids))


def _settle_each(plans: QuerySet[ReturnPlan]) -> int:
    declared = plans.exclude(state=PlanState.ENDED).filter(declarations__void_at=None, declarations__state__in=ASKED)
    ids = list(declared.order_by("id").values_list("id", flat=True).distinct())
    for plan_id in ids:
        settle_plan(plan_id)
    return len(ids)
