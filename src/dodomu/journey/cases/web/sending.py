"""Sending something of a case: what for and to whom, then a look at exactly what leaves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web import sending_look as look
from dodomu.journey.cases.web.sending_forms import CheckForm, SendForm
from dodomu.journey.cases.web.views import case_or_404


@needs(Act.CASE_REFER)
def send(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """A referral, a transfer or an enquiry, in two steps: fill in, then check what leaves."""
    viewer = viewer_of(request)
    case = case_or_404(request, case_id)
    if kind not in look.sends(viewer, case.row.person_id) or case.closed_at:
        raise Http404
    initial = {"profile": request.GET.get("profile", ""), "answers": _answers(request)}
    form = SendForm(request.POST or None, viewer=viewer, kind=kind, team_id=case.team_id, initial=initial)
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        answer = _check(request, case, form)
        if answer is not None:
            return answer
    return render(request, "cases/send.html", _context(case, kind, form))


def _answers(request: HttpRequest) -> UUID | None:
    """What the referral answers, as the page it was begun from says."""
    try:
        return UUID(request.GET.get("answers", ""))
    except ValueError:
        return None


def _check(request: HttpRequest, case: queries.CasePage, form: SendForm) -> HttpResponse | None:
    """The page that shows what leaves, or what follows when it was confirmed; None: back to the form, with its errors."""
    viewer, wanted = viewer_of(request), form.wanted
    try:
        prepared = actions.prepare(viewer, case.row.id, wanted)
    except actions.UnderWay:
        form.add_error(
            "receiver", _("A transfer of this case is under way. Take it back first, or wait for the answer.")
        )
        return None
    if prepared.refused:
        form.add_error("basis", look.refusal_of(prepared.permission))
        return None
    confirmed = "confirmed" in request.POST
    check = CheckForm(request.POST if confirmed else None, warnings=prepared.warnings)
    if confirmed and check.is_valid():
        try:
            sent = actions.send(viewer, case.row.id, wanted, check.read_ids)
        except (actions.ConsentNeeded, actions.WarningsUnread):
            messages.warning(request, _("Something changed while you were reading. Look again at what leaves."))
            return redirect(request.path)
        messages.success(request, _said(sent.state))
        return redirect("cases:sending", sent.id)
    context = {"form": check, "sent": form, "prepared": prepared, "case": case, "wanted": wanted}
    context |= {"heading": look.HEADINGS[wanted.kind], "use": look.USES[prepared.permission.use]}
    return render(request, "cases/send_check.html", context)


def _context(case: queries.CasePage, kind: str, form: SendForm) -> dict[str, object]:
    return {"case": case, "form": form, "kind": kind, "heading": look.HEADINGS[kind], "text": look.LEADS[kind]}


def _said(state: str) -> str:
    if state == "waiting":
        return _("Nothing has left yet: a second person reads it and confirms.")
    return _("Sent. You see here when it is answered.")
