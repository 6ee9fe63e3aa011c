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


CARRIED_BELOW, SMALL_BELOW, ADULT_FROM = 3, 7, 18
"""Full years; the kinds of children in ``data/corridor_travellers.csv`` are named by them."""


def kinds_by_age(ages: tuple[int, int] | None, sex: str) -> frozenset[str]:
    """The kinds of somebody between these ages (None: nobody knows), the stricter where more than one is possible.

    A child who may be three walks, so it is not counted as carried; of somebody of age whose sex nobody has recorded the
    kind that crossings refuse most is taken.

    >>> sorted(kinds_by_age((2, 3), "female")), sorted(kinds_by_age((18, 18), "male"))
    (['child', 'small_child'], ['man', 'man_of_service_age'])
    """
    youngest, oldest = ages or (CARRIED_BELOW, SMALL_BELOW)
    if youngest >= ADULT_FROM:
        return frozenset({"woman"}) if sex in {"female", "f"} else frozenset({"man", "man_of_service_age"})
    if oldest < CARRIED_BELOW:
        return frozenset({"child", "carried"})
    return frozenset({"child", "small_child" if youngest < SMALL_BELOW else "child_7"})


def walks(member: Member, on: date) -> int | None:
    """How many metres a traveller can walk, None where nothing limits it.

    >>> walks(Member("child 1", frozenset({"child", "wheelchair"})), date(2026, 6, 1))
    800
    """
    if member.walks_metres is not None:
        return member.walks_metres
    known = {kind.code: kind.walks_metres for kind in traveller_kinds(on)}
    return min((metres for code in member.kinds if (metres := known.get(code)) is not None), default=None)
