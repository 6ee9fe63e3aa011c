"""The list of care plans, one plan, and how it begins, changes hands and closes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.queries import at_work_choices
from dodomu.journey.cases.web.views import case_or_404
from dodomu.journey.recovery import actions, queries
from dodomu.journey.recovery.web.forms import BeginForm, ClosingForm, GiveForm, ReasonForm, SecondForm
from dodomu.journey.recovery.web.tables import PlansTable
from dodomu.journey.recovery.web.words import due_view, safety_status, visit_words
from dodomu.kit.dates import today
from dodomu.kit.presence import Notice, notice
from dodomu.kit.tables import serve_table


@needs(Act.RECOVERY_READ)
def plans(request: HttpRequest) -> HttpResponse:
    """Children in recovery, whose visit is due first in front."""
    wanted = PlansTable.wanted(request)
    rows = queries.plans(viewer_of(request), wanted.filters)
    late = sum(1 for row in rows if row.next_on and row.next_on < today())
    return serve_table(request, PlansTable(request, rows), "recovery/list.html", {"late": late, "total": len(rows)})


@needs(Act.RECOVERY_WORK)
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin the care plan of a case."""
    viewer = viewer_of(request)
    case = case_or_404(request, case_id)
    owners = at_work_choices.owners(viewer, case_id)
    initial = {"owner": str(viewer.user_id or ""), "start": queries.arrived_on(viewer, case_id)}
    form = BeginForm(request.POST or None, owners=owners, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.begin_plan(viewer, case_id, form.cleaned_data["start"], form.owner_id)
        except actions.AlreadyBegun as begun:
            messages.warning(request, _("The care plan has begun already. Here it is."))
            return redirect("recovery:plan", begun.plan_id)
        except actions.CaseClosed:
            form.add_error(None, _("The case is closed. Open it again first."))
        else:
            messages.success(request, _("The care plan has begun, and its visits are laid out."))
            return redirect("recovery:plan", plan.id)
    return render(request, "recovery/begin.html", {"form": form, "case": case})


@needs(Act.RECOVERY_READ)
def plan(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """One care plan: what is due, goals and actions, visits, the reader's own notes."""
    page = queries.plan(viewer_of(request), care_id)
    context = {
        "page": page,
        "dues": [due_view(row) for row in page.dues],
        "visits": [(row, visit_words(row.code), safety_status(row.safety, row.safety_label)) for row in page.visits],
        "safety": safety_status(page.row.safety, page.row.safety_label),
        "waits_for_me": page.closing is not None
        and page.closing.state == "waiting"
        and page.may_confirm
        and page.closing.by_id != viewer_of(request).user_id,
    }
    return render(request, "recovery/plan.html", context)


@needs(Act.RECOVERY_WORK)
def give(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """Give the plan to another colleague, or to the team."""
    viewer, page = viewer_of(request), queries.plan(viewer_of(request), care_id)
    owners = at_work_choices.owners(viewer, page.row.case_id)
    form = GiveForm(request.POST or None, owners=owners, initial={"owner": str(page.row.owner_id or "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_plan(viewer, care_id, form.owner_id, form.cleaned_data["reason"])
            messages.success(request, _("The plan has another owner."))
        except actions.PlanClosed:
            messages.warning(request, _("The care plan is closed."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/give.html", {"form": form, "page": page, "presence": _here(request, page)})


@needs(Act.RECOVERY_WORK)
@require_POST
def lay_out(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """Lay the coming visits out anew, by the risk level of today."""
    try:
        actions.lay_out_anew(viewer_of(request), care_id)
        messages.success(request, _("The coming visits are laid out anew. Missed ones keep their day."))
    except actions.PlanClosed:
        messages.warning(request, _("The care plan is closed."))
    return redirect("recovery:plan", care_id)


@needs(Act.RECOVERY_WORK)
def close(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """Ask that the plan closes."""
    viewer, page = viewer_of(request), queries.plan(viewer_of(request), care_id)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closing = actions.ask_closing(viewer, care_id, form.closing)
            done = closing.state == "alone"
            messages.success(
                request, _("The care plan is closed.") if done else _("A second person reads it and answers.")
            )
        except (actions.NotWaiting, actions.PlanClosed):
            messages.warning(request, _("Somebody was faster: read the plan first."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/close.html", {"form": form, "page": page, "presence": _here(request, page)})


@needs(Act.CASE_CONFIRM)
def answer(request: HttpRequest, care_id: UUID, closing_id: UUID) -> HttpResponse:
    """The second person agrees that the plan closes, or not."""
    viewer, page = viewer_of(request), queries.plan(viewer_of(request), care_id)
    form = SecondForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.answer_closing(viewer, closing_id, given["reason"], agrees=given["agrees"] == "yes")
            messages.success(request, _("Your answer is recorded."))
            return redirect("recovery:plan", care_id)
        except actions.SamePerson:
            form.add_error(None, _("You asked for it yourself. Another colleague has to answer."))
        except actions.NotWaiting:
            messages.warning(request, _("Somebody has answered already."))
            return redirect("recovery:plan", care_id)
    return render(request, "recovery/answer.html", {"form": form, "page": page})


@needs(Act.RECOVERY_WORK)
def reopen(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """Open a closed plan again."""
    viewer, page = viewer_of(request), queries.plan(viewer_of(request), care_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_plan(viewer, care_id, form.cleaned_data["reason"])
            messages.success(request, _("The care plan is open again."))
        except (actions.NotWaiting, actions.AlreadyBegun):
            messages.warning(request, _("This case has an active care plan."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/reopen.html", {"form": form, "page": page})


def _here(request: HttpRequest, page: queries.PlanPage) -> Notice:
    return notice(request, Place("care-plan", page.row.id, Act.RECOVERY_READ, page.row.person_id))
