"""Tasks and flags of a case: made, changed, ended; raised, cleared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.queries import at_work_choices
from dodomu.journey.cases.web.clock_words import due_status, due_words
from dodomu.journey.cases.web.views import at_case, case_or_404
from dodomu.journey.cases.web.work_forms import FlagClearForm, FlagForm, TaskChangeForm, TaskEndForm, TaskForm
from dodomu.kit.dates import today
from dodomu.kit.presence import notice
from dodomu.kit.versions import saved


@needs(Act.CASE_WORK)
def new_task(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A new task: what, who, until when."""
    case = case_or_404(request, case_id)
    if not case.may_work:
        raise Http404
    viewer = viewer_of(request)
    owners = at_work_choices.owners(viewer, case_id)
    form = TaskForm(request.POST or None, owners=owners, initial={"owner": str(viewer.user_id or "")})
    if request.method == "POST" and form.is_valid():
        actions.make_task(viewer, case_id, form.cleaned_data["title"], form.due, form.owner_id)
        messages.success(request, _("The task is made."))
        return redirect("cases:case", case_id)
    return render(request, "cases/task_new.html", {"form": form, "case": case})


@needs(Act.CASE_READ)
def task(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """One task with its history; ended by who works on the case, or by its owner."""
    case = case_or_404(request, case_id)
    row = _task(request, case_id, task_id)
    works = Act.CASE_WORK in viewer_of(request).acts
    may_end = row.state == "open" and (works or row.owner_id == viewer_of(request).user_id)
    form = TaskEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and may_end:
        try:
            actions.end_task(viewer_of(request), task_id, form.cleaned_data["state"], form.cleaned_data["note"])
            messages.success(request, _("The task is ended. It stays in the history."))
        except actions.NotOpen:
            messages.warning(request, _("Somebody has ended this task already."))
        return redirect("cases:case", case_id)
    context = {"form": form, "case": case, "task": row, "may_end": may_end, "may_change": works and row.state == "open"}
    context |= {"due": due_words(row.due_at, row.whole_day), "due_status": due_status(row.due_at)}
    context["history"] = [(one, due_words(one.due_at, one.whole_day)) for one in row.history]
    return render(request, "cases/task.html", context)


@needs(Act.CASE_WORK)
def change_task(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Another owner, or another due time."""
    case = case_or_404(request, case_id)
    row = _task(request, case_id, task_id)
    if row.state != "open":
        raise Http404
    viewer = viewer_of(request)
    owners, state = at_work_choices.owners(viewer, case_id), queries.task_state(viewer, task_id)
    form = TaskChangeForm(request.POST or None, owners=owners, state=state)

    def change() -> None:
        note, version = form.cleaned_data["note"], form.version
        actions.change_task(viewer, task_id, form.due, form.owner_id, note, expected_version=version)

    try:
        if request.method == "POST" and form.is_valid() and saved(request, form, change, _("The task is changed.")):
            return redirect("cases:case", case_id)
    except actions.NotOpen:
        messages.warning(request, _("Somebody has ended this task already."))
        return redirect("cases:case", case_id)
    context = {"form": form, "case": case, "task": row, "presence": notice(request, at_case(case))}
    return render(request, "cases/task_change.html", context)


@needs(Act.CASE_READ)
def new_flag(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Flag a case for attention."""
    case = case_or_404(request, case_id)
    if not case.may_flag:
        raise Http404
    form = FlagForm(request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        actions.raise_flag(viewer_of(request), case_id, form.cleaned_data["reason"], form.due)
        messages.success(request, _("The case is flagged."))
        return redirect("cases:case", case_id)
    return render(request, "cases/flag_new.html", {"form": form, "case": case})


@needs(Act.CASE_WORK)
def clear_flag(request: HttpRequest, case_id: UUID, flag_id: UUID) -> HttpResponse:
    """Clear a flag with a note."""
    case = case_or_404(request, case_id)
    flags = queries.work(viewer_of(request), case_id).flags
    flag = next((flag for flag in flags if (flag.id, flag.case_id) == (flag_id, case_id)), None)
    if flag is None:
        raise Http404
    form = FlagClearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.clear_flag(viewer_of(request), flag_id, form.cleaned_data["note"])
            messages.success(request, _("The flag is cleared. It stays in the history with your note."))
        except actions.NotOpen:
            messages.warning(request, _("Somebody has cleared this flag already."))
        return redirect("cases:case", case_id)
    return render(request, "cases/flag_clear.html", {"form": form, "case": case, "flag": flag})


def _task(request: HttpRequest, case_id: UUID, task_id: UUID) -> queries.TaskRow:
    tasks = queries.work(viewer_of(request), case_id).tasks
    found = next((row for row in tasks if (row.id, row.case_id) == (task_id, case_id)), None)
    if found is None:
        raise Http404
    return found
