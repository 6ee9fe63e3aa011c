"""Centres and beds: a bed is given once, brothers and sisters are suggested together, moves are dated rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.actions import RoomInput
from dodomu.journey.reception.models import Bed, BedStay, Centre
from dodomu.journey.reception.placing import Sleeper, suggest
from dodomu.journey.reception.queries import BedRow, RoomRow
from tests.journey.reception_people import House

TODAY = date(2026, 11, 1)


@pytest.fixture
def house(viewer_with: Callable[..., Any]) -> House:
    return House(viewer_with)


def room(beds: int, kept_for: str = "anybody", *, step_free: bool = False, cots: int = 0) -> RoomRow:
    key = uuid4()
    rows = tuple(BedRow(uuid4(), key, number, number > beds - cots, True) for number in range(1, beds + 1))
    return RoomRow(key, "", kept_for, "", step_free, rows)


def child(sex: str = "f", born: str = "2018", **more: Any) -> Sleeper:
    return Sleeper(uuid4(), sex, PartialDate.from_edtf(born), **more)


def rooms_of(found: dict[UUID, UUID], rooms: list[RoomRow]) -> list[int]:
    return sorted(
        next(place for place, one in enumerate(rooms) if bed in {b.id for b in one.beds}) for bed in found.values()
    )


def test_a_family_is_suggested_one_room_that_is_kept_for_families() -> None:
    rooms = [room(6), room(4, "family"), room(3, "boys")]
    assert rooms_of(suggest(rooms, [child(), child("m"), child()], TODAY), rooms) == [1, 1, 1]


def test_a_family_too_large_for_a_room_shares_as_few_as_can_be() -> None:
    rooms = [room(1), room(2), room(3)]
    assert rooms_of(suggest(rooms, [child() for _one in range(5)], TODAY), rooms) == [1, 1, 2, 2, 2]


def test_one_child_goes_to_a_room_of_its_sex_and_nobody_to_the_ill() -> None:
    rooms = [room(9, "ill"), room(2, "boys"), room(2, "girls")]
    assert rooms_of(suggest(rooms, [child("f")], TODAY), rooms) == [2]
    assert suggest([room(9, "ill")], [child()], TODAY) == {}


def test_a_newcomer_is_suggested_near_the_family_that_is_here_already() -> None:
    rooms = [room(2, "family"), room(3)]
    assert rooms_of(suggest(rooms, [child()], TODAY, frozenset({rooms[1].id})), rooms) == [1]


def test_a_wheelchair_needs_a_room_without_steps_and_a_baby_a_cot() -> None:
    rooms = [room(2), room(4, step_free=True, cots=1)]
    baby, wheels = child(born="2026-01"), child(wheelchair=True)
    found = suggest(rooms, [wheels, baby], TODAY)
    assert rooms_of(found, rooms) == [1, 1]
    assert found[baby.arrival_id] == rooms[1].beds[-1].id


@pytest.mark.django_db
def test_a_centre_counts_its_free_beds_and_keeps_its_address_from_most(house: House) -> None:
    made = house.centre(RoomInput("1", "family", beds=3), RoomInput("2", beds=2, cots=1))
    row = queries.centre(house.clinician, made.id)
    assert (row.beds, row.free, row.address, [one.label for one in row.rooms]) == (5, 5, "Sadova 1", ["1", "2"])
    psychologist = house.viewer_with("psychologist", team=house.heron)
    seen = queries.centre(psychologist, made.id)
    assert (seen.address, seen.address_masked, seen.may_manage) == ("", True, False)
    assert b"Sadova" not in bytes(Centre.objects.get().address_sealed or b"")
    with pytest.raises(OutOfReach):
        queries.centre(house.worker, made.id)
    with pytest.raises(NotAllowed):
        actions.add_beds(psychologist, made.rooms.first().id, 1)


@pytest.mark.django_db
def test_a_move_ends_one_stay_and_begins_another(house: House) -> None:
    made = house.centre(RoomInput("1", beds=2))
    (arrival,) = house.here()
    first, second = Bed.objects.filter(room__centre=made)
    actions.place(house.clinician, {arrival.id: first.id})
    actions.place(house.clinician, {arrival.id: first.id})
    actions.place(house.nurse, {arrival.id: second.id})
    stays = queries.arrival(house.clinician, arrival.id).stays
    assert [(one.number, one.until is None) for one in stays] == [(2, True), (1, False)]
    assert queries.centre(house.clinician, made.id).free == 1


@pytest.mark.django_db
def test_a_bed_is_never_given_twice_not_even_by_the_database(house: House) -> None:
    made = house.centre(RoomInput("1", beds=1))
    first, second = house.here(house.case(), house.case("Гай Лев"))
    bed = Bed.objects.get(room__centre=made)
    actions.place(house.clinician, {first.id: bed.id})
    with pytest.raises(actions.BedTaken):
        actions.place(house.clinician, {second.id: bed.id})
    with pytest.raises(IntegrityError), transaction.atomic():
        BedStay.objects.create(bed=bed, arrival=second, since=timezone.now(), by_id=house.nurse.user_id)
    with pytest.raises(actions.StillUsed):
        actions.retire_bed(house.clinician, bed.id)


@pytest.mark.django_db
def test_two_children_change_their_beds_in_one_act(house: House) -> None:
    made = house.centre(RoomInput("1", beds=2))
    first, second = house.here(house.case(), house.case("Гай Лев"))
    one, two = Bed.objects.filter(room__centre=made)
    actions.place(house.clinician, {first.id: one.id, second.id: two.id})
    actions.place(house.clinician, {first.id: two.id, second.id: one.id})
    numbers = {row.id: row.bed.number for row in queries.arrivals(house.clinician) if row.bed}
    assert numbers == {first.id: 2, second.id: 1}


@pytest.mark.django_db
def test_who_leaves_frees_the_bed_and_an_empty_room_can_be_given_up(house: House) -> None:
    made = house.centre(RoomInput("1", beds=1))
    (arrival,) = house.here()
    actions.place(house.clinician, {arrival.id: Bed.objects.get(room__centre=made).id})
    actions.leave(house.clinician, arrival.id, "To her aunt.")
    assert queries.centre(house.clinician, made.id).free == 1
    actions.retire_room(house.clinician, made.rooms.get().id)
    assert queries.centre(house.clinician, made.id).rooms == ()
    row = queries.arrival_of(house.clinician, arrival.case.person_id)
    assert row is not None
    assert (row.state, row.bed) == ("left", None)
