"""Which beds to suggest for brothers and sisters; a person decides. Pure: rows in, beds out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dodomu.engine.values.dates import PartialDate, years_before
from dodomu.journey.reception.queries.places import RoomRow

COT_YEARS = 2
"""A child that may be younger than this gets a cot where one is free."""


@dataclass(frozen=True, slots=True)
class Sleeper:
    """A child to be given a bed."""

    arrival_id: UUID
    sex: str
    born: PartialDate | None
    wheelchair: bool = False


def suggest(
    rooms: Sequence[RoomRow], children: Sequence[Sleeper], on: date, near: frozenset[UUID] = frozenset()
) -> dict[UUID, UUID]:
    """A free bed for each of these children, by arrival, who belong together.

    One room for all where one has the room for them: first a room in which one of the family sleeps already (``near``),
    then one kept for families (for one child: for its sex), then the one that leaves the fewest beds over. Never a room
    for the ill. A wheelchair needs a room without steps. Without such a room they share as few rooms as can be; who finds
    no bed is left out.
    """
    usable = [room for room in rooms if room.kept_for != "ill" and room.free]
    step_free = any(child.wheelchair for child in children)
    fitting = [room for room in usable if len(room.free) >= len(children) and (room.step_free or not step_free)]
    best = min(fitting, key=lambda room: _rank(room, children, near), default=None)
    if best is not None:
        return _beds_in(best, children, on)
    found: dict[UUID, UUID] = {}
    left = sorted(children, key=lambda child: not child.wheelchair)
    for room in sorted(
        usable, key=lambda room: (room.id not in near, not (step_free and room.step_free), -len(room.free))
    ):
        here = [child for child in left if room.step_free or not child.wheelchair][: len(room.free)]
        found |= _beds_in(room, here, on)
        left = [child for child in left if child.arrival_id not in found]
    return found


def _rank(room: RoomRow, children: Sequence[Sleeper], near: frozenset[UUID]) -> tuple[bool, bool, bool, int]:
    sexes = {child.sex for child in children}
    wanted = (
        {"family"}
        if len(children) > 1 or near
        else {"girls"}
        if sexes == {"f"}
        else {"boys"}
        if sexes == {"m"}
        else set()
    )
    against = (room.kept_for == "girls" and "m" in sexes) or (room.kept_for == "boys" and "f" in sexes)
    return room.id not in near, against, room.kept_for not in wanted, len(room.free)


def _beds_in(room: RoomRow, children: Sequence[Sleeper], on: date) -> dict[UUID, UUID]:
    """The smallest first into the cots, the others into what is left."""
    free, found = list(room.free), dict[UUID, UUID]()
    for child in sorted(children, key=lambda child: not _small(child, on)):
        bed = min(free, key=lambda one: (one.cot != _small(child, on), one.number))
        free.remove(bed)
        found[child.arrival_id] = bed.id
    return found


def _small(child: Sleeper, on: date) -> bool:
    return child.born is not None and child.born.latest > years_before(on, COT_YEARS)
