"""What a mission costs: expected and spent, one line each, struck out and never changed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions import actions
from dodomu.journey.missions.web.missions_forms import CostForm
from dodomu.journey.missions.web.missions_look import cost_label, money_of
from dodomu.journey.missions.web.missions_shared import carried_out, mission_or_404
from dodomu.journey.missions.web.money import money


@needs(Act.MISSION_READ)
def costs(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """All lines, the sums, and a form for one more."""
    found = mission_or_404(request, mission_id)
    viewer = viewer_of(request)
    form = CostForm(request.POST or None) if found.may_work else None

    def act() -> None:
        data = form.cleaned_data if form else {}
        given = actions.CostInput(
            data["kind"], data["amount"], data["currency"], data["expected"] == "expected", data["note"]
        )
        actions.add_cost(viewer, mission_id, given)

    if form is not None and carried_out(request, form, act):
        messages.success(request, _("The line is written down."))
        return redirect("missions:mission_costs", mission_id)
    lines = [(cost, cost_label(cost.kind), money(cost.amount, cost.currency)) for cost in found.costs]
    context = {"mission": found, "lines": lines, "money": money_of(found.costs), "form": form}
    return render(request, "missions/mission_costs.html", context)


@needs(Act.MISSION_WORK)
@require_POST
def strike(request: HttpRequest, mission_id: UUID, cost_id: UUID) -> HttpResponse:
    """Strike out one line."""
    found = mission_or_404(request, mission_id, for_work=True)
    row = next((one for one in found.costs if one.id == cost_id), None)
    if row is None:
        raise Http404
    if row.struck_at is None:
        actions.strike_cost(viewer_of(request), cost_id)
        messages.success(request, _("The line is struck out. It stays readable."))
    return redirect("missions:mission_costs", mission_id)
