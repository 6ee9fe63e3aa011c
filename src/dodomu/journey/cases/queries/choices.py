"""Teams and colleagues a case can be given to, for forms."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access.acts import Act
from dodomu.base.access.models import Team, User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import RiskLevel


def teams() -> list[tuple[UUID, str]]:
    """Every team, by name."""
    return list(Team.objects.order_by("name").values_list("id", "name"))


def team_exists(team_id: UUID) -> bool:
    return Team.objects.filter(id=team_id).exists()


def workers() -> list[tuple[UUID, str, frozenset[UUID | None]]]:
    """Colleagues who work cases: id, name, and the teams they do so in (None: wherever they are named)."""
    found = []
    for user in User.objects.filter(is_active=True).order_by("display_name"):
        held = frozenset(held.team_id for held in Viewer.of(user).held if Act.CASE_WORK in held.role.acts)
        if held:
            found.append((user.id, user.display_name, held))
    return found


def works_cases_in(worker_id: UUID, team_id: UUID) -> bool:
    """Whether this colleague works cases in the team; a role of the whole organisation counts in every team."""
    return any(worker_id == known and held & {None, team_id} for known, _name, held in workers())


def risks() -> list[tuple[str, str]]:
    """The risk levels by urgency: code and word."""
    return [(level.value, str(level.label)) for level in RiskLevel]
