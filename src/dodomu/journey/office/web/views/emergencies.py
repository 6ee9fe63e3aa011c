"""Break-glass: opening, closing, looking at alarms."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dodomu.base.access import actions
from dodomu.base.access import queries as access
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import may
from dodomu.base.access.refusals import Refused
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.web.forms import BreakGlassForm
from dodomu.journey.registry.queries import current_person


@needs(Act.OWN_ACCOUNT)
@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """One's own openings; for those who see alarms, everybody's."""
    return _show(request)


@needs(Act.BREAK_GLASS)
def break_glass(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    """The form that opens one page in an emergency."""
    form = BreakGlassForm(request.POST or None, initial={"person": str(person_id) if person_id else ""})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        subject = current_person(given["person"])  # an old address of a record that was joined since
        try:
            actions.break_glass(viewer_of(request), subject, given["why"], given["reason"], hours=given["hours"])
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("office:emergencies")
    return render(request, "office/break_glass.html", {"form": form})


@needs(Act.OWN_ACCOUNT)
@require_POST
def end_emergency(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """Close the page again before its time is over."""
    viewer = viewer_of(request)
    actions.end_break_glass(viewer, access.emergency(viewer, emergency_id))
    return redirect("office:emergencies")


@needs(Act.ALARM_SEE)
@require_POST
def acknowledge(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """Say that one has seen the alarm."""
    viewer = viewer_of(request)
    try:
        actions.acknowledge_alarm(viewer, access.emergency(viewer, emergency_id))
    except Refused as refused:
        return _show(request, refused)
    return redirect("office:emergencies")


def _show(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    found = access.emergencies(viewer)
    context = {
        "running": [one for one in found if one.running],
        "past": [one for one in found if not one.running],
        "sees_alarms": may(viewer, Act.ALARM_SEE),
        "may_break": may(viewer, Act.BREAK_GLASS),
        "refused": refused,
        "has_errors": bool(refused),
    }
    return render(request, "office/emergencies.html", context, status=409 if refused else 200)
