"""Risks and costs of a plan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import budget
from dodomu.journey.missions.actions import risks as judging
from dodomu.journey.missions.plan_rules import risk_rules
from dodomu.journey.missions.plan_words import COSTS
from dodomu.journey.missions.queries import plans_states
from dodomu.journey.missions.queries.plans_rows import PlanPage
from dodomu.journey.missions.web.money import money
from dodomu.journey.missions.web.plans_around import at_plan, find, in_plan
from dodomu.journey.missions.web.plans_forms import CostForm, RisksForm
from dodomu.journey.missions.web.plans_look import plan_view
from dodomu.kit.dates import today
from dodomu.kit.presence import notice
from dodomu.kit.versions import saved


@needs(Act.PLAN_WORK)
@in_plan
def risks(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """Judge the risks, all on one page."""
    viewer = viewer_of(request)
    rules = [rule for rule in risk_rules() if rule.span.holds(today())]
    form = RisksForm(request.POST or None, rules=rules, state=plans_states.risks_state(viewer, page.id))

    def judge() -> None:
        judging.judge_risks(viewer, page.id, form.judgements, expected_version=form.version)

    if request.method == "POST" and form.is_valid():
        if not form.judgements:
            messages.info(request, _("Nothing was changed."))
            return redirect("missions:plan", page.id)
        if saved(request, form, judge, _("The risks are judged.")):
            return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "presence": notice(request, at_plan(page))}
    return render(request, "missions/plan_risks.html", context)


@needs(Act.PLAN_WORK)
@in_plan
def cost(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """Write down what something is expected to cost."""
    form = CostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        budget.add_line(viewer_of(request), page.id, form.line)
        messages.success(request, _("The cost is written down."))
        return redirect("missions:plan", page.id)
    totals = plan_view(viewer_of(request), page).totals
    return render(request, "missions/plan_cost.html", {"form": form, "plan": page, "totals": totals})


@needs(Act.PLAN_WORK)
@in_plan
def strike(request: HttpRequest, page: PlanPage, line_id: UUID) -> HttpResponse:
    """Strike a line of the budget out."""
    row = find(page.budget, line_id)
    if request.method == "POST":
        try:
            budget.strike_line(viewer_of(request), row.id)
            messages.success(request, _("The line is struck out. It stays readable."))
        except budget.AlreadyStruck:
            messages.info(request, _("Somebody has struck it out already."))
        return redirect("missions:plan", page.id)
    context = {
        "plan": page,
        "row": row,
        "label": COSTS.get(row.kind, row.kind),
        "amount": money(row.amount, row.currency),
    }
    return render(request, "missions/plan_strike.html", context)
