"""What may be read of the months after the arrival."""

from __future__ import annotations

from dodomu.journey.recovery.queries.plans import plan, plan_of_case, plans
from dodomu.journey.recovery.queries.rows import (
    ActionRow,
    ClosingRow,
    DueRow,
    GoalRow,
    PlanPage,
    PlanRow,
    VisitRow,
)
from dodomu.journey.recovery.queries.states import action_state
from dodomu.journey.recovery.queries.timeline import happened
from dodomu.journey.recovery.queries.work import (
    actions_due,
    arrived_on,
    closings_waiting,
    unsafe,
    visits_due,
    without_plan,
)

__all__ = [
    "ActionRow",
    "ClosingRow",
    "DueRow",
    "GoalRow",
    "PlanPage",
    "PlanRow",
    "VisitRow",
    "action_state",
    "actions_due",
    "arrived_on",
    "closings_waiting",
    "happened",
    "plan",
    "plan_of_case",
    "plans",
    "unsafe",
    "visits_due",
    "without_plan",
]
