"""Goals and what is done for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.queries import at_work_choices
from dodomu.journey.recovery import actions, queries
from dodomu.journey.recovery.web.forms import ActionChangeForm, ActionEndForm, ActionForm, GoalEndForm, GoalForm
from dodomu.journey.recovery.web.words import due_status
from dodomu.kit.versions import saved


@needs(Act.RECOVERY_WORK)
def new_goal(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """Set a goal."""
    page = queries.plan(viewer_of(request), care_id)
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_goal(viewer_of(request), care_id, given["domain"], given["text"], given["child_agrees"])
            messages.success(request, _("The goal is set. Say what is done for it."))
        except actions.PlanClosed:
            messages.warning(request, _("The care plan is closed."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/goal_new.html", {"form": form, "page": page})


@needs(Act.RECOVERY_WORK)
def end_goal(request: HttpRequest, care_id: UUID, goal_id: UUID) -> HttpResponse:
    """A goal is reached, partly reached or dropped."""
    page, goal = _goal(request, care_id, goal_id)
    form = GoalEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_goal(viewer_of(request), goal_id, form.cleaned_data["end"], form.cleaned_data["note"])
            messages.success(request, _("It is noted. The goal stays in the plan."))
        except (actions.NotOpen, actions.PlanClosed):
            messages.warning(request, _("Somebody was faster: read the plan first."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/goal_end.html", {"form": form, "page": page, "goal": goal})


@needs(Act.RECOVERY_WORK)
def new_action(request: HttpRequest, care_id: UUID, goal_id: UUID) -> HttpResponse:
    """What is done for a goal, by whom, until when."""
    viewer = viewer_of(request)
    page, goal = _goal(request, care_id, goal_id)
    owners = at_work_choices.owners(viewer, page.row.case_id)
    form = ActionForm(request.POST or None, owners=owners, initial={"owner": str(viewer.user_id or "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_action(viewer, goal_id, given["text"], given["day"], form.owner_id)
            messages.success(request, _("It is in the plan."))
        except (actions.NotOpen, actions.PlanClosed):
            messages.warning(request, _("Somebody was faster: read the plan first."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/action_new.html", {"form": form, "page": page, "goal": goal})


@needs(Act.RECOVERY_READ)
def action(request: HttpRequest, care_id: UUID, action_id: UUID) -> HttpResponse:
    """One action with its history; ended by who works on the plan, or by its owner."""
    page, row = _action(request, care_id, action_id)
    form = ActionEndForm(request.POST or None)
    if request.method == "POST" and row.may_end and form.is_valid():
        try:
            actions.end_action(viewer_of(request), action_id, form.cleaned_data["state"], form.cleaned_data["note"])
            messages.success(request, _("It is ended. It stays in the plan."))
        except actions.NotOpen:
            messages.warning(request, _("Somebody has ended it already."))
        return redirect("recovery:plan", care_id)
    context = {"form": form, "page": page, "action": row, "due": due_status(row.due_on)}
    return render(request, "recovery/action.html", context)


@needs(Act.RECOVERY_WORK)
def change_action(request: HttpRequest, care_id: UUID, action_id: UUID) -> HttpResponse:
    """Another day or another owner."""
    viewer = viewer_of(request)
    page, row = _action(request, care_id, action_id)
    if row.state != "open":
        raise Http404
    owners = at_work_choices.owners(viewer, page.row.case_id)
    form = ActionChangeForm(request.POST or None, owners=owners, state=queries.action_state(viewer, action_id))

    def change() -> None:
        given = form.cleaned_data
        actions.change_action(
            viewer, action_id, given["day"], form.owner_id, given["note"], expected_version=form.version
        )

    try:
        if request.method == "POST" and form.is_valid() and saved(request, form, change, _("It is changed.")):
            return redirect("recovery:plan", care_id)
    except (actions.NotOpen, actions.PlanClosed):
        messages.warning(request, _("Somebody has ended it already."))
        return redirect("recovery:plan", care_id)
    return render(request, "recovery/action_change.html", {"form": form, "page": page, "action": row})


def _goal(request: HttpRequest, care_id: UUID, goal_id: UUID) -> tuple[queries.PlanPage, queries.GoalRow]:
    page = queries.plan(viewer_of(request), care_id)
    goal = next((row for row in page.goals if row.id == goal_id and not row.end), None)
    if goal is None:
        raise Http404
    return page, goal


def _action(request: HttpRequest, care_id: UUID, action_id: UUID) -> tuple[queries.PlanPage, queries.ActionRow]:
    page = queries.plan(viewer_of(request), care_id)
    row = next((row for goal in page.goals for row in goal.actions if row.id == action_id), None)
    if row is None:
        raise Http404
    return page, row
