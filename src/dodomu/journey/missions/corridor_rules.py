"""What a rule of a link says, by its kind: the values that are sealed in ``LinkRule.value_sealed``. Pure.

Hours and departures are in the local time of the place where the passage begins. Whole numbers only: minutes, metres,
points of risk, hryvnias for one person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

EVERY_DAY: Final = frozenset(range(1, 8))
DAY: Final = 24 * 60
OPENING, TIMETABLE, WHO_MAY_PASS, PAPERS, QUEUE, CLOSED, WALKING, ONE_WAY = (
    "opening",
    "timetable",
    "who_may_pass",
    "papers",
    "queue",
    "closed",
    "walking",
    "one_way",
)
"""The kinds (``models.RuleKind``)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How long a passage takes, its risk and its cost where they differ from what the link says."""

    minutes: int | None = None
    risk: int | None = None
    cost: int | None = None


AS_USUAL: Final = Figures()


@dataclass(frozen=True, slots=True)
class Hours:
    """On these days of the week (1 Monday to 7 Sunday) from minute ``begin`` of the day to minute ``end``.

    ``end`` is 1 to 1440; where it is not later than ``begin`` it lies on the following day.
    """

    days: frozenset[int]
    begin: int
    end: int
    figures: Figures = AS_USUAL

    @property
    def length(self) -> int:
        return self.end - self.begin + (DAY if self.end <= self.begin else 0)


@dataclass(frozen=True, slots=True)
class Trip:
    """One departure of the timetable at minute ``at`` of these days; ``back``: from the link's end to its start."""

    days: frozenset[int]
    at: int
    figures: Figures = AS_USUAL
    back: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """When one may begin to pass."""

    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    trips: tuple[Trip, ...]


@dataclass(frozen=True, slots=True)
class WhoMayPass:
    """Kinds of travellers (``data/corridor_travellers.csv``): only ``only`` (empty: everybody), and never ``never``."""

    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """One of ``any_of`` is asked of travellers of a kind in ``of`` (empty: of everybody)."""

    any_of: frozenset[str]
    of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PapersAsked:
    """Every one of ``asked`` must be met; empty: no paper is asked for."""

    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """How long one waits in the queue, by the hour at which one joins it (``figures.minutes``)."""

    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """Nobody passes. ``opens_again``: at its end it is open as before; otherwise nobody knows until somebody asks."""

    opens_again: bool


@dataclass(frozen=True, slots=True)
class Walking:
    """The way on foot: its metres (None: as the link says), and who cannot go it at all."""

    metres: int | None = None
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OneWay:
    """Only from start to end, or with ``back`` only from end to start."""

    back: bool = False


Value = Opening | Timetable | WhoMayPass | PapersAsked | Queue | Closure | Walking | OneWay


@dataclass(frozen=True, slots=True)
class Known:
    """A rule that counts: from ``since`` until ``until`` (exclusive), no later than a rule that takes its place begins."""

    id: str
    kind: str
    value: Value
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


def open_at(value: Opening, local: datetime) -> bool:
    """Whether one may begin to pass at this moment, told by the clock of the place where the passage begins.

    >>> nights = Opening((Hours(frozenset({5}), 22 * 60, 2 * 60),))  # Friday 22:00 to Saturday 02:00
    >>> open_at(nights, datetime(2026, 3, 7, 1, 59)), open_at(nights, datetime(2026, 3, 7, 2, 0))
    (True, False)
    """
    minutes = local.hour * 60 + local.minute
    return any(
        (local - timedelta(days=back)).isoweekday() in one.days
        and one.begin <= minutes + back * DAY < one.begin + one.length
        for one in value.hours
        for back in (0, 1)
    )


def to_json(value: Value) -> dict[str, Any]:
    """The JSON object that ``from_json`` reads."""
    if isinstance(value, Opening | Queue):
        return {"hours": [_hours(one) for one in value.hours]}
    if isinstance(value, Timetable):
        return {"trips": [_trip(one) for one in value.trips]}
    if isinstance(value, WhoMayPass):
        return {"only": sorted(value.only), "never": sorted(value.never)}
    if isinstance(value, PapersAsked):
        return {"asked": [{"any_of": sorted(one.any_of), "of": sorted(one.of)} for one in value.asked]}
    if isinstance(value, Closure):
        return {"opens_again": value.opens_again}
    if isinstance(value, Walking):
        return {"metres": value.metres, "never": sorted(value.never)}
    return {"back": value.back}


def from_json(kind: str, stored: Mapping[str, Any]) -> Value:
    """The value of a rule of this kind. Raises KeyError for a kind or a value that was never written by ``to_json``.

    >>> from_json("closed", to_json(Closure(True)))
    Closure(opens_again=True)
    """
    return _READERS[kind](stored)


def _figures(one: Figures) -> dict[str, int | None]:
    return {"minutes": one.minutes, "risk": one.risk, "cost": one.cost}


def _hours(one: Hours) -> dict[str, Any]:
    return {"days": sorted(one.days), "begin": one.begin, "end": one.end, **_figures(one.figures)}


def _trip(one: Trip) -> dict[str, Any]:
    return {"days": sorted(one.days), "at": one.at, "back": one.back, **_figures(one.figures)}


def _read_figures(stored: Mapping[str, Any]) -> Figures:
    return Figures(stored["minutes"], stored["risk"], stored["cost"])


def _read_hours(stored: Mapping[str, Any]) -> tuple[Hours, ...]:
    return tuple(Hours(frozenset(one["days"]), one["begin"], one["end"], _read_figures(one)) for one in stored["hours"])


_READERS: dict[str, Callable[[Mapping[str, Any]], Value]] = {
    OPENING: lambda stored: Opening(_read_hours(stored)),
    QUEUE: lambda stored: Queue(_read_hours(stored)),
    TIMETABLE: lambda stored: Timetable(
        tuple(Trip(frozenset(one["days"]), one["at"], _read_figures(one), one["back"]) for one in stored["trips"])
    ),
    WHO_MAY_PASS: lambda stored: WhoMayPass(frozenset(stored["only"]), frozenset(stored["never"])),
    PAPERS: lambda stored: PapersAsked(
        tuple(Asked(frozenset(one["any_of"]), frozenset(one["of"])) for one in stored["asked"])
    ),
    CLOSED: lambda stored: Closure(stored["opens_again"]),
    WALKING: lambda stored: Walking(stored["metres"], frozenset(stored["never"])),
    ONE_WAY: lambda stored: OneWay(stored["back"]),
}
