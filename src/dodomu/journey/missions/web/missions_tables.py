"""The list of missions as a table."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.queries import MissionRow
from dodomu.journey.missions.web.missions_look import state_of
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

WHEN = (
    ("upcoming", _("upcoming")),
    ("under_way", _("under way")),
    ("past", _("past")),
    ("all", _("all")),
)


def _children(row: MissionRow) -> str:
    return f"{row.arrived} / {row.children}" if row.state in {"under_way", "ended"} else str(row.children)


def _waits(row: MissionRow) -> Status | str:
    return row.reception_team or Status(_("nobody yet"), "notice")


class MissionsTable(Table):
    name = "missions"
    caption = _("Missions")
    columns = (
        Column(
            "code_name",
            _("Code name"),
            link=lambda row: reverse("missions:mission", args=[row.id]),
            fixed=True,
        ),
        Column("state", _("State"), value=lambda row: state_of(row.state, row.state_label), kind="status", sort=False),
        Column("departs", _("Departure"), value="departs_at", kind="moment"),
        Column("arrives", _("Arrival"), value="arrives_at", kind="moment"),
        Column("children", _("Children returned"), value=_children, sort=False),
        Column("escorts", _("Adults"), kind="number", sort=False),
        Column("reception", _("Who waits"), value=_waits, sort=False),
        Column("team", _("Team")),
        Column("coordinator", _("Coordinator"), sort=False, hidden=True),
    )
    filters = (Filter("when", _("When"), choices=WHEN),)
    default_sort = "departs"
    empty_title = _("No missions here")
    empty_text = _("Make one when a child's plan is ready. With filters on, take one away to see more.")
