"""The lists of the office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.roles import ROLES
from dodomu.journey.office.queries.staff import StaffRow
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table


def _state(row: StaffRow) -> Status:
    return Status(_("works here"), tone="well") if row.active else Status(_("has left"), tone="neutral")


def _factor(row: StaffRow) -> Status | str:
    if not row.active:
        return ""
    return Status(_("set up"), tone="well") if row.second_factor else Status(_("none yet"), tone="notice")


class StaffTable(Table):
    name = "staff"
    caption = _("Staff")
    columns = (
        Column(
            "name",
            _("Name"),
            value="name",
            kind="name",
            link=lambda row: reverse("office:member", args=[row.id]),
            fixed=True,
        ),
        Column("username", _("Sign-in name"), value="username"),
        Column("roles", _("Roles"), value="roles", sort=False),
        Column("state", _("State"), value=_state, kind="status", sort=False),
        Column("factor", _("Second factor"), value=_factor, kind="status", sort=False),
        Column("last", _("Last signed in"), value="last_login", kind="moment"),
    )
    filters = (
        Filter("role", _("Role"), choices=lambda: [(role.code, role.title) for role in ROLES]),
        Filter("state", _("State"), choices=(("here", _("works here")), ("left", _("has left")))),
    )
    default_sort = "name"
    empty_title = _("Nobody fits these filters")
    empty_text = _("Take a filter away to see more colleagues.")
