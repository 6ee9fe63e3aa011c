"""The way of an act on many rows: tick, look at the count and the consequence, confirm; and take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.web import viewer_of
from dodomu.kit.tables.bulk import MOST, BulkAction, BulkDone, Selection, selected
from dodomu.kit.tables.table import Table


def act_on_many(request: HttpRequest, table: Table) -> HttpResponse:
    """Ask for a confirmation that shows the count; do it when confirmed for that very count."""
    action = next((one for one in table.bulk if one.code == request.POST["bulk"]), None)
    if action is None:
        return _back(request)
    chosen = selected(request.POST, table.every_id)
    trouble = _trouble(chosen)
    if trouble:
        messages.warning(request, trouble)
        return _back(request)
    confirmed = request.POST.get("confirmed")
    form = action.form(viewer_of(request), request.POST if confirmed else None)
    if confirmed and confirmed != str(chosen.count):
        messages.warning(request, _("The list has changed meanwhile. Look at the new number, then confirm."))
    elif confirmed and form.is_valid():
        done = action.act(viewer_of(request), list(chosen.ids), form.cleaned_data)
        _tell(request, action, done)
        return _back(request)
    return render(request, "kit/bulk.html", _question(request, table, action, chosen) | {"form": form})


def ask_purpose(request: HttpRequest, table: Table) -> HttpResponse:
    """Ask what the file with the ticked lines is for."""
    chosen = selected(request.POST, table.every_id)
    if not chosen.count:
        messages.warning(request, _trouble(chosen))
        return _back(request)
    rows = [] if chosen.every else [("row", one) for one in chosen.ids]
    context = {"table": table, "count": chosen.count, "kept": rows, "form": table.export_form, **_here(request)}
    return render(request, "kit/bulk_export.html", context)


def take_back_many(request: HttpRequest, table: Table) -> HttpResponse:
    """Take back the latest act on this list, if its time is not over."""
    waiting = table.undoable
    action = next((one for one in table.bulk if waiting and one.code == waiting.code), None)
    if waiting is None or action is None or action.undo is None or str(waiting.id) != request.POST["undo"]:
        messages.warning(request, _("It can no longer be undone."))
        return _back(request)
    try:
        count = action.undo(viewer_of(request), waiting.id)
    except OutOfReach:
        messages.warning(request, _("It can no longer be undone."))
    else:
        messages.success(request, str(action.undone % {"count": count}))
    return _back(request)


def _trouble(chosen: Selection) -> str:
    if not chosen.count:
        return _("Tick one or more lines first.")
    if chosen.count > MOST:
        return _("At most %(most)s lines at once. Narrow the list with a filter.") % {"most": MOST}
    return ""


def _question(request: HttpRequest, table: Table, action: BulkAction, chosen: Selection) -> dict[str, Any]:
    counted: Mapping[str, int] = {"count": chosen.count}
    kept: list[tuple[str, str | UUID]] = [("bulk", action.code), ("confirmed", str(chosen.count))]
    kept += [("every", "1")] if chosen.every else [("row", one) for one in chosen.ids]
    return {
        "table": table,
        "action": action,
        "question": action.question % counted,
        "consequence": action.consequence % counted,
        "every": chosen.every,
        "kept": kept,
        **_here(request),
    }


def _here(request: HttpRequest) -> dict[str, str]:
    return {"list_url": request.get_full_path()}


def _tell(request: HttpRequest, action: BulkAction, done: BulkDone) -> None:
    if done.done:
        messages.success(request, str(action.said % {"count": done.done}))
    for why in done.why:
        messages.warning(request, str(why))
    if done.left and not done.why:
        sentence = ngettext(
            "%(count)s line was left as it is: the act does not fit it or is not yours to do.",
            "%(count)s lines were left as they are: the act does not fit them or is not yours to do.",
            done.left,
        )
        messages.warning(request, sentence % {"count": done.left})


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(request.get_full_path())
