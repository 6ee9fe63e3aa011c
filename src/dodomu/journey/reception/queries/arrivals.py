"""Who is expected and who is here, always within the viewer's reach; and the arrival of one child."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case
from dodomu.journey.missions.models import MissionChild
from dodomu.journey.reception.bridge import Opened
from dodomu.journey.reception.labels import MISSION_SAYS
from dodomu.journey.reception.models import Arrival, ArrivalChange, ArrivalState, BedStay, Identity, Triage
from dodomu.journey.reception.queries.families import families
from dodomu.journey.reception.queries.reach import of_person, sees_health, visible
from dodomu.journey.reception.queries.rows import ArrivalRow, BedAt, Told
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons
from dodomu.journey.registry.summary import Summary

OPEN = (ArrivalState.EXPECTED, ArrivalState.HERE)
CHILDREN = "missions_missionchild"
IDENTITIES = dict(Identity.choices)


def arrivals(
    viewer: Viewer,
    *,
    states: Collection[str] = OPEN,
    centre_id: UUID | None = None,
    mission_id: UUID | None = None,
    group_id: UUID | None = None,
) -> list[ArrivalRow]:
    """The arrivals within reach, by the time they are or were expected.

    Parameters:
        states: expected, here, not_coming, left; the first two unless named.
        centre_id, mission_id, group_id: only those of this centre, mission, group of a mission.
    """
    found = visible(viewer).filter(state__in=states)
    if centre_id:
        found = found.filter(centre=centre_id)
    if mission_id:
        found = found.filter(child__mission=mission_id)
    if group_id:
        found = found.filter(child__group=group_id)
    return rows_of(viewer, found)


def arrival_of(viewer: Viewer, person_id: UUID) -> ArrivalRow | None:
    """The open arrival of a child, else the latest; None where there is none within reach."""
    found = sorted(of_person(viewer, person_id), key=lambda one: one.state not in OPEN)
    rows = rows_of(viewer, Arrival.objects.filter(id=found[0].id)) if found else []
    return rows[0] if rows else None


def rows_of(viewer: Viewer, found: QuerySet[Arrival]) -> list[ArrivalRow]:
    """These arrivals as rows; the caller has kept them within reach."""
    related = ("case", "team", "centre", "child__mission", "child__group")
    listed = list(found.select_related(*related).order_by("expected_at", "id"))
    known = _known(viewer, listed)
    return [_row(viewer, arrival, known) for arrival in listed]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all rows of a list."""

    current: dict[UUID, UUID]
    cards: dict[UUID, Summary]
    families: dict[UUID, int]
    opened: Opened
    beds: dict[UUID, BedStay]
    triages: dict[UUID, Triage]
    because: dict[UUID, str]


def _known(viewer: Viewer, listed: Sequence[Arrival]) -> _Known:
    current = current_persons([one.case.person_id for one in listed])
    people = set(current.values())
    ids = [one.id for one in listed]
    stays = list(BedStay.objects.filter(arrival__in=ids, until=None).select_related("bed__room__centre"))
    wanted = {one.case.data_key_id for one in listed}
    wanted |= {one.centre.data_key_id for one in listed if one.centre}
    wanted |= {stay.bed.room.centre.data_key_id for stay in stays}
    return _Known(
        current=current,
        cards=linking.cards_of(viewer, people),
        families=families(people),
        opened=Opened(wanted),
        beds={stay.arrival_id: stay for stay in stays},
        triages=_latest(Triage.objects.filter(arrival__in=ids).order_by("seen_at", "id")),
        because=_because(listed),
    )


def _latest(triages: Iterable[Triage]) -> dict[UUID, Triage]:
    return {one.arrival_id: one for one in triages}


def _because(listed: Sequence[Arrival]) -> dict[UUID, str]:
    """Why a child does not come, as the mission said."""
    gone = [one.id for one in listed if one.state == ArrivalState.NOT_COMING]
    changes = ArrivalChange.objects.filter(arrival__in=gone, what=ArrivalChange.What.NOT_COMING)
    return {one.arrival_id: str(MISSION_SAYS.get(one.code, "")) for one in changes.order_by("at", "id")}


def _row(viewer: Viewer, one: Arrival, known: _Known) -> ArrivalRow:
    person_id = known.current.get(one.case.person_id, one.case.person_id)
    card = known.cards.get(person_id)
    health = sees_health(viewer, one.case.person_id)
    triage = known.triages.get(one.id)
    child = one.child
    return ArrivalRow(
        id=one.id,
        case_id=one.case_id,
        number=one.case.number,
        person_id=person_id,
        state=one.state,
        state_label=str(one.get_state_display()),
        expected_at=one.expected_at,
        arrived_at=one.arrived_at,
        identity=one.identity,
        identity_label=str(IDENTITIES.get(one.identity, "")),
        team_id=one.team_id,
        team=one.team.name,
        centre_id=one.centre_id,
        centre=_label(known.opened, "reception_centre", one.centre),
        mission_id=child.mission_id if child else None,
        mission=child.mission.code_name if child else "",
        group_id=child.group_id if child else None,
        group=child.group.code_name if child else "",
        told=_told(one.case, child, known.opened, health=health) if child else None,
        born=card.birth if card else None,
        sex=card.sex if card else "not_asked",
        family=known.families.get(person_id, 0),
        bed=_bed(known.beds.get(one.id), known.opened),
        triaged=triage is not None,
        colour=triage.colour if triage and health else "",
        review=bool(triage and health and triage.review),
        health=health,
        because=known.because.get(one.id, ""),
    )


def _told(case: Case, child: MissionChild, opened: Opened, *, health: bool) -> Told:
    def text(column: str) -> str:
        return opened.text(case.data_key_id, CHILDREN, child.id, column, getattr(child, column))

    return Told(
        code_name=child.code_name,
        unplanned=child.unplanned,
        child_seat=child.child_seat,
        wheelchair=child.wheelchair,
        medical_escort=child.medical_escort,
        medicine=text("medicine_sealed") if health else "",
        medicine_masked=child.medicine_sealed is not None and not health,
        needs=text("needs_sealed"),
    )


def _bed(stay: BedStay | None, opened: Opened) -> BedAt | None:
    if stay is None:
        return None
    room = stay.bed.room
    label = opened.text(room.centre.data_key_id, "reception_room", room.id, "label_sealed", room.label_sealed)
    return BedAt(stay.id, stay.bed_id, label, stay.bed.number, stay.since)


def _label(opened: Opened, table: str, row: Any) -> str:
    return opened.text(row.data_key_id, table, row.id, "label_sealed", row.label_sealed) if row else ""
