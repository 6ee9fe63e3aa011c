"""The way of a group as a line of stations: what is travelled, where it is, what is planned, silent, closed, where to
fall back. No map: stations stand the same distance apart, so that it can be read on a phone and at a checkpoint tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.formats import date_format

from dodomu.journey.missions.queries.board_rows import GroupRow, LegRow, PlaceRow
from dodomu.kit.dates import KYIV

MARGIN = 26.0
LINE, TALL, FLAT = 40.0, 112.0, 74.0
WIDE, NARROW = 1000.0, 330.0
CROWDED = 9
OVERHANG = 14.0
ROOM = 58.0
"""So much of the line a time that is written below it takes."""


@dataclass(frozen=True, slots=True)
class Station:
    """One place on the line. ``time``: when it is expected there or was left; empty where there is no room for it."""

    x: float
    place: PlaceRow
    at: datetime | None
    state: str
    anchor: str = "middle"

    @property
    def clock(self) -> str:
        """14:02, by the clock of Kyiv."""
        return date_format(self.at.astimezone(KYIV), "TIME_FORMAT") if self.at else ""

    @property
    def edge(self) -> float:
        """Where the time is written, so that at both ends it stays within the drawing."""
        return self.x + {"start": -OVERHANG, "end": OVERHANG}.get(self.anchor, 0.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One leg as a line from ``x1`` to ``x2``: done, now, ahead, silent or shut; ``fallback`` hangs below its beginning."""

    x1: float
    x2: float
    state: str
    leg: LegRow

    @property
    def middle(self) -> float:
        return (self.x1 + self.x2) / 2

    @property
    def fall_x(self) -> float:
        """Where the fall-back of a closed leg stands: below its first half."""
        return self.x1 + (self.x2 - self.x1) * 0.45


@dataclass(frozen=True, slots=True)
class Way:
    """A drawing of ``width`` × ``height`` units. ``here``: where the group is, in the middle of a leg it is on."""

    width: float
    height: float
    stations: tuple[Station, ...]
    stretches: tuple[Stretch, ...]
    here: float | None
    line: float = LINE

    @property
    def shut(self) -> list[Stretch]:
        return [stretch for stretch in self.stretches if stretch.leg.closed]


def way(group: GroupRow, width: float = WIDE) -> Way | None:
    """The drawing, or None for a group without legs or a viewer who may not see ways."""
    if not group.legs or not group.legs[0].start.code:
        return None
    places = len(group.legs) + 1
    step = (width - 2 * MARGIN) / (places - 1)
    xs = [MARGIN + step * number for number in range(places)]
    stretches = tuple(Stretch(xs[number], xs[number + 1], _state(leg), leg) for number, leg in enumerate(group.legs))
    roomy = width >= WIDE and places <= CROWDED
    height = TALL if any(one.leg.closed and one.leg.fallback for one in stretches) else FLAT
    return Way(width, height, tuple(_stations(group, xs, roomy)), stretches, _here(group, xs))


def _state(leg: LegRow) -> str:
    if leg.state == "travelled":
        return "done"
    if leg.closed:
        return "shut"
    if leg.under_way:
        return "now"
    return "silent" if leg.silent else "ahead"


def _here(group: GroupRow, xs: Sequence[float]) -> float | None:
    for number, leg in enumerate(group.legs):
        if leg.under_way:
            return (xs[number] + xs[number + 1]) / 2
    travelled = [number for number, leg in enumerate(group.legs) if leg.state == "travelled"]
    return xs[travelled[-1] + 1] if travelled else xs[0]


def _stations(group: GroupRow, xs: Sequence[float], roomy: bool) -> list[Station]:
    """Places with their times, as it was or as it is expected now; where there is little room only the first, the next and
    the last have one.
    """
    following = group.next.place.code if group.next else ""
    first, last = group.legs[0], group.legs[-1]
    begun = first.began_at is not None or first.state == "travelled"
    stops = [(first.start, first.began_at or first.departs_at, "left" if begun else "ahead")]
    expected = {row.leg_id: row.due_at for row in group.expected if row.at_end}
    for leg in group.legs:
        at = leg.ended_at or expected.get(leg.id, leg.arrives_at)
        stops.append((leg.end, at, "left" if leg.state == "travelled" else "ahead"))
    found = []
    for number, (place, at, state) in enumerate(stops):
        ends = number in {0, len(stops) - 1}
        shown = at if roomy or ends or (place.code == following and state == "ahead") else None
        anchor = "start" if number == 0 else "end" if place is last.end and ends else "middle"
        next_one = place.code == following and state == "ahead"
        found.append(Station(xs[number], place, shown, "next" if next_one else state, anchor))
    return readable(found)


def readable(stations: list[Station]) -> list[Station]:
    """Where two times would run into each other, that of the next place stays and the one beside it goes."""
    following = next((one for one in stations if one.state == "next"), None)
    if following is None:
        return stations
    return [one if one is following or abs(one.x - following.x) >= ROOM else replace(one, at=None) for one in stations]
