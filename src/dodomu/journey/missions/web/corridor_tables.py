"""The list of corridors."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.queries.corridor import CorridorRow
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table


def standing(row: CorridorRow) -> Status:
    """What a corridor needs, the gravest first."""
    if row.retired_at:
        return Status(_("retired"), "neutral")
    if row.closed:
        return Status(gettext("closed: %(n)s") % {"n": row.closed}, "harm", "close")
    if row.asks:
        return Status(gettext("to ask about: %(n)s") % {"n": row.asks}, "notice", "question")
    if row.soon:
        return Status(gettext("ends soon: %(n)s") % {"n": row.soon}, "notice", "clock")
    return Status(_("everything known"), "well") if row.links else Status(_("no link yet"), "unknown")


class CorridorsTable(Table):
    name = "corridors"
    caption = _("Corridors")
    exportable = False
    columns = (
        Column(
            "title",
            _("Corridor"),
            value="title",
            link=lambda row: reverse("missions:corridor", args=[row.id]),
            fixed=True,
        ),
        Column("standing", _("How it stands"), value=standing, kind="status", sort=False),
        Column("team", _("Kept by"), value="team"),
        Column("places", _("Places"), value="places", kind="number"),
        Column("links", _("Links"), value="links", kind="number"),
        Column("asks", _("To ask about"), value="asks", kind="number"),
        Column("at", _("Begun"), value="at", kind="moment", hidden=True),
    )
    filters = (Filter("retired", _("Retired ones"), choices=(("yes", _("shown too")),)),)
    default_sort = "title"
    empty_title = _("No corridor yet")
    empty_text = _("Begin one by hand, or import a file with its places, links and rules.")
