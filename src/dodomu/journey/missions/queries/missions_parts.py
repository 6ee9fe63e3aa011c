"""Adults, vehicles and ways of a mission, as rows for pages. No scope: callers have checked the mission."""

from __future__ import annotations

from uuid import UUID

from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.reach import value_now
from dodomu.journey.missions.models import (
    ChildState,
    Leg,
    LegState,
    Mission,
    MissionChild,
    MissionEscort,
    Place,
    Vehicle,
)
from dodomu.journey.missions.queries.dangers import is_crossing_out
from dodomu.journey.missions.queries.missions_checked import ON_LIST
from dodomu.journey.missions.queries.missions_rows import End, EscortOnMission, LegRow, VehicleRow
from dodomu.journey.missions.vehicle_words import ride_name

CROSSED = frozenset({"crossed", "received"})


def vehicle_rows(found: Mission) -> list[VehicleRow]:
    """Vehicles of the mission, each with how many places are taken."""
    vehicles = Vehicle.objects.filter(mission=found, removed_at=None).order_by("id")
    opened = Opened({found.data_key_id})
    children = MissionChild.objects.filter(mission=found, state__in=ON_LIST).values_list("vehicle_id", flat=True)
    adults = MissionEscort.objects.filter(mission=found, ended_at=None).values_list("vehicle_id", flat=True)
    taken = [*children, *adults]
    return [
        VehicleRow(
            id=row.id,
            group_id=row.group_id,
            name=ride_name(row.kind, number),
            kind=row.kind,
            label=opened.text(found.data_key_id, "missions_vehicle", row.id, "label_sealed", row.label_sealed),
            seats=row.seats,
            child_seats=row.child_seats,
            wheelchairs=row.wheelchairs,
            drivers=row.drivers,
            taken=taken.count(row.id),
        )
        for number, row in enumerate(vehicles, 1)
    ]


def escort_rows(found: Mission, vehicles: dict[UUID, str]) -> list[EscortOnMission]:
    """Everybody who accompanies or accompanied the mission."""
    rows = list(MissionEscort.objects.filter(mission=found).select_related("escort", "replaces"))
    opened = Opened({found.data_key_id} | {row.escort.data_key_id for row in rows})
    return [
        EscortOnMission(
            id=row.id,
            escort_id=row.escort_id,
            group_id=row.group_id,
            code_name=row.code_name,
            name=opened.text(
                row.escort.data_key_id, "missions_escort", row.escort_id, "name_sealed", row.escort.name_sealed
            ),
            sex=str(row.escort.get_sex_display()),
            medical=row.escort.medical,
            part=row.part,
            part_label=str(row.get_part_display()),
            vehicle_id=row.vehicle_id,
            vehicle=vehicles.get(row.vehicle_id, "") if row.vehicle_id else "",
            replaces=row.replaces.code_name if row.replaces else "",
            outcome=row.outcome,
            outcome_label=str(row.get_outcome_display()),
            ended_at=row.ended_at,
            reason=opened.text(found.data_key_id, "missions_missionescort", row.id, "reason_sealed", row.reason_sealed),
        )
        for row in rows
    ]


def leg_rows(found: Mission, *, way: bool) -> list[LegRow]:
    """The legs of every group, replaced ones too; names of places only with the compartment (``way``)."""
    legs = Leg.objects.filter(group__mission=found).select_related("link", "start", "end", "fallback")
    opened = Opened({found.data_key_id, found.corridor.data_key_id})
    behind = _groups_behind(found)
    rows = []
    for leg in legs.order_by("group", "order", "id"):
        out = is_crossing_out(leg)
        rows.append(
            LegRow(
                id=leg.id,
                group_id=leg.group_id,
                order=leg.order,
                link_id=leg.link_id,
                forward=leg.start_id == leg.link.start_id,
                kind=leg.link.kind,
                kind_label=str(leg.link.get_kind_display()),
                start=end_of(leg.start, found, opened, way=way),
                end=end_of(leg.end, found, opened, way=way),
                departs_at=leg.departs_at,
                arrives_at=leg.arrives_at,
                latest_at=leg.latest_at,
                minutes=round((leg.arrives_at - leg.departs_at).total_seconds() / 60),
                minutes_p90=round((leg.latest_at - leg.departs_at).total_seconds() / 60),
                km=leg.km,
                walking_m=leg.link.walking_m,
                silent=leg.silent,
                phone=leg.phone,
                table=leg.table,
                abort=leg.abort,
                fallback=end_of(leg.fallback, found, opened, way=way) if leg.fallback else None,
                note=opened.text(found.data_key_id, "missions_leg", leg.id, "note_sealed", leg.note_sealed)
                if way
                else "",
                state=leg.state,
                state_label=str(leg.get_state_display()),
                began_at=leg.began_at,
                ended_at=leg.ended_at,
                crossing_out=out,
                to_record=out and leg.state == LegState.TRAVELLED and leg.group_id in behind,
            )
        )
    return rows


def end_of(place: Place, found: Mission, opened: Opened, *, way: bool) -> End:
    """A place as an end of a leg."""
    key = found.corridor.data_key_id
    name = opened.text(key, "missions_place", place.id, "name_sealed", place.name_sealed) if way else ""
    return End(place.id, place.code, name, place.zone, place.side, str(place.get_side_display()))


def _groups_behind(found: Mission) -> set[UUID]:
    """Groups with children on the way who are not written down as having crossed."""
    children = MissionChild.objects.filter(mission=found, state=ChildState.BOARDED)
    cases = Case.objects.filter(id__in=children.values("case")).annotate(now=value_now("return"))
    behind = {case.id for case in cases if case.now not in CROSSED}
    return {group for group, case_id in children.values_list("group_id", "case_id") if case_id in behind}
