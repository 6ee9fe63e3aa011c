"""Deadlines of a case: met, moved, set aside; and the papers that some of them start from."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.clock_words import clock_view
from dodomu.journey.cases.web.views import at_case, case_or_404
from dodomu.journey.cases.web.work_forms import ClockForm, DocumentForm
from dodomu.kit.presence import notice
from dodomu.kit.versions import saved


@needs(Act.CASE_WORK)
def clock(request: HttpRequest, case_id: UUID, clock: str, start_ref: UUID) -> HttpResponse:
    """Say that a deadline is met, moved or set aside, with the reason."""
    case = case_or_404(request, case_id)
    if not case.may_work:
        raise Http404
    rows = queries.work(viewer_of(request), case_id).clocks
    named = (case_id, clock, start_ref)
    row = next((row for row in rows if (row.case_id, row.clock.code, row.clock.start_ref) == named), None)
    if row is None:
        raise Http404
    view = clock_view(row)
    if not (view.can_answer or view.correctable):
        messages.info(request, _("This deadline has been restarted or has ended. Here is the case as it stands."))
        return redirect("cases:case", case_id)
    state = queries.clock_state(viewer_of(request), case_id, clock, start_ref)
    form = ClockForm(request.POST or None, code=clock, started_at=row.clock.started_at, state=state)
    if request.method == "POST" and form.is_valid() and _marked(request, row, form):
        return redirect("cases:case", case_id)
    context = {"form": form, "case": case, "view": view, "rule": row.clock.rule}
    return render(request, "cases/clock.html", context | {"presence": notice(request, at_case(case))})


def _marked(request: HttpRequest, row: queries.ClockRow, form: ClockForm) -> bool:
    viewer, code, start_ref = viewer_of(request), row.clock.code, row.clock.start_ref

    def mark() -> None:
        actions.mark_clock(viewer, row.case_id, code, start_ref, form.answer, expected_version=form.version)

    try:
        return saved(request, form, mark, _("Recorded. What was due and when stays in the history."))
    except actions.NoSuchClock:
        messages.warning(request, _("This deadline has just been restarted. Look at it again."))
        return True


@needs(Act.CASE_WORK)
def new_document(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record a dated paper, so that its clock runs."""
    case = case_or_404(request, case_id)
    if not case.may_work:
        raise Http404
    form = DocumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        days = given["issued_on"], given["valid_until"]
        actions.record_document(viewer_of(request), case_id, given["kind"], given["holder"], *days)
        messages.success(request, _("The paper is recorded and its deadline runs."))
        return redirect("cases:case", case_id)
    return render(request, "cases/document_new.html", {"form": form, "case": case})
