"""A case in other hands, or at another risk level."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.forms import HandOverForm, RiskForm
from dodomu.journey.cases.web.views import at_case, case_or_404
from dodomu.kit.presence import notice
from dodomu.kit.versions import saved


@needs(Act.CASE_READ)
def hand_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Another worker, or another team for those who may assign."""
    case = case_or_404(request, case_id)
    if not (case.may_work or case.may_assign):
        raise Http404
    teams = queries.teams() if case.may_assign else [(case.team_id, case.row.team)]
    viewer = viewer_of(request)
    form = HandOverForm(request.POST or None, teams=teams, state=queries.hands_state(viewer, case_id))

    def give() -> None:
        reason = form.cleaned_data["reason"]
        actions.reassign(viewer, case_id, form.team_id, form.worker_id, reason, expected_version=form.version)

    said = _("Case №%(number)s is in other hands now.") % {"number": case.row.number}
    if request.method == "POST" and form.is_valid() and saved(request, form, give, said):
        return redirect("cases:list")
    context = {"form": form, "case": case, "presence": notice(request, at_case(case))}
    return render(request, "cases/hand_over.html", context)


@needs(Act.CASE_WORK)
def risk(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Another risk level, with the reason."""
    case = case_or_404(request, case_id)
    if not case.may_work:
        raise Http404
    viewer = viewer_of(request)
    form = RiskForm(request.POST or None, state=queries.risk_state(viewer, case_id))

    def change() -> None:
        given = form.cleaned_data
        actions.change_risk(viewer, case_id, given["risk"], given["reason"], expected_version=form.version)

    if request.method == "POST" and form.is_valid() and saved(request, form, change, _("The risk level is changed.")):
        return redirect("cases:case", case_id)
    return render(request, "cases/risk.html", {"form": form, "case": case, "presence": notice(request, at_case(case))})
