"""The list of outside bodies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.sending_forms import BodyForm
from dodomu.journey.cases.web.sending_tables import BodiesTable
from dodomu.kit.tables import serve_table


@needs(Act.BODIES_MANAGE)
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body, those no longer used among them."""
    return serve_table(
        request, BodiesTable(request, queries.bodies(viewer_of(request), closed=True)), "cases/bodies.html"
    )


@needs(Act.BODIES_MANAGE)
def new_body(request: HttpRequest) -> HttpResponse:
    """Put a body on the list."""
    form = BodyForm(request.POST or None, new=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_body(viewer_of(request), form.body)
        except actions.AlreadyListed:
            form.add_error("name", _("A body of this name is on the list already."))
        else:
            messages.success(request, _("The body is on the list."))
            return redirect("cases:bodies")
    return render(request, "cases/body.html", {"form": form})


@needs(Act.BODIES_MANAGE)
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Change what the list says of a body."""
    viewer = viewer_of(request)
    found = queries.body(viewer, body_id)
    initial = {name: getattr(found, name) for name in ("name", "kind", "way", "contact")} | {"in_use": found.open}
    form = BodyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_body(viewer, body_id, form.body, in_use=form.cleaned_data["in_use"])
        except actions.AlreadyListed:
            form.add_error("name", _("A body of this name is on the list already."))
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:bodies")
    return render(request, "cases/body.html", {"form": form, "body": found})
