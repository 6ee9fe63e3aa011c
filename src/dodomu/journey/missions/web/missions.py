"""The list of missions, the page of one, making, changing, cancelling and ending it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.base.reading import one_reading
from dodomu.base.versions import State
from dodomu.journey.missions import actions, queries
from dodomu.journey.missions.queries import missions_choices as choices
from dodomu.journey.missions.web.missions_forms import GroupForm, MissionForm, ReasonForm
from dodomu.journey.missions.web.missions_look import look_of
from dodomu.journey.missions.web.missions_shared import (
    Text,
    Words,
    carried_out,
    done,
    form_page,
    kept,
    mission_or_404,
    to_mission,
)
from dodomu.journey.missions.web.missions_tables import MissionsTable
from dodomu.kit.tables import serve_table

BESIDE: tuple[tuple[str, Text, str, Act], ...] = (
    ("missions:board", gettext_lazy("Live board"), "clock", Act.MISSION_READ),
    ("missions:plans", gettext_lazy("Return plans"), "document", Act.PLAN_READ),
    ("missions:corridors", gettext_lazy("Corridors"), "crossing", Act.CORRIDOR_READ),
    ("missions:escorts", gettext_lazy("Escorts"), "people", Act.PLAN_READ),
)
"""What a mission is made of: where the list of missions leads, for those who may go there."""


@needs(Act.MISSION_READ)
def missions(request: HttpRequest) -> HttpResponse:
    """Missions that are upcoming, under way, or past."""
    viewer = viewer_of(request)
    wanted = MissionsTable.wanted(request)
    found = queries.missions(viewer, wanted.filters, sort=wanted.order, offset=wanted.offset, limit=wanted.limit)
    table = MissionsTable(
        request,
        found.rows,
        total=found.total,
        all_rows=lambda: queries.missions(viewer, wanted.filters, sort=wanted.order, limit=None).rows,
    )
    context = {
        "counts": queries.counts(viewer),
        "may_make": Act.MISSION_WORK in viewer.acts,
        "beside": [(reverse(name), label, icon) for name, label, icon, act in BESIDE if act in viewer.acts],
    }
    return serve_table(request, table, "missions/missions.html", context)


@needs(Act.MISSION_READ)
def mission(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """One mission: its state, what must be mended, who travels, in what and by which way."""
    viewer = viewer_of(request)
    try:
        found = actions.look_at_mission(viewer, mission_id)
    except queries.MissionNotFound:
        raise Http404 from None
    with one_reading():
        return render(request, "missions/mission.html", {"mission": found, "look": look_of(viewer, found)})


@needs(Act.MISSION_WORK)
def new_mission(request: HttpRequest) -> HttpResponse:
    """Make a mission: code name, team, corridor, departure."""
    viewer = viewer_of(request)
    suggested = choices.names_to_suggest(viewer, get_language() or "uk")
    form = _mission_form(request, initial={"code_name": suggested[0] if suggested else ""})
    if not form.fields["corridor"].choices:  # type: ignore[attr-defined]
        return render(request, "missions/mission_no_corridor.html")
    made: list[UUID] = []
    if carried_out(request, form, lambda: made.append(actions.make_mission(viewer, form.given).id)):
        return done(request, _("The mission is made. Now say who travels, and by which way."), made[0])
    lead = _("A mission is one journey of a group of children and the adults with them.")
    words = {"suggested": suggested[1:]}
    return form_page(request, None, form, Words(_("New mission"), lead, _("Make the mission")), **words)


@needs(Act.MISSION_WORK)
def change_mission(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Another departure, meeting point, name or reception team, before it departs."""
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.prepared:
        raise Http404
    viewer = viewer_of(request)
    form = _mission_form(request, initial={"team": str(found.team_id)}, state=queries.mission_state(viewer, mission_id))
    form.fields["team"].disabled = True

    def change() -> None:
        actions.change_mission(viewer, mission_id, form.given, expected_version=form.version)

    if carried_out(request, form, change):
        return done(request, kept(form, _("The mission is changed. Every rule was asked again.")), mission_id)
    lead = _("Whatever you change, an approval that was given is lost.")
    return form_page(request, found, form, Words(_("Change the mission"), lead, _("Save the change")))


@needs(Act.MISSION_WORK)
def new_group(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Another group, which travels apart."""
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.prepared:
        raise Http404
    form, viewer = GroupForm(request.POST or None), viewer_of(request)
    if carried_out(request, form, lambda: actions.add_group(viewer, mission_id, form.cleaned_data["code_name"])):
        return done(request, _("The group is added."), mission_id)
    lead = _(
        "A group travels together and sends one word for all. A second one travels by another way or at another time."
    )
    return form_page(request, found, form, Words(_("New group"), lead, _("Add the group")))


@needs(Act.MISSION_WORK)
def cancel_mission(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """The mission will not depart."""
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.prepared:
        raise Http404
    form, viewer = ReasonForm(request.POST or None), viewer_of(request)
    if carried_out(request, form, lambda: actions.cancel_mission(viewer, mission_id, form.cleaned_data["reason"])):
        return done(
            request, _("The mission is cancelled. The plans of its children are free for another one."), mission_id
        )
    lead = _(
        "Nobody departs. The plans of the children stay ready and can go on another mission; the escorts are free."
    )
    return form_page(request, found, form, Words(_("Cancel the mission"), lead, _("Cancel the mission")), danger=True)


@needs(Act.MISSION_WORK)
@require_POST
def end_mission(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """The mission is over: of everybody it is known what became of them."""
    mission_or_404(request, mission_id, for_work=True)
    try:
        actions.end_mission(viewer_of(request), mission_id)
        messages.success(request, _("The mission is ended."))
    except actions.StillOpen as error:
        messages.warning(request, _("Nobody has said yet what became of: %(who)s.") % {"who": ", ".join(error.who)})
    except actions.MissionNotNow:
        messages.warning(request, _("The mission is in another state meanwhile. Open its page again."))
    return to_mission(mission_id)


def _mission_form(request: HttpRequest, initial: dict[str, object], state: State | None = None) -> MissionForm:
    viewer = viewer_of(request)
    return MissionForm(
        request.POST or None,
        initial=initial,
        state=state,
        teams=choices.teams_to_run(viewer),
        corridors=choices.corridors(viewer),
        waiting=choices.teams_that_wait(),
    )
