"""A care plan closes when a second person agrees; a visit three months later is due all the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions import NotWaiting, RoadStep, road_step, second
from dodomu.journey.cases.actions.holding import said, sealed
from dodomu.journey.cases.models import SecondState
from dodomu.journey.recovery import schedule
from dodomu.journey.recovery.actions.holding import held, note
from dodomu.journey.recovery.actions.plans import AlreadyBegun, lay
from dodomu.journey.recovery.models import Agrees, CarePlan, PlanClosing, PlanEvent, PlanState
from dodomu.kit.dates import today

What = PlanEvent.What


@dataclass(frozen=True, slots=True)
class ClosingInput:
    """Why a plan closes, in a code and in words, and what the child and the carer say to it."""

    why: str
    reason: str = field(repr=False)
    child_agrees: str
    carer_agrees: str


@transaction.atomic
def ask_closing(by: Viewer, plan_id: UUID, given: ClosingInput) -> PlanClosing:
    """Ask a second person to agree that the plan closes; where nobody else works it closes, marked as not confirmed.

    Raises:
        As ``held``; NotWaiting: a closing waits already. ValueError: names the field.
    """
    plan = held(by, plan_id)
    if plan.closings.filter(state=SecondState.WAITING).exists():
        raise NotWaiting
    for name, value, accepted in (
        ("why", given.why, PlanClosing.Why.values),
        ("child_agrees", given.child_agrees, Agrees.values),
        ("carer_agrees", given.carer_agrees, Agrees.values),
    ):
        if value not in accepted:
            raise ValueError(f"{name}: accepted are {', '.join(accepted)}")
    words, row = said("reason", given.reason), new_id()
    closing = PlanClosing.objects.create(
        id=row,
        plan=plan,
        why=given.why,
        child_agrees=given.child_agrees,
        carer_agrees=given.carer_agrees,
        visit_on=schedule.closing_visit(today()).due_on,
        state=second.state_for(by),
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(plan.case, "recovery_planclosing", row, reason=words),
    )
    if closing.state == SecondState.ALONE:
        _close(by, plan, closing, words)
    else:
        note(by, plan, What.CLOSING_ASKED, words)
    return closing


@transaction.atomic
def answer_closing(by: Viewer, closing_id: UUID, reason: str, *, agrees: bool) -> PlanClosing:
    """The second person agrees, or says no and the plan goes on.

    Raises:
        NotAllowed, OutOfReach: the viewer is no second person for this child. SamePerson, NotWaiting. ValueError: no words.
    """
    policy.require(by, Act.CASE_CONFIRM)
    closing = PlanClosing.objects.select_for_update().filter(id=closing_id).first()
    if closing is None:
        raise policy.OutOfReach
    plan = held(by, closing.plan_id, Act.CASE_CONFIRM)
    words = second.answer(by, plan.case, closing, reason, agrees=agrees)
    if agrees:
        _close(by, plan, closing, words)
    else:
        note(by, plan, What.CLOSING_DECLINED, words)
    return closing


@transaction.atomic
def reopen_plan(by: Viewer, plan_id: UUID, reason: str) -> CarePlan:
    """Open a closed plan again: what was due after its closing is due again from today on.

    Raises:
        As ``held``; NotWaiting: it is active. AlreadyBegun: the case has another one. ValueError: no words.
    """
    plan = held(by, plan_id, closed_too=True)
    words = said("reason", reason)
    if plan.state == PlanState.ACTIVE:
        raise NotWaiting
    if other := CarePlan.objects.filter(case=plan.case, state=PlanState.ACTIVE).first():
        raise AlreadyBegun(other.id)
    plan.state = PlanState.ACTIVE
    plan.save(update_fields=("state",))
    plan.dues.filter(code=schedule.CLOSING, met_at=None, dropped_at=None).update(dropped_at=timezone.now())
    planned = schedule.visits(plan.start, plan.case.risk, since=today()) or (
        schedule.Planned(schedule.EXTRA, today(), "reopened"),
    )
    lay(plan, planned)
    note(by, plan, What.REOPENED, words)
    step = RoadStep("recovery", "plan_active", PartialDate.of_day(today()))
    road_step(by, Act.RECOVERY_WORK, plan.case.person_id, step)
    return plan


def _close(by: Viewer, plan: CarePlan, closing: PlanClosing, words: str) -> None:
    plan.state = PlanState.CLOSED
    plan.save(update_fields=("state",))
    now = timezone.now()
    plan.dues.filter(met_at=None, dropped_at=None).update(dropped_at=now)
    lay(plan, [schedule.Planned(schedule.CLOSING, closing.visit_on, schedule.CLOSING)])
    note(by, plan, What.CLOSED, words)
    act = Act.CASE_CONFIRM if closing.second_id else Act.RECOVERY_WORK
    road_step(by, act, plan.case.person_id, RoadStep("recovery", "closed", PartialDate.of_day(today())))
    events.publish("care_plan_closed", plan_id=plan.id)
