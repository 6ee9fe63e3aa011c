"""Which missions a viewer sees. Every other query about missions starts here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import Mission


def visible(viewer: Viewer, act: Act = Act.MISSION_READ) -> QuerySet[Mission]:
    """Missions of the teams in which the viewer may do this act, or all of them; nothing for anybody else."""
    if policy.reach(viewer, act) is Reach.ALL:
        return Mission.objects.all()
    return Mission.objects.filter(Q(team__in=policy.teams_for(viewer, act)))


def sees_way(viewer: Viewer) -> bool:
    """Whether places and ways are shown: they are the compartment ``route``."""
    return policy.sees_compartment(viewer, Compartment.ROUTE)
