"""A corridor without its words: what the search for ways needs of places and links. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from dodomu.journey.missions.corridor_rules import Known

CROSSING: Final = "crossing"
SCHEDULED: Final = frozenset({"train", "bus"})
"""Kinds of links (``models.LinkKind``) that run by a timetable."""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """See ``models.Place``."""

    id: UUID
    zone: str
    wait_risk: int
    may_wait: bool


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """See ``models.Link``; ``rules`` are those that count at some time, the latest first."""

    id: UUID
    kind: str
    start_id: UUID
    end_id: UUID
    one_way: bool
    minutes: int
    minutes_p90: int
    walking_m: int
    risk: int
    cost: int
    rules: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """The places and links of a corridor that are in use."""

    places: Sequence[PlaceFacts]
    links: Sequence[LinkFacts]
