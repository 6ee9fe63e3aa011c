"""Steps on the axes: answering what is proposed, recording one, taking one back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.axes import AXES, AXIS_LABELS
from dodomu.journey.cases.web.forms import AnswerForm, ReasonForm, StepForm
from dodomu.journey.cases.web.look import EntryView, axis_views, proposal_views
from dodomu.journey.cases.web.views import at_case, case_or_404
from dodomu.kit.presence import notice
from dodomu.kit.versions import saved


@needs(Act.CASE_WORK)
def answer(request: HttpRequest, case_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Accept or decline one proposal, with a reason either way."""
    case = _workable(request, case_id)
    row = next((row for row in case.proposals if row.id == proposal_id), None)
    if row is None:
        raise Http404
    form = AnswerForm(request.POST or None, viewer=viewer_of(request), person_id=case.row.person_id)
    if row.value is None:
        form.ask_which_leads(row.case_number, row.other_number)
    if request.method == "POST" and form.is_valid():
        return _answer(request, case, proposal_id, form)
    context = {"form": form, "case": case, "proposal": proposal_views([row])[0]}
    return render(request, "cases/answer.html", context)


def _answer(request: HttpRequest, case: queries.CasePage, proposal_id: UUID, form: AnswerForm) -> HttpResponse:
    viewer, given = viewer_of(request), form.cleaned_data
    try:
        if given["answer"] == "decline":
            actions.decline(viewer, proposal_id, given["reason"])
            messages.success(request, _("Declined. The proposal stays in the history with your reason."))
        else:
            source = form.source_id if "source" in form.fields else None
            lead_id = form.other_leads and _other(case, proposal_id)
            actions.accept(
                viewer,
                proposal_id,
                given["reason"],
                since=given.get("since"),
                source_report_id=source,
                lead_id=lead_id or None,
            )
            messages.success(request, _("Accepted and recorded."))
    except actions.AlreadyAnswered:
        messages.warning(request, _("Somebody has answered this proposal already, or it no longer applies."))
    return redirect("cases:case", case.row.id)


def _other(case: queries.CasePage, proposal_id: UUID) -> UUID | None:
    return next((row.other_id for row in case.proposals if row.id == proposal_id), None)


@needs(Act.CASE_WORK)
def step(request: HttpRequest, case_id: UUID, axis: str) -> HttpResponse:
    """Record a step on one axis."""
    if axis not in AXES:
        raise Http404
    case = _workable(request, case_id)
    viewer = viewer_of(request)
    state = queries.axis_state(viewer, case_id, axis)
    form = StepForm(request.POST or None, axis=axis, viewer=viewer, person_id=case.row.person_id, state=state)

    def record() -> None:
        actions.record_step(viewer, case_id, _stated(axis, form), expected_version=form.version)

    if request.method == "POST" and form.is_valid() and saved(request, form, record, _("The step is recorded.")):
        return redirect("cases:case", case_id)
    context = {"form": form, "case": case, "axis_label": AXIS_LABELS[axis], "axis": axis}
    context |= {"presence": notice(request, at_case(case))}
    return render(request, "cases/step.html", context)


def _stated(axis: str, form: StepForm) -> actions.Step:
    given: dict[str, Any] = form.cleaned_data
    return actions.Step(
        axis,
        given["value"],
        given["since"],
        verification=given.get("verification", ""),
        source_report_id=form.source_id,
        note=given["note"].strip(),
    )


@needs(Act.CASE_WORK)
def withdraw(request: HttpRequest, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take back a step that was wrong; it stays in the history."""
    case = _workable(request, case_id)
    entry = _entry(case, entry_id)
    if entry.row.withdrawn:
        if request.method != "POST":
            raise Http404
        messages.warning(request, _("Somebody has withdrawn this step already."))
        return redirect("cases:case", case_id)
    viewer = viewer_of(request)
    form = ReasonForm(request.POST or None, state=queries.axis_state(viewer, case_id, entry.row.value.axis))

    def take_back() -> None:
        actions.withdraw_step(viewer, entry_id, form.cleaned_data["reason"], expected_version=form.version)

    said = _("The step is withdrawn. It stays in the history with your reason.")
    if request.method == "POST" and form.is_valid() and saved(request, form, take_back, said):
        return redirect("cases:case", case_id)
    context = {"form": form, "case": case, "entry": entry, "presence": notice(request, at_case(case))}
    return render(request, "cases/withdraw.html", context)


def _entry(case: queries.CasePage, entry_id: UUID) -> EntryView:
    views = (view for axis in axis_views(case) for view in axis.entries)
    found = next((view for view in views if view.row.id == entry_id), None)
    if found is None:
        raise Http404
    return found


def _workable(request: HttpRequest, case_id: UUID) -> queries.CasePage:
    case = case_or_404(request, case_id)
    if not case.may_work:
        raise Http404
    return case
