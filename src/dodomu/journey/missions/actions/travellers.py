"""Who travels on a mission and in what: children from plans that are ready, escorts from the roster, vehicles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import sealed as sealed_in_case
from dodomu.journey.missions import code_names
from dodomu.journey.missions.actions.approving import changed
from dodomu.journey.missions.actions.holding import held, leaf, said, sealed
from dodomu.journey.missions.actions.missions import NameTaken, NameTells
from dodomu.journey.missions.actions.outcomes import child_held, close_escort, take_off
from dodomu.journey.missions.models import (
    PREPARED,
    RUNNING,
    ChildState,
    Escort,
    Group,
    Mission,
    MissionChild,
    MissionEscort,
    MissionEvent,
    PlanState,
    ReturnPlan,
    Vehicle,
)
from dodomu.journey.missions.queries import missions_states
from dodomu.journey.missions.queries.missions_names import names_to_avoid
from dodomu.journey.missions.queries.missions_roster import refusals
from dodomu.journey.missions.queries.missions_taken import child_elsewhere, escort_elsewhere
from dodomu.journey.missions.vehicle_words import VEHICLES


class Elsewhere(ValueError):
    """The child or the escort is on another mission that has not ended; ``code_name`` is that mission's."""

    def __init__(self, code_name: str) -> None:
        super().__init__("mission: accepted is who is on no other mission at that time")
        self.code_name = code_name


class NotEligible(ValueError):
    """The escort may not travel on the mission's days; ``reasons`` are sentences for the reader."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("escort: accepted is who is eligible on the days of the mission")
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class ChildInput:
    """How a child travels. ``medicine`` (what is carried and when it is given) and ``needs`` are sealed in the case."""

    group_id: UUID
    code_name: str
    vehicle_id: UUID | None = None
    child_seat: bool = False
    wheelchair: bool = False
    medical_escort: bool = False
    medicine: str = field(default="", repr=False)
    needs: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class EscortInput:
    """How an adult travels: in which group and vehicle, as what (``MissionEscort.Part``), under which code name."""

    escort_id: UUID
    group_id: UUID
    part: str
    code_name: str
    vehicle_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class VehicleInput:
    """Something with seats. ``label`` (plate, carriage) is sealed; ``child_seats`` are within ``seats``, ``wheelchairs``
    beside them; drivers have seats of their own.
    """

    group_id: UUID
    kind: str
    label: str = field(repr=False)
    seats: int = 0
    child_seats: int = 0
    wheelchairs: int = 0
    drivers: int = 1


@transaction.atomic
def add_child(by: Viewer, plan_id: UUID, given: ChildInput) -> MissionChild:
    """Put a child whose plan is ready on a mission that has not departed.

    Raises:
        NotAllowed, OutOfReach: not this mission, or not this child, for this viewer.
        MissionNotNow: the mission has departed or ended.
        Elsewhere: the child is on another mission. NameTaken, NameTells: the code name.
        ValueError: the plan is not ready, the group or vehicle is not of the mission.
    """
    mission = held_by_group(by, given.group_id)
    plan = ReturnPlan.objects.select_related("case").filter(id=plan_id).first()
    if plan is None:
        raise policy.OutOfReach
    policy.require(by, Act.MISSION_WORK, subject=plan.case.person_id)
    if plan.state != PlanState.READY:
        raise ValueError("plan: accepted is a plan that is ready")
    return place_child(by, mission, plan.case_id, plan, given)


def place_child(
    by: Viewer,
    mission: Mission,
    case_id: UUID,
    plan: ReturnPlan | None,
    given: ChildInput,
    *,
    unplanned: bool = False,
    reason: str = "",
) -> MissionChild:
    """Write a child onto a mission; the caller has checked the right. One who was taken off comes back."""
    if other := child_elsewhere(case_id, mission.id):
        raise Elsewhere(other)
    _check_places(mission, given.group_id, given.vehicle_id)
    child = MissionChild.objects.filter(mission=mission, case_id=case_id).first()
    if child is None:
        child = MissionChild(id=new_id(), mission=mission, case_id=case_id, by_id=by.staff_id, at=timezone.now())
    elif child.state != ChildState.DROPPED:
        raise ValueError("child: on this mission already")
    child.plan, child.unplanned, child.state = plan, unplanned, ChildState.LISTED
    _fill(mission, child, given)
    child.save()
    _refuse_telling(mission, child.code_name)
    what = MissionEvent.What.CHILD_ADDED if unplanned else MissionEvent.What.CHANGED
    changed(by, mission, what, reason, child=child)
    leaf(by, mission, "mission.child_added", reason, child=child, unplanned=int(unplanned))
    return child


@transaction.atomic
def change_child(by: Viewer, child_id: UUID, given: ChildInput, *, expected_version: str = "") -> MissionChild:
    """Another group, vehicle, seat, need or medicine for a child of a mission that has not departed.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow, NameTaken, NameTells, ValueError: as ``add_child``.
        Changed: it stands otherwise than the version that is expected.
    """
    child = child_held(by, child_id)
    mission = held(by, child.mission_id, states=PREPARED)
    if expected_version:
        child.refresh_from_db()
        missions_states.child_of(child).must_be(expected_version)
    _check_places(mission, given.group_id, given.vehicle_id)
    _fill(mission, child, given)
    child.save()
    _refuse_telling(mission, child.code_name)
    changed(by, mission, child=child)
    leaf(by, mission, "mission.child_changed", child=child)
    return child


@transaction.atomic
def drop_child(by: Viewer, child_id: UUID, reason: str) -> MissionChild:
    """Take a child off a mission before it departs; the plan is free for another one.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        ValueError: no reason, or the child has been taken off.
    """
    child = child_held(by, child_id)
    mission = held(by, child.mission_id, states=PREPARED)
    words = said("reason", reason)
    if child.state == ChildState.DROPPED:
        raise ValueError("child: taken off already")
    take_off(by, child, ChildState.DROPPED, words, timezone.now())
    changed(by, mission, MissionEvent.What.CHILD_DROPPED, words, child=child)
    return child


@transaction.atomic
def add_escort(by: Viewer, given: EscortInput) -> MissionEscort:
    """Put an escort of the roster on a mission.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        NotEligible: a check is missing, failed or runs out before the mission ends.
        Elsewhere: they are on another mission at that time. NameTaken, NameTells: the code name.
        ValueError: the group or vehicle is not of the mission, or the part is not one that is accepted.
    """
    mission = held_by_group(by, given.group_id, states=RUNNING)
    return place_escort(by, mission, given)


def place_escort(
    by: Viewer, mission: Mission, given: EscortInput, replaces: MissionEscort | None = None
) -> MissionEscort:
    """Write an escort onto a mission; the caller has checked the right."""
    escort = Escort.objects.filter(id=given.escort_id, retired_at=None).first()
    if escort is None:
        raise policy.OutOfReach
    if reasons := refusals(escort, mission):
        raise NotEligible(reasons)
    if other := escort_elsewhere(escort, mission):
        raise Elsewhere(other)
    if given.part not in MissionEscort.Part.values:
        raise ValueError(f"part: accepted are {', '.join(MissionEscort.Part.values)}")
    _check_places(mission, given.group_id, given.vehicle_id)
    if MissionEscort.objects.filter(mission=mission, escort=escort, ended_at=None).exists():
        raise ValueError("escort: on this mission already")
    name = code_names.clean(given.code_name)
    if name_used(mission, name):
        raise NameTaken
    _refuse_telling(mission, name)
    row = MissionEscort.objects.create(
        mission=mission,
        group_id=given.group_id,
        escort=escort,
        vehicle_id=given.vehicle_id,
        code_name=name,
        part=given.part,
        replaces=replaces,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    if replaces is None:
        changed(by, mission, escort=row)
        leaf(by, mission, "mission.escort_added", part=given.part)
    return row


@transaction.atomic
def release_escort(by: Viewer, row_id: UUID, reason: str) -> MissionEscort:
    """Take an escort off a mission before it departs.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow. ValueError: no reason, or they have been taken off.
    """
    policy.require(by, Act.MISSION_WORK)
    row = MissionEscort.objects.filter(id=row_id).first()
    if row is None:
        raise policy.OutOfReach
    mission = held(by, row.mission_id, states=PREPARED)
    words = said("reason", reason)
    close_escort(by, mission, row, MissionEscort.Outcome.RELEASED, words)
    changed(by, mission, reason=words, escort=row)
    leaf(by, mission, "mission.escort_released", words)
    return row


@transaction.atomic
def add_vehicle(by: Viewer, given: VehicleInput) -> Vehicle:
    """A vehicle for one group of a mission.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow. ValueError: kind or numbers are not accepted.
    """
    mission = held_by_group(by, given.group_id, states=RUNNING)
    if given.kind not in VEHICLES:
        raise ValueError(f"kind: accepted are {', '.join(VEHICLES)}")
    if not 1 <= given.seats <= 400 or given.child_seats > given.seats:
        raise ValueError("seats: accepted are 1 to 400, the child seats among them")
    row = new_id()
    words = sealed(mission, "missions_vehicle", row, label=said("label", given.label))
    vehicle = Vehicle.objects.create(
        id=row,
        mission=mission,
        group_id=given.group_id,
        kind=given.kind,
        seats=given.seats,
        child_seats=given.child_seats,
        wheelchairs=given.wheelchairs,
        drivers=given.drivers,
        **words,
    )
    changed(by, mission)
    leaf(by, mission, "mission.vehicle_added", kind=given.kind, seats=given.seats)
    return vehicle


@transaction.atomic
def remove_vehicle(by: Viewer, vehicle_id: UUID) -> Vehicle:
    """Take a vehicle off; who sat in it has no seat until they are given another.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
    """
    policy.require(by, Act.MISSION_WORK)
    vehicle = Vehicle.objects.filter(id=vehicle_id, removed_at=None).first()
    if vehicle is None:
        raise policy.OutOfReach
    mission = held(by, vehicle.mission_id, states=RUNNING)
    vehicle.removed_at = timezone.now()
    vehicle.save(update_fields=("removed_at",))
    MissionChild.objects.filter(vehicle=vehicle).update(vehicle=None)
    MissionEscort.objects.filter(vehicle=vehicle, ended_at=None).update(vehicle=None)
    changed(by, mission)
    leaf(by, mission, "mission.vehicle_removed")
    return vehicle


def held_by_group(by: Viewer, group_id: UUID, *, states: frozenset[str] = PREPARED) -> Mission:
    """The mission of a group, locked.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow: as ``held``.
    """
    policy.require(by, Act.MISSION_WORK)
    group = Group.objects.filter(id=group_id).first()
    if group is None:
        raise policy.OutOfReach
    return held(by, group.mission_id, states=states)


def name_used(mission: Mission, name: str, *, besides: UUID | None = None) -> bool:
    """Whether a child or an adult of the mission, present or past, bears this code name."""
    children = MissionChild.objects.filter(mission=mission, code_name__iexact=name)
    if besides:
        children = children.exclude(id=besides)
    return children.exists() or MissionEscort.objects.filter(mission=mission, code_name__iexact=name).exists()


def _fill(mission: Mission, child: MissionChild, given: ChildInput) -> None:
    name = code_names.clean(given.code_name)
    if name_used(mission, name, besides=child.id):
        raise NameTaken
    child.code_name, child.group_id, child.vehicle_id = name, given.group_id, given.vehicle_id
    child.child_seat, child.wheelchair = given.child_seat, given.wheelchair
    child.medical_escort = given.medical_escort
    child.medicine_sealed = child.needs_sealed = None
    words = {"medicine": given.medicine, "needs": given.needs}
    kept = {name: text for name, text in words.items() if text.strip()}
    for column, blob in sealed_in_case(child.case, "missions_missionchild", child.id, **kept).items():
        setattr(child, column, blob)


def _refuse_telling(mission: Mission, name: str) -> None:
    """After the child stands on the list, so that its own name is among those to hide."""
    if code_names.tells(name, names_to_avoid(mission)):
        raise NameTells


def _check_places(mission: Mission, group_id: UUID, vehicle_id: UUID | None) -> None:
    if not Group.objects.filter(id=group_id, mission=mission).exists():
        raise ValueError("group: accepted are groups of this mission")
    of_group = Vehicle.objects.filter(mission=mission, group=group_id, removed_at=None)
    if vehicle_id and not of_group.filter(id=vehicle_id).exists():
        raise ValueError("vehicle: accepted are vehicles of the group")
