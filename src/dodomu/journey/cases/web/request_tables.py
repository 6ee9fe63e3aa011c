"""Requests about data as a table."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases import queries
from dodomu.journey.cases.queries import data_requests as asked
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

TONES = {"open": "act", "compiled": "notice", "released": "well", "accepted": "well", "refused": "neutral"}


def status_of(row: queries.RequestRow) -> Status:
    """The state; one that is late says so."""
    if asked.is_late(row):
        return Status(_("the deadline has passed"), "harm", "clock")
    return Status(row.state_label, TONES[row.state])


class RequestsTable(Table):
    name = "requests"
    caption = _("Requests about data")
    columns = (
        Column(
            "number",
            _("Number"),
            value=lambda row: f"№{row.number}",
            sort=lambda row: row.number,
            link=lambda row: reverse("cases:request", args=[row.id]),
            fixed=True,
        ),
        Column("kind", _("What they ask for"), value="kind_label"),
        Column("requester", _("Who asks"), value="requester_label"),
        Column("state", _("State"), value=status_of, kind="status"),
        Column("due", _("Answer by"), value="due_at", kind="day"),
        Column("received", _("Received"), value="received_on", kind="day"),
    )
    filters = (
        Filter("kind", _("What they ask for"), choices=asked.kinds),
        Filter("state", _("State"), choices=lambda: [("waiting", _("not answered")), *asked.states()]),
    )
    empty_title = _("Nobody has asked yet")
    empty_text = _("A request is recorded from the page of the child whom it is about.")
