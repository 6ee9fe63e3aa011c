"""The way of a group: legs from links of the corridor with their times, planned silence, abort points, places to fall back on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.missions.actions.approving import changed
from dodomu.journey.missions.actions.holding import held, held_group, leaf, sealed
from dodomu.journey.missions.actions.outcomes import on_axis
from dodomu.journey.missions.models import (
    PREPARED,
    ChildState,
    Group,
    Leg,
    LegState,
    Link,
    Mission,
    MissionChild,
    MissionState,
    Place,
)
from dodomu.journey.missions.queries import missions_states
from dodomu.journey.missions.queries.dangers import carried_as_usual, is_crossing_out

LONGEST_MINUTES = 14 * 24 * 60


@dataclass(frozen=True, slots=True)
class LegInput:
    """One leg. Without ``minutes`` and ``minutes_p90`` those of the link hold. ``backward``: the link is travelled from its
    end to its start. ``phone`` and ``table`` None: off where either end is under occupation or in the aggressor state.
    """

    link_id: UUID
    departs_at: datetime
    backward: bool = False
    minutes: int | None = None
    minutes_p90: int | None = None
    km: int | None = None
    silent: bool = False
    phone: bool | None = None
    table: bool | None = None
    abort: bool = False
    fallback_id: UUID | None = None
    note: str = field(default="", repr=False)


@transaction.atomic
def add_leg(by: Viewer, group_id: UUID, given: LegInput) -> Leg:
    """Add a leg at the end of a group's way, before the mission departs.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        ValueError: the link is not of the corridor, one way only and travelled backward, or the times cannot be.
    """
    mission, group = held_group(by, group_id, states=PREPARED)
    leg = append_leg(mission, group, given)
    _settle(by, mission, group)
    leaf(by, mission, "mission.leg_added", given.note)
    return leg


@transaction.atomic
def change_leg(by: Viewer, leg_id: UUID, given: LegInput, *, expected_version: str = "") -> Leg:
    """Other times, silence, phone, table, abort point or fall-back of a leg, before the mission departs. The link stays.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow, ValueError: as ``add_leg``. Changed: it stands otherwise than expected.
    """
    leg, mission = _leg(by, leg_id)
    if expected_version:
        leg.refresh_from_db()
        missions_states.leg_of(leg, mission).must_be(expected_version)
    if given.link_id != leg.link_id:
        raise ValueError("link: a leg keeps its link; take it off and add another")
    _fill(mission, leg, given)
    leg.save()
    _settle(by, mission, leg.group)
    leaf(by, mission, "mission.leg_changed", given.note)
    return leg


@transaction.atomic
def remove_leg(by: Viewer, leg_id: UUID) -> None:
    """Take a leg off the way, before the mission departs; those after it move up. It stays in the history as replaced.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
    """
    leg, mission = _leg(by, leg_id)
    leg.state = LegState.REPLACED
    leg.save(update_fields=("state",))
    for later in Leg.objects.filter(group=leg.group, order__gt=leg.order, state=LegState.PLANNED).order_by("order"):
        later.order -= 1
        later.save(update_fields=("order",))
    _settle(by, mission, leg.group)
    leaf(by, mission, "mission.leg_removed")


@transaction.atomic
def take_way(by: Viewer, group_id: UUID, legs: Sequence[LegInput]) -> None:
    """A group goes a whole way that was searched for, before the mission departs: its legs are written, in place of those it
    has. They stay in the history as replaced.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        ValueError: there are no legs, or as ``add_leg``.
    """
    mission, group = held_group(by, group_id, states=PREPARED)
    if not legs:
        raise ValueError("legs: accepted is one leg or more")
    Leg.objects.filter(group=group, state=LegState.PLANNED).update(state=LegState.REPLACED)
    for one in legs:
        append_leg(mission, group, one)
    _settle(by, mission, group)
    leaf(by, mission, "mission.way_taken", legs=len(legs))


@transaction.atomic
def record_travelled(by: Viewer, leg_id: UUID, ended_at: datetime, began_at: datetime | None = None) -> Leg:
    """A leg has been travelled; behind a crossing out of occupied territory or the aggressor state, or into Ukraine, the
    children of the group who are on the way have crossed. Of a leg that a word of the group has marked as travelled
    already, only the crossing is recorded; done again it changes nothing.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow: the mission is not under way.
        ValueError: the leg was replaced, the time is to come, or it ends before it began.
    """
    policy.require(by, Act.MISSION_WORK)
    leg = Leg.objects.select_related("group", "link", "start", "end").filter(id=leg_id).first()
    if leg is None:
        raise policy.OutOfReach
    mission = held(by, leg.group.mission_id, states=(MissionState.UNDER_WAY,))
    if leg.state == LegState.REPLACED:
        raise ValueError("leg: accepted are legs that were not replaced")
    begun = began_at or leg.began_at or min(leg.departs_at, ended_at)
    if ended_at > timezone.now() or ended_at < begun:
        raise ValueError("ended_at: accepted is a time that has come, after the leg began")
    if leg.state != LegState.TRAVELLED:
        leg.state, leg.began_at, leg.ended_at = LegState.TRAVELLED, begun, ended_at
        leg.save(update_fields=("state", "began_at", "ended_at"))
        leaf(by, mission, "mission.leg_travelled", crossing=int(is_crossing_out(leg)))
    if is_crossing_out(leg):
        for child in MissionChild.objects.filter(group=leg.group, state=ChildState.BOARDED).select_related("case"):
            on_axis(by, child, "crossed", ended_at)
    return leg


def append_leg(mission: Mission, group: Group, given: LegInput) -> Leg:
    """Write one leg behind the last one; the caller has checked the right, and settles the mission afterwards."""
    standing = Leg.objects.filter(group=group).exclude(state=LegState.REPLACED)
    last = standing.aggregate(last=Max("order"))["last"] or 0
    leg = Leg(id=new_id(), group=group, order=last + 1)
    _fill(mission, leg, given)
    leg.save(force_insert=True)
    return leg


def settle_arrival(mission: Mission) -> None:
    """Write when the mission arrives: where the last leg of any of its groups ends."""
    legs = Leg.objects.filter(group__mission=mission).exclude(state=LegState.REPLACED)
    mission.arrives_at = legs.aggregate(last=Max("arrives_at"))["last"]
    mission.save(update_fields=("arrives_at",))


def _settle(by: Viewer, mission: Mission, group: Group) -> None:
    settle_arrival(mission)
    changed(by, mission, group=group)


def _leg(by: Viewer, leg_id: UUID) -> tuple[Leg, Mission]:
    policy.require(by, Act.MISSION_WORK)
    leg = Leg.objects.select_related("group").filter(id=leg_id, state=LegState.PLANNED).first()
    if leg is None:
        raise policy.OutOfReach
    return leg, held(by, leg.group.mission_id, states=PREPARED)


def _fill(mission: Mission, leg: Leg, given: LegInput) -> None:
    link = Link.objects.select_related("start", "end").filter(id=given.link_id, corridor=mission.corridor_id).first()
    if link is None:
        raise ValueError("link: accepted are links of the mission's corridor")
    if given.backward and link.one_way:
        raise ValueError("link: accepted is its one direction only")
    leg.link = link
    leg.start, leg.end = (link.end, link.start) if given.backward else (link.start, link.end)
    usual, latest = given.minutes or link.minutes, given.minutes_p90 or max(given.minutes or 0, link.minutes_p90)
    if not 1 <= usual <= latest <= LONGEST_MINUTES:
        raise ValueError(
            "minutes: accepted are 1 minute to 14 days, the usual time not above what nine in ten stay below"
        )
    leg.departs_at, leg.km = given.departs_at, given.km
    leg.arrives_at = given.departs_at + timedelta(minutes=usual)
    leg.latest_at = given.departs_at + timedelta(minutes=latest)
    open_side = carried_as_usual((leg.start, leg.end))
    leg.phone = open_side if given.phone is None else given.phone
    leg.table = open_side if given.table is None else given.table
    leg.silent, leg.abort = given.silent, given.abort
    if given.fallback_id and not Place.objects.filter(id=given.fallback_id, corridor=mission.corridor_id).exists():
        raise ValueError("fallback: accepted are places of the mission's corridor")
    leg.fallback_id = given.fallback_id
    leg.note_sealed = sealed(mission, "missions_leg", leg.id, note=given.note).get("note_sealed")
