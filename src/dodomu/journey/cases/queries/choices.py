"""Teams and colleagues a case can be given to, for forms."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.models import RoleGrant, Team
from dodomu.base.access.roles import ROLES
from dodomu.base.access.viewer import in_force
from dodomu.journey.cases.models import Giver, HowAsked, Interpreting, InterviewKind, RiskLevel, WhyOpened


def teams() -> list[tuple[UUID, str]]:
    """Every team, by name."""
    return list(Team.objects.order_by("name").values_list("id", "name"))


def team_exists(team_id: UUID) -> bool:
    return Team.objects.filter(id=team_id).exists()


def workers() -> list[tuple[UUID, str, frozenset[UUID | None]]]:
    """Colleagues who work cases: id, name, and the teams they do so in (None: wherever they are named)."""
    roles = [role.code for role in ROLES if Act.CASE_WORK in role.acts]
    granted = RoleGrant.objects.filter(in_force(timezone.now()), role__in=roles, user__is_active=True)
    found: dict[tuple[UUID, str], set[UUID | None]] = {}
    for user_id, name, team_id in granted.order_by("user__display_name").values_list(
        "user", "user__display_name", "team"
    ):
        found.setdefault((user_id, name), set()).add(team_id)
    return [(user_id, name, frozenset(teams)) for (user_id, name), teams in found.items()]


def works_cases_in(worker_id: UUID, team_id: UUID) -> bool:
    """Whether this colleague works cases in the team; a role of the whole organisation counts in every team."""
    return any(worker_id == known and held & {None, team_id} for known, _name, held in workers())


def risks() -> list[tuple[str, str]]:
    """The risk levels by urgency: code and word."""
    return [(level.value, str(level.label)) for level in RiskLevel]


def givers() -> list[tuple[str, str]]:
    """Who can speak about the use of a child's data: code and words."""
    return [(one.value, str(one.label)) for one in Giver]


def ways_of_asking() -> list[tuple[str, str]]:
    """How a child can be asked for its own view: code and words."""
    return [(one.value, str(one.label)) for one in HowAsked]


def ways_of_interpreting() -> list[tuple[str, str]]:
    """In which language and with which support: code and words."""
    return [(one.value, str(one.label)) for one in Interpreting]


def reasons_to_open() -> list[tuple[str, str]]:
    """Why a sealed note can be opened: code and words."""
    return [(one.value, str(one.label)) for one in WhyOpened]


def interview_kinds() -> list[tuple[str, str]]:
    """What a child can be interviewed for: code and words."""
    return [(one.value, str(one.label)) for one in InterviewKind]
