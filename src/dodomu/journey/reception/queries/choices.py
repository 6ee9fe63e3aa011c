"""The lists that forms of reception offer."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise

from dodomu.base.access.acts import Act
from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.journey.reception.models import Answer, Arrival, Identity, ParticularKind, RoomFor, WhyNot
from dodomu.journey.reception.queries.colleagues import may_look_after, may_receive
from dodomu.journey.reception.queries.places import centres
from dodomu.journey.reception.queries.reach import teams_of, visible

Choice = tuple[str, str | Promise]


def identities() -> list[Choice]:
    """The ways in which it is checked who a child is."""
    return list(Identity.choices)


def rooms_for() -> list[Choice]:
    """Whom a room can be kept for."""
    return list(RoomFor.choices)


def answers() -> list[Choice]:
    """What can be said about a particular."""
    return list(Answer.choices)


def particulars() -> list[Choice]:
    """What every carer must know."""
    return list(ParticularKind.choices)


def whys() -> list[Choice]:
    """Why a child is not asked."""
    return list(WhyNot.choices)


def teams(viewer: Viewer, act: Act) -> list[tuple[str, str]]:
    """The viewer's teams for an act, by name."""
    found = Team.objects.filter(id__in=teams_of(viewer, act)).order_by("name")
    return [(str(team_id), name) for team_id, name in found.values_list("id", "name")]


def centres_in(viewer: Viewer, team_id: UUID) -> list[tuple[str, str]]:
    """The centres of one team that the viewer sees."""
    return [(str(one.id), one.label) for one in centres(viewer) if one.team_id == team_id]


def receivers(viewer: Viewer, team_id: UUID) -> list[tuple[str, str]]:
    """Who may have checked an identity: the viewer first, then colleagues of the team who receive children."""
    others = [(str(key), name) for key, name in may_receive(team_id) if key != viewer.user_id]
    return [(str(viewer.user_id), viewer.display_name), *others]


def carers(viewer: Viewer, arrival_id: UUID) -> list[tuple[str, str]]:
    """Who can go to a child within the viewer's reach."""
    arrival: Arrival | None = visible(viewer, Act.TRIAGE_RECORD).filter(id=arrival_id).first()
    return [(str(key), name) for key, name in may_look_after(arrival)] if arrival else []
