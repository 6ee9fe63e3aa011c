"""One call for a page with a table: the page on GET, the exported file on POST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dodomu.kit.dates import today
from dodomu.kit.export import CONTENT_TYPES, ExportForm, file_bytes, file_name
from dodomu.kit.tables.table import Table

OnExport = Callable[[Any, str, int], object]
"""``(viewer, purpose code, number of rows)``; it journals, or raises and nothing leaves."""


def serve_table(
    request: HttpRequest,
    table: Table,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    on_export: OnExport | None = None,
) -> HttpResponse:
    """Show ``template`` with ``table`` in its context; answer an export with the file.

    A table without ``on_export`` offers no export, because a file that leaves must be journaled; neither does one
    that knows one page only, because the file would pass for the whole list.
    """
    kind = request.POST.get("export", "")
    table.can_export = table.exportable and table.is_whole and on_export is not None
    if on_export and table.can_export and kind in CONTENT_TYPES:
        table.export_form = ExportForm(request.POST)
        if table.export_form.is_valid():
            headings, rows = table.export_rows()
            on_export(getattr(request, "viewer", None), table.export_form.cleaned_data["purpose"], len(rows))
            return _file(table, kind, headings, rows)
    return render(request, template, {**(context or {}), "table": table, "has_errors": table.export_form.is_bound})


def _file(table: Table, kind: str, headings: list[str], rows: list[list[Any]]) -> HttpResponse:
    content = file_bytes(kind, str(table.caption), headings, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{file_name(table.name, kind, today())}"'
    return response
