"""Pages of imported lists: all of them, a new one, its columns, its dry run, its progress, its end."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import background, needs, viewer_of
from dodomu.engine.values import SourceKind
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import ImportNotPossible, ListNotReadable
from dodomu.journey.registry.web.import_forms import ColumnsForm, NewListForm, WithdrawForm
from dodomu.journey.registry.web.import_look import ListsTable, grouped, steps
from dodomu.kit.tables import serve_table
from dodomu.kit.work import lines

SHOWN_ITEMS = 5


@needs(Act.LIST_WITHDRAW)
def lists(request: HttpRequest) -> HttpResponse:
    """All imports with their states."""
    viewer = viewer_of(request)
    wanted = ListsTable.wanted(request)
    found = queries.imports(viewer, status=wanted.filters.get("status", ""))
    context = {"may_import": policy.may(viewer, Act.LIST_IMPORT)}
    return serve_table(request, ListsTable(request, found), "registry/import_all.html", context)


@needs(Act.LIST_IMPORT)
def new_list(request: HttpRequest) -> HttpResponseBase:
    """Hand in a file; it is kept and tried, nothing is recorded."""
    form = NewListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch_id = _stage(viewer_of(request), form)
        if batch_id:
            return redirect("registry:list_preview", batch_id)
    known = queries.known_list_sources(viewer_of(request))
    return render(request, "registry/import_new.html", {"form": form, "known": known, "steps": steps("file")})


def _stage(viewer: Viewer, form: NewListForm) -> UUID | None:
    asked, upload = form.cleaned_data, form.cleaned_data["file"]
    try:
        return actions.stage(
            viewer,
            cast(BytesIO, upload),
            upload.name,
            asked["source"],
            None,
            asked["list_date"].earliest if asked["list_date"] else None,
            source_kind=SourceKind(asked["kind"]) if asked["kind"] else None,
            grade=form.grade,
        ).id
    except ListNotReadable as refusal:
        form.add_error("file", refusal.sentence)
    except actions.SourceKnownOtherwise:
        form.add_error("kind", _("This source is known as another kind. Choose “As known of this source”."))
    return None


@needs(Act.LIST_IMPORT)
def list_columns(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """What each column means, with a select for each."""
    viewer = viewer_of(request)
    found = queries.preview(batch_id, viewer)
    form = ColumnsForm(found.columns, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_columns(viewer, batch_id, form.chosen)
        except ImportNotPossible as refusal:
            messages.error(request, refusal.sentence)
        return redirect("registry:list_preview", batch_id)
    context = {"form": form, "batch": found.batch, "steps": steps("columns")}
    return render(request, "registry/import_columns.html", context)


@needs(Act.LIST_WITHDRAW)
def list_preview(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Where a list stands: its dry run, its progress, or what it brought."""
    viewer = viewer_of(request)
    batch = queries.import_batch(viewer, batch_id)
    if batch.status == "staged" and policy.may(viewer, Act.LIST_IMPORT):
        found = queries.preview(batch_id, viewer)
        context: dict[str, Any] = {"preview": found, "batch": batch, "groups": grouped(found), "steps": steps("check")}
        return render(request, "registry/import_check.html", context)
    rights = {
        "may_import": policy.may(viewer, Act.LIST_IMPORT),
        "may_withdraw": policy.may(viewer, Act.LIST_WITHDRAW),
        "may_read": policy.may(viewer, Act.PERSON_READ),
    }
    if batch.status == "running":
        return render(request, "registry/import_progress.html", {**rights, "batch": batch, "steps": steps("import")})
    waiting = lines(contributions.work_items(viewer)[:SHOWN_ITEMS]) if batch.status == "finished" else []
    return render(request, "registry/import_result.html", {**rights, "batch": batch, "items": waiting})


@needs(Act.LIST_IMPORT)
@require_POST
def list_confirm(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Begin the import."""
    viewer = viewer_of(request)
    queries.import_batch(viewer, batch_id)
    try:
        actions.confirm(viewer, batch_id)
    except ImportNotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("registry:list_preview", batch_id)


@background
@needs(Act.LIST_WITHDRAW)
def list_progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The part of the progress page that renews itself; at the end it asks for the whole page."""
    batch = queries.import_batch(viewer_of(request), batch_id)
    if batch.status != "running":
        page = reverse("registry:list_preview", args=[batch_id])
        return HttpResponse(status=204, headers={"HX-Redirect": page})
    return render(request, "registry/import_running.html", {"batch": batch})


@needs(Act.LIST_WITHDRAW)
def list_withdraw(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Take a whole list back, with a reason and the consequence in words."""
    viewer = viewer_of(request)
    batch = queries.import_batch(viewer, batch_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.begin_withdrawal(viewer, batch_id, form.cleaned_data["reason"])
        messages.success(request, _("The list is withdrawn. What it brought stops counting within a few minutes."))
        return redirect("registry:list_preview", batch_id)
    return render(request, "registry/import_withdraw.html", {"form": form, "batch": batch})


patterns = [
    path("", lists, name="lists"),
    path("new/", new_list, name="list_new"),
    path("<uuid:batch_id>/", list_preview, name="list_preview"),
    path("<uuid:batch_id>/columns/", list_columns, name="list_columns"),
    path("<uuid:batch_id>/confirm/", list_confirm, name="list_confirm"),
    path("<uuid:batch_id>/progress/", list_progress, name="list_progress"),
    path("<uuid:batch_id>/withdraw/", list_withdraw, name="list_withdraw"),
]
