"""Centres, rooms and beds, and who sleeps where: a bed is given once, a move is a new dated row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.reception import bridge
from dodomu.journey.reception.actions.holding import NotNow, held, write_down
from dodomu.journey.reception.models import Arrival, ArrivalState, Bed, BedStay, Centre, Room, RoomFor

MOST_BEDS = 40


class BedTaken(ValueError):
    """Somebody else has this bed by now, or it is not in use."""

    def __init__(self) -> None:
        super().__init__("bed: accepted is a free bed of the centre")


class StillUsed(ValueError):
    """A child sleeps there: give it another bed first."""

    def __init__(self) -> None:
        super().__init__("place: a child sleeps there")


@dataclass(frozen=True, slots=True)
class CentreInput:
    """A house: what colleagues call it, and its address."""

    label: str = field(repr=False)
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RoomInput:
    """A room: what it is called, for whom it is kept, how many beds and how many cots among them."""

    label: str = field(repr=False)
    kept_for: str = RoomFor.ANYBODY.value
    beds: int = 1
    cots: int = 0
    step_free: bool = False


@transaction.atomic
def add_centre(by: Viewer, team_id: UUID, given: CentreInput) -> Centre:
    """A new centre of one of the viewer's teams.

    Raises:
        NotAllowed: the viewer looks after no places. ValueError: not a team of theirs, or no name.
    """
    policy.require(by, Act.PLACES_MANAGE)
    if team_id not in policy.teams_for(by, Act.PLACES_MANAGE):
        raise ValueError("team: accepted are teams whose places you look after")
    label, key, row = said("label", given.label), keys.new_data_key(), new_id()
    address = given.address.strip()
    centre = Centre.objects.create(
        id=row,
        team_id=team_id,
        data_key_id=key.id,
        label_sealed=bridge.seal_text(key, "reception_centre", row, "label_sealed", label),
        address_sealed=bridge.seal_text(key, "reception_centre", row, "address_sealed", address) if address else None,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    journal.append(
        "reception.centre_added", by=by, subject=centre.pid, commitments=bridge.committed(key, label, address)
    )
    return centre


@transaction.atomic
def add_room(by: Viewer, centre_id: UUID, given: RoomInput) -> Room:
    """A room with its beds.

    Raises:
        NotAllowed, OutOfReach: not a centre whose places the viewer looks after.
        ValueError: no name, or not from 1 to 40 beds, or more cots than beds.
    """
    centre = _managed(by, centre_id)
    label, key, row = said("label", given.label), key_of(centre), new_id()
    if not 1 <= given.beds <= MOST_BEDS or not 0 <= given.cots <= given.beds:
        raise ValueError(f"beds: accepted are 1 to {MOST_BEDS}, and no more cots than beds")
    if given.kept_for not in RoomFor.values:
        raise ValueError("kept_for: accepted are those the list offers")
    room = Room.objects.create(
        id=row,
        centre=centre,
        label_sealed=bridge.seal_text(key, "reception_room", row, "label_sealed", label),
        kept_for=given.kept_for,
        step_free=given.step_free,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    _more_beds(by, room, given.beds, given.cots)
    journal.append(
        "reception.room_added",
        by=by,
        subject=centre.pid,
        commitments=bridge.committed(key, label),
        codes={"beds": given.beds},
    )
    return room


@transaction.atomic
def add_beds(by: Viewer, room_id: UUID, beds: int, cots: int = 0) -> list[Bed]:
    """Further beds in a room.

    Raises:
        NotAllowed, OutOfReach: not a centre whose places the viewer looks after. ValueError: not from 1 to 40 beds.
    """
    room = _room(room_id)
    centre = _managed(by, room.centre_id)
    if not 1 <= beds <= MOST_BEDS or not 0 <= cots <= beds:
        raise ValueError(f"beds: accepted are 1 to {MOST_BEDS}, and no more cots than beds")
    journal.append("reception.beds_added", by=by, subject=centre.pid, codes={"beds": beds})
    return _more_beds(by, room, beds, cots)


@transaction.atomic
def retire_bed(by: Viewer, bed_id: UUID) -> Bed:
    """A bed is taken out of use; its history stays.

    Raises:
        NotAllowed, OutOfReach: not a centre whose places the viewer looks after. StillUsed: a child sleeps in it.
    """
    bed = Bed.objects.select_for_update().filter(id=bed_id, retired_at=None).first()
    if bed is None:
        raise policy.OutOfReach
    centre = _managed(by, _room(bed.room_id).centre_id)
    if BedStay.objects.filter(bed=bed, until=None).exists():
        raise StillUsed
    bed.retired_at, bed.retired_by_id = timezone.now(), by.staff_id
    bed.save(update_fields=("retired_at", "retired_by"))
    journal.append("reception.bed_retired", by=by, subject=centre.pid, codes={"bed": str(bed.id)})
    return bed


@transaction.atomic
def retire_room(by: Viewer, room_id: UUID) -> Room:
    """A room is given up with all its beds.

    Raises:
        NotAllowed, OutOfReach: not a centre whose places the viewer looks after. StillUsed: a child sleeps in it.
    """
    room = _room(room_id)
    centre = _managed(by, room.centre_id)
    beds = Bed.objects.select_for_update().filter(room=room, retired_at=None)
    if BedStay.objects.filter(bed__in=beds, until=None).exists():
        raise StillUsed
    now = timezone.now()
    Bed.objects.filter(room=room, retired_at=None).update(retired_at=now, retired_by_id=by.staff_id)
    room.retired_at, room.retired_by_id = now, by.staff_id
    room.save(update_fields=("retired_at", "retired_by"))
    journal.append("reception.room_retired", by=by, subject=centre.pid, codes={"room": str(room.id)})
    return room


@transaction.atomic
def place(by: Viewer, beds: Mapping[UUID, UUID]) -> list[BedStay]:
    """Give children their beds: arrival to bed. A child that has one moves; what it had is a dated row.

    Raises:
        NotAllowed, OutOfReach: one of them is not for this viewer; then nobody moves.
        NotNow: one of them is not here. BedTaken: a bed is not free, not in use, or stands in another team's centre.
        ValueError: the same bed is named twice.
    """
    if len(set(beds.values())) < len(beds):
        raise ValueError("bed: accepted is one bed for each child")
    serialise("reception.beds")
    arrivals = {one: held(by, one, Act.ARRIVAL_WORK) for one in beds}
    if any(arrival.state != ArrivalState.HERE for arrival in arrivals.values()):
        raise NotNow
    moving = [one for one, arrival in arrivals.items() if not _has(arrival, beds[one])]
    for one in moving:
        free_bed_of(by, arrivals[one])
    return [_give(by, arrivals[one], beds[one]) for one in moving]


def _has(arrival: Arrival, bed_id: UUID) -> bool:
    return BedStay.objects.filter(arrival=arrival, bed=bed_id, until=None).exists()


def _give(by: Viewer, arrival: Arrival, bed_id: UUID) -> BedStay:
    bed = Bed.objects.select_related("room__centre").filter(id=bed_id, retired_at=None).first()
    if bed is None or bed.room.centre.team_id != arrival.team_id or bed.stays.filter(until=None).exists():
        raise BedTaken
    stay = BedStay.objects.create(bed=bed, arrival=arrival, since=timezone.now(), by_id=by.staff_id)
    if arrival.centre_id != bed.room.centre_id:
        arrival.centre = bed.room.centre
        arrival.save(update_fields=("centre",))
    write_down(by, arrival, "reception.bed_given", bed=str(bed.id))
    return stay


def free_bed_of(by: Viewer, arrival: Arrival) -> None:
    """End the stay of a child, where it has a bed; the caller holds the arrival and has checked the right."""
    ended = BedStay.objects.filter(arrival=arrival, until=None).update(until=timezone.now(), ended_by_id=by.staff_id)
    if ended:
        write_down(by, arrival, "reception.bed_freed")


def _more_beds(by: Viewer, room: Room, beds: int, cots: int) -> list[Bed]:
    first = (Bed.objects.filter(room=room).aggregate(last=Max("number"))["last"] or 0) + 1
    return [
        Bed.objects.create(
            room=room, number=first + place, cot=place >= beds - cots, by_id=by.staff_id, at=timezone.now()
        )
        for place in range(beds)
    ]


def _managed(by: Viewer, centre_id: UUID) -> Centre:
    """A centre in use whose places the viewer looks after."""
    policy.require(by, Act.PLACES_MANAGE)
    teams = policy.teams_for(by, Act.PLACES_MANAGE)
    centre = Centre.objects.filter(id=centre_id, team__in=teams, retired_at=None).first()
    if centre is None:
        raise policy.OutOfReach
    return centre


def _room(room_id: UUID) -> Room:
    room = Room.objects.filter(id=room_id, retired_at=None).first()
    if room is None:
        raise policy.OutOfReach
    return room
