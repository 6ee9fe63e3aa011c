"""What is done on the way home."""

from __future__ import annotations

from dodomu.journey.missions.actions.approving import RulesBroken, answer_approval, ask_approval
from dodomu.journey.missions.actions.costs import CostInput, add_cost, give_notice, strike_cost
from dodomu.journey.missions.actions.departing import (
    ManifestOpen,
    NotApproved,
    NotReached,
    ReasonNeeded,
    depart,
)
from dodomu.journey.missions.actions.handing_over import HandOverInput, NoAuthority, NotConfirmed, hand_over
from dodomu.journey.missions.actions.holding import BeforeDeparture, MissionNotNow
from dodomu.journey.missions.actions.legs import (
    LegInput,
    add_leg,
    change_leg,
    record_travelled,
    remove_leg,
    take_way,
)
from dodomu.journey.missions.actions.manifest import Checked, check_manifest, join_at_meeting
from dodomu.journey.missions.actions.missions import (
    MissionInput,
    NameTaken,
    NameTells,
    add_group,
    cancel_mission,
    change_mission,
    make_mission,
)
from dodomu.journey.missions.actions.missions_looking import look_at_mission
from dodomu.journey.missions.actions.outcomes import Outcome, StillOpen, end_escort, end_mission, record_outcome
from dodomu.journey.missions.actions.replacing import replace_escort, reroute
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
from dodomu.journey.missions.actions.travellers_many import SeatInput, add_children, give_seats

__all__ = [
    "BeforeDeparture",
    "SeatInput",
    "add_children",
    "give_seats",
    "look_at_mission",
    "Checked",
    "ChildInput",
    "CostInput",
    "Elsewhere",
    "EscortInput",
    "HandOverInput",
    "LegInput",
    "ManifestOpen",
    "MissionInput",
    "MissionNotNow",
    "NameTaken",
    "NameTells",
    "NoAuthority",
    "NotApproved",
    "NotConfirmed",
    "NotEligible",
    "NotReached",
    "Outcome",
    "ReasonNeeded",
    "RulesBroken",
    "StillOpen",
    "VehicleInput",
    "add_child",
    "add_cost",
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
    "check_manifest",
    "depart",
    "drop_child",
    "end_escort",
    "end_mission",
    "give_notice",
    "hand_over",
    "join_at_meeting",
    "make_mission",
    "record_outcome",
    "record_travelled",
    "release_escort",
    "remove_leg",
    "remove_vehicle",
    "replace_escort",
    "reroute",
    "strike_cost",
    "take_way",
]
