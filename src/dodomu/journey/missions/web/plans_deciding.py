"""What is best for the child, and READY: decided by one person, answered by another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.actions import NotWaiting
from dodomu.journey.cases.queries.child_views import child_views
from dodomu.journey.cases.web.consent_look import view_cards
from dodomu.journey.missions.actions import deciding
from dodomu.journey.missions.actions import ready as declaring
from dodomu.journey.missions.queries.plans_rows import PlanPage
from dodomu.journey.missions.web.plans_around import find, in_plan
from dodomu.journey.missions.web.plans_forms import DecisionForm, ReadyForm, SecondAnswerForm
from dodomu.journey.missions.web.plans_look import missing_items, plan_view


@needs(Act.PLAN_WORK)
@in_plan
def decide(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """Decide what is best for the child, with the child's own words before one's eyes."""
    viewer = viewer_of(request)
    waiting = page.waiting_decision
    if waiting:
        return redirect("missions:plan_decision", page.id, waiting.id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = deciding.decide_best_interests(viewer, page.id, given["decision"], given["reason"])
            alone = _("Decided, not confirmed: nobody else works here.")
            asked = _("A second person is asked. Until they agree it does not count.")
            messages.success(request, alone if row.state == "alone" else asked)
        except NotWaiting:
            messages.info(request, _("A decision waits for its second person already."))
        return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "alone": viewer.alone, "said": view_cards(child_views(viewer, page.case_id))}
    return render(request, "missions/plan_decide.html", context)


@needs(Act.PLAN_CONFIRM)
@in_plan
def decision(request: HttpRequest, page: PlanPage, decision_id: UUID) -> HttpResponse:
    """The second person reads the decision and answers."""
    viewer = viewer_of(request)
    row = find(page.decisions, decision_id)
    if row.state != "waiting":
        return redirect("missions:plan", page.id)
    own = row.by_id == viewer.user_id
    form = SecondAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not own:
        given = form.cleaned_data
        try:
            deciding.answer_best_interests(viewer, row.id, given["reason"], agrees=given["answer"] == "yes")
            messages.success(request, _("Your answer is recorded."))
        except NotWaiting:
            messages.info(request, _("Somebody has answered already."))
        return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "row": row, "own": own, "view": plan_view(viewer, page)}
    context |= {"said": view_cards(child_views(viewer, page.case_id))}
    return render(request, "missions/plan_decision.html", context)


@needs(Act.PLAN_WORK)
@in_plan
def declare(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """Declare that the child is ready to travel; while something is missing the page says what."""
    viewer = viewer_of(request)
    if page.state != "open" or page.waiting_declaration:
        return redirect("missions:plan", page.id)
    form = ReadyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and page.readiness.ready:
        try:
            row = declaring.declare_ready(viewer, page.id, form.cleaned_data["reason"])
        except declaring.NotReady:
            messages.warning(request, _("Something has gone missing meanwhile. Read what it is."))
        except NotWaiting:
            messages.info(request, _("Somebody has declared it already."))
        else:
            alone = _("Ready to travel, not confirmed: nobody else works here.")
            asked = _("A second person is asked whether the child is ready to travel.")
            messages.success(request, alone if row.state == "alone" else asked)
        return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "alone": viewer.alone, "missing": missing_items(viewer, page)}
    return render(request, "missions/plan_ready.html", context)


@needs(Act.PLAN_CONFIRM)
@in_plan
def answer(request: HttpRequest, page: PlanPage, declaration_id: UUID) -> HttpResponse:
    """The second person looks at everything and says whether the child is ready to travel."""
    viewer = viewer_of(request)
    row = find(page.declarations, declaration_id)
    if row.state != "waiting" or row.void_at:
        return redirect("missions:plan", page.id)
    own = row.by_id == viewer.user_id
    form = SecondAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not own:
        given = form.cleaned_data
        try:
            declaring.answer_ready(viewer, row.id, given["reason"], agrees=given["answer"] == "yes")
            messages.success(request, _("Your answer is recorded."))
        except declaring.NotReady:
            messages.warning(request, _("Something has gone missing meanwhile, so the declaration counts no more."))
        except NotWaiting:
            messages.info(request, _("Somebody has answered already."))
        return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "row": row, "own": own, "view": plan_view(viewer, page)}
    return render(request, "missions/plan_ready_answer.html", context)
