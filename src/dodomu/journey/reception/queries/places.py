"""Centres with their rooms and beds: which are free, who has which."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception.bridge import Opened
from dodomu.journey.reception.models import Arrival, Bed, BedStay, Centre, Room
from dodomu.journey.reception.queries.reach import centres_of, sees_shelter, visible


@dataclass(frozen=True, slots=True)
class BedRow:
    """One bed. ``number_of_case`` is 0 for a free bed, and for one whose child is out of the viewer's reach."""

    id: UUID
    room_id: UUID
    number: int
    cot: bool
    free: bool
    arrival_id: UUID | None = None
    number_of_case: int = 0


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One room with its beds."""

    id: UUID
    label: str = field(repr=False)
    kept_for: str
    kept_for_label: str
    step_free: bool
    beds: tuple[BedRow, ...]

    @property
    def free(self) -> tuple[BedRow, ...]:
        return tuple(bed for bed in self.beds if bed.free)


@dataclass(frozen=True, slots=True)
class CentreRow:
    """One centre. ``address`` is empty where ``address_masked``, or where none is written down."""

    id: UUID
    label: str = field(repr=False)
    address: str = field(repr=False)
    address_masked: bool
    team_id: UUID
    team: str
    rooms: tuple[RoomRow, ...]
    may_manage: bool
    may_place: bool

    @property
    def beds(self) -> int:
        return sum(len(room.beds) for room in self.rooms)

    @property
    def free(self) -> int:
        return sum(len(room.free) for room in self.rooms)


def centres(viewer: Viewer) -> list[CentreRow]:
    """The centres of the viewer's teams that are in use."""
    policy.require(viewer, Act.ARRIVAL_READ)
    return _rows(viewer, list(centres_of(viewer).filter(retired_at=None)))


def centre(viewer: Viewer, centre_id: UUID) -> CentreRow:
    """One centre in use.

    Raises:
        OutOfReach: there is none of the viewer's teams.
    """
    policy.require(viewer, Act.ARRIVAL_READ)
    found = _rows(viewer, list(centres_of(viewer).filter(id=centre_id, retired_at=None)))
    if not found:
        raise policy.OutOfReach
    return found[0]


def _rows(viewer: Viewer, found: list[Centre]) -> list[CentreRow]:
    opened = Opened({one.data_key_id for one in found})
    rooms = list(Room.objects.filter(centre__in=found, retired_at=None))
    beds = _beds(viewer, rooms)
    shelter = sees_shelter(viewer)
    manages, places = (policy.teams_for(viewer, act) for act in (Act.PLACES_MANAGE, Act.ARRIVAL_WORK))
    return [
        CentreRow(
            id=one.id,
            label=opened.text(one.data_key_id, "reception_centre", one.id, "label_sealed", one.label_sealed),
            address=_address(one, opened) if shelter else "",
            address_masked=one.address_sealed is not None and not shelter,
            team_id=one.team_id,
            team=one.team.name,
            rooms=tuple(_room(room, one, opened, beds) for room in rooms if room.centre_id == one.id),
            may_manage=one.team_id in manages,
            may_place=one.team_id in places,
        )
        for one in found
    ]


def _address(one: Centre, opened: Opened) -> str:
    return opened.text(one.data_key_id, "reception_centre", one.id, "address_sealed", one.address_sealed)


def _room(room: Room, one: Centre, opened: Opened, beds: dict[UUID, list[BedRow]]) -> RoomRow:
    return RoomRow(
        id=room.id,
        label=opened.text(one.data_key_id, "reception_room", room.id, "label_sealed", room.label_sealed),
        kept_for=room.kept_for,
        kept_for_label=str(room.get_kept_for_display()),
        step_free=room.step_free,
        beds=tuple(beds.get(room.id, ())),
    )


def _beds(viewer: Viewer, rooms: list[Room]) -> dict[UUID, list[BedRow]]:
    """The beds in use by room, with who has them."""
    found = list(Bed.objects.filter(room__in=rooms, retired_at=None).order_by("number"))
    stays = {one.bed_id: one for one in BedStay.objects.filter(bed__in=found, until=None)}
    within = visible(viewer).filter(id__in=[stay.arrival_id for stay in stays.values()])
    numbers: dict[UUID, int] = dict(within.values_list("id", "case__number"))
    rows: dict[UUID, list[BedRow]] = {}
    for bed in found:
        stay = stays.get(bed.id)
        known = stay.arrival_id if stay and stay.arrival_id in numbers else None
        row = BedRow(
            bed.id, bed.room_id, bed.number, bed.cot, stay is None, known, numbers.get(known, 0) if known else 0
        )
        rows.setdefault(bed.room_id, []).append(row)
    return rows


def bed_of(arrival: Arrival) -> BedStay | None:
    """The open stay of an arrival. No scope: callers check who asks."""
    return BedStay.objects.filter(arrival=arrival, until=None).first()
