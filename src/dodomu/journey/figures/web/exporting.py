"""Figures as a file: exactly what is shown, with tags of the Humanitarian Exchange Language under the headings."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.figures import actions, queries, words
from dodomu.journey.figures.queries import CellRow, ReleaseView
from dodomu.kit.export import CONTENT_TYPES, ExportForm, file_bytes, file_name

TAGS = (
    "#indicator+name",
    "#indicator+code",
    "#indicator+category",
    "#indicator+period",
    "#affected+children",
    "#date+asof",
    "#meta+shown",
    "#affected+children+before",
    "#date+asof+before",
    "#meta+median+days",
    "#meta+definition",
    "#meta+source",
)
"""HXL 1.1. A column that begins with #affected holds numbers alone: what is hidden stays empty there and is said in #meta."""


@needs(Act.FIGURES_READ)
def export(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the purpose, then hand out the file."""
    viewer = viewer_of(request)
    try:
        release = queries.release(viewer, number)
    except queries.ReleaseNotFound:
        raise Http404 from None
    form, kind = ExportForm(request.POST or None), request.POST.get("export", "")
    if request.method == "POST" and form.is_valid() and kind in CONTENT_TYPES:
        rows = [_plain(release, row) for row in queries.cell_rows(release)]
        actions.note_export(viewer, form.cleaned_data["purpose"], len(rows), number)
        content = file_bytes(kind, _("Figures"), _headings(), [TAGS, *rows])
        response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
        response["Content-Disposition"] = f'attachment; filename="{file_name("figures", kind, release.as_of)}"'
        return response
    return render(request, "figures/export.html", {"form": form, "release": release})


def _headings() -> list[str]:
    return [
        pgettext("figures", "Figure"),
        pgettext("figures", "Code"),
        _("Who is counted"),
        _("Days in this step"),
        _("Children"),
        pgettext("figures", "As of"),
        _("Shown or hidden"),
        _("Last shown"),
        _("Last shown as of"),
        _("Median of days in this step"),
        pgettext("figures", "Definition"),
        pgettext("figures", "Source"),
    ]


def _plain(release: ReleaseView, row: CellRow) -> list[Any]:
    cell = row.cell
    return [
        str(words.INDICATORS.get(row.indicator, words.ALL)),
        row.code,
        str(words.node_label(row.axis, row.node)),
        str(words.DAYS.get(row.band, "")),
        cell.value,
        release.as_of.isoformat(),
        str(words.HIDDEN) if cell.value is None else pgettext("figures", "shown"),
        cell.before,
        cell.before_on.isoformat() if cell.before_on else None,
        cell.days,
        str(words.TIME_DEFINITION if row.band else words.DEFINITIONS.get(row.indicator, words.POPULATION)),
        _("Cases of this installation"),
    ]
