"""Put an invented mission on the way in the demonstration that runs, or end it: what the board's browser tests look at.

python -m tests.browser.board_mission begin NAME SECONDS    its first word is overdue in so many seconds; prints its ids
python -m tests.browser.board_mission end MISSION_ID
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

from dodomu.entry.cli.boot import start

OVERDUE_AFTER = timedelta(minutes=40)
"""What nine in ten journeys of the first leg of the story take longer than usual."""


def begin(name: str, seconds: float) -> dict[str, str]:
    """A mission of the demonstration's coordinator that has not said yet that it departed."""
    from django.utils import timezone

    from tests.journey.board_story import Story

    at = timezone.now() - OVERDUE_AFTER + timedelta(seconds=seconds)
    story = Story(lambda *_roles, **_more: coordinator(), start=at, name=name)
    story.expect()
    return {"mission": str(story.mission.id), "group": str(story.group.id), "leg": str(story.legs[0].id)}


def end(mission_id: str) -> dict[str, str]:
    """The mission is over, so that it is in nobody's way."""
    from dodomu.journey.missions.actions import end_mission
    from dodomu.journey.missions.actions.alarms import end_alarm
    from dodomu.journey.missions.models import Alarm

    for alarm in Alarm.objects.filter(group__mission=mission_id, ended_at=None):
        end_alarm(coordinator(), alarm.id, "The test is over.")
    end_mission(coordinator(), UUID(mission_id))
    return {}


def coordinator() -> Any:
    from dodomu.base.access.models import RoleGrant
    from dodomu.base.access.viewer import Viewer

    grant = RoleGrant.objects.filter(role="mission_coordinator").exclude(team=None).order_by("since").first()
    assert grant is not None
    return Viewer.of(grant.user)


if __name__ == "__main__":
    start()
    given = sys.argv[2:]
    print(json.dumps(begin(given[0], float(given[1])) if sys.argv[1] == "begin" else end(*given)))
