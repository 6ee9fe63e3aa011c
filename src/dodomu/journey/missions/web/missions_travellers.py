"""Children, adults and vehicles of a mission: chosen, changed, seated, taken off, replaced."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions import actions, queries
from dodomu.journey.missions.queries import EscortOnMission, MissionPage
from dodomu.journey.missions.queries import missions_choices as choices
from dodomu.journey.missions.web.missions_forms import (
    ChildForm,
    ChooseChildrenForm,
    EscortForm,
    ReasonForm,
    ReplaceForm,
    VehicleForm,
)
from dodomu.journey.missions.web.missions_seats import SeatsForm
from dodomu.journey.missions.web.missions_shared import (
    Words,
    carried_out,
    child_of,
    done,
    escort_of,
    form_page,
    group_of,
    groups,
    kept,
    mission_or_404,
    vehicles,
)


@needs(Act.MISSION_WORK)
def choose_children(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Choose children from plans that are ready."""
    found = _prepared(request, mission_id)
    viewer = viewer_of(request)
    ready = choices.ready_to_go(viewer)
    form = ChooseChildrenForm(request.POST or None, ready=ready, groups=groups(found))
    if carried_out(request, form, lambda: actions.add_children(viewer, form.group_id, form.plan_ids)):
        count = len(form.plan_ids)
        words = ngettext("%(count)s child is on the list.", "%(count)s children are on the list.", count)
        return done(request, words % {"count": count}, mission_id, "travellers")
    lead = _(
        "Only children whose plan is ready and who are on no other mission stand here. Brothers and sisters stand together."
    )
    template = "missions/mission_children.html"
    return form_page(
        request,
        found,
        form,
        Words(_("Choose children"), lead, _("Put them on the list")),
        template=template,
        ready=ready,
    )


@needs(Act.MISSION_WORK)
def child(request: HttpRequest, mission_id: UUID, child_id: UUID) -> HttpResponse:
    """How one child travels: code name, group, seat, medicine, needs."""
    found = _prepared(request, mission_id)
    row = child_of(found, child_id)
    if row.state == "dropped":
        raise Http404
    viewer = viewer_of(request)
    state = queries.child_state(viewer, child_id)
    form = ChildForm(request.POST or None, state=state, groups=groups(found), vehicles=vehicles(found))

    def change() -> None:
        actions.change_child(viewer, child_id, form.given, expected_version=form.version)

    if carried_out(request, form, change):
        words = kept(form, _("It is saved. Every rule was asked again."))
        return done(request, words, mission_id, "travellers")
    lead = _("Medicine and needs are kept with the child's case; the group's list shows them at the meeting point.")
    more = {
        "other_url": reverse("missions:mission_child_drop", args=[mission_id, child_id]),
        "other": _("Take off the mission"),
    }
    return form_page(request, found, form, Words(row.code_name, lead, _("Save")), **more)


@needs(Act.MISSION_WORK)
def drop_child(request: HttpRequest, mission_id: UUID, child_id: UUID) -> HttpResponse:
    """Take a child off before departure."""
    found = _prepared(request, mission_id)
    row = child_of(found, child_id)
    if row.state == "dropped":
        raise Http404
    form, viewer = ReasonForm(request.POST or None), viewer_of(request)
    if carried_out(request, form, lambda: actions.drop_child(viewer, child_id, form.cleaned_data["reason"])):
        return done(
            request, _("The child is off the list. Its plan can go on another mission."), mission_id, "travellers"
        )
    lead = _("The plan stays ready and can go on another mission. An approval that was given is lost.")
    heading = _("Take %(child)s off the mission") % {"child": row.code_name}
    return form_page(request, found, form, Words(heading, lead, _("Take off the mission")), danger=True)


@needs(Act.MISSION_WORK)
def new_escort(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Put an escort of the roster on the mission."""
    found = _running(request, mission_id)
    viewer = viewer_of(request)
    roster = choices.roster(viewer, mission_id)
    initial = {"group": groups(found)[0][0], "vehicle": _only_vehicle(found), "part": _next_part(found)}
    initial["code_name"] = _adult_name(found)
    form = EscortForm(
        request.POST or None, initial=initial, roster=roster, groups=groups(found), vehicles=vehicles(found)
    )
    if carried_out(request, form, lambda: actions.add_escort(viewer, form.given)):
        return done(request, _("The escort is on the mission."), mission_id, "travellers")
    lead = _("Escorts of your team. Who may not travel in these days stands last, with the reason.")
    template = "missions/mission_escort_new.html"
    return form_page(
        request, found, form, Words(_("Add an escort"), lead, _("Add the escort")), template=template, roster=roster
    )


@needs(Act.MISSION_WORK)
def replace_escort(request: HttpRequest, mission_id: UUID, mission_escort_id: UUID) -> HttpResponse:
    """Somebody else takes the part of an escort, before departure or on the way."""
    found = _running(request, mission_id)
    row = _present(found, mission_escort_id)
    viewer = viewer_of(request)
    initial = {
        "group": str(row.group_id),
        "vehicle": str(row.vehicle_id or ""),
        "part": row.part,
        "code_name": _adult_name(found),
        "outcome": "replaced",
    }
    roster = choices.roster(viewer, mission_id)
    form = ReplaceForm(
        request.POST or None,
        initial=initial,
        roster=roster,
        groups=groups(found),
        vehicles=vehicles(found),
        under_way=found.under_way,
    )

    def act() -> None:
        outcome = form.cleaned_data.get("outcome") or "replaced"
        actions.replace_escort(viewer, mission_escort_id, form.given, form.cleaned_data["reason"], outcome)

    if carried_out(request, form, act):
        return done(
            request,
            _("The escort is replaced. The phone of the one before is ended, every rule was asked again."),
            mission_id,
        )
    heading = _("Replace %(escort)s") % {"escort": row.code_name}
    lead = _("The phone of %(escort)s ends at once, and the approval of the mission is lost.") % {
        "escort": row.code_name
    }
    template = "missions/mission_escort_new.html"
    return form_page(request, found, form, Words(heading, lead, _("Replace")), template=template, roster=roster)


@needs(Act.MISSION_WORK)
def release_escort(request: HttpRequest, mission_id: UUID, mission_escort_id: UUID) -> HttpResponse:
    """Take an escort off before departure."""
    found = _prepared(request, mission_id)
    row = _present(found, mission_escort_id)
    form, viewer = ReasonForm(request.POST or None), viewer_of(request)
    if carried_out(request, form, lambda: actions.release_escort(viewer, row.id, form.cleaned_data["reason"])):
        return done(request, _("The escort is off the mission."), mission_id, "travellers")
    heading = _("Take %(escort)s off the mission") % {"escort": row.code_name}
    lead = _("Every rule is asked again, and an approval that was given is lost.")
    return form_page(request, found, form, Words(heading, lead, _("Take off the mission")), danger=True)


@needs(Act.MISSION_WORK)
def new_vehicle(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """A vehicle for one group."""
    found = _running(request, mission_id)
    viewer = viewer_of(request)
    initial = {"group": groups(found)[0][0], "kind": "bus", "drivers": 1, "child_seats": 0, "wheelchairs": 0}
    form = VehicleForm(request.POST or None, initial=initial, groups=groups(found))
    if carried_out(request, form, lambda: actions.add_vehicle(viewer, form.given)):
        return done(request, _("The vehicle is added. Now say who sits in it."), mission_id, "travellers")
    lead = _("Seats, child seats and places for wheelchairs are counted against who travels.")
    return form_page(request, found, form, Words(_("Add a vehicle"), lead, _("Add the vehicle")))


@needs(Act.MISSION_WORK)
def remove_vehicle(request: HttpRequest, mission_id: UUID, vehicle_id: UUID) -> HttpResponse:
    """Take a vehicle off; who sat in it needs another seat."""
    found = _running(request, mission_id)
    row = next((one for one in found.vehicles if one.id == vehicle_id), None)
    if row is None:
        raise Http404
    form, viewer = forms.Form(request.POST or None), viewer_of(request)
    if carried_out(request, form, lambda: actions.remove_vehicle(viewer, vehicle_id)):
        return done(request, _("The vehicle is off the mission."), mission_id, "travellers")
    return render(request, "missions/mission_vehicle_remove.html", {"mission": found, "vehicle": row, "form": form})


@needs(Act.MISSION_WORK)
def seats(request: HttpRequest, mission_id: UUID, group_id: UUID) -> HttpResponse:
    """Who of a group sits where, and what children need, on one page."""
    found = _running(request, mission_id)
    group = group_of(found, group_id)
    viewer = viewer_of(request)
    form = SeatsForm(request.POST or None, group=group, state=queries.seats_state(viewer, group_id))

    def seat() -> None:
        actions.give_seats(viewer, group_id, form.seats, expected_version=form.version)

    if carried_out(request, form, seat):
        words = kept(form, _("The seats are given. Every rule was asked again."))
        return done(request, words, mission_id, "travellers")
    heading = _("Seats of %(group)s") % {"group": group.code_name}
    lead = _("Say who sits where, and which child needs what.")
    template = "missions/mission_seats.html"
    return form_page(request, found, form, Words(heading, lead, _("Save the seats")), template=template, group=group)


def _prepared(request: HttpRequest, mission_id: UUID) -> MissionPage:
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.prepared:
        raise Http404
    return found


def _running(request: HttpRequest, mission_id: UUID) -> MissionPage:
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.running:
        raise Http404
    return found


def _present(found: MissionPage, mission_escort_id: UUID) -> EscortOnMission:
    row = escort_of(found, mission_escort_id)
    if row.ended_at is not None:
        raise Http404
    return row


def _only_vehicle(found: MissionPage) -> str:
    rows = found.groups[0].vehicles
    return str(rows[0].id) if len(rows) == 1 else ""


def _next_part(found: MissionPage) -> str:
    led = any(row.part == "leader" for row in found.groups[0].escorts_now)
    return "second" if led else "leader"


def _adult_name(found: MissionPage) -> str:
    """A code name for the next adult: that of the mission with a letter."""
    taken = {row.code_name for row in found.escorts}
    names = (f"{found.row.code_name} {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return next((name for name in names if name not in taken), "")
