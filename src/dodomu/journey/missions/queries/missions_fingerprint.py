"""What an approval is of: a digest of the mission as it stands."""

from __future__ import annotations

import hashlib
import json

from dodomu.journey.missions.models import ChildState, Leg, LegState, Mission, MissionChild, MissionEscort, Vehicle


def fingerprint(mission: Mission, *, without_unplanned: bool = False) -> bytes:
    """SHA-256 over what is approved: date, children, escorts, vehicles and legs, without a word of them.

    Parameters:
        without_unplanned: leave out children who joined at the meeting point.
    """
    children = MissionChild.objects.filter(mission=mission).exclude(state=ChildState.DROPPED)
    if without_unplanned:
        children = children.filter(unplanned=False)
    places = ("case_id", "group_id", "vehicle_id", "child_seat", "wheelchair", "medical_escort")
    escorts = MissionEscort.objects.filter(mission=mission, ended_at=None)
    vehicles = Vehicle.objects.filter(mission=mission, removed_at=None)
    legs = Leg.objects.filter(group__mission=mission).exclude(state=LegState.REPLACED)
    stretches = ("group_id", "order", "link_id", "start_id", "end_id", "departs_at", "arrives_at", "latest_at")
    rules = ("silent", "phone", "table", "abort", "fallback_id", "km")
    rows = (
        str(mission.departs_at.timestamp()),
        sorted(children.values_list(*places), key=str),
        sorted(escorts.values_list("escort_id", "group_id", "vehicle_id", "part"), key=str),
        sorted(
            vehicles.values_list("id", "group_id", "kind", "seats", "child_seats", "wheelchairs", "drivers"), key=str
        ),
        sorted(legs.values_list(*stretches, *rules), key=str),
    )
    return hashlib.sha256(json.dumps(rows, default=str, separators=(",", ":")).encode()).digest()
