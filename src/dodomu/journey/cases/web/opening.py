"""The page on which a case is opened for a child."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.forms import OpenCaseForm
from dodomu.journey.registry.queries import linking


@needs(Act.CASE_OPEN)
def open_case(request: HttpRequest) -> HttpResponse:
    """Team, worker, risk level, reason; leads to the open case where there is one already."""
    viewer, person_id = viewer_of(request), _person_of(request)
    policy.require(viewer, Act.CASE_OPEN, subject=person_id)
    card = linking.cards_of(viewer, [person_id]).get(person_id)
    if card is None:
        raise Http404
    existing = queries.open_case_of(viewer, person_id)
    if existing:
        messages.info(request, _("This child has an open case already. Here it is."))
        return redirect("cases:case", existing)
    form = OpenCaseForm(request.POST or None, initial=_suggested(viewer))
    if request.method == "POST" and form.is_valid():
        return _open(request, viewer, person_id, form)
    context = {"form": form, "name": card.name, "birth": card.birth, "has_team": bool(queries.teams())}
    return render(request, "cases/open.html", context)


def _open(request: HttpRequest, viewer: Viewer, person_id: UUID, form: OpenCaseForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        case = actions.open_case(viewer, person_id, form.team_id, form.worker_id, given["risk"], given["reason"])
    except actions.AlreadyOpen:
        messages.info(request, _("Somebody has just opened a case for this child, in a team that you do not see."))
        return redirect("cases:list")
    messages.success(request, _("Case №%(number)s is open.") % {"number": case.number})
    return redirect("cases:case", case.id)


def _person_of(request: HttpRequest) -> UUID:
    try:
        return linking.current_person(UUID(request.GET.get("person", "")))
    except ValueError:
        raise Http404 from None


def _suggested(viewer: Viewer) -> dict[str, str]:
    """The viewer as the worker, in a team of theirs, when they work cases."""
    mine = next((held for key, _name, held in queries.workers() if key == viewer.user_id), None)
    teams = [str(key) for key, _name in queries.teams()]
    own = [str(key) for key in (mine or ()) if key]
    team = own[0] if own else teams[0] if len(teams) == 1 else ""
    return {"team": team, "worker": str(viewer.user_id) if mine else "", "risk": "medium"}
