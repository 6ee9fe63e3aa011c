"""Complaints as a table."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.journey.office.queries import complaint_words
from dodomu.journey.office.queries.complaints import ComplaintRow
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

TONES = {"new": "notice", "looking": "act", "ended": "well"}


def status_of(row: ComplaintRow) -> Status:
    """The state; one that is late says so."""
    if row.due_at and row.due_at < timezone.now():
        return Status(_("late: %(state)s") % {"state": row.state_label}, "harm", "clock")
    return Status(row.state_label, TONES[row.state])


class ComplaintsTable(Table):
    name = "complaints"
    caption = _("Complaints about staff")
    columns = (
        Column(
            "number",
            _("Number"),
            value=lambda row: f"№{row.number}",
            sort=lambda row: row.number,
            link=lambda row: reverse("office:complaint", args=[row.id]),
            fixed=True,
        ),
        Column("state", _("State"), value=status_of, kind="status"),
        Column("urgent", _("Danger now"), value=lambda row: _("yes") if row.urgent else _("no")),
        Column("teller", _("Who complains"), value="teller_label"),
        Column("at", _("Passed on"), value="at", kind="moment"),
        Column("due", _("Due"), value="due_at", kind="moment"),
        Column("outcome", _("What came of it"), value="outcome_label"),
    )
    filters = (Filter("state", _("State"), choices=complaint_words.states),)
    empty_title = _("No complaint has been passed on to you")
    empty_text = _("Anybody who works here can pass one on, from the menu. Those about you or your teams go to others.")
