"""Who sees a case among the colleagues, for giving them its tasks."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.models import Assignment, RoleGrant
from dodomu.base.access.roles import ROLES, Reach
from dodomu.base.access.viewer import in_force
from dodomu.journey.cases.models import Case
from dodomu.kit.alphabet import ukrainian_key


def colleagues_of(case: Case, act: Act = Act.CASE_READ) -> list[tuple[UUID, str]]:
    """Colleagues who may do this act to the child of the case, by name: who sees a case can own its tasks."""
    sees = {role.code: role.sees for role in ROLES if act in role.acts}
    open_for = Assignment.objects.filter(subject=case.person_id, until=None)
    teams = set(open_for.values_list("team_id", flat=True))
    named = set(open_for.exclude(user=None).values_list("user_id", flat=True))
    grants = RoleGrant.objects.filter(in_force(timezone.now()), user__is_active=True, role__in=sees)
    found = {
        user_id: name
        for user_id, name, role, team_id in grants.values_list("user_id", "user__display_name", "role", "team_id")
        if sees[role] is Reach.ALL or (sees[role] is Reach.TEAM and team_id in teams) or user_id in named
    }
    return sorted(found.items(), key=lambda one: ukrainian_key(one[1]))
