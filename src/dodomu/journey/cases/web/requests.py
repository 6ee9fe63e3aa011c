"""Requests about the data kept on a child, for those who answer them and for the second person."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.queries import data_requests as asked
from dodomu.journey.cases.web.request_forms import AnswerRequestForm, CompileForm, RequestForm
from dodomu.journey.cases.web.request_tables import RequestsTable, status_of
from dodomu.journey.registry.queries import linking
from dodomu.kit.handing_out import handed_out
from dodomu.kit.tables import serve_table


@needs(Act.DATA_REQUEST_CONFIRM)
def requests(request: HttpRequest) -> HttpResponse:
    """Every request, those that wait first, by deadline."""
    viewer = viewer_of(request)
    wanted = RequestsTable.wanted(request)
    table = RequestsTable(request, queries.requests(viewer, wanted.filters))
    waiting = [row for row in queries.requests(viewer) if not row.ended]
    return serve_table(
        request, table, "cases/requests.html", {"waiting": waiting, "first": waiting[0] if waiting else None}
    )


@needs(Act.DATA_REQUEST_WORK)
def new_request(request: HttpRequest) -> HttpResponse:
    """Record who asks; the child is named by the page one comes from."""
    viewer, person_id = viewer_of(request), _person_of(request)
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    card = linking.cards_of(viewer, [person_id]).get(person_id)
    if card is None:
        raise Http404
    warnings = [row for row in queries.never_disclose(viewer, person_id) if row.active]
    facts = asked.stated_for_correction(viewer, person_id)
    form = RequestForm(request.POST or None, facts=facts, warned=bool(warnings))
    if request.method == "POST" and form.is_valid():
        row = actions.record_request(viewer, person_id, form.request)
        messages.success(request, _("Recorded as request №%(number)s.") % {"number": row.number})
        return redirect("cases:request", row.id)
    return render(request, "cases/request_new.html", {"form": form, "name": card.name, "warnings": warnings})


@needs(Act.DATA_REQUEST_CONFIRM)
def one_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request with its deadline, its steps, and what can be done now."""
    page = _or_404(request, request_id)
    return render(
        request,
        "cases/request.html",
        {"page": page, "status": status_of(page.row), "viewer_alone": viewer_of(request).alone},
    )


@needs(Act.DATA_REQUEST_WORK)
def compile_file(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Read what was written in own words, tick what speaks of others, compile."""
    viewer, page = viewer_of(request), _or_404(request, request_id)
    try:
        sections = actions.draft(viewer, request_id)
    except actions.RequestNotNow:
        return _moved(request, request_id)
    form = CompileForm(request.POST if request.method == "POST" else None, sections=sections)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        actions.compile_file(viewer, request_id, form.refs)
        messages.success(request, _("The file is compiled. A second person reads it and releases it."))
        return redirect("cases:request", request_id)
    return render(request, "cases/request_compile.html", {"form": form, "page": page, "sections": sections})


@needs(Act.DATA_REQUEST_CONFIRM)
def read_file(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The compiled file as the requester will read it; opening it is journaled."""
    page = _or_404(request, request_id)
    try:
        file = actions.read_file(viewer_of(request), request_id)
    except actions.RequestNotNow:
        raise Http404 from None
    return render(request, "cases/request_file.html", {"page": page, "file": file})


@needs(Act.DATA_REQUEST_WORK)
def download_file(request: HttpRequest, request_id: UUID) -> HttpResponseBase:
    """The released file, to be handed to the requester."""
    page = _or_404(request, request_id)
    if page.row.state != "released":
        raise Http404
    stream = actions.open_file(viewer_of(request), request_id)
    name = f"request-{page.row.number}.zip"
    return handed_out(stream, name, "application/zip")


@needs(Act.DATA_REQUEST_CONFIRM)
def release(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The second person releases a compiled file, or sends it back."""
    page, viewer = _or_404(request, request_id), viewer_of(request)
    if page.row.state != "compiled":
        return _moved(request, request_id)
    answers = [("release", _("Release it to the requester")), ("send_back", _("Send it back to be compiled anew"))]
    form = AnswerRequestForm(request.POST or None, answers=answers)
    if request.method == "POST" and form.is_valid():
        act = actions.release_file if form.cleaned_data["answer"] == "release" else actions.send_back
        return _done(request, page, lambda: act(viewer, request_id, form.cleaned_data["reason"]))
    text = _("Read the compiled file first. With your confirmation it may be handed to the requester.")
    return render(request, "cases/request_answer.html", {"form": form, "page": page, "text": text, "to_read": True})


@needs(Act.DATA_REQUEST_WORK)
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Accept a correction that has been made, or refuse a request with the reason."""
    page, viewer = _or_404(request, request_id), viewer_of(request)
    if page.row.ended:
        return _moved(request, request_id)
    answers = [("refuse", _("Refuse it, with the reason"))]
    if page.fact_id and (page.superseded_by or page.fact_withdrawn):
        answers.insert(0, ("accept", _("Accept it: the fact has been put right")))
    form = AnswerRequestForm(request.POST or None, answers=answers)
    if request.method == "POST" and form.is_valid():
        act = actions.accept_correction if form.cleaned_data["answer"] == "accept" else actions.refuse_request
        return _done(request, page, lambda: act(viewer, request_id, form.cleaned_data["reason"]))
    text = _("The requester is told your answer, with the reason and the right to complain.")
    return render(request, "cases/request_answer.html", {"form": form, "page": page, "text": text})


@needs(Act.DATA_REQUEST_WORK)
@require_POST
def told(request: HttpRequest, request_id: UUID, sending_id: UUID) -> HttpResponse:
    """One receiver of the wrong value has been told."""
    page = _or_404(request, request_id)
    return _done(request, page, lambda: actions.tell_recipient(viewer_of(request), request_id, sending_id))


def _done(request: HttpRequest, page: queries.RequestPage, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("Recorded."))
    except actions.SamePerson:
        messages.warning(request, _("You compiled this file, so somebody else releases it."))
    except (actions.RequestNotNow, actions.NotCorrected):
        messages.warning(request, _("It stands otherwise by now. Look again."))
    return redirect("cases:request", page.row.id)


def _moved(request: HttpRequest, request_id: UUID) -> HttpResponse:
    messages.warning(request, _("It stands otherwise by now. Look again."))
    return redirect("cases:request", request_id)


def _person_of(request: HttpRequest) -> UUID:
    try:
        return linking.current_person(UUID(request.GET.get("person", "")))
    except ValueError:
        raise Http404 from None


def _or_404(request: HttpRequest, request_id: UUID) -> queries.RequestPage:
    try:
        return queries.request(viewer_of(request), request_id)
    except queries.RequestNotFound:
        raise Http404 from None
