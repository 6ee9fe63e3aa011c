"""Two people on one mission: nobody overwrites unseen what a colleague has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base.versions import Changed
from dodomu.journey.missions import actions, queries
from dodomu.journey.missions.models import Leg, MissionChild
from tests.journey.missions_story import Road

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
COLLIDED = "Two people on one record"


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


@pytest.fixture
def client(client_for: Callable[..., Any], road: Road) -> Any:
    from dodomu.base.access.models import User

    return client_for(User.objects.get(id=road.coordinator.user_id))


def filled(client: Any, url: str) -> dict[str, Any]:
    """The form of a page as its author got it."""
    form = client.get(url).context["form"]
    given = {bound.html_name: bound.value() for bound in form}
    return {name: str(value) for name, value in given.items() if value not in (None, False, "")}


def test_every_form_that_changes_a_mission_shows_what_a_colleague_changed_meanwhile(client: Any, road: Road) -> None:
    mission = road.whole()
    child, leg = mission.children.get(), Leg.objects.filter(group__mission=mission).first()
    assert leg is not None
    group = child.group_id
    urls = {
        "note": reverse("missions:mission_change", args=[mission.id]),
        "medicine": reverse("missions:mission_child", args=[mission.id, child.id]),
        "km": reverse("missions:mission_leg", args=[mission.id, leg.id]),
        f"{child.id.hex}-wheelchair": reverse("missions:mission_seats", args=[mission.id, group]),
    }
    mine = {"note": "Mine", "medicine": "Mine", "km": "77", f"{child.id.hex}-wheelchair": ""}
    theirs = {"note": "Theirs", "medicine": "Theirs", "km": "55", f"{child.id.hex}-wheelchair": "on"}
    for name, url in urls.items():
        before = filled(client, url)
        assert client.post(url, before | {name: theirs[name]}).status_code == 302
        again = client.post(url, before | {name: mine[name]})
        assert COLLIDED in again.content.decode()
    assert MissionChild.objects.get(id=child.id).wheelchair
    assert Leg.objects.get(id=leg.id).km == 55


def test_whoever_leaves_what_a_colleague_wrote_changes_nothing_and_keeps_the_approval(client: Any, road: Road) -> None:
    mission = road.whole()
    url = reverse("missions:mission_change", args=[mission.id])
    before = filled(client, url)
    client.post(url, before | {"note": "Theirs"})
    shown = client.post(url, before | {"note": "Mine"}).context["form"]
    chosen = {bound.html_name: bound.value() for bound in shown} | dict(shown.merge_hidden) | {"keep-note": "theirs"}
    events = mission.events.count()
    told = client.post(url, {name: value for name, value in chosen.items() if value is not None}, follow=True)
    assert "what your colleague wrote stays" in told.content.decode()
    assert mission.events.count() == events


def test_an_act_refuses_a_version_that_has_passed(road: Road) -> None:
    mission = road.whole()
    child = mission.children.get()
    version = queries.child_state(road.coordinator, child.id).version
    given = actions.ChildInput(child.group_id, child.code_name, child.vehicle_id, needs="Window seat")
    actions.change_child(road.coordinator, child.id, given, expected_version=version)
    with pytest.raises(Changed):
        actions.change_child(road.coordinator, child.id, given, expected_version=version)
