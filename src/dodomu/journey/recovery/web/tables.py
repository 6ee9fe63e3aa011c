"""Children in recovery as a table."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.recovery.queries import PlanRow, choices
from dodomu.journey.recovery.web.words import due_status, safety_status, visit_words
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table


def _next(row: PlanRow) -> Status | str:
    if row.next_on is None:
        return ""
    status = due_status(row.next_on)
    return Status(f"{visit_words(row.next_code)}: {status.word}", status.tone, status.icon)


class PlansTable(Table):
    name = "care-plans"
    caption = _("Children in recovery")
    columns = (
        Column(
            "number",
            _("Case"),
            value=lambda row: f"№{row.case_number}",
            sort=lambda row: row.case_number,
            link=lambda row: reverse("recovery:plan", args=[row.id]),
            fixed=True,
        ),
        Column("name", _("Child"), kind="name", link=lambda row: reverse("recovery:plan", args=[row.id])),
        Column(
            "next",
            _("Visit due"),
            value=_next,
            sort=lambda row: str(row.next_on or "9"),
            export=lambda row: row.next_on.isoformat() if row.next_on else "",
        ),
        Column("safety", _("Safety"), value=lambda row: safety_status(row.safety, row.safety_label), kind="status"),
        Column("seen", pgettext_lazy("visit", "Last seen"), value=lambda row: row.last_seen_on or "", kind="day"),
        Column("actions", _("Open actions"), value="open_actions"),
        Column("owner", _("Whose"), value=lambda row: row.owner or Status(_("the team's"), "notice")),
        Column("start", _("Arrived"), value="start", kind="day"),
    )
    filters = (
        Filter("owner", _("Whose"), choices=(("mine", _("my own")), ("none", _("the team's")))),
        Filter("due", _("Due"), choices=(("overdue", _("overdue")), ("week", _("due within a week or overdue")))),
        Filter("safety", _("Safety"), choices=choices.safety),
        Filter("state", _("State"), choices=lambda: [*choices.states(), ("all", _("all"))]),
    )
    empty_title = _("Nobody here")
    empty_text = _("A care plan begins from the page of a case. With filters on, take one away to see more.")
