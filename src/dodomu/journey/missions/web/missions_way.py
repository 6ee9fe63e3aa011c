"""The way of a group: legs added, changed, taken off, travelled; another way chosen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions import actions, queries
from dodomu.journey.missions.queries import LegRow, MissionPage
from dodomu.journey.missions.queries import missions_choices as choices
from dodomu.journey.missions.web.missions_fields import moment_initial, past_moment_initial
from dodomu.journey.missions.web.missions_shared import (
    Words,
    carried_out,
    done,
    form_page,
    group_of,
    kept,
    leg_of,
    mission_or_404,
)
from dodomu.journey.missions.web.missions_way_forms import LegForm, RerouteForm, TravelledForm


@needs(Act.MISSION_WORK)
def new_leg(request: HttpRequest, mission_id: UUID, group_id: UUID) -> HttpResponse:
    """Add a leg at the end of a group's way."""
    found = _prepared(request, mission_id)
    group = group_of(found, group_id)
    viewer = viewer_of(request)
    begins = group.way[-1].latest_at if group.way else found.row.departs_at
    form = LegForm(request.POST or None, initial=moment_initial(begins), **_choices(request, found, after=group.way))
    if carried_out(request, form, lambda: actions.add_leg(viewer, group_id, form.given)):
        return done(request, _("The leg is added."), mission_id, f"way-{group_id}")
    lead = _(
        "Times are filled in from the corridor where you leave them empty: the usual one, and what nine in ten journeys stay below."
    )
    heading = _("Leg %(number)s of %(group)s") % {"number": len(group.way) + 1, "group": group.code_name}
    return form_page(request, found, form, Words(heading, lead, _("Add the leg")))


@needs(Act.MISSION_WORK)
def leg(request: HttpRequest, mission_id: UUID, leg_id: UUID) -> HttpResponse:
    """Other times, silence, phone, table, abort point or fall-back of a leg."""
    found = _prepared(request, mission_id)
    row = leg_of(found, leg_id)
    viewer = viewer_of(request)
    state = queries.leg_state(viewer, leg_id)
    form = LegForm(request.POST or None, state=state, **_choices(request, found, only=row))

    def change() -> None:
        actions.change_leg(viewer, leg_id, form.given, expected_version=form.version)

    if carried_out(request, form, change):
        words = kept(form, _("The leg is changed. Every rule was asked again."))
        return done(request, words, mission_id, f"way-{row.group_id}")
    heading = _("Leg %(number)s") % {"number": row.order}
    lead = _("Whatever you change, an approval that was given is lost.")
    return form_page(request, found, form, Words(heading, lead, _("Save the leg")))


@needs(Act.MISSION_WORK)
def remove_leg(request: HttpRequest, mission_id: UUID, leg_id: UUID) -> HttpResponse:
    """Take a leg off the way."""
    found = _prepared(request, mission_id)
    row = leg_of(found, leg_id)
    form, viewer = forms.Form(request.POST or None), viewer_of(request)
    if carried_out(request, form, lambda: actions.remove_leg(viewer, leg_id)):
        return done(request, _("The leg is off the way; those behind it moved up."), mission_id, f"way-{row.group_id}")
    return render(request, "missions/mission_leg_remove.html", {"mission": found, "leg": row, "form": form})


@needs(Act.MISSION_WORK)
def travelled(request: HttpRequest, mission_id: UUID, leg_id: UUID) -> HttpResponse:
    """Record that a leg is behind the group; behind a crossing, that its children have crossed."""
    found = mission_or_404(request, mission_id, for_work=True)
    row = leg_of(found, leg_id)
    if not found.under_way or (row.state == "travelled" and not row.to_record):
        raise Http404
    initial = moment_initial(row.ended_at) if row.ended_at else past_moment_initial()
    form, viewer = TravelledForm(request.POST or None, initial=initial), viewer_of(request)
    if carried_out(request, form, lambda: actions.record_travelled(viewer, leg_id, form.at)):
        words = (
            _("It is recorded: the children of this group have crossed.") if row.crossing_out else _("It is recorded.")
        )
        return done(request, words, mission_id, f"way-{row.group_id}")
    lead = (
        _(
            "The children of this group who are on the way are then written down as having crossed. Whoever was refused: record that first."
        )
        if row.crossing_out
        else _("When did the group come to its end?")
    )
    heading = _("Leg %(number)s is travelled") % {"number": row.order}
    return form_page(request, found, form, Words(heading, lead, _("Record it")))


@needs(Act.MISSION_WORK)
def reroute(request: HttpRequest, mission_id: UUID, group_id: UUID) -> HttpResponse:
    """A group on the way goes another way."""
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.under_way:
        raise Http404
    group = group_of(found, group_id)
    viewer = viewer_of(request)
    ahead = [
        (str(one.order), f"{one.order} · {one.start.code} → {one.end.code}")
        for one in group.way
        if one.state == "planned"
    ]
    not_begun = next((str(one.order) for one in group.way if one.state == "planned" and one.began_at is None), None)
    form = RerouteForm(
        request.POST or None,
        initial={"replaced": not_begun} if not_begun else {},
        ways=choices.ways(viewer, found.corridor_id),
        ahead=ahead,
        behind={one.order + 1: one.latest_at for one in group.way},
    )

    def act() -> None:
        actions.reroute(viewer, group_id, form.cleaned_data["reason"], form.legs, form.from_order)

    if carried_out(request, form, act):
        return done(
            request, _("The group goes another way. Other words are waited for."), mission_id, f"way-{group_id}"
        )
    heading = _("Another way for %(group)s") % {"group": group.code_name}
    lead = _("The legs ahead are replaced. Nobody waits for their words any more; those of the new way are waited for.")
    template = "missions/mission_reroute.html"
    return form_page(request, found, form, Words(heading, lead, _("Take this way")), template=template, group=group)


def _prepared(request: HttpRequest, mission_id: UUID) -> MissionPage:
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.prepared:
        raise Http404
    return found


def _choices(
    request: HttpRequest, found: MissionPage, *, after: tuple[LegRow, ...] = (), only: LegRow | None = None
) -> dict[str, Any]:
    """Ways and places to choose from: those that begin where the way ends stand first."""
    viewer = viewer_of(request)
    ways = choices.ways(viewer, found.corridor_id)
    if only is not None:
        ways = [way for way in ways if way.link_id == only.link_id]
    elif after:
        here = after[-1].end
        ways.sort(key=lambda way: not way.start.startswith(f"{here.code} · "))
    return {"ways": ways, "places": choices.places(viewer, found.corridor_id)}
