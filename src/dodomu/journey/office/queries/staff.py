"""Staff as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from dodomu.base.access import queries as access
from dodomu.base.access.models import RoleGrant, User
from dodomu.base.access.roles import BY_CODE
from dodomu.base.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the staff list; ``roles`` in words, with the team in brackets."""

    id: UUID
    name: str
    username: str
    roles: str
    active: bool
    second_factor: bool
    last_login: datetime | None


def staff_rows(viewer: Viewer, *, role: str = "", state: str = "") -> list[StaffRow]:
    """The staff list, by the codes of its filters.

    Raises:
        NotAllowed: the viewer may not see the staff.
    """
    found = access.staff(viewer)
    if state in {"here", "left"}:
        found = found.filter(is_active=state == "here")
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    protected = set(Authenticator.objects.filter(type__in=kinds).values_list("user_id", flat=True))
    return [_row(user, user.pk in protected) for user in found if _holds(user, role)]


def role_in_words(grant: RoleGrant) -> str:
    """ "Case worker (Willow)"; a role this version no longer knows is shown by its code."""
    title = str(BY_CODE[grant.role].title) if grant.role in BY_CODE else grant.role
    return f"{title} ({grant.team.name})" if grant.team else title


def _held(user: User) -> list[RoleGrant]:
    return list(getattr(user, "held_now", ()))


def _holds(user: User, role: str) -> bool:
    return not role or any(grant.role == role for grant in _held(user))


def _row(user: User, protected: bool) -> StaffRow:
    return StaffRow(
        id=user.pk,
        name=user.display_name,
        username=user.username,
        roles=", ".join(role_in_words(grant) for grant in _held(user)),
        active=user.is_active,
        second_factor=protected,
        last_login=user.last_login,
    )
