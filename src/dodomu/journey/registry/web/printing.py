"""Printing a child's page: for a purpose, journaled, and with the name and photo only when chosen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import Printed
from dodomu.journey.registry.vocabulary import PrintedPart, PrintPurpose
from dodomu.journey.registry.web import head, life, look
from dodomu.journey.registry.web.masks import masks
from dodomu.journey.registry.web.purposes import PrintForm


@needs(Act.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def printing(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask what for; then the print view."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    wanted = request.GET.get("what", "")
    initial = {"what": wanted} if wanted in PrintedPart.values else {}
    form = PrintForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        printed = Printed(
            PrintedPart(given["what"]), given["purpose"], given["named"], given["pictured"], given["note"]
        )
        try:
            actions.note_printout(viewer, person_id, printed)
        except actions.UseStopped:
            form.add_error("purpose", _("Consent to this use does not hold, so the page is not printed for it."))
        else:
            return render(request, "registry/print.html", _sheet(viewer, person_id, printed))
    context = {"form": form, "person_id": person_id}
    return render(request, "registry/print_for.html", context)


def _sheet(viewer: Viewer, person_id: UUID, printed: Printed) -> dict[str, Any]:
    profile = queries.profile(viewer, person_id)
    photos = queries.photos(viewer, person_id) if printed.pictured else []
    context: dict[str, Any] = {
        "person": queries.person(viewer, person_id),
        "person_id": person_id,
        "head": head.head_of(viewer, profile, photos),
        "named": printed.named,
        "pictured": printed.pictured,
        "purpose": dict(PrintPurpose.choices)[printed.purpose],
        "note": printed.note,
        "by": viewer.display_name,
        "at": timezone.now(),
        "masks": masks(viewer, person_id),
        "name": look.name_line(viewer, profile) if printed.named else None,
    }
    if printed.what in {PrintedPart.PAGE, PrintedPart.BOTH}:
        context["lines"] = look.attribute_lines(viewer, profile)
        context["missing"] = contributions.missing(viewer, person_id)
    if printed.what in {PrintedPart.LIFELINE, PrintedPart.BOTH}:
        context["life"] = life.for_print(viewer, person_id)
    return context
