"""What is done with a case: opened, moved along an axis, answered, handed over."""

from __future__ import annotations

from dodomu.journey.cases.actions.axes import Step, record_step, withdraw_step
from dodomu.journey.cases.actions.handing import change_risk, reassign, release_worker
from dodomu.journey.cases.actions.joins import follow_join, follow_split
from dodomu.journey.cases.actions.looking import export_cases, look
from dodomu.journey.cases.actions.opening import AlreadyOpen, open_case
from dodomu.journey.cases.actions.proposals import AlreadyAnswered, accept, decline

__all__ = [
    "AlreadyAnswered",
    "AlreadyOpen",
    "Step",
    "accept",
    "change_risk",
    "decline",
    "export_cases",
    "follow_join",
    "follow_split",
    "look",
    "open_case",
    "reassign",
    "record_step",
    "release_worker",
    "withdraw_step",
]
