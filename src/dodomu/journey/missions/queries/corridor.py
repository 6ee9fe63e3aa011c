"""Corridors as their readers see them: all of them, one, its links and rules, the ways through it.

Every function takes the viewer first. Nothing is there for whom the compartment ``route`` is not open.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import State
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.corridor_state import SHUT, SOON, LinkState
from dodomu.journey.missions.models import Corridor
from dodomu.journey.missions.queries.corridor_reach import corridor_of, visible
from dodomu.journey.missions.queries.corridor_reading import Read, link_row, link_state, place_row, read
from dodomu.journey.missions.queries.corridor_routes import Refusal, RouteRow, Routes, StopRow, Wish, routes, stops_on
from dodomu.journey.missions.queries.corridor_rows import CorridorRow, CorridorView, LinkRow, PlaceRow, RuleRow

__all__ = [
    "CorridorRow",
    "CorridorView",
    "LinkRow",
    "PlaceRow",
    "Refusal",
    "RouteRow",
    "Routes",
    "RuleRow",
    "StopRow",
    "Wish",
    "corridor",
    "corridor_state",
    "corridors",
    "corridors_drawn",
    "link",
    "link_form_state",
    "link_states",
    "place_state",
    "routes",
    "rule",
    "stops_on",
    "title_state",
    "titles",
]


def corridors(viewer: Viewer, *, retired: bool = False, now: datetime | None = None) -> list[CorridorRow]:
    """The corridors within the viewer's reach, the oldest first; retired ones only when asked for.

    Raises:
        NotAllowed: the viewer may not see corridors.
    """
    policy.require(viewer, Act.CORRIDOR_READ)
    found = visible(viewer) if retired else visible(viewer).filter(retired_at=None)
    held = list(found.select_related("team", "by"))
    workable = set(visible(viewer, Act.CORRIDOR_WORK).values_list("id", flat=True))
    known = read(held)
    return [_corridor_row(known, one, workable, now or timezone.now()) for one in held]


def corridor(viewer: Viewer, corridor_id: UUID, *, now: datetime | None = None) -> CorridorView:
    """One corridor with its places, its links, the rules that count and how each link stands at ``now``.

    Raises:
        NotAllowed: the viewer may not see corridors. OutOfReach: there is none of that id for this viewer.
    """
    found = corridor_of(viewer, corridor_id)
    workable = set(visible(viewer, Act.CORRIDOR_WORK).filter(id=corridor_id).values_list("id", flat=True))
    return _view(read([found]), found, workable, now or timezone.now())


def titles(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The corridors in use within the viewer's reach, by name; none for whom may see no corridor."""
    if Act.CORRIDOR_READ not in viewer.acts:
        return []
    held = list(visible(viewer).filter(retired_at=None))
    opened = Opened({one.data_key_id for one in held})
    named = ((one.id, Read({one.id: one}, (), (), {}, opened).title(one)) for one in held)
    return sorted(named, key=lambda pair: pair[1])


def corridors_drawn(viewer: Viewer, corridor_ids: Collection[UUID]) -> dict[UUID, CorridorView]:
    """Those of these corridors that are within the viewer's reach, to be drawn with the groups that travel on them.

    A viewer who may see no corridor at all gets none: who reads a board need not see ways.
    """
    if Act.CORRIDOR_READ not in viewer.acts or not corridor_ids:
        return {}
    held = list(visible(viewer).filter(id__in=corridor_ids).select_related("team", "by"))
    workable = set(visible(viewer, Act.CORRIDOR_WORK).filter(id__in=corridor_ids).values_list("id", flat=True))
    known, moment = read(held), timezone.now()
    return {one.id: _view(known, one, workable, moment) for one in held}


def _view(known: Read, found: Corridor, workable: set[UUID], moment: datetime) -> CorridorView:
    places = {place.id: place_row(known, place) for place in known.places if place.corridor_id == found.id}
    mine = (one for one in known.links if one.corridor_id == found.id)
    links = sorted((link_row(known, one, places, moment) for one in mine), key=lambda one: natural(one.code))
    return CorridorView(
        row=_corridor_row(known, found, workable, moment),
        places=tuple(place for place in places.values() if place.retired_at is None),
        links=tuple(one for one in links if one.retired_at is None),
        retired_places=tuple(place for place in places.values() if place.retired_at is not None),
        retired_links=tuple(one for one in links if one.retired_at is not None),
    )


def link(viewer: Viewer, corridor_id: UUID, link_id: UUID) -> LinkRow:
    """One link with every rule there ever was, those that were withdrawn or replaced among them, the latest first.

    Raises:
        NotAllowed, OutOfReach: as ``corridor``; also where the link is not of this corridor.
    """
    found, now = corridor_of(viewer, corridor_id), timezone.now()
    known = read([found], withdrawn=True)
    places = {place.id: place_row(known, place) for place in known.places}
    for one in known.links:
        if one.id == link_id:
            return link_row(known, one, places, now)
    raise policy.OutOfReach


def rule(viewer: Viewer, corridor_id: UUID, link_id: UUID, rule_id: UUID) -> RuleRow:
    """One rule of a link.

    Raises:
        NotAllowed, OutOfReach: as ``link``.
    """
    found = next((one for one in link(viewer, corridor_id, link_id).rules if one.id == rule_id), None)
    if found is None:
        raise policy.OutOfReach
    return found


def link_states(viewer: Viewer, corridor_id: UUID, *, now: datetime | None = None) -> dict[UUID, LinkState]:
    """How each link in use stands at a moment, without its words: what a board needs to see that a way has closed.

    Raises:
        NotAllowed, OutOfReach: as ``corridor``.
    """
    found = corridor_of(viewer, corridor_id)
    known = read([found])
    moment = now or timezone.now()
    return {one.id: link_state(known, one, moment) for one in known.links if one.retired_at is None}


def corridor_state(viewer: Viewer, corridor_id: UUID) -> State:
    """What the form of a corridor's title changes. Raises as ``corridor``."""
    found = corridor_of(viewer, corridor_id, Act.CORRIDOR_WORK)
    return title_state(found, read([found]).title(found))


def title_state(found: Corridor, title: str) -> State:
    return State(f"corridor:{found.id}:title", {"title": title, "team": str(found.team_id)}, at=found.at)


def place_state(place: PlaceRow) -> State:
    """What the form of a place changes."""
    values = {
        "code": place.code,
        "name": place.name,
        "kind": place.kind,
        "side": place.side,
        "zone": place.zone,
        "x": str(place.x),
        "y": str(place.y),
        "wait_risk": str(place.wait_risk),
        "may_wait": "yes" if place.may_wait else "no",
        "note": place.note,
    }
    return State(f"place:{place.id}", values)


def link_form_state(one: LinkRow) -> State:
    """What the form of a link changes."""
    values = {
        "code": one.code,
        "kind": one.kind,
        "start": str(one.start.id),
        "end": str(one.end.id),
        "one_way": "yes" if one.one_way else "no",
        "minutes": str(one.minutes),
        "minutes_p90": str(one.minutes_p90),
        "walking_m": str(one.walking_m),
        "risk": str(one.risk),
        "cost": str(one.cost),
        "note": one.note,
    }
    return State(f"link:{one.id}", values)


def natural(code: str) -> tuple[tuple[int, str], ...]:
    """Codes in the order in which people count: 2 before 10, A2 before A10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", code))


def _corridor_row(known: Read, found: Corridor, workable: set[UUID], now: datetime) -> CorridorRow:
    links = [one for one in known.links if one.corridor_id == found.id and one.retired_at is None]
    states = [link_state(known, one, now) for one in links]
    return CorridorRow(
        id=found.id,
        title=known.title(found),
        team_id=found.team_id,
        team=found.team.name,
        places=sum(place.corridor_id == found.id and place.retired_at is None for place in known.places),
        links=len(links),
        closed=sum(state.code == SHUT for state in states),
        asks=sum(bool(state.expired or state.unknown) for state in states),
        soon=sum(state.code == SOON for state in states),
        by=found.by.display_name,
        at=found.at,
        retired_at=found.retired_at,
        may_work=found.id in workable and found.retired_at is None,
    )
