"""What the forms of the office can change of a colleague, as it stands now."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import CompartmentGrant, RoleGrant, User
from dodomu.base.access.roles import role_of
from dodomu.base.versions import Addition, State


def roles_of(user: User) -> State:
    """Every role this colleague was granted, and every one that was ended. The caller has checked who asks."""
    grants = user.role_grants.select_related("team", "granted_by", "ended_by")
    return State(f"staff:{user.pk}:roles", additions=tuple(_told((grant, _role(grant)) for grant in grants)))


def compartments_of(user: User) -> State:
    """Every compartment opened to this colleague by name, and every one that was closed."""
    grants = user.compartment_grants.select_related("granted_by", "ended_by").order_by("since")
    words = ((grant, str(Compartment(grant.compartment).label)) for grant in grants)
    return State(f"staff:{user.pk}:compartments", additions=tuple(_told(words)))


def _role(grant: RoleGrant) -> str:
    title = str(role_of(grant.role).title)
    return f"{title} ({grant.team.name})" if grant.team else title


def _told(grants: Iterable[tuple[RoleGrant | CompartmentGrant, str]]) -> Iterable[Addition]:
    for grant, words in grants:
        granted = grant.granted_by.display_name if grant.granted_by else ""
        yield Addition(str(grant.pk), gettext("Granted: %(right)s") % {"right": words}, granted, grant.since)
        if grant.until:
            ended = grant.ended_by.display_name if grant.ended_by else ""
            yield Addition(f"ended:{grant.pk}", gettext("Ended: %(right)s") % {"right": words}, ended, grant.until)
