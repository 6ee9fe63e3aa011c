"""A case in other hands, or at another risk level."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.forms import HandOverForm, RiskForm
from dodomu.journey.cases.web.views import case_or_404


@needs(Act.CASE_READ)
def hand_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Another worker, or another team for those who may assign."""
    case = case_or_404(request, case_id)
    if not (case.may_work or case.may_assign):
        raise Http404
    teams = queries.teams() if case.may_assign else [(case.team_id, case.row.team)]
    initial = {"team": str(case.team_id), "worker": str(case.worker_id or "")}
    form = HandOverForm(request.POST or None, teams=teams, initial=initial)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.reassign(viewer_of(request), case_id, form.team_id, form.worker_id, reason)
        messages.success(request, _("Case №%(number)s is in other hands now.") % {"number": case.row.number})
        return redirect("cases:list")
    return render(request, "cases/hand_over.html", {"form": form, "case": case})


@needs(Act.CASE_WORK)
def risk(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Another risk level, with the reason."""
    case = case_or_404(request, case_id)
    if not case.may_work:
        raise Http404
    form = RiskForm(request.POST or None, initial={"risk": case.row.risk})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.change_risk(viewer_of(request), case_id, given["risk"], given["reason"])
        messages.success(request, _("The risk level is changed."))
        return redirect("cases:case", case_id)
    return render(request, "cases/risk.html", {"form": form, "case": case})
