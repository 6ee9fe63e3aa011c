"""The list of cases as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases import queries
from dodomu.journey.cases.axes import AXES, AXIS_LABELS, AxisValue, values_of
from dodomu.journey.cases.queries import CaseRow
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

DUE = (("overdue", _("overdue")), ("today", _("due today or overdue")), ("week", _("due within a week or overdue")))
RISK_TONES = {"critical": "harm", "high": "harm", "medium": "notice", "low": "neutral"}


def status_of(value: AxisValue | None) -> Status:
    """How the present value of an axis is shown; nothing recorded is not the same as "unknown"."""
    if value is None:
        return Status(_("not recorded"), "unknown")
    return Status(value.label, value.tone, value.icon)


def risk_of(code: str) -> Status:
    return Status(dict(queries.risks())[code], RISK_TONES[code])


def _axis(axis: str) -> Callable[[CaseRow], Status]:
    return lambda row: status_of(row.axes.get(axis))


def _axis_filter(axis: str) -> Filter:
    def choices() -> list[tuple[str, Any]]:
        return [*((value.code, value.label) for value in values_of(axis)), ("none", _("not recorded"))]

    return Filter(axis, AXIS_LABELS[axis], choices=choices)


def _workers() -> list[tuple[str, Any]]:
    named = [(str(key), name) for key, name, _held in queries.workers()]
    return [("mine", _("my own cases")), ("none", _("nobody yet")), *named]


class CasesTable(Table):
    name = "cases"
    caption = _("Cases")
    columns = (
        Column(
            "number",
            _("Number"),
            value=lambda row: f"№{row.number}",
            link=lambda row: reverse("cases:case", args=[row.id]),
            fixed=True,
        ),
        Column("name", _("Child"), kind="name", link=lambda row: reverse("cases:case", args=[row.id])),
        Column("risk", _("Risk"), value=lambda row: risk_of(row.risk), kind="status"),
        Column("worker", _("Worker"), value=lambda row: row.worker or Status(_("nobody yet"), "notice")),
        Column("due", _("Due next"), value="due_at", kind="day"),
        *(Column(axis, AXIS_LABELS[axis], value=_axis(axis), kind="status") for axis in AXES),
        Column("team", _("Team")),
        Column("opened", _("Opened"), value="opened_at", kind="day", hidden=True),
    )
    filters = (
        Filter("worker", _("Worker"), choices=_workers),
        Filter("due", _("Due"), choices=DUE),
        Filter("risk", _("Risk"), choices=queries.risks),
        Filter("team", _("Team"), choices=lambda: [(str(key), name) for key, name in queries.teams()]),
        *(_axis_filter(axis) for axis in AXES),
    )
    default_sort = "-opened"
    empty_title = _("No cases here")
    empty_text = _("A case is opened from the page of a child. With filters on, take one away to see more.")
