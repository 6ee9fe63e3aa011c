"""What is sent to the pages of plans and missions: taken, refused with its field named and nothing lost, or not for this reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from dodomu.base.access.models import User
from dodomu.journey.missions.models import Cost, HandOver, Mission, MissionChild, MissionEscort, PlanPaper, ReturnPlan
from tests.journey.missions_story import Road as MissionRoad
from tests.journey.plans_people import Road as PlanRoad
from tests.people import make_team, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Make = Callable[..., Any]


def at(name: str, *arguments: Any) -> str:
    return reverse(f"missions:{name}", args=arguments)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def road(viewer_with: Make) -> MissionRoad:
    return MissionRoad(viewer_with)


@pytest.fixture
def client(client_for: Make, road: MissionRoad) -> Any:
    return client_for(User.objects.get(id=road.coordinator.user_id))


def test_a_mission_is_made_from_its_page_and_a_day_that_has_passed_keeps_what_was_typed(
    client: Any, road: MissionRoad
) -> None:
    given = {
        "code_name": "Sorrel",
        "team": str(road.team.id),
        "corridor": str(road.corridor.id),
        "day": "01.02.2020",
        "time": "08:00",
        "reception_team": str(road.waiting.id),
        "meeting": "By the old pear tree",
        "note": "",
    }
    refused = text(client.post(at("mission_new"), given))
    assert "This time has passed. Name a time to come." in refused
    assert "By the old pear tree" in refused
    day = timezone.now() + timedelta(days=12)
    assert client.post(at("mission_new"), given | {"day": f"{day:%d.%m.%Y}"}).status_code == 302
    assert Mission.objects.get(code_name="Sorrel").groups.count() == 1


def test_a_mission_is_not_cancelled_without_a_reason(client: Any, road: MissionRoad) -> None:
    mission = road.whole()
    assert client.post(at("mission_cancel", mission.id), {"reason": ""}).status_code == 200
    assert Mission.objects.get(id=mission.id).state == "planned"
    client.post(at("mission_cancel", mission.id), {"reason": "The children are ill."})
    assert Mission.objects.get(id=mission.id).state == "cancelled"


def test_a_cost_takes_a_decimal_comma_and_words_in_its_place_are_refused(client: Any, road: MissionRoad) -> None:
    mission = road.whole()
    given = {"kind": "transport", "amount": "a lot", "currency": "UAH", "expected": "spent", "note": "The bus"}
    refused = text(client.post(at("mission_costs", mission.id), given))
    assert "Write the amount in digits" in refused
    assert 'value="a lot"' in refused
    client.post(at("mission_costs", mission.id), given | {"amount": "1 250,50"})
    assert Cost.objects.get(mission=mission).amount == 125_050


def test_an_escort_who_was_not_checked_is_refused_by_name_of_the_check(client: Any, road: MissionRoad) -> None:
    mission = road.whole()
    old = mission.escorts.order_by("code_name").first()
    unchecked, fresh = road.escort("f", checks=("background",)), road.escort("f")
    given = {
        "outcome": "replaced",
        "reason": "She fell ill.",
        "escort": str(unchecked.id),
        "part": "leader",
        "group": str(old.group_id),
        "vehicle": str(old.vehicle_id),
        "code_name": "Sedge adult 3",
    }
    refused = text(client.post(at("mission_escort_replace", mission.id, old.id), given))
    assert "She fell ill." in refused
    assert MissionEscort.objects.get(id=old.id).ended_at is None
    done = client.post(at("mission_escort_replace", mission.id, old.id), given | {"escort": str(fresh.id)})
    assert done.status_code == 302
    assert MissionEscort.objects.get(replaces=old).code_name == "Sedge adult 3"


def test_no_hand_over_without_both_adults_and_the_child_s_identity(client: Any, road: MissionRoad) -> None:
    mission = road.departed()
    child = mission.children.get()
    page = client.get(at("mission_hand_over", mission.id, child.id))
    assert page.status_code == 200
    refused = client.post(at("mission_hand_over", mission.id, child.id), {"note": "At the gate"})
    assert refused.status_code == 200
    assert "At the gate" in text(refused)
    assert not HandOver.objects.exists()


def test_a_child_is_taken_off_with_a_reason_and_a_stranger_does_not_find_the_page(
    client: Any, client_for: Make, road: MissionRoad
) -> None:
    mission = road.whole(2)
    child = mission.children.first()
    url = at("mission_child_drop", mission.id, child.id)
    stranger = client_for(make_user("mission_coordinator", team=make_team("Heron")))
    assert stranger.post(url, {"reason": "No."}).status_code == 404
    assert client.post(url, {"reason": ""}).status_code == 200
    client.post(url, {"reason": "She is ill."})
    assert MissionChild.objects.get(id=child.id).state == "dropped"


def test_a_plan_keeps_what_was_typed_when_its_day_cannot_be_read(viewer_with: Make, client_for: Make) -> None:
    plans = PlanRoad(viewer_with)
    plan = plans.begin()
    worker = client_for(User.objects.get(id=plans.willow.user_id))
    url = at("plan_details", plan.id)
    form = worker.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"travel_by": "some day", "receiver": "Halyna"}
    refused = text(worker.post(url, sent))
    assert 'value="some day"' in refused
    assert "Halyna" in refused
    assert ReturnPlan.objects.get(id=plan.id).travel_by is None


def test_a_paper_of_a_plan_is_written_down_and_a_stranger_finds_no_plan(viewer_with: Make, client_for: Make) -> None:
    plans = PlanRoad(viewer_with)
    plan = plans.begin()
    url = at("plan_paper", plan.id, "passport")
    stranger = client_for(User.objects.get(id=plans.heron.user_id))
    assert stranger.post(url, {"held": "held"}).status_code == 404
    worker = client_for(User.objects.get(id=plans.willow.user_id))
    assert worker.post(url, {"held": ""}).status_code == 200
    assert not PlanPaper.objects.exists()
    worker.post(url, {"held": "missing"})
    assert PlanPaper.objects.get(plan=plan).held == "missing"


def test_who_decided_what_is_best_does_not_answer_as_the_second(viewer_with: Make, client_for: Make) -> None:
    plans = PlanRoad(viewer_with)
    plans.begin()
    row = plans.decide(confirm=False)
    author = client_for(User.objects.get(id=plans.willow.user_id))
    answer = {"answer": "yes", "reason": "I agree."}
    author.post(at("plan_decision", plans.plan.id, row.id), answer)
    row.refresh_from_db()
    assert row.state == "waiting"
    director = client_for(User.objects.get(id=plans.director.user_id))
    director.post(at("plan_decision", plans.plan.id, row.id), answer)
    row.refresh_from_db()
    assert row.state == "confirmed"
