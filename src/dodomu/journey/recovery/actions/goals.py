"""Goals of a care plan and what is done for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import said, sealed
from dodomu.journey.cases.queries.colleagues import colleagues_of
from dodomu.journey.recovery.actions.holding import PlanClosed, held, log
from dodomu.journey.recovery.models import (
    Action,
    ActionChange,
    ActionState,
    Agrees,
    CarePlan,
    Domain,
    Goal,
    GoalEnd,
    PlanState,
)
from dodomu.journey.recovery.queries import states


class NotOpen(ValueError):
    """Somebody was faster: the goal or the action has ended."""

    def __init__(self) -> None:
        super().__init__("state: accepted is what has not ended")


@transaction.atomic
def set_goal(by: Viewer, plan_id: UUID, domain: str, text: str, child_agrees: str) -> Goal:
    """Set a goal, saying whether the child agrees with it.

    Raises:
        As ``held``; ValueError: names the field.
    """
    plan = held(by, plan_id)
    if domain not in Domain.values:
        raise ValueError(f"domain: accepted are {', '.join(Domain.values)}")
    if child_agrees not in Agrees.values:
        raise ValueError(f"child_agrees: accepted are {', '.join(Agrees.values)}")
    words, row = said("text", text), new_id()
    goal = Goal.objects.create(
        id=row,
        plan=plan,
        domain=domain,
        child_agrees=child_agrees,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(plan.case, "recovery_goal", row, text=words),
    )
    log("recovery.goal_set", by, plan, words)
    return goal


@transaction.atomic
def end_goal(by: Viewer, goal_id: UUID, end: str, note: str) -> Goal:
    """A goal is reached, partly reached or dropped. Its open actions stay open until they are ended themselves.

    Raises:
        As ``held``; NotOpen; ValueError: names the field.
    """
    goal, plan = _goal(by, goal_id)
    if end not in GoalEnd.values:
        raise ValueError(f"end: accepted are {', '.join(GoalEnd.values)}")
    words = said("note", note)
    goal.end, goal.ended_by_id, goal.ended_at = GoalEnd(end), by.staff_id, timezone.now()
    goal.note_sealed = sealed(plan.case, "recovery_goal", goal.id, note=words)["note_sealed"]
    goal.save(update_fields=("end", "ended_by", "ended_at", "note_sealed"))
    log("recovery.goal_ended", by, plan, words)
    return goal


@transaction.atomic
def add_action(by: Viewer, goal_id: UUID, text: str, due_on: date, owner_id: UUID | None = None) -> Action:
    """Say what is done for a goal, by whom, until when.

    Raises:
        As ``held``; NotOpen: the goal has ended. ValueError: names the field.
    """
    goal, plan = _goal(by, goal_id)
    words, row = said("text", text), new_id()
    _check_owner(plan, owner_id)
    action = Action.objects.create(
        id=row,
        goal=goal,
        owner_id=owner_id,
        due_on=due_on,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(plan.case, "recovery_action", row, text=words),
    )
    _changed(by, plan, action, "")
    log("recovery.action_added", by, plan, words)
    return action


@transaction.atomic
def change_action(
    by: Viewer, action_id: UUID, due_on: date, owner_id: UUID | None, note: str, *, expected_version: str = ""
) -> Action:
    """Another day or another owner.

    Raises:
        As ``held``; NotOpen; ValueError: the owner does not see the case. Changed: it is another than ``expected_version``.
    """
    action, plan = _action(by, action_id)
    states.action_of(action).must_be(expected_version)
    _check_owner(plan, owner_id)
    action.due_on, action.owner_id = due_on, owner_id
    action.save(update_fields=("due_on", "owner"))
    _changed(by, plan, action, note)
    log("recovery.action_changed", by, plan, note)
    return action


@transaction.atomic
def end_action(by: Viewer, action_id: UUID, state: str, note: str = "") -> Action:
    """An action is done, or could not be done and the note says why.

    Raises:
        As ``held``, but its owner may end it too while they see the child; NotOpen; ValueError: names the field.
    """
    action, plan = _action(by, action_id, ending=True)
    if state not in {ActionState.DONE, ActionState.UNABLE}:
        raise ValueError("state: accepted are done and unable")
    if state == ActionState.UNABLE:
        said("note", note)
    action.state, action.ended_by_id, action.ended_at = ActionState(state), by.staff_id, timezone.now()
    action.save(update_fields=("state", "ended_by", "ended_at"))
    _changed(by, plan, action, note)
    log("recovery.action_ended", by, plan, note)
    return action


def may_end(by: Viewer, action: Action, plan: CarePlan) -> bool:
    """Who works on the child's recovery, and the owner while they see the care plan."""
    act = Act.RECOVERY_READ if action.owner_id is not None and action.owner_id == by.user_id else Act.RECOVERY_WORK
    return policy.may(by, act, subject=plan.case.person_id)


def _goal(by: Viewer, goal_id: UUID) -> tuple[Goal, CarePlan]:
    goal = Goal.objects.select_for_update().filter(id=goal_id).first()
    if goal is None:
        policy.require(by, Act.RECOVERY_WORK)
        raise policy.OutOfReach
    plan = held(by, goal.plan_id)
    if goal.end:
        raise NotOpen
    return goal, plan


def _action(by: Viewer, action_id: UUID, *, ending: bool = False) -> tuple[Action, CarePlan]:
    row = Action.objects.select_for_update(of=("self",)).select_related("goal").filter(id=action_id).first()
    if row is None:
        policy.require(by, Act.RECOVERY_READ if ending else Act.RECOVERY_WORK)
        raise policy.OutOfReach
    plan = held(by, row.goal.plan_id, Act.RECOVERY_READ if ending else Act.RECOVERY_WORK, closed_too=True)
    if ending and not may_end(by, row, plan):
        raise policy.NotAllowed(Act.RECOVERY_WORK)
    if not ending and plan.state == PlanState.CLOSED:
        raise PlanClosed
    if row.state != ActionState.OPEN:
        raise NotOpen
    return row, plan


def _check_owner(plan: CarePlan, owner_id: UUID | None) -> None:
    if owner_id is not None and owner_id not in dict(colleagues_of(plan.case)):
        raise ValueError("owner: accepted are colleagues who see this case, or the team")


def _changed(by: Viewer, plan: CarePlan, action: Action, note: str) -> None:
    row = new_id()
    words = sealed(plan.case, "recovery_actionchange", row, note=note) if note.strip() else {}
    ActionChange.objects.create(
        id=row,
        action=action,
        state=action.state,
        owner_id=action.owner_id,
        due_on=action.due_on,
        by_id=by.staff_id,
        at=timezone.now(),
        **words,
    )
