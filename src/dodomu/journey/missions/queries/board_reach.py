"""Which rows of missions a viewer reaches: the filter by which words, alarms and groups are found."""

from __future__ import annotations

from django.db.models import Q

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.queries.missions_reach import sees_way, visible

__all__ = ["in_reach", "missions", "sees_ways"]

missions = visible
sees_ways = sees_way


def in_reach(viewer: Viewer, act: Act, path: str = "") -> Q:
    """What ``visible`` says, for rows from which ``path`` leads to their mission: ``"group__mission__"``."""
    if policy.reach(viewer, act) is Reach.ALL:
        return Q()
    return Q(**{f"{path}team__in": policy.teams_for(viewer, act)})
