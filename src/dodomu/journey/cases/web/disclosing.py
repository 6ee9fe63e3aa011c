"""The *never disclose to* list of a child: added by one person, ended by two."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.forms import ReasonForm
from dodomu.journey.cases.web.views import case_or_404
from dodomu.journey.cases.web.work_forms import SecondForm, WarningForm
from dodomu.kit.dates import today


@needs(Act.CASE_WORK)
def new_warning(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down who must never learn of the child."""
    case = case_or_404(request, case_id)
    if not policy.may(viewer_of(request), Act.CASE_WORK, subject=case.row.person_id):
        raise Http404
    form = WarningForm(request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        actions.add_never_disclose(viewer_of(request), case_id, actions.Warned(**form.cleaned_data))
        messages.success(request, _("Added. Everybody who opens the case or the child's page is warned."))
        return redirect("cases:case", case_id)
    return render(request, "cases/warning_new.html", {"form": form, "case": case})


@needs(Act.CASE_WORK)
def end_warning(request: HttpRequest, case_id: UUID, warning_id: UUID) -> HttpResponse:
    """Ask that a warning ends; it holds until a second person agrees."""
    case = case_or_404(request, case_id)
    row = _warning(request, case_id, warning_id)
    if not row.active or (row.ending and row.ending.state == "waiting"):
        raise Http404
    form = ReasonForm(request.POST or None)
    viewer = viewer_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            ending = actions.end_never_disclose(viewer, warning_id, form.cleaned_data["reason"])
        except actions.NotWaiting:
            messages.warning(request, _("Somebody has asked for this already."))
        else:
            alone = ending.state == "alone"
            messages.success(
                request,
                _("It has ended, not confirmed: nobody else works here.")
                if alone
                else _("A second person is asked. Until they agree, the warning holds."),
            )
        return redirect("cases:case", case_id)
    return render(
        request, "cases/warning_end.html", {"form": form, "case": case, "warning": row, "alone": viewer.alone}
    )


@needs(Act.CASE_CONFIRM)
def answer_warning(request: HttpRequest, case_id: UUID, warning_id: UUID) -> HttpResponse:
    """The second person reads the entry and why it should end, and agrees or not."""
    case = case_or_404(request, case_id)
    row = _warning(request, case_id, warning_id)
    if row.ending is None or row.ending.state != "waiting" or not case.may_confirm:
        raise Http404
    own = row.ending.by_id == viewer_of(request).user_id
    form = SecondForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not own:
        given = form.cleaned_data
        try:
            actions.answer_ending(viewer_of(request), row.ending.id, given["reason"], agrees=given["answer"] == "yes")
            messages.success(request, _("Your answer is recorded."))
        except actions.NotWaiting:
            messages.warning(request, _("Somebody has answered already."))
        return redirect("cases:case", case_id)
    context = {"form": form, "case": case, "warning": row, "asked": row.ending, "own": own}
    return render(request, "cases/warning_answer.html", context)


def _warning(request: HttpRequest, case_id: UUID, warning_id: UUID) -> queries.WarningRow:
    rows = queries.work(viewer_of(request), case_id).warnings
    found = next((row for row in rows if (row.id, row.case_id) == (warning_id, case_id)), None)
    if found is None:
        raise Http404
    return found
