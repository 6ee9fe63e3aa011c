"""Pages on which a saved view is renamed, shared, opened after signing in, deleted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access.actions import ALL, change_view, delete_view, start_with
from dodomu.base.access.acts import Act
from dodomu.base.access.lists import View
from dodomu.base.access.lists import view as view_of
from dodomu.base.access.refusals import Refused
from dodomu.base.access.web import needs, viewer_of
from dodomu.kit.tables.views import ViewForm


@needs(Act.OWN_ACCOUNT)
def view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """One saved view; its owner renames and shares it here."""
    viewer = viewer_of(request)
    found = view_of(viewer, view_id)
    form = ViewForm(viewer, request.POST or None, initial={"name": found.name, "share": _share_of(found)})
    if request.method == "POST" and found.mine and form.is_valid():
        try:
            change_view(viewer, view_id, form.cleaned_data["name"], form.cleaned_data["share"])
        except Refused as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal.sentence))
        else:
            messages.success(request, _("Your change is saved."))
            return redirect("kit:view", view_id)
    return render(request, "kit/view.html", {"view": found, "form": form})


@needs(Act.OWN_ACCOUNT)
@require_POST
def view_start(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Open this view after signing in, or my work again."""
    start_with(viewer_of(request), view_id if request.POST.get("start") == "yes" else None)
    messages.success(request, _("Your start page is set."))
    return redirect("kit:view", view_id)


@needs(Act.OWN_ACCOUNT)
@require_POST
def view_delete(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Delete a view of one's own."""
    viewer = viewer_of(request)
    path = view_of(viewer, view_id).path
    delete_view(viewer, view_id)
    messages.success(request, _("The view is deleted."))
    return HttpResponseRedirect(path)


def _share_of(found: View) -> str:
    return ALL if found.for_all else str(found.team_id or "")
