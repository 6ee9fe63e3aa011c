"""Groups on the drawing of a corridor: where each was last confirmed, what lies behind it and ahead, where it would go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.journey.missions.queries.corridor import CorridorView
from dodomu.kit.schematic import Journey

CALM = frozenset({"harm", "notice"})
"""Tones that the flag of a group takes over; every other group is simply on its way."""


class Spot(Protocol):
    """An end of a leg, or a place to fall back on."""

    @property
    def id(self) -> UUID | None: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class Leg(Protocol):
    """One leg of a way, as the board and the page of a mission have it."""

    @property
    def link_id(self) -> UUID | None: ...
    @property
    def state(self) -> str: ...
    @property
    def began_at(self) -> datetime | None: ...
    @property
    def start(self) -> Spot: ...
    @property
    def end(self) -> Spot: ...
    @property
    def fallback(self) -> Spot | None: ...


def group_journey(
    view: CorridorView, name: str, legs: Sequence[Leg], *, note: str = "", tone: str = "", shut: Iterable[UUID] = ()
) -> Journey:
    """How far a group has come on a corridor.

    Parameters:
        legs: its way in order, without what was replaced.
        shut: links that are closed for it; from where they begin the links to the fall-back are drawn.
    """
    travelled = [leg for leg in legs if leg.state == "travelled"]
    ahead = [leg for leg in legs if leg.state != "travelled"]
    under_way = next((leg for leg in ahead if leg.began_at is not None), None)
    place = travelled[-1].end.id if travelled else legs[0].start.id if legs else None
    closed = set(shut)
    return Journey(
        name=name,
        at_place="" if under_way or place is None else str(place),
        on_link=str(under_way.link_id) if under_way else "",
        travelled=_ids(travelled),
        planned=_ids(ahead),
        fall_back=tuple(
            link
            for leg in ahead
            if leg.link_id in closed and leg.fallback
            for link in _between(view, leg.start, leg.fallback)
        ),
        tone=tone if tone in CALM else "act",
        note=note,
    )


def where_of(legs: Sequence[Leg]) -> str:
    """Where a group is as far as its words say, in a sentence; where the reader may not see ways, that others see it.

    Parameters:
        legs: its way in order, without what was replaced.
    """
    if not legs or not legs[0].start.code:
        return _("Where the group is, only those see who may see ways")
    travelled = [leg for leg in legs if leg.state == "travelled"]
    under_way = next((leg for leg in legs if leg.state != "travelled" and leg.began_at is not None), None)
    if under_way is not None:
        words = {"start": _named(under_way.start), "end": _named(under_way.end)}
        return _("On the way from %(start)s to %(end)s") % words
    if not travelled:
        return _("Not departed yet, by its words: %(place)s") % {"place": _named(legs[0].start)}
    sentence = _("Arrived: %(place)s") if len(travelled) == len(legs) else _("Last known place: %(place)s")
    return sentence % {"place": _named(travelled[-1].end)}


def _named(place: Spot) -> str:
    return f"{place.code} {place.name}".strip()


def _ids(legs: Iterable[Leg]) -> tuple[str, ...]:
    return tuple(str(leg.link_id) for leg in legs if leg.link_id)


def _between(view: CorridorView, start: Spot, end: Spot) -> list[str]:
    """Links in use that lead straight from one place to the other."""
    ends = {start.id, end.id}
    return [str(link.id) for link in view.links if {link.start.id, link.end.id} == ends]
