"""The page of one alarm: what is known, what was tried, whom to call, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import alarms
from dodomu.journey.missions.queries import board_alarms, board_choices
from dodomu.journey.missions.queries.board import MissionNotFound
from dodomu.journey.missions.queries.board_alarms import AlarmPage
from dodomu.journey.missions.web.board_forms import EndForm, PassOnForm, TriedForm
from dodomu.journey.missions.web.board_look import alarm_look
from dodomu.kit.address import safe_next

FORMS: dict[str, Callable[[Any, AlarmPage], forms.Form]] = {
    "tried": lambda given, page: TriedForm(given, contacts=page.contacts),
    "pass_on": lambda given, page: PassOnForm(given, contacts=page.contacts),
    "end": lambda given, _page: EndForm(given),
}


@needs(Act.MISSION_READ)
@require_GET
def alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """One alarm with its steps."""
    return _show(request, _page(request, alarm_id))


@needs(Act.MISSION_WORK)
@require_POST
def answer_alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """What somebody does about it: ``act`` is seen, tried, pass_on or end."""
    page = _page(request, alarm_id)
    act = request.POST.get("act", "")
    form = FORMS[act](request.POST, page) if act in FORMS else None
    if form is not None and not form.is_valid():
        return _show(request, page, act, form)
    try:
        done = _do(viewer_of(request), alarm_id, act, form)
    except alarms.AlarmEnded:
        messages.warning(request, _("This alarm has ended meanwhile."))
        return redirect("missions:alarm", alarm_id)
    messages.success(request, done)
    return redirect(safe_next(request, request.path.removesuffix("answer/")))


def _do(viewer: Viewer, alarm_id: UUID, act: str, form: Any) -> str:
    """Carry out the act; what is said when it is done."""
    if act == "tried":
        alarms.note_tried(viewer, alarm_id, form.cleaned_data["note"], form.contact_id)
        return _("What you tried is noted.")
    if act == "pass_on":
        alarms.pass_on(viewer, alarm_id, UUID(form.cleaned_data["contact"]), form.cleaned_data["note"])
        return _("The alarm went on.")
    if act == "end":
        alarms.end_alarm(viewer, alarm_id, form.cleaned_data["reason"])
        return _("The alarm has ended.")
    alarms.acknowledge(viewer, alarm_id)
    return _("You are on it. Everybody who sees this board knows.")


def _show(request: HttpRequest, page: AlarmPage, act: str = "", wrong: forms.Form | None = None) -> HttpResponse:
    filled = {name: make(None, page) for name, make in FORMS.items()}
    if wrong is not None:
        filled[act] = wrong
    context = {
        "page": page,
        "look": alarm_look(page.row, timezone.now()),
        "steps": [(board_choices.alarm_steps()[step.what], step) for step in page.steps],
        "forms": filled,
        "form": wrong,
        "act": act,
        "is_silence": page.row.kind in {"late", "overdue", "critical"},
        "is_mine": page.row.owner_id == viewer_of(request).user_id and page.row.seen_at is not None,
    }
    return render(request, "missions/board_alarm.html", context)


def _page(request: HttpRequest, alarm_id: UUID) -> AlarmPage:
    try:
        return board_alarms.alarm(viewer_of(request), alarm_id)
    except MissionNotFound:
        raise Http404 from None
