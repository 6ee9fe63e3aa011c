"""Which corridors a viewer sees. Every other query about corridors starts here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import Team
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import Corridor


def visible(viewer: Viewer, act: Act = Act.CORRIDOR_READ) -> QuerySet[Corridor]:
    """Corridors of the teams in which the viewer may do this act, or all of them.

    Nothing without the compartment ``route``: which way children travel is not for everybody who plans.
    """
    if not policy.sees_compartment(viewer, Compartment.ROUTE):
        return Corridor.objects.none()
    if everywhere(viewer, act):
        return Corridor.objects.all()
    return Corridor.objects.filter(team__in=policy.teams_for(viewer, act))


def everywhere(viewer: Viewer, act: Act) -> bool:
    """Whether the act carries to every team: the role sees all, or is held in the whole organisation."""
    in_all = any(
        held.team_id is None and act in held.role.acts and held.role.sees is Reach.TEAM for held in viewer.held
    )
    return in_all or policy.reach(viewer, act) is Reach.ALL


def corridor_of(viewer: Viewer, corridor_id: UUID, act: Act = Act.CORRIDOR_READ) -> Corridor:
    """One corridor.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such corridor, or not for this viewer; the two look alike.
    """
    policy.require(viewer, act)
    found = visible(viewer, act).filter(id=corridor_id).select_related("team", "by").first()
    if found is None:
        raise policy.OutOfReach
    return found


def keeping_teams(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The teams that the viewer may let keep a corridor, by name."""
    found = Team.objects.order_by("name")
    if not everywhere(viewer, Act.CORRIDOR_WORK):
        found = found.filter(id__in=policy.teams_for(viewer, Act.CORRIDOR_WORK))
    return list(found.values_list("id", "name"))
