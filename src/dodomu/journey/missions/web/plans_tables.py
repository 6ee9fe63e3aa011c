"""The list of return plans as a table."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dodomu.journey.missions.queries import plans_choices
from dodomu.journey.missions.queries.plans_rows import PlanRow
from dodomu.journey.missions.web.plans_look import plan_status
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

OWNERS = (("mine", _("my own plans")), ("none", _("nobody yet")))


def _missing(row: PlanRow) -> Status | str:
    if row.readiness is None:
        return ""
    if not row.missing:
        return Status(_("nothing"), "well")
    return Status(ngettext("%(n)s thing", "%(n)s things", row.missing) % {"n": row.missing}, "notice")


def _next(row: PlanRow) -> Any:
    """The next day that counts: to order a paper by, or to look again."""
    if row.review_on:
        return row.review_on
    first = row.readiness.next_by if row.readiness else None
    return first.by if first else None


class PlansTable(Table):
    name = "plans"
    caption = _("Return plans")
    columns = (
        Column(
            "number",
            _("Case"),
            value=lambda row: f"№{row.case_number}",
            link=lambda row: reverse("missions:plan", args=[row.id]),
            sort=lambda row: row.case_number,
            fixed=True,
        ),
        Column("name", _("Child"), kind="name", link=lambda row: reverse("missions:plan", args=[row.id])),
        Column("state", _("State"), value=lambda row: plan_status(row.state, row.state_label), kind="status"),
        Column("missing", _("Missing for READY"), value=_missing, sort=lambda row: row.missing),
        Column("next", _("Next deadline"), value=_next, kind="day"),
        Column("travel", _("Day of travel"), value="travel_by", kind="day"),
        Column("owner", _("Looks after it"), value=lambda row: row.owner or Status(_("nobody yet"), "notice")),
    )
    filters = (
        Filter("state", _("State"), choices=plans_choices.states),
        Filter("owner", _("Looks after it"), choices=OWNERS),
    )
    default_sort = "travel"
    empty_title = _("No return plans here")
    empty_text = _("A plan is begun from the page of a case.")
