"""The list of cases as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases import queries
from dodomu.journey.cases.axes import AXES, AXIS_LABELS, AxisValue, values_of
from dodomu.journey.cases.queries import CaseRow, at_work_choices
from dodomu.journey.cases.web.clock_words import due_next, due_status, outcome_status
from dodomu.kit.dates import KYIV
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

DUE = (("overdue", _("overdue")), ("today", _("due today or overdue")), ("week", _("due within a week or overdue")))
STATES = (("open", _("open cases")), ("closed", _("closed cases")), ("all", _("open and closed")))
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


def _due(row: CaseRow) -> Status | str:
    """What is due next and when, seen from now."""
    if row.due_at is None:
        return ""
    status = due_status(row.due_at)
    return Status(f"{due_next(row)}: {status.word}", status.tone, status.icon)


def _due_plain(row: CaseRow) -> str:
    return f"{row.due_at.astimezone(KYIV):%Y-%m-%d %H:%M}" if row.due_at else ""


def _flag(row: CaseRow) -> Status | str:
    return Status(_("flagged"), "notice", "flag") if row.flags else ""


def _outcome(row: CaseRow) -> Status | str:
    return outcome_status(row.outcome, dict(at_work_choices.outcomes())[row.outcome]) if row.outcome else ""


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
        Column("due", _("Due next"), value=_due, export=_due_plain),
        Column("flag", _("Flag"), value=_flag, sort=False),
        *(Column(axis, AXIS_LABELS[axis], value=_axis(axis), kind="status") for axis in AXES),
        Column("team", _("Team")),
        Column("opened", _("Opened"), value="opened_at", kind="day", hidden=True),
        Column("outcome", _("Outcome"), value=_outcome, kind="status", sort=False, hidden=True),
    )
    filters = (
        Filter("worker", _("Worker"), choices=_workers),
        Filter("due", _("Due"), choices=DUE),
        Filter("flag", _("Flag"), choices=(("yes", _("flagged for attention")),)),
        Filter("state", _("Open or closed"), choices=STATES),
        Filter("outcome", _("Outcome"), choices=at_work_choices.outcomes),
        Filter("risk", _("Risk"), choices=queries.risks),
        Filter("team", _("Team"), choices=lambda: [(str(key), name) for key, name in queries.teams()]),
        *(_axis_filter(axis) for axis in AXES),
    )
    default_sort = "-opened"
    empty_title = _("No cases here")
    empty_text = _("A case is opened from the page of a child. With filters on, take one away to see more.")
