"""A mission is made: code name, corridor, team, date; its groups. Before it departs it can be changed or cancelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.missions import code_names
from dodomu.journey.missions.actions.approving import changed
from dodomu.journey.missions.actions.holding import held, leaf, said, sealed, write_event
from dodomu.journey.missions.actions.outcomes import close_escort, take_off
from dodomu.journey.missions.models import (
    PREPARED,
    ChildState,
    Corridor,
    Group,
    Mission,
    MissionChild,
    MissionEscort,
    MissionEvent,
    MissionState,
)
from dodomu.journey.missions.queries import missions_states
from dodomu.journey.missions.queries.missions_names import names_to_avoid

ENTERED_LATE = timedelta(days=1)
"""A mission that had to leave in haste is written down afterwards."""


class NameTaken(ValueError):
    """Another mission or group has this code name."""

    def __init__(self) -> None:
        super().__init__("code_name: accepted is a name that no other has")


class NameTells(ValueError):
    """The code name is that of a child or a place of this mission: it would tell what it is to hide."""

    def __init__(self) -> None:
        super().__init__("code_name: accepted is a word that is no name of a child or place of the mission")


@dataclass(frozen=True, slots=True)
class MissionInput:
    """What a mission begins with. ``meeting`` says where and when everybody meets; it and ``note`` are sealed."""

    code_name: str
    team_id: UUID
    corridor_id: UUID
    departs_at: datetime
    reception_team_id: UUID | None = None
    meeting: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@transaction.atomic
def make_mission(by: Viewer, given: MissionInput) -> Mission:
    """Make a mission with one group of the same code name; whoever makes it coordinates it.

    Raises:
        NotAllowed: the viewer runs no missions.
        ValueError: names the field: a team of somebody else, a corridor that is not kept any more, a day that has passed.
        NameTaken, NameTells.
    """
    policy.require(by, Act.MISSION_WORK)
    if given.team_id not in policy.teams_for(by, Act.MISSION_WORK):
        raise ValueError("team: accepted is a team in which you run missions")
    _check(given)
    name = code_names.clean(given.code_name)
    if Mission.objects.filter(code_name__iexact=name).exists():
        raise NameTaken
    key, row = keys.new_data_key(), new_id()
    mission = Mission(
        id=row,
        code_name=name,
        team_id=given.team_id,
        reception_team_id=given.reception_team_id,
        coordinator_id=by.staff_id,
        corridor_id=given.corridor_id,
        data_key_id=key.id,
        departs_at=given.departs_at,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    _refuse_telling(mission, name)
    for column, blob in sealed(mission, "missions_mission", row, meeting=given.meeting, note=given.note).items():
        setattr(mission, column, blob)
    mission.save(force_insert=True)
    Group.objects.create(mission=mission, code_name=name)
    write_event(by, mission, MissionEvent.What.MADE)
    leaf(by, mission, "mission.made", name, given.meeting, given.note)
    events.publish("mission_made", mission_id=mission.id)
    return mission


@transaction.atomic
def change_mission(by: Viewer, mission_id: UUID, given: MissionInput, *, expected_version: str = "") -> Mission:
    """Another date, meeting point, reception team or note, before the mission departs. The approval is lost.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow, ValueError, NameTaken, NameTells: as ``make_mission``.
        Changed: it stands otherwise than the version that is expected.
    """
    mission = held(by, mission_id, states=PREPARED)
    missions_states.mission_of(mission).must_be(expected_version)
    _check(given)
    name = code_names.clean(given.code_name)
    if Mission.objects.filter(code_name__iexact=name).exclude(id=mission.id).exists():
        raise NameTaken
    _refuse_telling(mission, name)
    if given.corridor_id != mission.corridor_id and mission.groups.filter(legs__isnull=False).exists():
        raise ValueError("corridor: accepted is the corridor of its legs; take the legs off first")
    mission.code_name, mission.reception_team_id = name, given.reception_team_id
    mission.corridor_id, mission.departs_at = given.corridor_id, given.departs_at
    mission.meeting_sealed = mission.note_sealed = None
    for column, blob in sealed(mission, "missions_mission", mission.id, meeting=given.meeting, note=given.note).items():
        setattr(mission, column, blob)
    mission.save(
        update_fields=("code_name", "reception_team", "corridor", "departs_at", "meeting_sealed", "note_sealed")
    )
    changed(by, mission)
    leaf(by, mission, "mission.changed", name, given.meeting, given.note)
    return mission


@transaction.atomic
def add_group(by: Viewer, mission_id: UUID, code_name: str) -> Group:
    """Another group, which travels apart and sends its own words.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow, NameTaken, NameTells.
    """
    mission = held(by, mission_id, states=PREPARED)
    name = code_names.clean(code_name)
    if mission.groups.filter(code_name__iexact=name).exists():
        raise NameTaken
    _refuse_telling(mission, name)
    group = Group.objects.create(mission=mission, code_name=name)
    changed(by, mission, group=group)
    leaf(by, mission, "mission.group_added", name)
    return group


@transaction.atomic
def cancel_mission(by: Viewer, mission_id: UUID, reason: str) -> Mission:
    """The mission will not depart. Its children's plans are free for another one; its escorts too.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow: it has departed.
        ValueError: the reason is empty.
    """
    mission = held(by, mission_id, states=PREPARED)
    words = said("reason", reason)
    now = timezone.now()
    for child in MissionChild.objects.filter(mission=mission).exclude(state=ChildState.DROPPED).select_related("case"):
        take_off(by, child, ChildState.DROPPED, words, now)
    for row in MissionEscort.objects.filter(mission=mission, ended_at=None):
        close_escort(by, mission, row, MissionEscort.Outcome.RELEASED)
    changed(by, mission, MissionEvent.What.CANCELLED, words)
    mission.state = MissionState.CANCELLED
    mission.save(update_fields=("state",))
    leaf(by, mission, "mission.cancelled", words)
    events.publish("mission_cancelled", mission_id=mission.id)
    return mission


def _check(given: MissionInput) -> None:
    if not Corridor.objects.filter(id=given.corridor_id, retired_at=None).exists():
        raise ValueError("corridor: accepted are corridors that are kept")
    if given.reception_team_id and not Team.objects.filter(id=given.reception_team_id).exists():
        raise ValueError("reception_team: accepted are teams of this installation")
    if given.departs_at <= timezone.now() - ENTERED_LATE:
        raise ValueError("departs_at: accepted is a time to come, or of the last day")


def _refuse_telling(mission: Mission, name: str) -> None:
    if code_names.tells(name, names_to_avoid(mission)):
        raise NameTells
