"""What can be chosen where something is sent: ways, bases, kinds, states, and workers of the receiving team."""

from __future__ import annotations

from dodomu.base.access.models import Team
from dodomu.journey.cases.models import Basis, BodyKind, SendingKind, SendingState, Way
from dodomu.journey.cases.queries.choices import workers


def ways() -> list[tuple[str, str]]:
    """How something travels to an outside body: code and word."""
    return [(way.value, str(way.label)) for way in Way]


def bases() -> list[tuple[str, str]]:
    """What a sending can rest on: code and word."""
    return [(basis.value, str(basis.label)) for basis in Basis]


def body_kinds() -> list[tuple[str, str]]:
    """The kinds of outside bodies: code and word."""
    return [(kind.value, str(kind.label)) for kind in BodyKind]


def sending_kinds() -> list[tuple[str, str]]:
    """Referral, transfer, enquiry: code and word."""
    return [(kind.value, str(kind.label)) for kind in SendingKind]


def sending_states() -> list[tuple[str, str]]:
    """The states of a sending: code and word."""
    return [(state.value, str(state.label)) for state in SendingState]


def workers_in(team: str) -> list[tuple[str, str]]:
    """Colleagues who work cases in the team of this name, for a form: id and name."""
    team_id = Team.objects.filter(name=team).values_list("id", flat=True).first()
    return [(str(key), name) for key, name, held in workers() if held & {None, team_id}]
