"""What the forms of a mission can change, as it stands: the mission itself, a child, a leg, the seats of a group."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import State
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case
from dodomu.journey.missions.models import (
    ChildState,
    Group,
    Leg,
    Mission,
    MissionChild,
    MissionEscort,
    MissionEvent,
)
from dodomu.journey.missions.queries.dangers import carried_as_usual
from dodomu.journey.missions.queries.missions_reach import visible
from dodomu.kit.dates import KYIV

NEEDS = ("child_seat", "wheelchair", "medical_escort")


def mission_state(viewer: Viewer, mission_id: UUID) -> State:
    """For the form of the mission.

    Raises:
        OutOfReach: the viewer runs no such mission.
    """
    return mission_of(_mission(viewer, mission_id))


def child_state(viewer: Viewer, child_id: UUID) -> State:
    """For the form of one child on a mission; its medicine and needs are under the key of its case."""
    child = MissionChild.objects.select_related("case", "mission").filter(id=child_id).first()
    if child is None:
        raise policy.OutOfReach
    _mission(viewer, child.mission_id)
    policy.require(viewer, Act.MISSION_WORK, subject=child.case.person_id)
    return child_of(child)


def leg_state(viewer: Viewer, leg_id: UUID) -> State:
    """For the form of one leg."""
    leg = Leg.objects.select_related("group__mission", "link", "start", "end").filter(id=leg_id).first()
    if leg is None:
        raise policy.OutOfReach
    return leg_of(leg, _mission(viewer, leg.group.mission_id))


def seats_state(viewer: Viewer, group_id: UUID) -> State:
    """For the form in which a group is seated."""
    group = Group.objects.filter(id=group_id).first()
    if group is None:
        raise policy.OutOfReach
    return seats_of(group, _mission(viewer, group.mission_id))


def mission_of(mission: Mission) -> State:
    """The same of a row that an act holds; its caller has checked the right."""
    values = {
        "code_name": mission.code_name,
        "corridor": str(mission.corridor_id),
        "reception_team": str(mission.reception_team_id or ""),
        "meeting": _text(mission, "missions_mission", mission, "meeting_sealed"),
        "note": _text(mission, "missions_mission", mission, "note_sealed"),
        **_moment(mission.departs_at),
    }
    return State(f"mission:{mission.id}", values, *_last(mission))


def child_of(child: MissionChild) -> State:
    """The same of a row that an act holds."""
    values = {
        "code_name": child.code_name,
        "group": str(child.group_id),
        "vehicle": str(child.vehicle_id or ""),
        "medicine": _text(child.case, "missions_missionchild", child, "medicine_sealed"),
        "needs": _text(child.case, "missions_missionchild", child, "needs_sealed"),
        **{name: _on(getattr(child, name)) for name in NEEDS},
    }
    return State(f"mission:{child.mission_id}:child:{child.id}", values, *_last(child.mission))


def leg_of(leg: Leg, mission: Mission) -> State:
    """The same of a row that an act holds."""
    usual = carried_as_usual((leg.start, leg.end))
    values = {
        "way": f"{leg.link_id}:{'on' if leg.start_id == leg.link.start_id else 'back'}",
        "minutes": _minutes(leg.departs_at, leg.arrives_at),
        "minutes_p90": _minutes(leg.departs_at, leg.latest_at),
        "km": "" if leg.km is None else str(leg.km),
        "silent": _on(leg.silent),
        "phone": _carried(leg.phone, usual=usual),
        "table": _carried(leg.table, usual=usual),
        "abort": _on(leg.abort),
        "fallback": str(leg.fallback_id or ""),
        "note": _text(mission, "missions_leg", leg, "note_sealed"),
        **_moment(leg.departs_at),
    }
    return State(f"mission:{mission.id}:leg:{leg.id}", values, *_last(mission))


def seats_of(group: Group, mission: Mission) -> State:
    """The same of a group whose mission an act holds."""
    values: dict[str, str] = {}
    for escort in MissionEscort.objects.filter(group=group, ended_at=None):
        values[f"{escort.id.hex}-vehicle"] = str(escort.vehicle_id or "")
    for child in MissionChild.objects.filter(group=group).exclude(state=ChildState.DROPPED):
        values[f"{child.id.hex}-vehicle"] = str(child.vehicle_id or "")
        values |= {f"{child.id.hex}-{name}": _on(getattr(child, name)) for name in NEEDS}
    return State(f"mission:{mission.id}:seats:{group.id}", values, *_last(mission))


def _mission(viewer: Viewer, mission_id: UUID) -> Mission:
    mission = visible(viewer, Act.MISSION_WORK).filter(id=mission_id).first()
    if mission is None:
        raise policy.OutOfReach
    return mission


def _text(owner: Mission | Case, table: str, row: Mission | MissionChild | Leg, column: str) -> str:
    key = owner.data_key_id
    return Opened({key}).text(key, table, row.id, column, getattr(row, column))


def _moment(at: datetime) -> dict[str, str]:
    local = at.astimezone(KYIV)
    return {"day": local.date().isoformat(), "time": f"{local:%H:%M}"}


def _minutes(first: datetime, last: datetime) -> str:
    return str(int((last - first).total_seconds()) // 60)


def _on(said: bool) -> str:
    return "on" if said else ""


def _carried(carried: bool, *, usual: bool) -> str:
    """As the form says it: nothing where it is as usual on such a leg."""
    return "" if carried == usual else "yes" if carried else "no"


def _last(mission: Mission) -> tuple[str, datetime | None]:
    """Who changed anything of the mission last; its history names no fields."""
    event = MissionEvent.objects.filter(mission=mission).select_related("by").order_by("-at", "-id").first()
    if event is None:
        return "", None
    return (event.by.display_name if event.by else ""), event.at
