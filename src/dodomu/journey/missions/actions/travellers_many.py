"""Many travellers at once: children chosen from a list, seats given to a whole group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions.approving import changed
from dodomu.journey.missions.actions.holding import held_group, leaf
from dodomu.journey.missions.actions.travellers import ChildInput, add_child, name_used
from dodomu.journey.missions.models import (
    RUNNING,
    ChildState,
    Group,
    Mission,
    MissionChild,
    MissionEscort,
    Need,
    ReturnPlan,
    Vehicle,
)
from dodomu.journey.missions.queries import missions_states
from dodomu.journey.missions.queries.missions_reach import visible


@dataclass(frozen=True, slots=True)
class SeatInput:
    """Where one traveller sits (``id`` of the row of a child or an escort), and what a child needs."""

    id: UUID
    vehicle_id: UUID | None
    child_seat: bool = False
    wheelchair: bool = False
    medical_escort: bool = False


@transaction.atomic
def add_children(by: Viewer, group_id: UUID, plan_ids: Sequence[UUID]) -> list[MissionChild]:
    """Put children on a mission under the next free code names of their group; where it has one vehicle, they sit in it.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow, Elsewhere, ValueError: as ``add_child``.
    """
    added = []
    for plan_id in plan_ids:
        group = Group.objects.select_related("mission").filter(id=group_id).first()
        name = next_name(group.mission, group) if group else ""
        added.append(add_child(by, plan_id, _by_plan(plan_id, group_id, name)))
    return added


def _by_plan(plan_id: UUID, group_id: UUID, name: str) -> ChildInput:
    """What the child's plan says about seats and care."""
    plan = ReturnPlan.objects.filter(id=plan_id).first()
    return ChildInput(
        group_id,
        name,
        only_vehicle(group_id),
        child_seat=plan is not None and plan.child_seat == Need.YES,
        wheelchair=plan is not None and plan.wheelchair == Need.YES,
        medical_escort=plan is not None and plan.medical_escort == Need.YES,
    )


@transaction.atomic
def give_seats(by: Viewer, group_id: UUID, seats: Sequence[SeatInput], *, expected_version: str = "") -> None:
    """Seat a whole group. Rows that are not of the group, or have left the mission, are refused.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        Changed: they stand otherwise than the version that is expected.
        ValueError: a row or a vehicle is not of this group.
    """
    mission, group = held_group(by, group_id, states=RUNNING)
    if expected_version:
        missions_states.seats_of(group, mission).must_be(expected_version)
    vehicles = set(Vehicle.objects.filter(group=group, removed_at=None).values_list("id", flat=True))
    children = {row.id: row for row in MissionChild.objects.filter(group=group).exclude(state=ChildState.DROPPED)}
    escorts = {row.id: row for row in MissionEscort.objects.filter(group=group, ended_at=None)}
    for seat in seats:
        if seat.vehicle_id is not None and seat.vehicle_id not in vehicles:
            raise ValueError("vehicle: accepted are vehicles of the group")
        if (child := children.get(seat.id)) is not None:
            child.vehicle_id, child.child_seat = seat.vehicle_id, seat.child_seat
            child.wheelchair, child.medical_escort = seat.wheelchair, seat.medical_escort
            child.save(update_fields=("vehicle", "child_seat", "wheelchair", "medical_escort"))
        elif (escort := escorts.get(seat.id)) is not None:
            escort.vehicle_id = seat.vehicle_id
            escort.save(update_fields=("vehicle",))
        else:
            raise ValueError("seat: accepted are travellers of the group")
    changed(by, mission, group=group)
    leaf(by, mission, "mission.seats_given", seats=len(seats))


def next_name(mission: Mission, group: Group) -> str:
    """The next free code name of a group: its own with a number."""
    number = MissionChild.objects.filter(group=group).count() + 1
    while name_used(mission, f"{group.code_name} {number}"):
        number += 1
    return f"{group.code_name} {number}"


def only_vehicle(group_id: UUID) -> UUID | None:
    """The vehicle of a group that has exactly one."""
    found = list(Vehicle.objects.filter(group=group_id, removed_at=None).values_list("id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def suggested_name(by: Viewer, mission_id: UUID, group_id: UUID) -> str:
    """The code name that the next child of a group would get; empty where the viewer does not see the mission."""
    mission = visible(by).filter(id=mission_id).first()
    group = Group.objects.filter(id=group_id, mission=mission).first() if mission else None
    return next_name(mission, group) if mission and group else ""
