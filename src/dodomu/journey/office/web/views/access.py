"""Asking to see a closed compartment of one child, answering, ending; what is open to whom."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dodomu.base.access import actions, requested
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.policy import may, require
from dodomu.base.access.refusals import Refused
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.queries.access import children_of, history_of
from dodomu.journey.office.web.access_forms import AnswerForm, AskForm
from dodomu.journey.registry.queries import current_person


@needs(Act.OWN_ACCOUNT)
@require_GET
def access(request: HttpRequest) -> HttpResponse:
    """What I asked for; for those who may grant it, what waits and what is open now."""
    viewer = viewer_of(request)
    waiting, running = requested.waiting_requests(viewer), requested.running_access(viewer)
    mine = requested.my_requests(viewer)
    context = {
        "mine": mine,
        "waiting": waiting,
        "running": running,
        "grants": may(viewer, Act.ACCESS_GRANT),
        "children": children_of(viewer, [*mine, *waiting, *running]),
    }
    return render(request, "office/access.html", context)


@needs(Act.PERSON_READ)
def ask_access(request: HttpRequest, person_id: UUID, compartment: str) -> HttpResponse:
    """The form that asks for one compartment of one child."""
    viewer, subject = viewer_of(request), current_person(person_id)
    require(viewer, Act.PERSON_READ, subject=subject)
    if compartment not in Compartment.values:
        raise Http404
    if compartment == Compartment.SEALED:
        return render(
            request, "office/access_ask.html", {"person_id": subject, "compartment": Compartment.SEALED.label}
        )
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            asked = actions.request_access(viewer, subject, compartment, given["reason"], hours=int(given["hours"]))
        except Refused as refused:
            form.add_error("reason" if refused.code == "reason_too_short" else None, str(refused.sentence))
        else:
            _tell(request, asked.answer)
            return redirect("registry:child", subject)
    context = {"form": form, "person_id": subject, "compartment": Compartment(compartment).label}
    return render(request, "office/access_ask.html", context)


def _tell(request: HttpRequest, answer: str) -> None:
    if answer == "granted":
        messages.warning(request, _("It is open to you now, not confirmed by anybody: nobody else works here."))
    else:
        messages.success(request, _("Asked. You will find the answer under “Access to closed parts”."))


@needs(Act.ACCESS_GRANT)
def answer_access(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Grant it for a limited time, or say no with a reason."""
    viewer = viewer_of(request)
    row = requested.access_request(viewer, request_id)
    form = AnswerForm(request.POST or None, initial={"hours": row.hours})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["answer"] == "grant":
                actions.grant_access(viewer, request_id, hours=int(given["hours"]), words=given["words"])
                messages.success(request, _("Open until its time is over. You can end it at any time."))
            else:
                actions.refuse_access(viewer, request_id, given["words"])
                messages.success(request, _("Refused. Your colleague can read why."))
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("office:access")
    context = {"form": form, "row": row, "child": children_of(viewer, [row]).get(row.subject)}
    return render(request, "office/access_answer.html", context)


@needs(Act.OWN_ACCOUNT)
@require_POST
def end_access(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Close it before its time is over; a request that waits is taken back."""
    viewer = viewer_of(request)
    row = requested.access_request(viewer, request_id)
    try:
        if row.mine and row.answer == "waiting":
            actions.take_back_request(viewer, request_id)
            messages.success(request, _("Taken back."))
        else:
            actions.end_access(viewer, request_id)
            messages.success(request, _("Closed. Nothing of it is shown any more."))
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
    return redirect("office:access")


@needs(Act.PERSON_READ)
@require_GET
def child_access(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who asked to see closed parts of this child's page, who let them, and who broke the glass."""
    viewer, subject = viewer_of(request), current_person(person_id)
    context = {"history": history_of(viewer, subject), "person_id": subject, "grants": may(viewer, Act.ACCESS_GRANT)}
    return render(request, "office/access_child.html", context)
