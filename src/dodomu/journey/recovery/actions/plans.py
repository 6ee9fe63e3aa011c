"""A care plan begins, changes hands, is laid out anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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
from dodomu.journey.cases.actions.holding import CaseClosed, found
from dodomu.journey.cases.queries.colleagues import colleagues_of
from dodomu.journey.recovery import schedule
from dodomu.journey.recovery.actions.holding import held, note
from dodomu.journey.recovery.models import CarePlan, FollowUpDue, PlanEvent, PlanState
from dodomu.kit.dates import today

What = PlanEvent.What


class AlreadyBegun(ValueError):
    """The case has an active care plan."""

    def __init__(self, plan_id: UUID) -> None:
        super().__init__("case: accepted is a case without an active care plan")
        self.plan_id = plan_id


@transaction.atomic
def begin_plan(by: Viewer, case_id: UUID, start: date, owner_id: UUID | None = None) -> CarePlan:
    """Begin the care plan of a case and lay out its visits.

    Parameters:
        start: the day of arrival, from which visits are counted; not in the future.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on this child's recovery. AlreadyBegun. CaseClosed.
        ValueError: names the field.
    """
    policy.require(by, Act.RECOVERY_WORK)
    case = found(case_id)
    policy.require(by, Act.RECOVERY_WORK, subject=case.person_id)
    if case.closed_at:
        raise CaseClosed
    if start > today():
        raise ValueError("start: accepted is a day that has come")
    if active := CarePlan.objects.filter(case=case, state=PlanState.ACTIVE).first():
        raise AlreadyBegun(active.id)
    if owner_id is not None and owner_id not in dict(colleagues_of(case)):
        raise ValueError("owner: accepted are colleagues who see this case, or the team")
    plan = CarePlan.objects.create(
        case=case, owner_id=owner_id, start=start, risk=case.risk, by_id=by.staff_id, at=timezone.now()
    )
    lay(plan, schedule.visits(start, case.risk))
    note(by, plan, What.BEGUN)
    step = RoadStep("recovery", "plan_active", PartialDate.of_day(today()))
    road_step(by, Act.RECOVERY_WORK, case.person_id, step)
    events.publish("care_plan_begun", plan_id=plan.id)
    return plan


@transaction.atomic
def give_plan(by: Viewer, plan_id: UUID, owner_id: UUID | None, reason: str = "") -> CarePlan:
    """Give a plan to another colleague who sees the case, or to the team.

    Raises:
        As ``held``; ValueError: the colleague does not see the case.
    """
    plan = held(by, plan_id)
    if owner_id is not None and owner_id not in dict(colleagues_of(plan.case)):
        raise ValueError("owner: accepted are colleagues who see this case, or the team")
    plan.owner_id = owner_id
    plan.save(update_fields=("owner",))
    note(by, plan, What.OWNER, reason)
    return plan


@transaction.atomic
def lay_out_anew(by: Viewer, plan_id: UUID) -> CarePlan:
    """Lay the coming visits out by the risk level that the case has now. Missed visits keep their day and stay due.

    Raises:
        As ``held``.
    """
    plan = held(by, plan_id)
    coming = plan.dues.filter(met_at=None, dropped_at=None, due_on__gte=today())
    met = set(plan.dues.filter(met_at__isnull=False).values_list("code", flat=True))
    coming.update(dropped_at=timezone.now())
    plan.risk = plan.case.risk
    plan.save(update_fields=("risk",))
    lay(plan, [one for one in schedule.visits(plan.start, plan.risk, since=today()) if one.code not in met])
    note(by, plan, What.LAID_OUT)
    return plan


def lay(plan: CarePlan, planned: Iterable[schedule.Planned]) -> None:
    """Write down visits that are due; the caller holds the transaction."""
    rows = [FollowUpDue(id=new_id(), plan=plan, code=one.code, due_on=one.due_on, rule=one.rule) for one in planned]
    FollowUpDue.objects.bulk_create(rows)
