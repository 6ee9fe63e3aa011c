"""Papers and authority of a plan: what is held, who may take the child."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import authority as rights
from dodomu.journey.missions.actions import papers
from dodomu.journey.missions.escort_rules import eligible
from dodomu.journey.missions.plan_rules import accepted_bases, paper_rules
from dodomu.journey.missions.plan_words import PAPERS
from dodomu.journey.missions.queries import escorts, plans_choices, plans_states
from dodomu.journey.missions.queries.plans_rows import PlanPage
from dodomu.journey.missions.web.plans_around import at_plan, find, in_plan
from dodomu.journey.missions.web.plans_forms import AuthorityEndForm, AuthorityForm, PaperForm
from dodomu.journey.missions.web.plans_look import lead_in_words, plan_view
from dodomu.kit.presence import notice
from dodomu.kit.versions import saved


@needs(Act.PLAN_WORK)
@in_plan
def paper(request: HttpRequest, page: PlanPage, kind: str) -> HttpResponse:
    """Say what is known of one paper; what was said before stays readable below."""
    viewer = viewer_of(request)
    line = next((one for one in plan_view(viewer, page).papers if one.state.rule.kind == kind), None)
    rule = line.state.rule if line else next((one for one in paper_rules() if one.kind == kind), None)
    if rule is None:
        raise Http404
    state = plans_states.paper_state(viewer, page.id, kind)
    form = PaperForm(request.POST or None, rule=rule, state=state, initial=_before(page, kind))

    def record() -> None:
        papers.record_paper(viewer, page.id, form.paper(), expected_version=form.version)

    if request.method == "POST" and form.is_valid() and saved(request, form, record, _("Recorded.")):
        return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "line": line, "rule": rule, "label": PAPERS.get(kind, kind)}
    context |= {"lead": lead_in_words(rule), "past": [row for row in page.papers if row.kind == kind]}
    context |= {"presence": notice(request, at_plan(page)), "words": dict(plans_choices.held_answers())}
    return render(request, "missions/plan_paper.html", context)


def _before(page: PlanPage, kind: str) -> dict[str, object]:
    """What was said last, to be changed where it has changed."""
    last = next((row for row in page.papers if row.kind == kind), None)
    if last is None or last.from_case:
        return {}
    return {
        "held": last.held,
        "number": last.number,
        "issued_on": last.issued_on,
        "valid_until": last.valid_until,
        "ordered_on": last.ordered_on,
        "note": last.note,
    }


@needs(Act.PLAN_WORK)
@in_plan
def new_authority(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """Record who may lawfully take the child."""
    viewer = viewer_of(request)
    able = [
        (
            row.id,
            row.name if eligible(row, page.looked.day)[0] else _("%(name)s: may not travel yet") % {"name": row.name},
        )
        for row in escorts.escorts(viewer)
    ]
    form = AuthorityForm(request.POST or None, escorts=able)
    if request.method == "POST" and form.is_valid():
        rights.record_authority(viewer, page.id, form.authority)
        messages.success(request, _("Recorded. It counts when somebody has checked the paper itself."))
        return redirect("missions:plan", page.id)
    words = dict(plans_choices.bases())
    accepted = accepted_bases(page.looked.traveller, page.looked.day) or ()
    context = {"form": form, "plan": page, "accepted": [words[code] for code in words if code in accepted]}
    return render(request, "missions/plan_authority_new.html", context)


@needs(Act.PLAN_READ)
@in_plan
def authority(request: HttpRequest, page: PlanPage, authority_id: UUID) -> HttpResponse:
    """One authority: say that the paper was checked, or that it no longer holds."""
    row = find(page.authorities, authority_id)
    viewer = viewer_of(request)
    line = next(
        one
        for one in (*plan_view(viewer, page).authorities, *plan_view(viewer, page).ended_authorities)
        if one.row == row
    )
    checks = request.method == "POST" and "check" in request.POST
    form = AuthorityEndForm(request.POST if request.method == "POST" and not checks else None)
    may = page.may_work and row.ended_at is None
    if request.method == "POST" and may and (checks or form.is_valid()):
        try:
            if checks:
                rights.check_authority(viewer, row.id)
                messages.success(request, _("The paper is checked."))
            else:
                rights.end_authority(viewer, row.id, form.cleaned_data["reason"])
                messages.success(request, _("It holds no more. It stays in the history."))
        except rights.AuthorityOver:
            messages.info(request, _("Somebody was faster."))
        return redirect("missions:plan", page.id)
    context = {"form": form, "plan": page, "line": line, "may": may}
    return render(request, "missions/plan_authority.html", context)
