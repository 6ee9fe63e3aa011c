"""The list of outside bodies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.sending_forms import BodyForm
from dodomu.journey.cases.web.sending_tables import BodiesTable
from dodomu.kit.presence import notice
from dodomu.kit.tables import serve_table
from dodomu.kit.versions import saved


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
    form = BodyForm(request.POST or None, state=queries.body_state(viewer, body_id), initial={"in_use": found.open})

    def change() -> None:
        in_use, version = form.cleaned_data["in_use"], form.version
        actions.change_body(viewer, body_id, form.body, in_use=in_use, expected_version=version)

    try:
        if request.method == "POST" and form.is_valid() and saved(request, form, change, _("Saved.")):
            return redirect("cases:bodies")
    except actions.AlreadyListed:
        form.add_error("name", _("A body of this name is on the list already."))
    context = {"form": form, "body": found, "presence": notice(request, Place("body", body_id, Act.BODIES_MANAGE))}
    return render(request, "cases/body.html", context)
