"""Visits and private notes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.recovery import actions, queries
from dodomu.journey.recovery.web.forms import NoteForm, VisitForm
from dodomu.journey.recovery.web.words import due_view
from dodomu.kit.dates import today


@needs(Act.RECOVERY_WORK)
def visit(request: HttpRequest, care_id: UUID, due_id: UUID) -> HttpResponse:
    """Record a visit that was due, or an attempt."""
    page = queries.plan(viewer_of(request), care_id)
    due = next((row for row in page.dues if row.id == due_id), None)
    if due is None:
        raise Http404
    return _visit(request, page, due)


@needs(Act.RECOVERY_WORK)
def extra_visit(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """Record a visit outside the row."""
    return _visit(request, queries.plan(viewer_of(request), care_id), None)


@needs(Act.RECOVERY_WORK)
def note(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """Keep a note that nobody else reads."""
    page = queries.plan(viewer_of(request), care_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_privately(viewer_of(request), care_id, form.cleaned_data["text"])
        messages.success(request, _("Your note is kept. Nobody else sees it."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/note.html", {"form": form, "page": page})


def _visit(request: HttpRequest, page: queries.PlanPage, due: queries.DueRow | None) -> HttpResponse:
    form = VisitForm(request.POST or None, since=page.row.start, initial={"held_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_visit(viewer_of(request), page.row.id, form.visited, due.id if due else None)
        except actions.PlanClosed:
            messages.warning(request, _("The care plan is closed."))
        else:
            said = form.cleaned_data["seen"] == "yes"
            missed = _("The attempt is recorded. The visit stays due with its day.")
            messages.success(request, _("The visit is recorded.") if said or due is None else missed)
        return redirect("recovery:plan", page.row.id)
    context = {"form": form, "page": page, "due": due_view(due) if due else None}
    return render(request, "recovery/visit.html", context)
