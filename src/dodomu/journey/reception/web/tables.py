"""The list of arrivals as a table: brothers and sisters beside each other, no name until somebody asks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.journey.reception.queries import ArrivalRow
from dodomu.journey.reception.web.look import called, state_of, triage_of, who
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

SHOWN = (
    ("expected", gettext_lazy("expected")),
    ("here", gettext_lazy("here")),
    ("past", gettext_lazy("did not come, or have left")),
)
STATES = {"": ("expected", "here"), "expected": ("expected",), "here": ("here",), "past": ("not_coming", "left")}


def _expected(row: ArrivalRow) -> Any:
    return row.arrived_at or row.expected_at


def _who(row: ArrivalRow) -> str:
    """Age and sex; brothers and sisters of the list share a number."""
    family = _("family %(number)s") % {"number": row.family}
    return f"{who(row)} · {family}" if row.family else who(row)


def _bed(row: ArrivalRow) -> Any:
    if row.bed:
        return _("%(room)s, bed %(number)s") % {"room": row.bed.room, "number": row.bed.number}
    return Status(_("no bed yet"), "notice") if row.state == "here" else ""


def _mission(row: ArrivalRow) -> str:
    return f"{row.mission} / {row.group}" if row.mission else _("without a mission")


class ArrivalsTable(Table):
    name = "arrivals"
    caption = gettext_lazy("Arrivals")
    exportable = False
    columns = (
        Column(
            "child",
            gettext_lazy("Child"),
            value=called,
            template="reception/child_cell.html",
            sort=lambda row: row.number,
            fixed=True,
        ),
        Column("who", gettext_lazy("Age"), value=_who, sort=lambda row: row.born),
        Column("state", gettext_lazy("State"), value=state_of, kind="status"),
        Column("time", gettext_lazy("Expected or arrived"), value=_expected, kind="moment"),
        Column(
            "told", gettext_lazy("What the mission told"), template="reception/told_cell.html", value="told", sort=False
        ),
        Column("triage", gettext_lazy("Triage"), value=triage_of, kind="status"),
        Column("bed", gettext_lazy("Bed"), value=_bed, sort=False),
        Column("mission", gettext_lazy("Mission"), value=_mission, hidden=True),
        Column("centre", gettext_lazy("Centre"), value="centre", hidden=True),
    )
    filters = (Filter("show", gettext_lazy("Who"), choices=SHOWN),)
    page_size = 60
    empty_title = gettext_lazy("Nobody is expected")
    empty_text = gettext_lazy(
        "When a mission departs, its children appear here by themselves. A child that somebody brings is added with the button above."
    )


def in_order(rows: list[ArrivalRow]) -> list[ArrivalRow]:
    """Who is here before who is expected, the group that comes first on top, families together."""
    return sorted(
        rows,
        key=lambda row: (
            row.state != "here",
            row.expected_at is None,
            row.expected_at or row.arrived_at,
            row.mission,
            row.group,
            row.family or 10_000,
            row.number,
        ),
    )
