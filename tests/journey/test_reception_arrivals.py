"""The list of arrivals follows a mission without retyping; children are received, expected by hand, leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from dodomu.base import contributions, events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Assignment
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases.queries.at_a_glance import case_at_a_glance
from dodomu.journey.missions.models import MissionChild
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.models import Arrival, ArrivalChange
from tests.journey.reception_people import House

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def house(viewer_with: Callable[..., Any]) -> House:
    return House(viewer_with)


def stands(house: House, child: MissionChild, state: str) -> Arrival:
    """The mission says where a child stands, and the list of arrivals hears of it."""
    MissionChild.objects.filter(id=child.id).update(state=state)
    events.publish("child_state_changed", mission_child_id=child.id)
    return Arrival.objects.get(child=child)


def test_a_departure_makes_the_list_with_what_the_mission_told(house: House) -> None:
    case = house.case()
    (arrival,) = house.expected(case, medicine="Salbutamol, twice a day", wheelchair=True)
    (row,) = queries.arrivals(house.clinician)
    assert (row.id, row.number, row.state, row.mission) == (arrival.id, case.number, "expected", "Crane 0")
    assert row.told is not None
    assert (row.told.code_name, row.told.wheelchair, row.told.medicine) == ("Wren 0", True, "Salbutamol, twice a day")
    assert row.expected_at == arrival.expected_at
    assert journal.recent(1)[0].kind == "reception.expected"


def test_departing_twice_makes_no_second_line(house: House) -> None:
    mission = house.mission(house.case())
    for _time in range(2):
        events.publish("mission_departed", mission_id=mission.id)
    assert Arrival.objects.count() == 1


def test_who_waits_at_the_end_sees_the_child_from_the_departure_on(house: House) -> None:
    case = house.case()
    assert not policy.may(house.clinician, Act.PERSON_READ, subject=case.person_id)
    house.expected(case)
    assert policy.may(house.clinician, Act.PERSON_READ, subject=case.person_id)


def test_medicine_is_kept_from_who_does_not_see_health(house: House) -> None:
    house.expected(house.case(), medicine="Salbutamol")
    (row,) = queries.arrivals(house.worker)
    assert row.told is not None
    assert (row.told.medicine, row.told.medicine_masked) == ("", True)


def test_a_child_refused_at_a_crossing_leaves_the_list_and_the_team_knows_no_more(house: House) -> None:
    case = house.case()
    house.expected(case)
    arrival = stands(house, MissionChild.objects.get(), "refused")
    assert arrival.state == "not_coming"
    assert not Assignment.objects.filter(team=house.heron, subject=case.person_id, until=None).exists()
    stands(house, MissionChild.objects.get(), "boarded")
    assert queries.arrivals(house.clinician)[0].state == "expected"


def test_a_child_that_joins_at_the_meeting_point_is_expected_too(house: House) -> None:
    mission = house.mission(house.case())
    events.publish("mission_departed", mission_id=mission.id)
    joined = house.aboard(mission, house.case("Коваленко Ілля"), "Wren 9", unplanned=True)
    events.publish("child_state_changed", mission_child_id=joined.id)
    assert [row.told.unplanned for row in queries.arrivals(house.clinician) if row.told] == [False, True]


def test_another_way_takes_another_time(house: House) -> None:
    (arrival,) = house.expected(house.case())
    mission = arrival.child.mission
    mission.arrives_at += timedelta(hours=6)
    mission.save()
    events.publish("mission_rerouted", mission_id=mission.id)
    assert queries.arrivals(house.clinician)[0].expected_at == mission.arrives_at
    assert ArrivalChange.objects.filter(arrival=arrival, what="time").count() == 1


def test_a_cancelled_mission_brings_nobody(house: House) -> None:
    (arrival,) = house.expected(house.case())
    events.publish("mission_cancelled", mission_id=arrival.child.mission_id)
    arrival.refresh_from_db()
    assert arrival.state == "not_coming"


def test_a_whole_group_is_received_at_once_and_the_axes_follow(house: House) -> None:
    first, second = house.case(), house.case("Коваленко Ілля", born="2015")
    expected = house.expected(first, second)
    said = [actions.Received(one.id, "photo", house.nurse.user_id) for one in expected]
    actions.receive(house.clinician, said, actions.Handing(brought_by="Ірина Т."))
    assert {row.state for row in queries.arrivals(house.clinician)} == {"here"}
    glance = case_at_a_glance(house.worker, first.person_id)
    assert glance is not None
    assert [now.value.code for now in glance.axes if now.value] == ["received", "arrived"]
    page = queries.arrival(house.clinician, expected[0].id)
    assert (page.brought_by, page.identity_by) == ("Ірина Т.", house.nurse.display_name)
    assert b"\xd0\x86\xd1\x80" not in bytes(Arrival.objects.get(id=expected[0].id).brought_by_sealed or b"")


def test_nobody_is_received_without_a_word_on_the_identity_or_twice(house: House) -> None:
    (arrival,) = house.expected(house.case())
    with pytest.raises(ValueError, match="identity"):
        actions.receive(house.clinician, [actions.Received(arrival.id, "")])
    ahead = actions.Handing(at=timezone.now() + timedelta(hours=1))
    with pytest.raises(ValueError, match="at:"):
        actions.receive(house.clinician, [actions.Received(arrival.id, "photo")], ahead)
    actions.receive(house.clinician, [actions.Received(arrival.id, "photo")])
    with pytest.raises(actions.NotNow):
        actions.receive(house.clinician, [actions.Received(arrival.id, "photo")])


def test_another_team_receives_nobody_and_the_case_worker_only_reads(house: House) -> None:
    (arrival,) = house.expected(house.case())
    stranger = house.viewer_with("reception_clinician", team=house.willow)
    other = house.viewer_with(
        "reception_clinician", team=type(house.willow).objects.create(name="Owl", created_by_id=house.director.user_id)
    )
    with pytest.raises(OutOfReach):
        actions.receive(other, [actions.Received(arrival.id, "photo")])
    with pytest.raises(NotAllowed):
        actions.receive(house.worker, [actions.Received(arrival.id, "photo")])
    assert queries.arrivals(other) == []
    assert len(queries.arrivals(stranger)) == 1


def test_a_child_can_be_expected_without_a_mission_once(house: House) -> None:
    case = house.case()
    receiver = house.viewer_with("reception_clinician", team=house.willow)
    made = actions.expect(receiver, case.number, house.willow.id)
    assert (made.child_id, made.state) == (None, "expected")
    with pytest.raises(actions.AlreadyExpected):
        actions.expect(receiver, case.number, house.willow.id)
    with pytest.raises(actions.NoSuchCase):
        actions.expect(house.clinician, house.case("Гай Лев").number, house.heron.id)


def test_a_child_that_came_by_itself_is_not_expected_again_by_its_mission(house: House) -> None:
    case = house.case()
    receiver = house.viewer_with("reception_clinician", team=house.willow)
    actions.expect(receiver, case.number, house.willow.id)
    house.expected(case)
    assert Arrival.objects.count() == 1


def test_what_was_recorded_by_mistake_is_expected_again_and_the_mistake_stays(house: House) -> None:
    (arrival,) = house.here()
    actions.take_back(house.clinician, arrival.id, "It was her sister.")
    row = queries.arrivals(house.clinician)[0]
    assert (row.state, row.identity, row.arrived_at) == ("expected", "", None)
    whats = [one.what for one in queries.arrival(house.clinician, arrival.id).changes]
    assert whats == ["taken_back", "arrived", "expected"]


def test_who_does_not_come_is_received_all_the_same_when_it_comes(house: House) -> None:
    (arrival,) = house.expected(house.case())
    with pytest.raises(ValueError, match="note"):
        actions.not_coming(house.clinician, arrival.id, " ")
    actions.not_coming(house.clinician, arrival.id, "The bus came without her.")
    actions.receive(house.clinician, [actions.Received(arrival.id, "known")])
    assert queries.arrivals(house.clinician)[0].state == "here"


def test_brothers_and_sisters_share_a_number(house: House) -> None:
    house.expected(*house.siblings(), house.case("Гай Лев"))
    rows = queries.arrivals(house.clinician)
    assert [row.family for row in rows] == [1, 1, 0]
    page = queries.arrival(house.clinician, rows[0].id)
    assert [other.id for other in page.family] == [rows[1].id]


def test_the_database_refuses_two_open_arrivals_and_an_arrival_without_a_receiver(house: House) -> None:
    (arrival,) = house.expected(house.case())
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrival.objects.create(case=arrival.case, team=house.heron, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrival.objects.filter(id=arrival.id).update(state="here")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reception_arrivalchange")


def test_the_road_and_the_child_page_know_of_the_arrival(house: House) -> None:
    (arrival,) = house.here()
    person = arrival.case.person_id
    lanes = [event.lane for event in contributions.timeline(house.worker, person) if event.id.startswith("arrived")]
    assert lanes == ["road"]
    sections = [one.id for one in contributions.child_sections(house.worker, person)]
    assert "arrival" in sections
    titles = [str(item.title) for item in contributions.missing(house.worker, person) if not item.done]
    assert {"First triage", "A bed"} <= set(titles)


def test_a_group_that_is_expected_is_one_line_of_work(house: House) -> None:
    house.expected(*house.siblings(), hours=-3)
    (item,) = [one for one in contributions.work_items(house.clinician) if one.code.startswith("arrival")]
    assert (item.code, item.section) == ("arrival.late", "overdue")


def test_figures_count_who_came_and_name_nobody(house: House) -> None:
    house.here()
    house.expected(house.case("Гай Лев"))
    found = queries.arrival_figures(house.director, timezone.now())
    assert (sum(found.arrived.values()), found.here, found.expected, found.without_triage) == (1, 1, 1, 1)
    with pytest.raises(NotAllowed):
        queries.arrival_figures(house.clinician, timezone.now())


def test_a_child_received_after_midnight_in_kyiv_is_received_on_that_day(house: House) -> None:
    (arrival,) = house.expected(house.case())
    with time_machine.travel(datetime(2027, 1, 14, 22, 30, tzinfo=UTC), tick=False):
        actions.receive(house.clinician, [actions.Received(arrival.id, "photo")])
    glance = case_at_a_glance(house.worker, arrival.case.person_id)
    assert glance is not None
    assert [now.since for now in glance.axes if now.value] == ["2027-01-15", "2027-01-15"]
