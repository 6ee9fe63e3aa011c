"""Who is to travel, as far as a route depends on it: kinds, papers with their last day, how far each can walk. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dodomu.journey.missions.corridor_data import traveller_kinds

NO_END: Final = date.max
"""The last day of a paper that has none."""


@dataclass(frozen=True, slots=True)
class Member:
    """One traveller.

    Attributes:
        ref: a word or a code name by which the answer speaks of them; never a name.
        kinds: codes of ``data/corridor_travellers.csv``; the shortest way on foot of any of them is what they can walk.
        papers: the codes of what is held, and its last day (``NO_END`` where it has none). A paper whose last day
            nobody knows does not belong here: it may have passed.
        walks_metres: where somebody knows it better than the table.
    """

    ref: str
    kinds: frozenset[str] = frozenset()
    papers: Mapping[str, date] = field(default_factory=dict)
    walks_metres: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Those who travel together."""

    members: tuple[Member, ...] = ()

    @property
    def size(self) -> int:
        return len(self.members)


def walks(member: Member, on: date) -> int | None:
    """How many metres a traveller can walk, None where nothing limits it.

    >>> walks(Member("child 1", frozenset({"child", "wheelchair"})), date(2026, 6, 1))
    800
    """
    if member.walks_metres is not None:
        return member.walks_metres
    known = {kind.code: kind.walks_metres for kind in traveller_kinds(on)}
    return min((metres for code in member.kinds if (metres := known.get(code)) is not None), default=None)
