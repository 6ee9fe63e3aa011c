"""What the forms of the board offer: colleagues who see a mission, and the labels of codes."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.models import RoleGrant, User
from dodomu.base.access.roles import ROLES, Reach
from dodomu.base.access.viewer import in_force
from dodomu.journey.missions.models import (
    AlarmKind,
    AlarmStep,
    Channel,
    EscalationContact,
    ExpectedWord,
    LinkKind,
    Mission,
    WordKind,
)
from dodomu.kit.alphabet import ukrainian_key


def colleagues_of(mission: Mission) -> list[tuple[UUID, str]]:
    """Colleagues who see the board of a mission, by name: its coordinator, its team's, and those who see all. No scope:
    callers check who asks.
    """
    sees = {role.code: role.sees for role in ROLES if Act.MISSION_READ in role.acts}
    grants = RoleGrant.objects.filter(in_force(timezone.now()), user__is_active=True, role__in=sees)
    found = {
        user_id: name
        for user_id, name, role, team_id in grants.values_list("user_id", "user__display_name", "role", "team_id")
        if sees[role] is Reach.ALL or (sees[role] is Reach.TEAM and team_id == mission.team_id)
    }
    coordinator = User.objects.filter(id=mission.coordinator_id, is_active=True).values_list("id", "display_name")
    return sorted((found | dict(coordinator)).items(), key=lambda one: ukrainian_key(one[1]))


def word_kinds() -> dict[str, str]:
    """Codes and labels of what a word says."""
    return {code: str(label) for code, label in WordKind.choices}


def word_abouts() -> dict[str, str]:
    """Codes and labels of what a word is about."""
    return {code: str(label) for code, label in ExpectedWord.About.choices}


def channels() -> dict[str, str]:
    """Codes and labels of how a word came."""
    return {code: str(label) for code, label in Channel.choices}


def alarm_kinds() -> dict[str, str]:
    """Codes and labels of alarms."""
    return {code: str(label) for code, label in AlarmKind.choices}


def alarm_steps() -> dict[str, str]:
    """Codes and labels of steps of dealing with an alarm."""
    return {code: str(label) for code, label in AlarmStep.What.choices}


def escalation_whens() -> dict[str, str]:
    """Codes and labels of for which alarms somebody is called."""
    return {code: str(label) for code, label in EscalationContact.When.choices}


def link_kinds() -> dict[str, str]:
    """Codes and labels of ways from one place to another."""
    return {code: str(label) for code, label in LinkKind.choices}
