"""One call for a page with a table: the page on GET; on POST a file, a saved view, an act on many rows, its undoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base.access.actions import save_view, undoable
from dodomu.base.access.refusals import Refused
from dodomu.base.access.web import viewer_of
from dodomu.kit.dates import today
from dodomu.kit.export import CONTENT_TYPES, ExportForm, file_bytes, file_name
from dodomu.kit.tables.acting import act_on_many, ask_purpose, take_back_many
from dodomu.kit.tables.bulk import EXPORT, BulkAction
from dodomu.kit.tables.table import Table
from dodomu.kit.tables.views import ViewForm

VIEW_IDS = "view-%s"
"""So that the fields of this form have other ids than those of the page around it."""
OnExport = Callable[..., object]
"""``(viewer, purpose code, number of rows)``; it journals, or raises and nothing leaves. With ``may_leave`` it is also
told ``left_out``, the number of rows that stayed here."""

MayLeave = Callable[[str, Sequence[Any]], Sequence[Any]]
"""``(purpose code, rows)``: the rows that may leave for this purpose, in their order."""


def serve_table(
    request: HttpRequest,
    table: Table,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    on_export: OnExport | None = None,
    may_leave: MayLeave | None = None,
    bulk: Sequence[BulkAction] = (),
) -> HttpResponse:
    """Show ``template`` with ``table`` in its context; answer what the tools of the list post.

    A table without ``on_export`` offers no export, because a file that leaves must be journaled; neither does one
    that knows one page only, because the file would pass for the whole list. What ``may_leave`` holds back is not in
    the file, whose last line says how many rows that were.
    """
    viewer = viewer_of(request)
    table.can_export = table.exportable and table.is_whole and on_export is not None
    table.bulk = bulk
    if viewer.user_id is not None:
        table.view_form = ViewForm(viewer, auto_id=VIEW_IDS)
        table.undoable = undoable(viewer, {one.code for one in bulk if one.undo}) if bulk else None
    answer = _answer(request, table, on_export, may_leave) if request.method == "POST" else None
    if answer is not None:
        return answer
    has_errors = table.export_form.is_bound or bool(table.view_form and table.view_form.is_bound)
    return render(request, template, {**(context or {}), "table": table, "has_errors": has_errors})


def _answer(
    request: HttpRequest, table: Table, on_export: OnExport | None, may_leave: MayLeave | None
) -> HttpResponse | None:
    """What was posted, answered; None shows the list again."""
    if "save_view" in request.POST and table.view_form is not None:
        return _save_view(request, table)
    if "undo" in request.POST:
        return take_back_many(request, table)
    kind = request.POST.get("export", "")
    if on_export and table.can_export and kind in CONTENT_TYPES:
        return _export(request, table, kind, on_export, may_leave)
    if request.POST.get("bulk") == EXPORT and table.can_export:
        return ask_purpose(request, table)
    return act_on_many(request, table) if "bulk" in request.POST else None


def _export(
    request: HttpRequest, table: Table, kind: str, on_export: OnExport, may_leave: MayLeave | None
) -> HttpResponse | None:
    table.export_form = ExportForm(request.POST)
    ticked = set(request.POST.getlist("row"))
    if not table.export_form.is_valid():
        return ask_purpose(request, table) if ticked else None
    rows = [row for row in table.every_row() if not ticked or str(row.id) in ticked]
    purpose = table.export_form.cleaned_data["purpose"]
    leaving = may_leave(purpose, rows) if may_leave else rows
    left_out = len(rows) - len(leaving)
    headings, plain = table.plain(leaving)
    on_export(viewer_of(request), purpose, len(plain), **({"left_out": left_out} if may_leave else {}))
    return _file(table, kind, headings, plain + _left_out(left_out))


def _left_out(number: int) -> list[list[Any]]:
    """The last line of a file from which children were left out; nothing where none was."""
    if not number:
        return []
    text = ngettext(
        "%(number)s child was left out: consent to this use was withdrawn, refused or has run out.",
        "%(number)s children were left out: consent to this use was withdrawn, refused or has run out.",
        number,
    )
    return [[text % {"number": number}]]


def _save_view(request: HttpRequest, table: Table) -> HttpResponse | None:
    viewer = viewer_of(request)
    form = table.view_form = ViewForm(viewer, request.POST, auto_id=VIEW_IDS)
    if not form.is_valid():
        return None
    query, given = table.view_query, form.cleaned_data
    try:
        save_view(viewer, given["name"], table=table.name, path=request.path, query=query, share=given["share"])
    except Refused as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal.sentence))
        return None
    messages.success(request, _("The view is saved. You find it under “Views”."))
    return HttpResponseRedirect(f"{request.path}?{query}")


def _file(table: Table, kind: str, headings: list[str], rows: list[list[Any]]) -> HttpResponse:
    content = file_bytes(kind, str(table.caption), headings, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{file_name(table.name, kind, today())}"'
    return response
