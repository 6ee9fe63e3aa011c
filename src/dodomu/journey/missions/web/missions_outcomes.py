"""What became of children and adults, and hand-overs of custody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions import actions, child_outcomes
from dodomu.journey.missions.queries import ChildRow, MissionPage
from dodomu.journey.missions.queries import missions_choices as choices
from dodomu.journey.missions.web.missions_child_forms import SOMEBODY_ELSE, EscortEndForm, HandOverForm, OutcomeForm
from dodomu.journey.missions.web.missions_fields import past_moment_initial
from dodomu.journey.missions.web.missions_look import child_state
from dodomu.journey.missions.web.missions_shared import (
    Words,
    carried_out,
    child_of,
    done,
    escort_of,
    form_page,
    mission_or_404,
)


@needs(Act.MISSION_READ)
def on_mission(request: HttpRequest, mission_id: UUID, child_id: UUID) -> HttpResponse:
    """One child on the mission: state, history, hand-overs."""
    found = mission_or_404(request, mission_id)
    row = child_of(found, child_id)
    context: dict[str, Any] = {"mission": found, "child": row, "status": child_state(row)}
    context["may_record"] = found.may_work and _travelled(found) and bool(child_outcomes.after(row.state))
    context["may_hand_over"] = found.may_work and _travelled(found) and row.state in {"boarded", "returned", "hospital"}
    return render(request, "missions/mission_child.html", context)


@needs(Act.MISSION_WORK)
def outcome(request: HttpRequest, mission_id: UUID, child_id: UUID) -> HttpResponse:
    """What became of one child."""
    found, row = _on_the_way(request, mission_id, child_id)
    if not child_outcomes.after(row.state):
        raise Http404
    viewer = viewer_of(request)
    form = OutcomeForm(
        request.POST or None,
        initial=past_moment_initial(),
        child=row,
        places=choices.places(viewer, found.corridor_id),
        words=dict(choices.child_states()),
    )
    if carried_out(request, form, lambda: actions.record_outcome(viewer, child_id, form.given)):
        return done(request, _("It is recorded."), mission_id, "travellers")
    heading = _("What became of %(child)s") % {"child": row.code_name}
    lead = _("It stays in the history. Who was lost or detained can be found later: then record that as well.")
    return form_page(request, found, form, Words(heading, lead, _("Record it")))


@needs(Act.MISSION_WORK)
def hand_over(request: HttpRequest, mission_id: UUID, child_id: UUID) -> HttpResponse:
    """Another adult answers for the child from here."""
    found, row = _on_the_way(request, mission_id, child_id)
    if row.state not in {"boarded", "returned", "hospital"}:
        raise Http404
    viewer = viewer_of(request)
    authorities = choices.authorities(viewer, child_id)
    if not authorities:
        return render(request, "missions/mission_no_authority.html", {"mission": found, "child": row})
    escorts = [one for one in found.escorts if one.group_id == row.group_id]
    leader = next((str(one.id) for one in escorts if one.part == "leader" and one.ended_at is None), SOMEBODY_ELSE)
    form = HandOverForm(
        request.POST or None,
        initial={"from_escort": leader, "to_escort": SOMEBODY_ELSE, **past_moment_initial()},
        escorts=escorts,
        authorities=authorities,
        places=choices.places(viewer, found.corridor_id),
    )
    if carried_out(request, form, lambda: actions.hand_over(viewer, child_id, form.given)):
        return done(request, _("The hand-over is recorded."), mission_id, "travellers")
    heading = _("Hand over %(child)s") % {"child": row.code_name}
    lead = _(
        "The child's identity is checked again, the right is named, and both adults confirm. Otherwise there is no hand-over."
    )
    return form_page(request, found, form, Words(heading, lead, _("Record the hand-over")))


@needs(Act.MISSION_WORK)
def end_escort(request: HttpRequest, mission_id: UUID, mission_escort_id: UUID) -> HttpResponse:
    """What became of an escort."""
    found = mission_or_404(request, mission_id, for_work=True)
    row = escort_of(found, mission_escort_id)
    if not found.under_way or row.ended_at is not None:
        raise Http404
    form, viewer = EscortEndForm(request.POST or None, initial=past_moment_initial()), viewer_of(request)

    def act() -> None:
        data = form.cleaned_data
        actions.end_escort(viewer, row.id, data["outcome"], data["reason"], form.at)

    if carried_out(request, form, act):
        return done(request, _("It is recorded, and their phone is ended."), mission_id, "travellers")
    heading = _("What became of %(escort)s") % {"escort": row.code_name}
    lead = _("If somebody else takes over, replace the escort instead: then both are recorded at once.")
    return form_page(request, found, form, Words(heading, lead, _("Record it")))


def _travelled(found: MissionPage) -> bool:
    return found.row.state in {"under_way", "ended"}


def _on_the_way(request: HttpRequest, mission_id: UUID, child_id: UUID) -> tuple[MissionPage, ChildRow]:
    found = mission_or_404(request, mission_id, for_work=True)
    if not _travelled(found):
        raise Http404
    return found, child_of(found, child_id)
