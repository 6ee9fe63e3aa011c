"""What is done on the way home."""

from __future__ import annotations

from dodomu.journey.missions.actions.approving import RulesBroken, answer_approval, ask_approval
from dodomu.journey.missions.actions.holding import MissionNotNow
from dodomu.journey.missions.actions.legs import LegInput, add_leg, change_leg, record_travelled, remove_leg
from dodomu.journey.missions.actions.missions import (
    MissionInput,
    NameTaken,
    NameTells,
    add_group,
    cancel_mission,
    change_mission,
    make_mission,
)
from dodomu.journey.missions.actions.outcomes import Outcome, StillOpen, end_escort, end_mission, record_outcome
from dodomu.journey.missions.actions.travellers import (
    ChildInput,
    Elsewhere,
    EscortInput,
    NotEligible,
    VehicleInput,
    add_child,
    add_escort,
    add_vehicle,
    change_child,
    drop_child,
    release_escort,
    remove_vehicle,
)

__all__ = [
    "ChildInput",
    "Elsewhere",
    "EscortInput",
    "LegInput",
    "MissionInput",
    "MissionNotNow",
    "NameTaken",
    "NameTells",
    "NotEligible",
    "Outcome",
    "RulesBroken",
    "StillOpen",
    "VehicleInput",
    "add_child",
    "add_escort",
    "add_group",
    "add_leg",
    "add_vehicle",
    "answer_approval",
    "ask_approval",
    "cancel_mission",
    "change_child",
    "change_leg",
    "change_mission",
    "drop_child",
    "end_escort",
    "end_mission",
    "make_mission",
    "record_outcome",
    "record_travelled",
    "release_escort",
    "remove_leg",
    "remove_vehicle",
]
