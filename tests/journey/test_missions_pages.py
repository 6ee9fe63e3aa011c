"""The pages of missions, as a browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.journey.missions_story import Road

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def at(name: str, *arguments: Any) -> str:
    return reverse(f"missions:{name}", args=arguments)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


@pytest.fixture
def client(client_for: Callable[..., Any], road: Road) -> Any:
    from dodomu.base.access.models import User

    return client_for(User.objects.get(id=road.coordinator.user_id))


def test_the_page_of_a_mission_says_what_must_be_mended(client: Any, road: Road) -> None:
    mission = road.mission()
    found = text(client.get(at("mission", mission.id)))
    assert "must be mended before it can be approved" in found
    assert "There are no children on this mission." in found


def test_the_list_of_missions_leads_to_what_a_mission_is_made_of(client: Any) -> None:
    found = text(client.get(at("missions")))
    assert all(
        f'<a class="button button-small" href="{at(name)}"' in found
        for name in ("board", "plans", "corridors", "escorts")
    )


def test_the_page_of_a_mission_draws_its_way_on_the_corridor(client: Any, road: Road) -> None:
    found = text(client.get(at("mission", road.whole().id)))
    assert 'aria-label="Sedge: Not departed yet, by its words: A Вигадане A"' in found
    assert found.count('class="way-use way-planned"') == 4
