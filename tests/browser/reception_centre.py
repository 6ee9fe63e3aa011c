"""Bring an invented group to the demonstration that runs: what the browser tests of reception look at.

python -m tests.browser.reception_centre NAME    two children of the mission NAME are expected, two are here; prints their ids
"""

from __future__ import annotations

import json
import sys
from typing import Any

from dodomu.entry.cli.boot import start

FAMILIES = ("Ялинкова", "Смерекова", "Кедрова", "Модринова")


def begin(name: str) -> dict[str, Any]:
    """Children whom nobody has spoken of before, on a mission that ends at the clinician's team."""
    from dodomu.base import events
    from dodomu.journey.cases import actions as cases
    from dodomu.journey.reception import actions
    from dodomu.journey.reception.models import Arrival
    from tests.journey.reception_people import WHY, aboard, mission_of
    from tests.journey.registry_people import recorded_child

    coordinator, clinician, director = first("mission_coordinator"), first("reception_clinician"), first("director")
    team = _team(clinician)
    mission, group = mission_of(coordinator, team, team)
    mission.code_name = name
    mission.save(update_fields=("code_name",))
    for place, family in enumerate(FAMILIES):
        person = recorded_child(first("tracing_analyst"), f"{family} {name}", born="2019-06-01")
        case = cases.open_case(director, person, team.id, None, "high", WHY)
        aboard(coordinator, mission, group, case, f"{name} {place}")
    events.publish("mission_departed", mission_id=mission.id)
    found = Arrival.objects.filter(child__mission=mission)
    ids = {str(one.child.code_name): one.id for one in found.select_related("child")}
    expected, here = [ids[f"{name} {place}"] for place in (0, 1)], [ids[f"{name} {place}"] for place in (2, 3)]
    actions.receive(clinician, [actions.Received(one, "photo") for one in here])
    return {"group": str(group.id), "expected": list(map(str, expected)), "here": list(map(str, here))}


def first(role: str) -> Any:
    """The colleague who has held a role longest, with a team where the role has one."""
    from dodomu.base.access.models import RoleGrant
    from dodomu.base.access.viewer import Viewer

    grants = RoleGrant.objects.filter(role=role, until=None).order_by("since")
    grant = grants.exclude(team=None).first() or grants.first()
    assert grant is not None
    return Viewer.of(grant.user)


def _team(viewer: Any) -> Any:
    from dodomu.base.access.models import Team

    return Team.objects.get(id=next(iter(viewer.team_ids)))


if __name__ == "__main__":
    start()
    print(json.dumps(begin(sys.argv[1])))
