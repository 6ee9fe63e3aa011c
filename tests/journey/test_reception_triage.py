"""A look at a child: recorded and never overwritten, sealed, and waiting for a person when it is red or not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from dodomu.base import contributions, events
from dodomu.base.access.policy import OutOfReach
from dodomu.journey.cases.queries.at_a_glance import case_at_a_glance
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.bridge import Look
from dodomu.journey.reception.labels import SECTIONS, SIGNS
from dodomu.journey.reception.models import Triage, TriageAlert
from tests.journey.reception_people import House

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
RED = Look(born="2019-06-01", signs={"stridor": "yes"})


@pytest.fixture
def house(viewer_with: Callable[..., Any]) -> House:
    return House(viewer_with)


def waiting(viewer: Any) -> list[str]:
    return [one.code for one in contributions.work_items(viewer) if one.code.startswith("triage.")]


def test_a_child_in_whom_all_was_looked_for_is_green_and_nobody_waits(house: House) -> None:
    (arrival,) = house.here()
    made = actions.record_triage(house.clinician, arrival.id, house.look())
    row = queries.triage(house.clinician, made.id)
    assert (row.colour, row.result.missing, row.alert) == ("green", (), None)
    assert waiting(house.clinician) == []


def test_a_red_sign_waits_for_a_person_with_an_owner_at_once(house: House) -> None:
    (arrival,) = house.here()
    made = actions.record_triage(house.clinician, arrival.id, RED)
    (row,) = queries.open_alerts(house.nurse)
    assert (row.kind, row.owner_id, row.due_at) == ("red", house.clinician.user_id, made.seen_at)
    assert waiting(house.nurse) == ["triage.red"]
    with pytest.raises(ValueError, match="note"):
        actions.acknowledge(house.nurse, row.id, " ")
    actions.acknowledge(house.nurse, row.id, "Oxygen, ambulance called.")
    assert queries.open_alerts(house.nurse) == []
    assert queries.triage(house.clinician, made.id).alert.note == "Oxygen, ambulance called."
    with pytest.raises(actions.NotNow):
        actions.acknowledge(house.clinician, row.id, "Me too.")


def test_an_undetermined_look_is_answered_by_a_later_one_and_a_red_one_is_not(house: House) -> None:
    (arrival,) = house.here()
    actions.record_triage(house.clinician, arrival.id, Look())
    assert waiting(house.clinician) == ["triage.undetermined"]
    actions.record_triage(house.clinician, arrival.id, RED)
    assert waiting(house.clinician) == ["triage.red"]
    actions.record_triage(house.clinician, arrival.id, house.look())
    assert waiting(house.clinician) == ["triage.red"]
    assert [row.colour for row in queries.arrival(house.clinician, arrival.id).triages] == [
        "green",
        "red",
        "undetermined",
    ]


def test_a_waiting_triage_goes_to_a_colleague_who_may_look_and_to_nobody_else(house: House) -> None:
    (arrival,) = house.here()
    actions.record_triage(house.clinician, arrival.id, RED)
    (row,) = queries.open_alerts(house.clinician)
    actions.hand_alert(house.clinician, row.id, house.nurse.user_id)
    assert queries.alert(house.clinician, row.id).owner_id == house.nurse.user_id
    with pytest.raises(ValueError, match="owner"):
        actions.hand_alert(house.clinician, row.id, house.worker.user_id)


def test_what_was_seen_is_sealed_and_never_overwritten(house: House) -> None:
    (arrival,) = house.here()
    made = actions.record_triage(house.clinician, arrival.id, house.look(), note="Afraid of the light")
    stored = Triage.objects.get(id=made.id)
    assert b"36.8" not in bytes(stored.seen_sealed)
    assert b"Afraid" not in bytes(stored.note_sealed or b"")
    with pytest.raises(DatabaseError), transaction.atomic():
        Triage.objects.filter(id=made.id).update(colour="red")
    with pytest.raises(IntegrityError), transaction.atomic():
        TriageAlert.objects.create(
            triage=stored, kind="red", due_at=timezone.now(), owner_id=house.nurse.user_id, answered_by=stored
        )


def test_who_does_not_see_health_sees_that_somebody_looked_and_not_what(house: House) -> None:
    (arrival,) = house.here()
    made = actions.record_triage(house.clinician, arrival.id, RED)
    row = queries.arrivals(house.worker)[0]
    assert (row.triaged, row.colour, row.health) == (True, "", False)
    with pytest.raises(OutOfReach):
        queries.triage(house.worker, made.id)
    lanes = {event.lane: str(event.title) for event in contributions.timeline(house.worker, arrival.case.person_id)}
    assert lanes["health"] == "Triage"
    assert waiting(house.worker) == []
    psychologist = house.viewer_with("psychologist", team=house.heron)
    assert queries.arrivals(psychologist)[0].colour == "red"


def test_nobody_is_looked_at_before_arriving_nor_in_the_future(house: House) -> None:
    (arrival,) = house.expected(house.case())
    with pytest.raises(actions.NotNow):
        actions.record_triage(house.clinician, arrival.id, RED)
    actions.receive(house.clinician, [actions.Received(arrival.id, "photo")])
    for wrong in (timezone.now() + timedelta(minutes=5), timezone.now() - timedelta(days=1)):
        with pytest.raises(ValueError, match="at:"):
            actions.record_triage(house.clinician, arrival.id, RED, at=wrong)


def test_the_first_look_begins_the_first_72_hours_and_later_stages_hear_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    monkeypatch.setitem(events._handlers, "triage_recorded", [lambda **ids: heard.append(ids["triage_id"])])
    (arrival,) = house.here()
    first = actions.record_triage(house.clinician, arrival.id, house.look())
    glance = case_at_a_glance(house.worker, arrival.case.person_id)
    assert glance is not None
    assert [now.value.code for now in glance.axes if now.value][-1] == "first_72_hours"
    assert heard == [first.id]


def test_an_age_known_in_part_is_read_by_every_chart_it_may_belong_to(house: House) -> None:
    (arrival,) = house.here(house.case(born="2014"))
    look = house.look(
        born="2014", vitals={"heart_rate": "155", "respiratory_rate": "20", "temperature": "36.8", "spo2": "98"}
    )
    made = actions.record_triage(house.clinician, arrival.id, look)
    row = queries.triage(house.clinician, made.id)
    assert (row.colour, row.result.spans) == ("red", True)
    assert row.result.reasons[0].certain is False


def test_every_sign_and_section_of_the_rules_has_words() -> None:
    from dodomu.engine.clinic import tables

    for table in tables():
        assert set(table.sections) <= set(SECTIONS)
        assert {code for codes in table.sections.values() for code in codes} <= set(SIGNS)
