"""Whoever looks after a child at reception refers it to a service; the need shows how its referral stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base import contributions
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.actions import ConsentNeeded
from dodomu.journey.cases.models import Sending
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.actions import NeedInput
from dodomu.journey.reception.models import NeedReferral
from tests.journey.reception_people import House
from tests.journey.sent_things import WHY, step, to_team
from tests.people import make_team, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def house(viewer_with: Callable[..., Any]) -> House:
    return House(viewer_with)


def test_a_clinician_refers_from_the_need_and_the_need_shows_how_it_stands(
    house: House, client_for: Callable[..., Any]
) -> None:
    (arrival,) = house.here()
    need = actions.note_need(house.clinician, arrival.id, NeedInput("dental", "days", "Broken tooth"))
    client = client_for(make_user("reception_clinician", team=house.heron))
    shown = client.get(reverse("reception:need", args=[need.id])).content.decode()
    url = reverse("cases:send", args=[arrival.case_id, "referral"])
    assert f"{url}?profile=medical&amp;answers={need.id}" in shown
    given = {
        "receiver": f"team:{make_team('Crane').id}",
        "profile": "medical",
        "asked": "Please see her this week.",
        "basis": "vital",
        "basis_reason": WHY,
        "language": "en",
        "answers": str(need.id),
    }
    assert f'name="answers" value="{need.id}"' in client.post(url, given).content.decode()
    client.post(url, given | {"confirmed": "yes"})
    sending = Sending.objects.get()
    text = client.get(reverse("reception:need", args=[need.id])).content.decode()
    assert "referred to Crane" in text
    assert "waits for a second person" in text
    assert url not in text
    cases.take_step(house.director, sending.id, step("sent"))
    (row,) = queries.open_needs(house.nurse)
    assert [one.state for one in row.referrals] == ["sent"]
    (item,) = [one for one in contributions.work_items(house.nurse) if one.code == "need.open"]
    assert item.note == "referral: sent"


def test_referring_follows_consent_and_gives_no_right_to_hand_the_case_over(house: House) -> None:
    (arrival,) = house.here()
    psychologist = house.viewer_with("psychologist", team=house.heron)
    make_team("Crane")
    on_consent = to_team(team="Crane", basis="consent", basis_reason="")
    with pytest.raises(ConsentNeeded):
        cases.send(psychologist, arrival.case_id, on_consent)
    with pytest.raises(NotAllowed):
        cases.send(psychologist, arrival.case_id, to_team("another_team", "transfer", "Crane"))
    elsewhere = house.viewer_with("psychologist", team=make_team("Crane"))
    with pytest.raises(OutOfReach):
        cases.send(elsewhere, arrival.case_id, to_team(team="Crane"))
    assert cases.send(psychologist, arrival.case_id, to_team(team="Crane")).state == "waiting"


def test_a_referral_answers_only_an_open_need_of_its_own_child(house: House) -> None:
    first, other = house.here(house.case(), house.case("Шевченко Ілля", born="2015"))
    theirs = actions.note_need(house.clinician, other.id, NeedInput("dental", "days"))
    ended = actions.note_need(house.clinician, first.id, NeedInput("dental", "days"))
    actions.end_need(house.clinician, ended.id, "met")
    for need in (theirs, ended):
        cases.send(house.clinician, first.case_id, to_team("medical", team="Crane", answers=need.id))
    assert not NeedReferral.objects.exists()
