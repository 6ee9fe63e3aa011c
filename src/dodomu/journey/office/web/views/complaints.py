"""Complaints about staff: passed on by anybody, answered by those outside the team."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office import actions
from dodomu.journey.office.queries import complaints as queries
from dodomu.journey.office.web.complaint_forms import (
    ComplaintAnswerForm,
    ComplaintForm,
    ComplaintNoteForm,
    ReceiptForm,
)
from dodomu.journey.office.web.complaint_tables import ComplaintsTable, status_of
from dodomu.kit.forms import FormMixin
from dodomu.kit.tables import serve_table


@needs(Act.COMPLAINT_HANDLE)
def complaints(request: HttpRequest) -> HttpResponse:
    """The complaints that this viewer may answer."""
    rows = queries.complaints(viewer_of(request))
    waiting = [row for row in rows if row.due_at]
    context = {"waiting": waiting, "first": min((row.due_at for row in waiting if row.due_at), default=None)}
    return serve_table(request, ComplaintsTable(request, rows), "office/complaints.html", context)


@needs(Act.COMPLAINT_RECORD)
def new_complaint(request: HttpRequest) -> HttpResponse:
    """Pass a complaint on; the receipt is shown once."""
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = actions.record_complaint(viewer_of(request), form.complaint).receipt
        except actions.NobodyOutside:
            form.add_error(
                None,
                _(
                    "Everybody here who answers complaints belongs to that team. Nothing was recorded. Take it outside: to the "
                    "board of the organisation, the service for children or the police."
                ),
            )
        else:
            return render(request, "office/complaint_passed_on.html", {"receipt": receipt})
    return render(request, "office/complaint_new.html", {"form": form})


@needs(Act.COMPLAINT_RECORD)
def complaint_receipt(request: HttpRequest) -> HttpResponse:
    """How far a complaint is, by its receipt. The code travels in the body: it is no address."""
    form = ReceiptForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.receipt(viewer_of(request), form.cleaned_data["receipt"])
        if found is None:
            form.add_error("receipt", _("No complaint has this receipt. Read it out once more, letter by letter."))
    return render(request, "office/complaint_receipt.html", {"form": form, "found": found})


@needs(Act.COMPLAINT_HANDLE)
def complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """One complaint: what was said, what was done; the next step is noted here."""
    viewer = viewer_of(request)
    page = queries.complaint(viewer, complaint_id)
    form = ComplaintNoteForm(request.POST or None)
    step = {"new": actions.take_complaint, "looking": actions.note_complaint, "ended": actions.reopen_complaint}

    def act() -> None:
        step[page.row.state](viewer, complaint_id, form.cleaned_data["note"])

    if request.method == "POST" and form.is_valid():
        return _done(request, complaint_id, act)
    return render(request, "office/complaint.html", {"page": page, "form": form, "status": status_of(page.row)})


@needs(Act.COMPLAINT_HANDLE)
def answer_complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """What came of a complaint."""
    viewer = viewer_of(request)
    page = queries.complaint(viewer, complaint_id)
    form: FormMixin = ComplaintAnswerForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.answer_complaint(viewer, complaint_id, given["outcome"], given["note"])

    if request.method == "POST" and form.is_valid():
        return _done(request, complaint_id, act)
    return render(request, "office/complaint_answer.html", {"page": page, "form": form})


def _done(request: HttpRequest, complaint_id: UUID, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("It is noted."))
    except actions.NotNow:
        messages.warning(request, _("Somebody was faster: the complaint stands otherwise by now. Read it first."))
    return redirect("office:complaint", complaint_id)
