"""What the search answers: routes with every choice in them, or "do not travel now" with what stopped it."""

from __future__ import annotations

from dataclasses import dataclass

from dodomu.engine.planning.conditions import Reason

POINT = 60
"""Risk is summed in minute-points, so that waiting stays a whole number: a link of risk 5 counts 300, and so does an
hour in a place of waiting risk 5."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One passage: the link and its bucket, minutes of UTC, and how long one waits at `origin` before it.

    `risk` (of the passage) and `waiting_risk` (at `origin` before it) are in minute-points, `cost` in coins.
    """

    link: str
    origin: str
    target: str
    kind: str
    crossing: str
    bucket: str
    departs: int
    arrives: int
    waits: int
    risk: int
    waiting_risk: int
    cost: int

    @property
    def minutes(self) -> int:
        """How long the passage lasts."""
        return self.arrives - self.departs


@dataclass(frozen=True, slots=True)
class Route:
    """Legs in order, with arrival (minute of UTC), risk (minute-points, waiting included) and cost (coins).

    >>> Route((), 0, 600, 900, 45).points
    15
    """

    legs: tuple[Leg, ...]
    earliest: int
    arrival: int
    risk: int
    cost: int

    @property
    def figures(self) -> tuple[int, int, int]:
        """What routes are compared by: arrival, risk, cost."""
        return self.arrival, self.risk, self.cost

    @property
    def points(self) -> int:
        """Risk in whole points, rounded up: a risk is never shown smaller than it is.

        >>> Route((), 0, 0, 61, 0).points
        2
        """
        return -(-self.risk // POINT)

    @property
    def crossings(self) -> tuple[str, ...]:
        """The names of the crossings passed, in order."""
        return tuple(leg.crossing for leg in self.legs if leg.crossing)

    @property
    def places(self) -> tuple[str, ...]:
        """Every place from start to goal."""
        return (*(leg.origin for leg in self.legs), *(leg.target for leg in self.legs[-1:]))

    @property
    def links(self) -> tuple[str, ...]:
        """Every link in order."""
        return tuple(leg.link for leg in self.legs)


@dataclass(frozen=True, slots=True)
class Stop:
    """What stopped a link: the reason, the rule behind it, its period, and whom it stops (empty: everybody).

    `papers` are the codes of which one would do; `metres` is the way on foot.
    """

    reason: Reason
    link: str
    origin: str
    target: str
    rule: str = ""
    since: int | None = None
    until: int | None = None
    who: tuple[str, ...] = ()
    papers: frozenset[str] = frozenset()
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class DoNotTravel:
    """No lawful route exists within the horizon: do not travel now.

    `stops` says what stopped it at the edge of what can be reached, `reached` names the places that can be reached.
    """

    stops: tuple[Stop, ...]
    reached: tuple[str, ...]
