"""The one module that decides. Pages, fragments, search, export, API, files and the command line all ask here.

The rule, in three sentences: an act is allowed when a role held now names it, or not at all. It reaches as far as
that role sees: every person, those assigned to the team the role was granted in, or those assigned by name. An
emergency opening adds reading of its one person while it runs; access granted on request adds one compartment of one
person, never the person.
"""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from dodomu.base.access.acts import EMERGENCY, Act
from dodomu.base.access.compartments import OPENED_IN_EMERGENCY, Compartment
from dodomu.base.access.models import Assignment
from dodomu.base.access.roles import Reach
from dodomu.base.access.viewer import Viewer


class NotAllowed(PermissionDenied):
    """None of the viewer's roles names this act. Shown as 403."""

    def __init__(self, act: Act) -> None:
        super().__init__(f"This needs the right “{act.value}”.")
        self.act = act


class OutOfReach(Http404):
    """The viewer may do this, but not here. Shown as 404: it must not tell whether the record exists."""


def may(viewer: Viewer, act: Act, *, subject: UUID | None = None) -> bool:
    """Whether the viewer may do this act at all, or (with ``subject``) to this person."""
    if subject is None:
        return act in viewer.acts
    if act in EMERGENCY and subject in viewer.broken_glass:
        return True
    reaches = reach(viewer, act)
    if reaches in (Reach.NONE, Reach.ALL):
        return reaches is Reach.ALL
    return _assigned(viewer, act).filter(subject=subject).exists()


def require(viewer: Viewer, act: Act, *, subject: UUID | None = None) -> None:
    """Pass in silence or refuse.

    Raises:
        NotAllowed: no role of the viewer names the act.
        OutOfReach: a role does, but does not reach this person.
    """
    if act not in viewer.acts and not (subject in viewer.broken_glass and act in EMERGENCY):
        raise NotAllowed(act)
    if subject is not None and not may(viewer, act, subject=subject):
        raise OutOfReach


def reach(viewer: Viewer, act: Act) -> Reach:
    """How far this act carries: the furthest of the roles that name it."""
    return max((held.role.sees for held in viewer.held if act in held.role.acts), default=Reach.NONE)


def subjects(viewer: Viewer, act: Act = Act.PERSON_READ, *, field: str = "pk") -> Q:
    """The filter that keeps a query of persons within the viewer's reach.

    Parameters:
        act: the act the rows are wanted for.
        field: name of the column that holds the person's id in the filtered query.

    Returns:
        A ``Q``: everything for ``Reach.ALL``, nothing for ``Reach.NONE``, else the assigned ones;
        persons opened in an emergency are added to reading.
    """
    reaches = reach(viewer, act)
    if reaches is Reach.ALL:
        return Q()
    allowed = Q(pk__in=[])
    if reaches is not Reach.NONE:
        allowed = Q(**{f"{field}__in": _assigned(viewer, act).values("subject")})
    if act in EMERGENCY and viewer.broken_glass:
        allowed |= Q(**{f"{field}__in": sorted(viewer.broken_glass)})
    return allowed


def entrusted(viewer: Viewer, act: Act, *, field: str = "pk") -> Q:
    """The filter for persons assigned to the viewer's team or name, or opened in an emergency, however far the act carries."""
    found = Q(**{f"{field}__in": _assigned(viewer, act).values("subject")})
    return found | Q(**{f"{field}__in": sorted(viewer.broken_glass)}) if viewer.broken_glass else found


def sees_compartment(viewer: Viewer, compartment: Compartment | str, subject: UUID | None = None) -> bool:
    """Whether facts of this compartment are shown unmasked; an empty code is no compartment.

    Without ``subject`` the answer is for those persons the viewer reaches anyway.
    """
    if not compartment:
        return True
    code = Compartment(compartment)
    if subject is not None and subject in viewer.broken_glass and code in OPENED_IN_EMERGENCY:
        return True
    opened = code in viewer.compartments or (subject is not None and (subject, code) in viewer.opened)
    return opened and (subject is None or may(viewer, Act.PERSON_READ, subject=subject))


def teams_for(viewer: Viewer, act: Act) -> frozenset[UUID]:
    """The teams in which the viewer holds a role that names the act and sees its team."""
    return frozenset(
        held.team_id for held in viewer.held if held.team_id and act in held.role.acts and held.role.sees is Reach.TEAM
    )


def _assigned(viewer: Viewer, act: Act) -> QuerySet[Assignment]:
    """Open assignments that bring persons within reach: to the right teams, or to the viewer by name."""
    by_team = Q(team__in=teams_for(viewer, act))
    by_name = Q(user=viewer.user_id) if viewer.user_id else Q(pk__in=[])
    return Assignment.objects.filter(by_team | by_name, until=None)
