"""Granting and ending roles, compartments and teams."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base.access import states
from dodomu.base.access.actions.sealed_keys import close_sealed
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import CompartmentGrant, RoleGrant, Team, User
from dodomu.base.access.policy import require
from dodomu.base.access.refusals import Refused, has_left, last_administrator, own_rights
from dodomu.base.access.roles import Administrator, role_of
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.locks import serialise
from dodomu.base.journal import append
from dodomu.base.versions import State


@transaction.atomic
def create_team(by: Viewer, name: str) -> Team:
    """Create a team.

    Raises:
        NotAllowed: ``by`` may not create teams.
        django.core.exceptions.ValidationError: the name is empty, too long or taken.
    """
    require(by, Act.TEAMS_MANAGE)
    team = Team(name=name.strip(), created_by_id=by.staff_id)
    team.full_clean()
    team.save(force_insert=True)
    append("team.created", by=by, subject=team.pk)
    return team


@transaction.atomic
def grant_role(by: Viewer, user: User, role: str, *, team: Team | None = None, expected_version: str = "") -> RoleGrant:
    """Give a role, in one team or in the whole organisation.

    Raises:
        NotAllowed: ``by`` may not grant roles.
        Refused: one's own rights, one who left, or a role held already.
        ValueError: no such role.
        Changed: the colleague holds other roles than in ``expected_version``.
    """
    _may_change_rights_of(by, user)
    _as_seen(user, states.roles_of, expected_version)
    code = role_of(role).code
    if RoleGrant.objects.filter(user=user, role=code, team=team, until=None).exists():
        raise Refused("held_already", _("This colleague holds that role already."))
    grant = RoleGrant.objects.create(user=user, role=code, team=team, granted_by_id=by.user_id)
    append("role.granted", by=by, subject=user.pid, codes={"role": code, "team": str(team.pk) if team else ""})
    return grant


@transaction.atomic
def end_grant(by: Viewer, grant: RoleGrant) -> None:
    """End a role from now on; ending one that has ended changes nothing.

    Raises:
        NotAllowed: ``by`` may not end roles.
        Refused: one's own rights, or the last administrator.
    """
    require(by, Act.ROLES_MANAGE)
    if by.user_id == grant.user_id:
        raise own_rights()
    close_grant(by, grant)


def close_grant(by: Viewer, grant: RoleGrant) -> None:
    """End a role without asking for the right: for ``end_grant`` and for a colleague who leaves."""
    serialise("rights")
    if grant.role == Administrator.code and not _another_administrator(grant):
        raise last_administrator()
    ended = RoleGrant.objects.filter(pk=grant.pk, until=None).update(until=timezone.now(), ended_by=by.user_id)
    if ended:
        append("role.ended", by=by, subject=grant.user.pid, codes={"role": grant.role})


@transaction.atomic
def grant_compartment(by: Viewer, user: User, compartment: str, *, expected_version: str = "") -> CompartmentGrant:
    """Open a compartment to one person by name.

    Raises:
        NotAllowed, Refused: as ``grant_role``.
        ValueError: no such compartment.
        Changed: other compartments are open to the colleague than in ``expected_version``.
    """
    _may_change_rights_of(by, user)
    _as_seen(user, states.compartments_of, expected_version)
    code = Compartment(compartment)
    if CompartmentGrant.objects.filter(user=user, compartment=code, until=None).exists():
        raise Refused("held_already", _("This compartment is open to that colleague already."))
    grant = CompartmentGrant.objects.create(user=user, compartment=code, granted_by_id=by.user_id)
    append("compartment.granted", by=by, subject=user.pid, codes={"compartment": code.value})
    return grant


@transaction.atomic
def end_compartment(by: Viewer, grant: CompartmentGrant) -> None:
    """Close a compartment that was opened by name.

    Raises:
        NotAllowed: ``by`` may not change rights.
        Refused: one's own rights.
    """
    require(by, Act.ROLES_MANAGE)
    if by.user_id == grant.user_id:
        raise own_rights()
    close_compartment(by, grant)


def close_compartment(by: Viewer, grant: CompartmentGrant) -> None:
    """End a compartment grant without asking for the right; with the sealed one, every sealed account closes as well."""
    ended = CompartmentGrant.objects.filter(pk=grant.pk, until=None).update(until=timezone.now(), ended_by=by.user_id)
    if ended:
        append("compartment.ended", by=by, subject=grant.user.pid, codes={"compartment": grant.compartment})
        if grant.compartment == Compartment.SEALED:
            close_sealed(by, grant.user)


def _may_change_rights_of(by: Viewer, user: User) -> None:
    require(by, Act.ROLES_MANAGE)
    if by.user_id == user.pk:
        raise own_rights()
    if not user.is_active:
        raise has_left()


def _as_seen(user: User, state_of: Callable[[User], State], expected_version: str) -> None:
    if expected_version:
        serialise(f"rights.{user.pk}")
        state_of(user).must_be(expected_version)


def _another_administrator(grant: RoleGrant) -> bool:
    others = RoleGrant.objects.filter(role=Administrator.code, until=None, user__is_active=True)
    return others.exclude(user=grant.user_id).exists()
