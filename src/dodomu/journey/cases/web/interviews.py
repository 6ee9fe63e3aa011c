"""The register of interviews: what the child was asked, by whom, how often; and the second person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.actions import interviews as acts
from dodomu.journey.cases.actions.second import NotWaiting, SamePerson
from dodomu.journey.cases.queries import interviews as register
from dodomu.journey.cases.queries.interviews import InterviewRow, ToldRow
from dodomu.journey.cases.web.forms import ReasonForm
from dodomu.journey.cases.web.interview_forms import PLAN, HeldForm, InterviewForm, SecondForm
from dodomu.journey.cases.web.interview_look import event_views, view_of
from dodomu.kit.dates import KYIV, today
from dodomu.kit.handing_out import handed_out


@needs(Act.CASE_READ)
def interviews(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every event the child was or will be asked about."""
    found = acts.look_at_interviews(viewer_of(request), case_id)
    return render(request, "cases/interviews.html", {"register": found, "events": event_views(found)})


@needs(Act.CASE_WORK)
def new_interview(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Enter an interview; a second account of an event waits for a second person."""
    viewer = viewer_of(request)
    found = register.interview_register(viewer, case_id)
    if not found.may_work:
        raise Http404
    form = InterviewForm(request.POST or None, register=found, initial={"when": PLAN})
    if request.method == "POST" and form.is_valid():
        try:
            row = acts.plan_interview(viewer, case_id, form.planned())
        except acts.NeedsReason:
            form.add_error("reason", _("The child has told of this before. Say why it has to be once more."))
        else:
            _tell(request, row.state)
            return redirect("cases:interviews", case_id)
    return render(request, "cases/interview_new.html", {"form": form, "register": found})


def _tell(request: HttpRequest, state: str) -> None:
    if state == "waiting":
        messages.warning(request, _("Entered. It waits for a second person, who has to agree before it takes place."))
    else:
        messages.success(request, _("Entered in the register."))


@needs(Act.CASE_READ)
def second_person(request: HttpRequest, case_id: UUID, interview_id: UUID) -> HttpResponse:
    """Agree to a second account of an event, or say no. Who reads the case sees it; who may answer has the form."""
    viewer = viewer_of(request)
    event, row = register.interview(viewer, case_id, interview_id)
    form = SecondForm(request.POST or None) if row.may_answer else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        try:
            if given["answer"] == "agree":
                acts.agree_to_interview(viewer, interview_id, given["reason"])
                messages.success(request, _("You agreed. It may take place now."))
            else:
                acts.refuse_interview(viewer, interview_id, given["reason"])
                messages.success(request, _("You said no. The child is not asked again."))
        except (NotWaiting, SamePerson):
            messages.warning(request, _("Somebody has answered already, or it was cancelled."))
        return redirect("cases:interviews", case_id)
    return render(request, "cases/interview_second.html", _one(request, case_id, event, row) | {"form": form})


@needs(Act.CASE_WORK)
def hold_interview(request: HttpRequest, case_id: UUID, interview_id: UUID) -> HttpResponse:
    """Record that it took place, with its recording."""
    event, row = _workable(request, case_id, interview_id, "planned")
    agreed_on = row.second_at.astimezone(KYIV).date() if row.second_at else None
    form = HeldForm(
        request.POST or None, request.FILES or None, agreed_on=agreed_on, initial={"held_on": min(row.on, today())}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        acts.hold_interview(viewer_of(request), interview_id, given["held_on"], given["file"])
        messages.success(request, _("Recorded. The register counts it."))
        return redirect("cases:interviews", case_id)
    return render(request, "cases/interview_held.html", _one(request, case_id, event, row) | {"form": form})


@needs(Act.CASE_WORK)
def cancel_interview(request: HttpRequest, case_id: UUID, interview_id: UUID) -> HttpResponse:
    """Record that it does not take place."""
    event, row = _workable(request, case_id, interview_id, "planned", "waiting")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.cancel_interview(viewer_of(request), interview_id, form.cleaned_data["reason"])
        messages.success(request, _("Cancelled. It counts no more."))
        return redirect("cases:interviews", case_id)
    return render(request, "cases/interview_cancel.html", _one(request, case_id, event, row) | {"form": form})


@needs(Act.ORIGINAL_OPEN)
def recording(request: HttpRequest, case_id: UUID, interview_id: UUID) -> HttpResponseBase:
    """The recording as it was handed in; opening it is journaled."""
    stream, kind = acts.open_recording(viewer_of(request), case_id, interview_id)
    name = f"interview-{interview_id}.{kind}"
    return handed_out(stream, name)


def _one(request: HttpRequest, case_id: UUID, event: ToldRow, row: InterviewRow) -> dict[str, object]:
    found = register.interview_register(viewer_of(request), case_id)
    return {"case_id": case_id, "register": found, "event": event, "view": view_of(row)}


def _workable(request: HttpRequest, case_id: UUID, interview_id: UUID, *states: str) -> tuple[ToldRow, InterviewRow]:
    viewer = viewer_of(request)
    event, row = register.interview(viewer, case_id, interview_id)
    if row.state not in states or not register.interview_register(viewer, case_id).may_work:
        raise Http404
    return event, row
