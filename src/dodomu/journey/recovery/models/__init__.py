"""Tables of recovery: the care plan with goals and actions, follow-up visits, private notes, closing."""

from dodomu.journey.recovery.models.follow_up import Alone, FollowUpDue, How, PrivateNote, Safety, Seen, Visit, WhyNot
from dodomu.journey.recovery.models.plan import (
    Action,
    ActionChange,
    ActionState,
    Agrees,
    CarePlan,
    Domain,
    Goal,
    GoalEnd,
    PlanClosing,
    PlanEvent,
    PlanState,
)

__all__ = [
    "Action",
    "ActionChange",
    "ActionState",
    "Agrees",
    "Alone",
    "CarePlan",
    "Domain",
    "FollowUpDue",
    "Goal",
    "GoalEnd",
    "How",
    "PlanClosing",
    "PlanEvent",
    "PlanState",
    "PrivateNote",
    "Safety",
    "Seen",
    "Visit",
    "WhyNot",
]
