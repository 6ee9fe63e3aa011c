"""Which role can see and do what, told from the roles themselves, so that the page cannot lie."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.acts import EVERYONE, Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.roles import ROLES, Reach, Role
from dodomu.base.access.viewer import Viewer

REACH_IN_WORDS: dict[Reach, str | Promise] = {
    Reach.NONE: _("no child's record"),
    Reach.OWN: _("children entrusted to them by name"),
    Reach.TEAM: _("children of their team"),
    Reach.ALL: _("all children"),
}


@dataclass(frozen=True, slots=True)
class RoleInWords:
    """One role for the help page."""

    code: str
    title: str | Promise
    purpose: str | Promise
    sees: str | Promise
    acts: tuple[str, ...]
    compartments: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class CompartmentRow:
    """One compartment, and for every role (in the order of the page) whether it opens it."""

    title: str
    cells: tuple[bool, ...]


def roles_in_words(viewer: Viewer) -> list[RoleInWords]:
    """All roles; the viewer's own are marked."""
    return [_in_words(role, role.code in viewer.role_codes) for role in ROLES]


def compartment_rows() -> list[CompartmentRow]:
    """Compartments down, roles across."""
    return [CompartmentRow(str(one.label), tuple(one in role.compartments for role in ROLES)) for one in Compartment]


def _in_words(role: type[Role], mine: bool) -> RoleInWords:
    return RoleInWords(
        code=role.code,
        title=role.title,
        purpose=role.purpose,
        sees=REACH_IN_WORDS[role.sees],
        acts=tuple(str(act.label) for act in Act if act in role.acts - EVERYONE),
        compartments=tuple(str(one.label) for one in Compartment if one in role.compartments),
        mine=mine,
    )
