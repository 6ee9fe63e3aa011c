"""Approval by two, notices, the check at the meeting point, departure."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.web.work_forms import SecondForm
from dodomu.journey.missions import actions
from dodomu.journey.missions.actions import ChildInput
from dodomu.journey.missions.actions.travellers_many import only_vehicle, suggested_name
from dodomu.journey.missions.queries import MissionPage
from dodomu.journey.missions.queries import missions_choices as choices
from dodomu.journey.missions.queries.missions_departure import departure
from dodomu.journey.missions.web.missions_child_forms import DepartForm, JoinForm, ManifestForm
from dodomu.journey.missions.web.missions_forms import NoticeForm, ReasonForm
from dodomu.journey.missions.web.missions_look import look_of
from dodomu.journey.missions.web.missions_shared import (
    Words,
    carried_out,
    done,
    form_page,
    groups,
    mission_or_404,
    to_mission,
)


@needs(Act.MISSION_WORK)
def ask_approval(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Say that the mission may depart as it stands."""
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.running or found.approval is not None:
        raise Http404
    form, viewer = ReasonForm(request.POST or None), viewer_of(request)
    if carried_out(request, form, lambda: actions.ask_approval(viewer, mission_id, form.cleaned_data["reason"])):
        return done(
            request, _("Approval is asked for. Until a second person has answered it is not given."), mission_id
        )
    lead = _("You say that the mission may depart as it stands. A second person reads it and answers.")
    template = "missions/mission_approve.html"
    more = {"template": template, "look": look_of(viewer, found)}
    return form_page(request, found, form, Words(_("Ask for approval"), lead, _("Ask for approval")), **more)


@needs(Act.MISSION_CONFIRM)
def answer_approval(request: HttpRequest, mission_id: UUID, approval_id: UUID) -> HttpResponse:
    """The second person approves, or says no."""
    found = mission_or_404(request, mission_id)
    row = next((one for one in found.approvals if one.id == approval_id), None)
    if row is None:
        raise Http404
    form, viewer = SecondForm(request.POST or None), viewer_of(request)
    if row.state != "waiting" or not row.holds:
        messages.warning(request, _("It waits no more: it was answered, or the mission was changed meanwhile."))
        return to_mission(mission_id)

    def answer() -> None:
        reason, agrees = form.cleaned_data["reason"], form.cleaned_data["answer"] == "yes"
        actions.answer_approval(viewer, approval_id, reason, agrees=agrees)

    if carried_out(request, form, answer):
        agreed = form.cleaned_data["answer"] == "yes"
        words = _("The mission is approved.") if agreed else _("Your answer is kept. The mission is not approved.")
        return done(request, words, mission_id)
    context = {"mission": found, "approval": row, "form": form, "look": look_of(viewer, found)}
    context["own"] = row.by_id == viewer.user_id
    return render(request, "missions/mission_approval.html", context)


@needs(Act.MISSION_WORK)
def notice(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """Write down that the carrier was ordered or the police was told."""
    found = _prepared(request, mission_id)
    form, viewer = NoticeForm(request.POST or None, initial={"kind": "order"}), viewer_of(request)

    def act() -> None:
        data = form.cleaned_data
        actions.give_notice(viewer, mission_id, data["kind"], data["on"], data["note"])

    if carried_out(request, form, act):
        return done(request, _("It is written down."), mission_id, "notices")
    lead = _("For a group of ten children and more by bus the law asks for both, working days ahead.")
    return form_page(request, found, form, Words(_("Carrier and police"), lead, _("Write it down")))


@needs(Act.MISSION_WORK)
def manifest(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """At the meeting point: every child is checked again, then the mission departs. Made for a phone."""
    found = _prepared(request, mission_id)
    viewer = viewer_of(request)
    departing = request.method == "POST" and "depart" in request.POST
    listed = [child for child in found.children if child.state == "listed" and child.reached]
    form = ManifestForm(None if departing else request.POST or None, children=listed)
    ready = departure(viewer, mission_id)
    depart_form = DepartForm(request.POST if departing else None, open_ended=ready is not None and ready.needs_reason)
    if not departing and carried_out(request, form, lambda: actions.check_manifest(viewer, mission_id, form.lines)):
        messages.success(request, _("The list is saved."))
        return redirect(reverse("missions:mission_manifest", args=[mission_id]) + "#departure")

    def depart() -> None:
        actions.depart(viewer, mission_id, depart_form.cleaned_data["reason"])

    if departing and carried_out(request, depart_form, depart):
        return done(request, _("The mission has departed. The children are written down as on the way."), mission_id)
    context = {
        "mission": found,
        "form": form,
        "depart_form": depart_form,
        "ready": ready,
        "look": look_of(viewer, found),
    }
    return render(request, "missions/mission_manifest.html", context)


@needs(Act.MISSION_WORK)
def join(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """A child who was not planned for stands at the meeting point."""
    found = _prepared(request, mission_id)
    viewer = viewer_of(request)
    siblings = choices.may_join(viewer, mission_id)
    form = JoinForm(request.POST or None, siblings=siblings, groups=groups(found))

    def act() -> None:
        group = UUID(form.cleaned_data["group"])
        name = suggested_name(viewer, mission_id, group)
        given = ChildInput(group, name, only_vehicle(group))
        if case_id := _case(request, form):
            actions.join_at_meeting(viewer, case_id, given, form.cleaned_data["reason"])

    if request.method == "POST" and form.is_valid():
        if _case(request, form) is None:
            form.add_error("number", _("There is no open case with this number within your reach."))
        elif carried_out(request, form, act):
            return done(
                request,
                _(
                    "The child is on the list. The approval is lost: read which rules break, then ask for it again, or take the child off."
                ),
                mission_id,
            )
    lead = _("A child can come along only with a case. Nobody takes a child along because it stands there: say why.")
    return form_page(request, found, form, Words(_("Another child is here"), lead, _("Put on the list")), danger=False)


def _case(request: HttpRequest, form: JoinForm) -> UUID | None:
    chosen = form.cleaned_data["sibling"]
    if chosen != "other":
        return UUID(chosen)
    return choices.case_numbered(viewer_of(request), form.cleaned_data["number"])


def _prepared(request: HttpRequest, mission_id: UUID) -> MissionPage:
    found = mission_or_404(request, mission_id, for_work=True)
    if not found.prepared:
        raise Http404
    return found
