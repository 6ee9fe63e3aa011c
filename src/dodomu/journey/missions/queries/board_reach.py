"""Which missions a viewer sees on the board: those of the teams they work in, and those entrusted to them by name."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import Mission


def missions(viewer: Viewer, act: Act = Act.MISSION_READ) -> QuerySet[Mission]:
    """Missions within the viewer's reach for this act."""
    return Mission.objects.filter(in_reach(viewer, act))


def in_reach(viewer: Viewer, act: Act, path: str = "") -> Q:
    """The filter for rows of missions; ``path`` leads from the row to its mission: ``"group__mission__"``."""
    carries = policy.reach(viewer, act)
    if carries is Reach.ALL:
        return Q()
    if carries is Reach.NONE:
        return Q(pk__in=[])
    return Q(**{f"{path}team__in": policy.teams_for(viewer, act)}) | Q(**{f"{path}coordinator": viewer.user_id})
