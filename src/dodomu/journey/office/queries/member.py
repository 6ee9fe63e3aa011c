"""One colleague as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dodomu.base.access import queries as access
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import CompartmentGrant, RoleGrant, User
from dodomu.base.access.policy import may
from dodomu.base.access.viewer import Viewer
from dodomu.journey.office.queries.staff import role_in_words


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One granted right, running or ended. Names are empty where the installation itself acted."""

    id: UUID
    title: str
    since: datetime
    until: datetime | None
    granted_by: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class MemberPage:
    """What the page of one colleague shows and offers."""

    user: User
    roles: tuple[GrantLine, ...]
    past_roles: tuple[GrantLine, ...]
    compartments: tuple[GrantLine, ...]
    past_compartments: tuple[GrantLine, ...]
    named: int
    is_me: bool
    may_manage: bool
    may_grant: bool


def member_page(viewer: Viewer, user_id: UUID) -> MemberPage:
    """Everything about one colleague.

    Raises:
        NotAllowed, OutOfReach: as ``base.access.queries.member``.
    """
    user = access.member(viewer, user_id)
    roles = [_line(grant, role_in_words(grant)) for grant in access.role_history(viewer, user)]
    opened = [_line(one, _compartment(one)) for one in access.compartment_history(viewer, user)]
    is_me = viewer.user_id == user.pk
    return MemberPage(
        user=user,
        roles=tuple(line for line in roles if line.until is None),
        past_roles=tuple(line for line in roles if line.until is not None),
        compartments=tuple(line for line in opened if line.until is None),
        past_compartments=tuple(line for line in opened if line.until is not None),
        named=access.named_assignments(viewer, user),
        is_me=is_me,
        may_manage=user.is_active and not is_me and may(viewer, Act.STAFF_MANAGE),
        may_grant=user.is_active and not is_me and may(viewer, Act.ROLES_MANAGE),
    )


def _compartment(grant: CompartmentGrant) -> str:
    return str(Compartment(grant.compartment).label)


def _line(grant: RoleGrant | CompartmentGrant, title: str) -> GrantLine:
    return GrantLine(
        id=grant.pk,
        title=title,
        since=grant.since,
        until=grant.until,
        granted_by=grant.granted_by.display_name if grant.granted_by else "",
        ended_by=grant.ended_by.display_name if grant.ended_by else "",
    )
