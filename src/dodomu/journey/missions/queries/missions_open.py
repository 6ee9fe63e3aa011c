"""Of whom nobody has said yet what became of them."""

from __future__ import annotations

from dodomu.journey.missions.models import ChildState, Mission, MissionChild, MissionEscort

OPEN_STATES = (ChildState.LISTED, ChildState.BOARDED)


def still_open(mission: Mission) -> list[str]:
    """Code names of the children and adults of a mission that have no outcome; no scope, the caller has checked."""
    children = MissionChild.objects.filter(mission=mission, state__in=OPEN_STATES)
    escorts = MissionEscort.objects.filter(mission=mission, ended_at=None)
    return [*children.values_list("code_name", flat=True), *escorts.values_list("code_name", flat=True)]
