"""A corridor: places where people wait, and links that carry them, each in buckets of time.

All times are integer minutes of UTC from any fixed zero; a time zone is text for the screen and decides nothing here
(facts/planning.md, traps: "minutes in local time"). Risk is whole points of the organisation's own scale: of a bucket
per passage, of a place per hour of waiting. Cost is whole units of the smallest coin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dodomu.engine.planning.conditions import Condition
from dodomu.engine.planning.errors import PlaceUnknown, ValueRefused

Period = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A place: risk points per hour of waiting, and whether and when one may wait at all.

    `no_waiting` are periods (since, until) in which nobody may stay: a curfew, a platform that closes for the night.

    >>> Place("K", waiting_risk=2).may_wait
    True
    """

    id: str
    waiting_risk: int = 0
    may_wait: bool = True
    no_waiting: tuple[Period, ...] = ()
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.waiting_risk < 0 or any(since > until for since, until in self.no_waiting):
            raise ValueRefused(f"place {self.id}")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Departures from minute `first` to minute `last`, both included, that are alike in duration, risk and cost.

    A timetable departure has `first` = `last`; a crossing has one bucket for each opening period and queue level; a
    road has one for the day and one for the night.
    """

    first: int
    last: int
    minutes: int
    risk: int = 0
    cost: int = 0
    name: str = ""

    def __post_init__(self) -> None:
        if self.first > self.last or self.minutes < 1 or self.risk < 0 or self.cost < 0:
            raise ValueRefused("bucket")


@dataclass(frozen=True, slots=True)
class Link:
    """A way from `origin` to `target`, and back where `two_way`.

    `crossing` names the crossing this link belongs to (the lanes of one crossing share the name), "" where none.
    `kind` is a code for the reader. A link is passable only in its buckets, and only while every condition is met.
    """

    id: str
    origin: str
    target: str
    buckets: tuple[Bucket, ...] = ()
    conditions: tuple[Condition, ...] = ()
    two_way: bool = False
    crossing: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A link in one of its directions."""

    link: Link
    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class Corridor:
    """Places and links. Raises PlaceUnknown when a link ends nowhere, ValueRefused for two places with one id.

    >>> len(list(Corridor((Place("A"), Place("B")), (Link("x", "A", "B", two_way=True),)).arcs()))
    2
    """

    places: tuple[Place, ...]
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        known = {place.id for place in self.places}
        if len(known) < len(self.places):
            raise ValueRefused("two places share an id")
        for link in self.links:
            if not {link.origin, link.target} <= known:
                raise PlaceUnknown(f"link {link.id}")

    def arcs(self) -> Iterator[Arc]:
        """Every direction in which a link may be passed."""
        for link in self.links:
            yield Arc(link, link.origin, link.target)
            if link.two_way:
                yield Arc(link, link.target, link.origin)

    def without(self, links: Iterable[str]) -> Corridor:
        """The corridor less these links.

        >>> Corridor((Place("A"), Place("B")), (Link("x", "A", "B"),)).without(["x"]).links
        ()
        """
        gone = frozenset(links)
        return Corridor(self.places, tuple(link for link in self.links if link.id not in gone))

    def require(self, *places: str) -> None:
        """Raises PlaceUnknown unless all are places of this corridor."""
        unknown = set(places) - {place.id for place in self.places}
        if unknown:
            raise PlaceUnknown(", ".join(sorted(unknown)))
