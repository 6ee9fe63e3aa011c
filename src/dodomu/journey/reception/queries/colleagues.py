"""Who of the colleagues receives children and looks after their health."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.models import RoleGrant
from dodomu.base.access.roles import ROLES
from dodomu.base.access.viewer import in_force
from dodomu.journey.reception.models import Arrival
from dodomu.kit.alphabet import ukrainian_key


def may_look_after(arrival: Arrival) -> list[tuple[UUID, str]]:
    """Colleagues of the team that receives the child who record triage, by name. No scope: callers check who asks."""
    return _of_team(arrival.team_id, Act.TRIAGE_RECORD)


def may_receive(team_id: UUID) -> list[tuple[UUID, str]]:
    """Colleagues of a team who receive children, by name. No scope: callers check who asks."""
    return _of_team(team_id, Act.ARRIVAL_WORK)


def _of_team(team_id: UUID, act: Act) -> list[tuple[UUID, str]]:
    roles = [role.code for role in ROLES if act in role.acts]
    grants = RoleGrant.objects.filter(in_force(timezone.now()), user__is_active=True, role__in=roles, team=team_id)
    found = dict(grants.values_list("user_id", "user__display_name"))
    return sorted(found.items(), key=lambda one: ukrainian_key(one[1]))
