"""The page that searches for ways: some alternatives side by side, or "do not travel now" with its reasons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.corridor_words import duration
from dodomu.journey.missions.queries import corridor as queries
from dodomu.journey.missions.queries.corridor import RouteRow, Routes
from dodomu.journey.missions.web.corridor_look import route_journey, schematic, stop_view
from dodomu.journey.missions.web.corridor_search_form import SearchForm

BEST = {
    "safest": (_("safest"), "well", "shield"),
    "earliest": (_("earliest there"), "act", "clock"),
    "cheapest": (_("cheapest"), "neutral", "check"),
}
LETTERS = "ABCDEFG"


@needs(Act.CORRIDOR_READ)
def search(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """Ask for ways, and see them under the form."""
    viewer = viewer_of(request)
    view = queries.corridor(viewer, corridor_id)
    form = SearchForm(request.POST or None, view=view)
    context: dict[str, Any] = {"form": form, "view": view}
    if request.method == "POST" and form.is_valid():
        found = queries.routes(viewer, corridor_id, form.wish)
        context |= _told(view, found)
    return render(request, "missions/corridor_search.html", context)


def _told(view: queries.CorridorView, found: Routes) -> dict[str, Any]:
    """The answer in words: ways, why there is none, and what was left out."""
    here = view.row.id
    told: dict[str, Any] = {
        "found": found,
        "ways": [_way(here, route, LETTERS[number]) for number, route in enumerate(found.shown)],
        "left_out": [stop_view(here, stop) for stop in found.left_out],
    }
    if found.refusal:
        told["stops"] = [stop_view(here, stop) for stop in found.refusal.stops]
        told["reached"] = found.refusal.reached
    else:
        told["drawn"] = schematic(view, [route_journey(found.shown[0], LETTERS[0])])
    return told


def _way(corridor_id: UUID, route: RouteRow, letter: str) -> dict[str, Any]:
    return {
        "letter": letter,
        "row": route,
        "time": duration(route.minutes),
        "best": [BEST[name] for name in route.best],
        "legs": [(leg, duration(leg.waits) if leg.waits else "") for leg in route.legs],
        "waits": [(leg, duration(leg.waits)) for leg in route.waiting if leg.waits >= LONG_WAIT],
        "papers": list(dict.fromkeys(sentence for leg in route.legs for sentence in leg.papers)),
        "second": [(leg, duration(leg.waits) if leg.waits else "") for leg in route.fall_back.legs]
        if route.fall_back
        else [],
        "no_second": [stop_view(corridor_id, stop) for stop in route.no_fall_back],
    }


LONG_WAIT = 30
"""Minutes from which a wait is told beside the figures of a way; all are told with its legs."""
