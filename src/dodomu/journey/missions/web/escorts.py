"""The adults who may travel with children: the list, one of them, added, changed, checked, taken off the list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import escorts as actions
from dodomu.journey.missions.queries import escorts as reads
from dodomu.journey.missions.queries import plans_states
from dodomu.journey.missions.queries.escorts import EscortRow
from dodomu.journey.missions.web.escorts_forms import CheckForm, EscortForm, RetireForm
from dodomu.journey.missions.web.escorts_look import EscortsTable, check_lines, may_travel, past_checks, why_not
from dodomu.kit.dates import today
from dodomu.kit.presence import notice
from dodomu.kit.tables import serve_table
from dodomu.kit.versions import saved


@needs(Act.PLAN_READ)
def escort_list(request: HttpRequest) -> HttpResponse:
    """Every escort of the viewer's teams."""
    viewer = viewer_of(request)
    rows = reads.escorts(viewer, retired=EscortsTable.wanted(request).filters.get("retired") == "yes")
    able = sum(may_travel(row).tone == "well" for row in rows)
    context = {"able": able, "may_add": bool(reads.teams_to_add_to(viewer))}
    return serve_table(request, EscortsTable(request, rows), "missions/escort_list.html", context)


@needs(Act.PLAN_WORK)
def new_escort(request: HttpRequest) -> HttpResponse:
    """Put an adult on the list."""
    viewer = viewer_of(request)
    form = EscortForm(request.POST or None, teams=reads.teams_to_add_to(viewer))
    if request.method == "POST" and form.is_valid():
        row = actions.add_escort(viewer, form.team_id, form.escort)
        messages.success(request, _("The escort is on the list. Record what they were checked for."))
        return redirect("missions:escort", row.id)
    return render(request, "missions/escort_form.html", {"form": form})


@needs(Act.PLAN_READ)
def escort(request: HttpRequest, escort_id: UUID) -> HttpResponse:
    """One escort: whether they may travel today, and every check."""
    viewer = viewer_of(request)
    row = actions.look_at_escort(viewer, escort_id)
    context: dict[str, Any] = {
        "escort": row,
        "status": may_travel(row),
        "why_not": [] if row.retired else why_not(row),
        "checks": check_lines(row),
        "past": past_checks(row),
        "may_work": not row.retired and row.team_id in policy.teams_for(viewer, Act.PLAN_WORK),
    }
    return render(request, "missions/escort.html", context)


@needs(Act.PLAN_WORK)
def change_escort(request: HttpRequest, escort_id: UUID) -> HttpResponse:
    """Change what the list says of an escort."""
    viewer, row = viewer_of(request), _worked_on(request, escort_id)
    form = EscortForm(request.POST or None, state=plans_states.escort_state(viewer, escort_id))

    def change() -> None:
        actions.change_escort(viewer, escort_id, form.escort, expected_version=form.version)

    if request.method == "POST" and form.is_valid() and saved(request, form, change, _("Saved.")):
        return redirect("missions:escort", escort_id)
    place = Place("escort", escort_id, Act.PLAN_WORK)
    return render(
        request, "missions/escort_form.html", {"form": form, "escort": row, "presence": notice(request, place)}
    )


@needs(Act.PLAN_WORK)
def check(request: HttpRequest, escort_id: UUID) -> HttpResponse:
    """Record what an escort was checked for."""
    row = _worked_on(request, escort_id)
    form = CheckForm(request.POST or None, medical=row.medical, initial={"checked_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_check(viewer_of(request), escort_id, form.check)
            messages.success(request, _("The check is recorded."))
        except actions.AlreadyRetired:
            messages.warning(request, _("This escort has been taken off the list."))
        return redirect("missions:escort", escort_id)
    return render(request, "missions/escort_check.html", {"form": form, "escort": row})


@needs(Act.PLAN_WORK)
def retire(request: HttpRequest, escort_id: UUID) -> HttpResponse:
    """Take an escort off the list."""
    row = _worked_on(request, escort_id)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retire_escort(viewer_of(request), escort_id, form.cleaned_data["reason"])
            messages.success(request, _("The escort travels with no child any more."))
        except actions.AlreadyRetired:
            messages.info(request, _("Somebody was faster."))
        return redirect("missions:escort", escort_id)
    return render(request, "missions/escort_retire.html", {"form": form, "escort": row})


def _worked_on(request: HttpRequest, escort_id: UUID) -> EscortRow:
    """An escort of a team of the viewer's, who still travels."""
    viewer = viewer_of(request)
    row = reads.escort(viewer, escort_id)
    if row.retired or row.team_id not in policy.teams_for(viewer, Act.PLAN_WORK):
        raise Http404
    return row
