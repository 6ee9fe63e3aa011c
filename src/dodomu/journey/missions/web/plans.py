"""Return plans: the list, one plan, its beginning, its details, set aside for now, taken up again, ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.actions import CaseClosed
from dodomu.journey.cases.queries import CaseNotFound
from dodomu.journey.cases.queries import case as read_case
from dodomu.journey.missions.actions import plans as actions
from dodomu.journey.missions.queries import corridor, plans_choices, plans_list, plans_states
from dodomu.journey.missions.queries import plans as reads
from dodomu.journey.missions.queries.plans_rows import PlanPage
from dodomu.journey.missions.web.plans_around import at_plan, in_plan
from dodomu.journey.missions.web.plans_forms import DetailsForm, EndForm, NotNowForm, TakeUpForm
from dodomu.journey.missions.web.plans_look import plan_view
from dodomu.journey.missions.web.plans_tables import PlansTable
from dodomu.kit.presence import notice
from dodomu.kit.tables import serve_table
from dodomu.kit.versions import saved


@needs(Act.PLAN_READ)
def plan_list(request: HttpRequest) -> HttpResponse:
    """Return plans within reach."""
    rows = plans_list.plans(viewer_of(request), PlansTable.wanted(request).filters)
    counts = {
        "all": len(rows),
        "ready": sum(row.state == "ready" for row in rows),
        "unowned": sum(row.owner_id is None and row.state != "ended" for row in rows),
    }
    return serve_table(request, PlansTable(request, rows), "missions/plan_list.html", {"counts": counts})


@needs(Act.PLAN_READ)
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan: what is missing for READY first, then each part of it."""
    viewer = viewer_of(request)
    page = actions.look(viewer, plan_id)
    view = plan_view(viewer, page)
    ways = corridor.titles(viewer) if page.state in {"open", "ready"} else []
    context = {"plan": page, "view": view, "alone": viewer.alone, "corridors": ways}
    return render(request, "missions/plan.html", context)


@needs(Act.PLAN_WORK)
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin the return plan of a case."""
    viewer = viewer_of(request)
    existing = reads.plan_for(viewer, case_id)
    if existing:
        return redirect("missions:plan", existing.id)
    try:
        case = read_case(viewer, case_id)
    except CaseNotFound:
        raise policy.OutOfReach from None
    if request.method == "POST":
        try:
            found = actions.begin_plan(viewer, case_id)
        except (CaseClosed, actions.PlanExists):
            messages.warning(request, _("This case is closed, or somebody has begun its plan already."))
            return redirect("cases:case", case_id)
        messages.success(request, _("The plan is begun. Say when and with whom the child travels."))
        return redirect("missions:plan_details", found.id)
    return render(request, "missions/plan_begin.html", {"case": case})


@needs(Act.PLAN_WORK)
@in_plan
def details(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """When, with whom and to whom the child travels, and what it needs on the way."""
    viewer = viewer_of(request)
    owners, state = plans_choices.owners(viewer, page.id), plans_states.details_state(viewer, page.id)
    form = DetailsForm(request.POST or None, owners=owners, state=state)

    def change() -> None:
        actions.change_details(viewer, page.id, form.details, expected_version=form.version)

    if request.method == "POST" and form.is_valid() and saved(request, form, change, _("The details are saved.")):
        return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "presence": notice(request, at_plan(page))}
    return render(request, "missions/plan_details.html", context)


@needs(Act.PLAN_WORK)
@in_plan
def not_now(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """Decide that the child does not travel now."""
    form = NotNowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.do_not_travel_now(viewer_of(request), page.id, given["reason"], given["review_on"])
        messages.success(request, _("The child does not travel now. The day to look again stands in the work."))
        return redirect("missions:plan", page.id)
    return render(request, "missions/plan_not_now.html", {"form": form, "plan": page})


@needs(Act.PLAN_WORK)
@in_plan
def take_up(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """Go on with a plan that was set aside."""
    if page.state != "not_now":
        return redirect("missions:plan", page.id)
    form = TakeUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_up(viewer_of(request), page.id, form.cleaned_data["reason"])
        messages.success(request, _("The plan goes on."))
        return redirect("missions:plan", page.id)
    return render(request, "missions/plan_take_up.html", {"form": form, "plan": page})


@needs(Act.PLAN_WORK)
@in_plan
def end(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """End a plan for good."""
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end_plan(viewer_of(request), page.id, form.cleaned_data["reason"])
        messages.success(request, _("The plan has ended. It stays readable."))
        return redirect("missions:plan", page.id)
    return render(request, "missions/plan_end.html", {"form": form, "plan": page})
