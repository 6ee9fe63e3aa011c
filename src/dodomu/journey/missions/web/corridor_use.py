"""A way that was found goes into a mission that is being made: the group is chosen, its legs are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions import actions
from dodomu.journey.missions.queries import corridor as queries
from dodomu.journey.missions.queries.corridor_parties import groups_being_made
from dodomu.journey.missions.web.corridor_use_form import TakenLeg, UseWayForm, read_legs
from dodomu.journey.missions.web.missions_shared import carried_out, done


@needs(Act.MISSION_WORK)
def use_way(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """Choose the group that goes a way which was searched for; then its legs are written, and every rule is asked again."""
    viewer = viewer_of(request)
    view = queries.corridor(viewer, corridor_id)
    try:
        legs = read_legs(request.POST.getlist("leg"))
        links = {one.id: one for one in view.links}
        told = [_told(links, leg) for leg in legs]
    except (ValueError, KeyError):
        return redirect("missions:corridor_search", corridor_id)
    groups = groups_being_made(viewer, corridor_id)
    asked = request.POST if "group" in request.POST or "chosen" in request.POST else None
    preferred = request.POST.get("for", "")
    form = UseWayForm(
        asked, groups=groups, initial={"group": preferred or (str(groups[0].id) if len(groups) == 1 else "")}
    )
    taken = [leg.given for leg in legs]
    if asked is not None and carried_out(
        request, form, lambda: actions.take_way(viewer, UUID(form.cleaned_data["group"]), taken)
    ):
        group_id = form.cleaned_data["group"]
        mission_id = next(one.mission_id for one in groups if str(one.id) == group_id)
        words = _("The way is taken over. Every rule was asked again: look at what must be mended.")
        return done(request, words, mission_id, f"way-{group_id}")
    context = {"form": form, "view": view, "legs": told, "codes": request.POST.getlist("leg"), "groups": groups}
    return render(request, "missions/corridor_use.html", context)


def _told(links: Mapping[UUID, Any], leg: TakenLeg) -> dict[str, Any]:
    """One leg in words. Raises KeyError where its link is not in use in this corridor."""
    link = links[leg.link_id]
    start, end = (link.end, link.start) if leg.backward else (link.start, link.end)
    return {"leg": leg, "link": link, "start": start, "end": end}
