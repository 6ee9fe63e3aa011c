"""What may be read of the way home, always by somebody."""

from __future__ import annotations

from dodomu.journey.missions.queries.missions_listed import MissionsFound, counts, missions
from dodomu.journey.missions.queries.missions_page import MissionNotFound, mission
from dodomu.journey.missions.queries.missions_rows import (
    ApprovalRow,
    ChildRow,
    CostRow,
    End,
    EscortOnMission,
    GroupRow,
    HandOverRow,
    LegRow,
    MissionEventRow,
    MissionPage,
    MissionRow,
    NoticeRow,
    VehicleRow,
)
from dodomu.journey.missions.queries.missions_states import child_state, leg_state, mission_state, seats_state

__all__ = [
    "child_state",
    "leg_state",
    "mission_state",
    "seats_state",
    "ApprovalRow",
    "ChildRow",
    "CostRow",
    "End",
    "EscortOnMission",
    "GroupRow",
    "HandOverRow",
    "LegRow",
    "MissionEventRow",
    "MissionNotFound",
    "MissionPage",
    "MissionRow",
    "MissionsFound",
    "NoticeRow",
    "VehicleRow",
    "counts",
    "mission",
    "missions",
]
