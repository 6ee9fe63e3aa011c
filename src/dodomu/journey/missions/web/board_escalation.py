"""The escalation list of a mission: whom to call, for what, after how long."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import escalation as actions
from dodomu.journey.missions.queries import board_alarms, board_choices
from dodomu.journey.missions.queries.board import MissionNotFound
from dodomu.journey.missions.queries.board_alarms import EscalationPage
from dodomu.journey.missions.web.board_forms import ContactForm


@needs(Act.MISSION_READ)
@require_GET
def escalation(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """The list as it stands."""
    page = _page(request, mission_id)
    labels = board_choices.escalation_whens()
    rows = [(row, labels[row.when]) for row in page.contacts]
    return render(request, "missions/board_escalation.html", {"page": page, "rows": rows})


@needs(Act.MISSION_WORK)
def escalation_add(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Put somebody on the list."""
    page = _page(request, mission_id)
    if not page.may_work:
        raise Http404
    form = ContactForm(request.POST or None, colleagues=page.colleagues)
    if request.method == "POST" and form.is_valid():
        actions.add_contact(viewer_of(request), mission_id, form.contact)
        messages.success(request, _("The list has one more entry."))
        return redirect("missions:escalation", mission_id)
    return render(request, "missions/board_escalation_add.html", {"page": page, "form": form})


@needs(Act.MISSION_WORK)
@require_POST
def escalation_remove(request: HttpRequest, mission_id: UUID, contact_id: UUID) -> HttpResponse:
    """Take somebody off the list."""
    page = _page(request, mission_id)
    if contact_id not in {row.id for row in page.contacts}:
        raise Http404
    try:
        actions.remove_contact(viewer_of(request), contact_id)
        messages.success(request, _("The entry is off the list. It stays in the history of alarms that went to it."))
    except actions.AlreadyRemoved:
        messages.warning(request, _("Somebody has taken it off the list already."))
    return redirect("missions:escalation", mission_id)


def _page(request: HttpRequest, mission_id: UUID) -> EscalationPage:
    try:
        return board_alarms.escalation(viewer_of(request), mission_id)
    except MissionNotFound:
        raise Http404 from None
