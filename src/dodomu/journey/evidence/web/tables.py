"""Exhibits as a table."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.evidence.queries import choices
from dodomu.journey.evidence.web.look import where_status
from dodomu.kit.tables import Column, Filter, Table


class ExhibitsTable(Table):
    name = "exhibits"
    caption = _("Exhibits")
    columns = (
        Column(
            "number",
            _("Exhibit"),
            value=lambda row: f"№{row.number}",
            sort=lambda row: row.number,
            link=lambda row: reverse("evidence:exhibit", args=[row.id]),
            fixed=True,
        ),
        Column(
            "case",
            _("Case"),
            value=lambda row: f"№{row.case_number}",
            sort=lambda row: row.case_number,
            link=lambda row: reverse("evidence:case", args=[row.case_id]),
        ),
        Column("kind", pgettext_lazy("exhibit", "Kind"), value="kind_label"),
        Column("what", _("What it is"), value="what"),
        Column("where", _("In whose hands"), value=where_status, kind="status"),
        Column("copies", _("Copies"), value="copies"),
        Column("taken", _("Taken in"), value="at", kind="moment"),
        Column("by", _("By whom"), value="by"),
    )
    filters = (
        Filter("kind", pgettext_lazy("exhibit", "Kind"), choices=choices.kinds),
        Filter(
            "where",
            _("In whose hands"),
            choices=(("me", _("in mine")), ("outside", _("outside")), ("waits", _("being handed over"))),
        ),
        Filter("aside", pgettext_lazy("exhibit", "Set aside"), choices=(("yes", _("only those set aside")),)),
    )
    empty_title = _("No exhibit is kept")
    empty_text = _("An exhibit is taken in from the evidence page of its case.")
