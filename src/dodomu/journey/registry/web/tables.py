"""The list of children as a table."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.phrases import SEXES, source_title
from dodomu.journey.registry.queries import ChildFilters, ChildRow, sources
from dodomu.kit.dates import today
from dodomu.kit.tables import Column, Filter, Table

OLDEST = 30
"""Years back that the filter of birth years offers."""


def _page(row: ChildRow) -> str:
    return reverse("registry:child", args=[row.id])


def _years() -> list[tuple[str, str]]:
    this = today().year
    return [(str(year), str(year)) for year in range(this, this - OLDEST, -1)]


class ChildrenTable(Table):
    """Children within reach; filters and order are the query's work."""

    name = "children"
    caption = _("Children")
    columns = (
        Column(
            "name", _("Name"), value=lambda row: row.name or _("Name not known"), kind="name", link=_page, fixed=True
        ),
        Column("born", _("Born"), kind="partial_date"),
        Column("sex", _("Sex"), value=lambda row: SEXES.get(row.sex, row.sex)),
        Column("place", _("Birth place"), value="place.full"),
        Column("sources", _("Sources"), kind="number"),
        Column("reports", _("Reports"), kind="number", hidden=True),
        Column("last_report", _("Last report"), value="last_report_at", kind="moment"),
    )
    default_sort = "-last_report"
    empty_title = _("No children here")
    empty_text = _("Record a statement, import a list, or remove a filter.")


def children_table(viewer: Viewer) -> type[ChildrenTable]:
    """The table with the filters this viewer can use: the sources are those there are."""
    named = [(str(source_id), source_title(name, kind)) for source_id, name, kind in sources(viewer)]

    class Filtered(ChildrenTable):
        filters = (
            Filter("sex", _("Sex"), choices=tuple(SEXES.items())),
            Filter("from", _("Born from"), choices=_years),
            Filter("to", _("Born until"), choices=_years),
            Filter("source", _("Source"), choices=named),
        )

    return Filtered


def filters_of(codes: dict[str, str]) -> ChildFilters:
    """The query's filters for known codes of the address."""
    return ChildFilters(
        sex=codes.get("sex", ""),
        born_from=int(codes["from"]) if "from" in codes else None,
        born_to=int(codes["to"]) if "to" in codes else None,
        source=UUID(codes["source"]) if "source" in codes else None,
    )
