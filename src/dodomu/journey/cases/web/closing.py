"""Closing a case, the second person's answer, and opening it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.clock_words import clock_view, closing_status, due_status
from dodomu.journey.cases.web.forms import ReasonForm
from dodomu.journey.cases.web.views import case_or_404
from dodomu.journey.cases.web.work_forms import CloseForm, SecondForm


@needs(Act.CASE_WORK)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say how the case ends. What is still open is read first."""
    case = case_or_404(request, case_id)
    if not case.may_work:
        raise Http404
    viewer = viewer_of(request)
    still = still_open(viewer, case)
    if still["waiting"]:
        messages.info(request, _("A closing of this case waits for a second person already."))
        return redirect("cases:case", case_id)
    form = CloseForm(request.POST or None, something_open=bool(still["any"]))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = actions.close_case(viewer, case_id, given["outcome"], given["reason"], given["refused_by"])
        messages.success(request, _closed_words(done.state))
        return redirect("cases:case", case_id)
    return render(request, "cases/close.html", {"form": form, "case": case, "still": still, "alone": viewer.alone})


def _closed_words(state: str) -> str:
    if state == "waiting":
        return _("A second person is asked. Until they agree, the case stays open.")
    if state == "alone":
        return _("The case is closed, not confirmed: nobody else works here.")
    return _("The case is closed.")


@needs(Act.CASE_CONFIRM)
def answer_closing(request: HttpRequest, case_id: UUID, closing_id: UUID) -> HttpResponse:
    """The second person reads how the case is to end, and agrees or not."""
    case = case_or_404(request, case_id)
    waiting = queries.work(viewer_of(request), case_id).waiting_closing
    if waiting is None or waiting.asked.id != closing_id or not case.may_confirm:
        raise Http404
    own = waiting.asked.by_id == viewer_of(request).user_id
    form = SecondForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not own:
        given = form.cleaned_data
        try:
            actions.answer_closing(viewer_of(request), closing_id, given["reason"], agrees=given["answer"] == "yes")
            messages.success(request, _("Your answer is recorded."))
        except (actions.NotWaiting, actions.CaseClosed):
            messages.warning(request, _("Somebody has answered already."))
        return redirect("cases:case", case_id)
    context = {"form": form, "case": case, "closing": waiting, "asked": waiting.asked, "own": own}
    context |= {"outcome": closing_status(waiting), "still": still_open(viewer_of(request), case)}
    return render(request, "cases/closing_answer.html", context)


@needs(Act.CASE_OPEN)
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open a closed case again, with the reason."""
    case = case_or_404(request, case_id)
    if not case.may_reopen:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_case(viewer_of(request), case_id, form.cleaned_data["reason"])
            messages.success(request, _("The case is open again. Its history keeps everything."))
        except actions.OpenElsewhere:
            messages.warning(request, _("This child has another open case. Work on that one, or close it first."))
        except actions.CareDestroyed:
            messages.warning(request, _("The care data of this case were destroyed. Open a new case for the child."))
        except actions.NotWaiting:
            messages.info(request, _("Somebody has opened it already."))
        return redirect("cases:case", case_id)
    return render(request, "cases/reopen.html", {"form": form, "case": case})


def still_open(viewer: Viewer, case: queries.CasePage) -> dict[str, Any]:
    """What is still open in a case, in words, for reading before it closes."""
    work = queries.work(viewer, case.row.id)
    clocks = [clock_view(row) for row in work.open_clocks]
    tasks = [(task, due_status(task.due_at)) for task in work.open_tasks]
    flags = [(flag, due_status(flag.due_at)) for flag in work.open_flags]
    sendings = [row for row in queries.sendings_of(viewer, case.row.id) if not row.ended]
    return {
        "clocks": clocks,
        "tasks": tasks,
        "flags": flags,
        "sendings": sendings,
        "proposals": case.waiting,
        "any": bool(clocks or tasks or flags or sendings or case.waiting),
        "waiting": work.waiting_closing,
    }
