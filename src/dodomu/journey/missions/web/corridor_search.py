"""The page that searches for ways: some alternatives side by side, or "do not travel now" with its reasons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import plans
from dodomu.journey.missions.corridor_party import NO_END, Member, Party
from dodomu.journey.missions.corridor_words import PAPERS, TRAVELLERS, duration
from dodomu.journey.missions.queries import corridor as queries
from dodomu.journey.missions.queries import corridor_parties
from dodomu.journey.missions.queries.corridor import RouteRow, Routes
from dodomu.journey.missions.queries.corridor_parties import GivenParty
from dodomu.journey.missions.web.corridor_look import route_journey, schematic, stop_view
from dodomu.journey.missions.web.corridor_search_form import SearchForm
from dodomu.journey.missions.web.corridor_use_form import leg_code
from dodomu.kit.dates import day_in_words

BEST = {
    "safest": (gettext_lazy("safest"), "well", "shield"),
    "earliest": (gettext_lazy("earliest there"), "act", "clock"),
    "cheapest": (gettext_lazy("cheapest"), "neutral", "check"),
}
LETTERS = "ABCDEFG"


@needs(Act.CORRIDOR_READ)
def search(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """Ask for ways, and see them under the form."""
    viewer = viewer_of(request)
    view = queries.corridor(viewer, corridor_id)
    given = given_party(request, corridor_id)
    offered = corridor_parties.parties(viewer, corridor_id)
    form = SearchForm(request.POST or None, view=view, parties=offered, given=given)
    may_use = Act.MISSION_WORK in viewer.acts and view.row.retired_at is None
    context: dict[str, Any] = {"form": form, "view": view, "given": given, "may_use": may_use}
    if request.method == "POST" and form.is_valid():
        found = queries.routes(viewer, corridor_id, form.wish)
        context |= _told(view, found) | {"travellers": travellers(form.who)}
    return render(request, "missions/corridor_search.html", context)


def given_party(request: HttpRequest, corridor_id: UUID) -> GivenParty | None:
    """Who was chosen from the records, written down as looked at; None where everybody is counted in the form.

    Raises:
        Http404: there is no such plan or group within reach.
    """
    value = request.POST.get("party", "") if request.method == "POST" else request.GET.get("party", "")
    if not value:
        return None
    viewer = viewer_of(request)
    try:
        found = corridor_parties.party_of(viewer, corridor_id, value)
    except corridor_parties.PartyNotFound:
        raise Http404 from None
    if not found.adults:
        plans.look(viewer, UUID(value.partition(":")[2]))
    return found


def travellers(party: Party) -> list[tuple[str, str, str]]:
    """Each traveller in words: by which word, of which kinds, holding which papers until when."""
    return [(member.ref, _kinds(member), _papers(member)) for member in party.members]


def _kinds(member: Member) -> str:
    """The narrowest kinds: whoever is a child from seven is a child, and a man of service age a man."""
    wider = {"child"} if len(member.kinds) > 1 else set()
    wider |= {"man"} if "man_of_service_age" in member.kinds else set()
    return ", ".join(str(word) for code, word in TRAVELLERS.items() if code in member.kinds - wider)


def _papers(member: Member) -> str:
    told = [
        str(PAPERS[code])
        if last == NO_END
        else _("%(paper)s until %(day)s") % {"paper": PAPERS[code], "day": day_in_words(last)}
        for code, last in member.papers.items()
    ]
    return ", ".join(told) or _("no papers that anybody has recorded as held")


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
        told["drawn"] = schematic(view, [route_journey(found.shown[0], _("Way %(letter)s") % {"letter": LETTERS[0]})])
    return told


def _way(corridor_id: UUID, route: RouteRow, letter: str) -> dict[str, Any]:
    return {
        "letter": letter,
        "row": route,
        "time": duration(route.minutes),
        "taken": [leg_code(leg) for leg in route.legs],
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
