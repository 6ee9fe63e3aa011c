"""Rows and rules of a corridor as the planning engine's values, for one stretch of time and one party.

What nobody knows becomes a closure with its reason: an expired or missing rule is never "open". Local hours become
minutes of UTC here, by the zone of the place where a passage begins, so that a change of clocks moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from dodomu.engine import planning
from dodomu.journey.missions.bridge.corridor_hours import Stretch, Way, buckets_of
from dodomu.journey.missions.bridge.corridor_terms import conditions_of
from dodomu.journey.missions.bridge.corridor_time import at_local
from dodomu.journey.missions.corridor_facts import CROSSING, Network
from dodomu.journey.missions.corridor_party import NO_END, Party, walks

BACK = "|back"


def corridor_of(network: Network, stretch: Stretch, persons: int) -> planning.Corridor:
    """The engine's corridor between two moments; costs are of the whole party."""
    known = {place.id: place for place in network.places}
    places = tuple(
        planning.Place(str(place.id), place.wait_risk, place.may_wait, zone=place.zone) for place in network.places
    )
    links: list[planning.Link] = []
    for link in network.links:
        if link.start_id not in known or link.end_id not in known:
            continue
        for back in (False,) if link.one_way else (False, True):
            ends = (link.end_id, link.start_id) if back else (link.start_id, link.end_id)
            safer = min(known[end].wait_risk for end in ends)
            links.append(_link(Way(link, stretch, ZoneInfo(known[ends[0]].zone), safer, persons, back), ends))
    return planning.Corridor(places, tuple(links))


def group_of(party: Party, network: Network, departs: datetime) -> planning.Group:
    """The party as the engine knows it.

    A paper ends with its last day where that day ends first: at the table of a crossing nobody counts by our clock.
    """
    zones = sorted({place.zone for place in network.places}) or ["UTC"]
    return planning.Group(
        tuple(
            planning.Traveller(
                member.ref,
                member.kinds,
                tuple(planning.Paper(code, until=_day_ends(last, zones)) for code, last in member.papers.items()),
                walks(member, departs.date()),
            )
            for member in party.members
        )
    )


def link_of(engine_id: str) -> tuple[UUID, bool]:
    """The row behind a link of the engine, and whether it is passed from its end to its start."""
    return UUID(engine_id.removesuffix(BACK)), engine_id.endswith(BACK)


def _link(way: Way, ends: tuple[UUID, UUID]) -> planning.Link:
    link = way.link
    return planning.Link(
        id=f"{link.id}{BACK}" if way.back else str(link.id),
        origin=str(ends[0]),
        target=str(ends[1]),
        buckets=buckets_of(way),
        conditions=conditions_of(way),
        crossing=str(link.id) if link.kind == CROSSING else "",
        kind=link.kind,
    )


def _day_ends(last: date, zones: Iterable[str]) -> int:
    if last == NO_END:
        return planning.END
    return min(at_local(last, 24 * 60, ZoneInfo(zone)) for zone in zones)
