"""What is done in the months after the arrival: care plan, goals, visits, closing."""

from __future__ import annotations

from dodomu.journey.cases.actions import CaseClosed, NotWaiting, SamePerson
from dodomu.journey.recovery.actions.closing import ClosingInput, answer_closing, ask_closing, reopen_plan
from dodomu.journey.recovery.actions.goals import NotOpen, add_action, change_action, end_action, end_goal, set_goal
from dodomu.journey.recovery.actions.holding import PlanClosed
from dodomu.journey.recovery.actions.plans import AlreadyBegun, begin_plan, give_plan, lay_out_anew
from dodomu.journey.recovery.actions.visits import Visited, note_privately, record_visit

__all__ = [
    "AlreadyBegun",
    "CaseClosed",
    "ClosingInput",
    "NotOpen",
    "NotWaiting",
    "PlanClosed",
    "SamePerson",
    "Visited",
    "add_action",
    "answer_closing",
    "ask_closing",
    "begin_plan",
    "change_action",
    "end_action",
    "end_goal",
    "give_plan",
    "lay_out_anew",
    "note_privately",
    "record_visit",
    "reopen_plan",
    "set_goal",
]
