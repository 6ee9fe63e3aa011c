"""What was sent and received, and the outside bodies, as tables."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.queries import sending_choices as offered
from dodomu.journey.cases.web.sending_look import status_of, title_of
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

SIDES = (
    ("sender", _("sent from our cases")),
    ("receiver", _("sent to our team")),
    ("former", _("cases handed away")),
)


class SendingsTable(Table):
    name = "sendings"
    caption = _("Sent and received")
    columns = (
        Column(
            "title", _("What"), value=title_of, link=lambda row: reverse("cases:sending", args=[row.id]), fixed=True
        ),
        Column("case", _("Case"), value=lambda row: f"№{row.case_number}", sort=lambda row: row.case_number),
        Column("from", _("From"), value="from_team"),
        Column("to", _("To"), value="receiver"),
        Column("state", _("State"), value=status_of, kind="status"),
        Column("at", _("Since"), value="at", kind="day"),
        Column("due", _("Answer expected by"), value="due_at", kind="day"),
        Column("by", _("Sent by"), value="by", hidden=True),
    )
    filters = (
        Filter("side", _("Direction"), choices=SIDES),
        Filter("kind", _("Kind"), choices=offered.sending_kinds),
        Filter("state", _("State"), choices=lambda: [("open", _("not ended")), *offered.sending_states()]),
    )
    default_sort = "-at"
    empty_title = _("Nothing was sent or received")
    empty_text = _("A referral, a transfer or an enquiry begins on the page of a case.")


class BodiesTable(Table):
    name = "bodies"
    caption = _("Outside bodies")
    columns = (
        Column("name", _("Name"), link=lambda row: reverse("cases:body", args=[row.id]), fixed=True),
        Column("kind", _("Kind"), value="kind_label"),
        Column("way", _("How we usually reach it"), value="way_label"),
        Column(
            "use",
            _("In use"),
            value=lambda row: Status(_("in use"), "well") if row.open else Status(_("no longer used"), "neutral"),
            kind="status",
        ),
    )
    default_sort = "name"
    empty_title = _("No outside bodies yet")
    empty_text = _("Add the offices, clinics, schools and organisations to which something is sent.")
