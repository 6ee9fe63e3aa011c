"""The list of what was sent and received, one of them, and the steps it takes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web import sending_look as look
from dodomu.journey.cases.web.sending_forms import EnquiryAnswerForm, StepForm
from dodomu.journey.cases.web.sending_tables import SendingsTable
from dodomu.kit.handing_out import handed_out
from dodomu.kit.tables import serve_table


@needs(Act.SENDING_READ)
def sendings(request: HttpRequest) -> HttpResponse:
    """Referrals, transfers and enquiries of the viewer's cases, and those sent to the viewer's teams."""
    viewer = viewer_of(request)
    wanted = SendingsTable.wanted(request)
    table = SendingsTable(request, queries.sendings(viewer, wanted.filters))
    waiting = sum(row.side == "receiver" and row.state == "sent" for row in queries.sendings(viewer, {"state": "open"}))
    context = {"waiting": waiting, "may_manage": policy.may(viewer, Act.BODIES_MANAGE)}
    return serve_table(request, table, "cases/sendings.html", context)


@needs(Act.SENDING_READ)
def sending(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """One sending with what left, its steps and what can be done now; opening it is journaled."""
    page = _or_404(request, sending_id)
    moves = look.moves_of(page)
    context = {
        "page": page,
        "title": look.title_of(page.row),
        "status": look.status_of(page.row),
        "late": look.is_late(page.row),
        "first": moves[0] if moves else None,
        "more": moves[1:],
        "closed": look.CLOSED.get(page.closed_because, ""),
        "use": look.USES.get(page.use, page.use),
        "may_close": _closable(viewer_of(request), page),
    }
    return render(request, "cases/sending.html", context)


@needs(Act.SENDING_READ)
def step(request: HttpRequest, sending_id: UUID, state: str) -> HttpResponse:
    """One step: accept, refuse, take back, record an answer ..."""
    page = _or_404(request, sending_id)
    if state not in page.moves:
        if request.method != "POST":
            raise Http404
        messages.warning(request, _("It stands otherwise by now. Look again."))
        return redirect("cases:sending", sending_id)
    enquiry = state == "answered"
    form = (
        EnquiryAnswerForm(request.POST or None) if enquiry else StepForm(request.POST or None, page=page, state=state)
    )
    if request.method == "POST" and form.is_valid() and _taken(request, page, state, form):
        return redirect(_next(request, page, state))
    context: dict[str, object] = {
        "form": form,
        "page": page,
        "title": look.title_of(page.row),
        "label": look.move_label(page, state),
    }
    context |= {
        "text": look.ANSWER if enquiry else look.consequence_of(page, state),
        "show_package": state in {"sent", "accepted"},
    }
    return render(request, "cases/sending_step.html", context)


@needs(Act.ORIGINAL_OPEN)
def package(request: HttpRequest, sending_id: UUID) -> HttpResponseBase:
    """The package as it was kept, for machines."""
    stream = actions.open_package(viewer_of(request), sending_id, printable=False)
    return handed_out(stream, f"{sending_id}.json", "application/json")


@needs(Act.ORIGINAL_OPEN)
def printable(request: HttpRequest, sending_id: UUID) -> HttpResponseBase:
    """The package as it was kept, as a page to print."""
    stream = actions.open_package(viewer_of(request), sending_id, printable=True)
    return FileResponse(stream, content_type="text/html; charset=utf-8")


def _taken(request: HttpRequest, page: queries.SendingPage, state: str, form: StepForm | EnquiryAnswerForm) -> bool:
    """Whether the step was taken; False: the form shows what is wrong with it."""
    viewer = viewer_of(request)
    try:
        if isinstance(form, EnquiryAnswerForm):
            actions.record_answer(viewer, page.row.id, form.answer)
        else:
            actions.take_step(viewer, page.row.id, form.step(state))
    except actions.NotNow:
        messages.warning(request, _("It stands otherwise by now. Look again."))
        return True
    except ValueError as refusal:
        if not str(refusal).startswith("on:"):
            raise
        form.add_error("on", _("Name a day from the sending until today."))
        return False
    messages.success(request, _("Recorded."))
    return True


def _next(request: HttpRequest, page: queries.SendingPage, state: str) -> str:
    """The case that was taken over; else the sending, as long as it is open to the viewer."""
    if page.row.kind == "transfer" and state == "accepted" and not page.row.outside:
        return reverse("cases:case", args=[page.row.case_id])
    return reverse("cases:sending", args=[page.row.id])


def _closable(viewer: Viewer, page: queries.SendingPage) -> bool:
    """Whether an outside body answers for the child now, so that the open case can be closed as passed on."""
    row = page.row
    if not (row.kind == "transfer" and row.outside and row.state == "accepted"):
        return False
    works = policy.may(viewer, Act.CASE_WORK, subject=row.person_id)
    return works and queries.open_case_of(viewer, row.person_id) == row.case_id


def _or_404(request: HttpRequest, sending_id: UUID) -> queries.SendingPage:
    try:
        return actions.look_at_sending(viewer_of(request), sending_id)
    except queries.SendingNotFound:
        raise Http404 from None
