"""The pages of reception as a browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.actions import RoomInput
from dodomu.journey.reception.models import Arrival, Triage
from tests.journey.reception_people import House
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(viewer_with: Callable[..., Any]) -> House:
    return House(viewer_with)


@pytest.fixture
def nurse(house: House, client_for: Callable[..., Any]) -> Any:
    return client_for(make_user("reception_clinician", team=house.heron))


def address(name: str, *args: Any) -> str:
    return reverse(f"reception:{name}", args=args)


def page(client: Any, name: str, *args: Any) -> str:
    answer = client.get(address(name, *args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_names_nobody_until_somebody_asks(house: House, nurse: Any) -> None:
    (arrival,) = house.expected(house.case("Коваленко Олена"), medicine="Salbutamol")
    text = page(nurse, "arrivals")
    assert f"№{arrival.case.number}" in text
    assert "Salbutamol" in text
    assert "Коваленко" not in text
    shown = nurse.post(address("name", arrival.id), headers={"HX-Request": "true"})
    assert "Коваленко Олена" in shown.content.decode()


def test_a_group_is_received_on_one_page_and_who_is_not_here_stays_expected(house: House, nurse: Any) -> None:
    first, second = house.expected(*house.siblings())
    url = address("receive_group", first.child.group_id)
    assert "Say how you checked who they are" in nurse.post(url, {"everybody": ""}).content.decode()
    nurse.post(url, {"everybody": "photo", f"child_{second.id}": "absent", "brought_by": "Ірина"})
    assert dict(Arrival.objects.values_list("id", "state")) == {first.id: "here", second.id: "expected"}
    assert nurse.get(address("receive", first.id)).status_code == 404


def test_triage_has_at_most_25_fields_and_works_with_none_filled_in(house: House, nurse: Any) -> None:
    (arrival,) = house.here()
    answer = nurse.get(address("new_triage", arrival.id))
    assert len(answer.context["form"].fields) <= 25
    assert "Cold hands and feet" in answer.content.decode()
    assert "Violent" not in answer.content.decode()
    followed = nurse.post(address("new_triage", arrival.id), {"note": ""}, follow=True)
    assert "UNDETERMINED" in followed.content.decode()


def test_numbers_take_a_comma_and_a_wrong_one_names_its_range_and_loses_nothing(house: House, nurse: Any) -> None:
    (arrival,) = house.here()
    given = {
        "temperature": "36,6",
        "weight": "3500",
        "heart_rate": "80abc",
        "note": "Sleepy",
        "signs_breathing": ["none"],
    }
    text = nurse.post(address("new_triage", arrival.id), given).content.decode()
    assert "Weight: Is that in grams? Write it as 0.3 to 200 kg." in text
    assert "Heart rate: write only a number, from 0 to 350 per minute." in text
    assert 'value="36,6"' in text
    assert 'value="3500"' in text
    assert "Sleepy" in text
    assert Triage.objects.count() == 0


def test_a_red_sign_is_red_and_the_page_says_why_and_what_to_measure(house: House, nurse: Any) -> None:
    (arrival,) = house.here()
    given = {"signs_red": ["stridor", "none"], "temperature": "36,6", "in_vain": ["spo2"]}
    text = nurse.post(address("new_triage", arrival.id), given, follow=True).content.decode()
    assert "RED: now" in text
    assert "Harsh noise when breathing in" in text
    assert "could not be told" in text
    alert = Triage.objects.get().alert
    nurse.post(address("alert", alert.id), {"note": "Ambulance."})
    assert queries.open_alerts(house.nurse) == []


def test_two_answers_that_contradict_are_sent_back(house: House, nurse: Any) -> None:
    (arrival,) = house.here()
    given = {"signs_mind": ["none", "unknown"], "spo2": "97", "in_vain": ["spo2"]}
    text = nurse.post(address("new_triage", arrival.id), given).content.decode()
    assert "not both" in text
    assert "you wrote a number and said that it could not be measured" in text


def test_beds_are_suggested_together_and_a_person_decides(house: House, nurse: Any) -> None:
    house.centre(RoomInput("1", beds=1), RoomInput("2", "family", beds=2))
    first, second = house.here(*house.siblings())
    form = nurse.get(address("beds", first.id)).context["form"]
    sent = {name: form.initial[name] for name in form.fields}
    nurse.post(address("beds", first.id), sent)
    rows = queries.arrivals(house.clinician)
    assert {row.bed.room for row in rows if row.bed} == {"2"}
    twice = dict.fromkeys(sent, next(iter(sent.values())))
    assert "Two children cannot have the same bed" in nurse.post(address("beds", second.id), twice).content.decode()


def test_the_childs_page_shows_the_arrival_and_masks_health_with_a_way_to_ask(
    house: House, client_for: Callable[..., Any]
) -> None:
    (arrival,) = house.here()
    actions.record_triage(house.clinician, arrival.id, actions.Look(signs={"stridor": "yes"}))
    actions.record_particulars(house.clinician, arrival.id, {"diet": ("something", "No pork")})
    worker = client_for(make_user("case_worker", team=house.willow))
    text = worker.get(reverse("registry:child", args=[arrival.case.person_id])).content.decode()
    assert "Arrival and first days" in text
    assert "No pork" in text
    assert "RED" not in text
    assert reverse("office:access_request", args=[arrival.case.person_id, "clinical"]) in text


def test_a_need_is_referred_through_the_sendings_of_its_case(house: House, client_for: Callable[..., Any]) -> None:
    (arrival,) = house.here()
    made = actions.note_need(house.clinician, arrival.id, actions.NeedInput("documents", "days"))
    worker = client_for(make_user("case_worker", team=house.willow))
    text = worker.get(address("need", made.id)).content.decode()
    url = f"{reverse('cases:send', args=[arrival.case_id, 'referral'])}?profile=legal_aid"
    assert url in text
    assert worker.get(url).context["form"].initial["profile"] == "legal_aid"


def test_the_sheet_asks_for_a_purpose_and_comes_as_a_file_without_a_name(house: House, nurse: Any) -> None:
    (arrival,) = house.here()
    assert "Choose what the file is for" in nurse.post(address("sheet", arrival.id), {"purpose": ""}).content.decode()
    answer = nurse.post(address("sheet", arrival.id), {"purpose": "case_work", "languages": "uk,en"})
    assert answer["Content-Type"] == "application/pdf"
    assert f"sheet-{arrival.case.number}.pdf" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")


def test_a_child_that_somebody_brings_is_added_by_the_number_of_its_case(house: House, client_for: Any) -> None:
    case = house.case()
    user = make_user("reception_clinician", team=house.willow)
    receiver = client_for(user)
    assert "only digits" in receiver.post(address("expect"), {"number": "4x"}).content.decode()
    assert "within your reach" in receiver.post(address("expect"), {"number": "999"}).content.decode()
    answer = receiver.post(address("expect"), {"number": f"№{case.number}"})
    (row,) = queries.arrivals(Viewer.of(user))
    assert answer.url == address("receive", row.id)


def test_every_other_page_opens(house: House, nurse: Any) -> None:
    made = house.centre(RoomInput("1", beds=2))
    (arrival,) = house.here()
    triage = actions.record_triage(house.clinician, arrival.id, actions.Look(signs={"stridor": "yes"}))
    need = actions.note_need(house.clinician, arrival.id, actions.NeedInput("food", "now"))
    topic = actions.add_topic(house.clinician, arrival.case.person_id, "home", "hurts")
    room, person = made.rooms.get(), arrival.case.person_id
    for name, args in (
        ("arrival", (arrival.id,)),
        ("centres", ()),
        ("centre", (made.id,)),
        ("room", (made.id, room.id)),
        ("retire_bed", (made.id, room.id, room.beds.first().id)),
        ("new_room", (made.id,)),
        ("triage", (triage.id,)),
        ("hand_alert", (triage.alert.id,)),
        ("new_need", (arrival.id,)),
        ("need", (need.id,)),
        ("particulars", (arrival.id,)),
        ("topics", (person,)),
        ("end_topic", (person, topic.id)),
        ("leave", (arrival.id,)),
    ):
        assert page(nurse, name, *args)
