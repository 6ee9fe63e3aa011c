"""A mission as its rules see it, in values: who travels, in what, on which legs; and a rule that is broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from dodomu.journey.missions.group_demands import BLOCKING, Demand


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that is broken: its code, how grave it is, whom or what it concerns (code names only), in one sentence."""

    code: str
    severity: str
    who: str
    sentence: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChildOnWay:
    """A child of a group. ``youngest`` is the age in full years it may have at departure (None: nobody knows).

    ``siblings`` are code names of its brothers and sisters on the mission, ``left_out`` how many of them have a plan that is
    ready and are on no mission. ``ready``: its plan is. ``ends``: what runs out before the mission arrives (words, last day).
    ``open``: nobody has said yet what became of it.
    """

    code_name: str
    group: str
    vehicle: str = ""
    youngest: int | None = None
    sex: str = ""
    child_seat: bool = False
    wheelchair: bool = False
    medical_escort: bool = False
    ready: bool = True
    unplanned: bool = False
    siblings: tuple[str, ...] = ()
    left_out: int = 0
    ends: tuple[tuple[str, date], ...] = ()
    has_authority: bool = True


@dataclass(frozen=True, slots=True)
class AdultOnWay:
    """An escort. ``refusals``: sentences that say why they may not travel; ``elsewhere``: another mission they are on.
    ``rest``: the fewest hours between this mission and another, and which."""

    code_name: str
    group: str
    part: str
    sex: str
    medical: bool = False
    vehicle: str = ""
    refusals: tuple[str, ...] = ()
    elsewhere: str = ""
    rest: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Ride:
    """A vehicle; ``name`` tells it from the others of the mission."""

    name: str
    group: str
    kind: str
    seats: int
    child_seats: int = 0
    wheelchairs: int = 0
    drivers: int = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A leg. ``start`` and ``end`` are codes of places. ``closed``: a rule says so; ``known``: there is a rule in force about it.
    ``free``: both ends are under the control of Ukraine. ``shut``:
    the hours outside of which it begins, in words; ``begins``: when that is by the clock there.
    """

    group: str
    order: int
    kind: str
    start: str
    end: str
    departs_at: datetime
    arrives_at: datetime
    latest_at: datetime
    walking_m: int = 0
    km: int | None = None
    free: bool = False
    closed: bool = False
    known: bool = True
    retired: bool = False
    silent: bool = False
    fallback: str = ""
    abort: bool = False
    shut: tuple[str, ...] = ()
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A mission as the rules see it. ``ordered_on`` and ``police_on``: when the carrier and the police were told."""

    code_name: str
    departs_at: datetime
    groups: tuple[str, ...]
    children: tuple[ChildOnWay, ...] = ()
    adults: tuple[AdultOnWay, ...] = ()
    rides: tuple[Ride, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    reception_team: bool = True
    ordered_on: date | None = None
    police_on: date | None = None
    under_way: bool = False
    corridor_kept: bool = True
    travelled: frozenset[tuple[str, int]] = field(default_factory=frozenset)


def travellers(whole: Whole) -> list[ChildOnWay | AdultOnWay]:
    """Everybody on the way."""
    return [*whole.children, *whole.adults]


def blocking(broken: Iterable[Broken]) -> list[Broken]:
    """Those with which nobody approves the mission or departs."""
    return [one for one in broken if one.severity == BLOCKING]


def demanded(demand: Demand, who: str, sentence: str) -> Broken:
    """A demand of ``group_demands`` that this traveller, group or mission does not meet."""
    return Broken(demand.code, demand.severity, who, sentence, demand.source)
