"""Making a mission: who may, what stands on it, what takes an approval away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dodomu.base import journal
from dodomu.journey.cases.actions import SamePerson
from dodomu.journey.missions import actions
from dodomu.journey.missions.models import Mission
from dodomu.journey.missions.queries.missions_checked import broken_rules
from tests.journey.missions_story import Road

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


def codes(mission: Mission) -> list[str]:
    return [one.code for one in broken_rules(mission) if one.severity == "blocking"]


def test_a_mission_that_keeps_every_rule_is_approved_by_two(road: Road) -> None:
    mission = road.whole()
    assert codes(mission) == []
    asked = actions.ask_approval(road.coordinator, mission.id, "All is prepared.")
    with pytest.raises(SamePerson):
        actions.answer_approval(road.coordinator, asked.id, "Yes.", agrees=True)
    actions.answer_approval(road.second, asked.id, "I read it.", agrees=True)
    assert Mission.objects.get().state == "approved"
    assert journal.recent(1)[0].kind == "mission.approval_answered"
