"""What is counted and how it is divided, read from ``data/indicators.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

NONE, CANNOT_TELL, MINOR_ONLY, CASE_CLOSED = "none", "cannot_tell", "minor_only", "case_closed"
AXES_WITH_TIME = ("whereabouts", "legal", "return", "recovery")
POPULATION = "children"


@dataclass(frozen=True, slots=True)
class Node:
    """A category or a group of one division; ``level`` is how deep it stands, from 0."""

    code: str
    level: int
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One division of the children: its nodes from top to bottom, each group before its members."""

    code: str
    axis: str
    nodes: tuple[Node, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """The finest ones: everybody falls into exactly one."""
        return tuple(node.code for node in self.nodes if not node.members)

    @property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        return {node.code: node.members for node in self.nodes if node.members}

    @property
    def days_axis(self) -> str:
        """The name under which time in the present step is counted."""
        return f"days_{self.axis}"


@dataclass(frozen=True, slots=True)
class Band:
    """A band of whole years or days, both ends included."""

    code: str
    first: int
    last: int

    def holds(self, value: int) -> bool:
        return self.first <= value <= self.last


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of the way home: a margin of an axis; the first has none and is everybody."""

    code: str
    axis: str
    node: str


@cache
def _rules() -> dict[str, Any]:
    text = files("dodomu.journey.figures").joinpath("data", "indicators.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def valid_from() -> date:
    """Since when the definitions hold; a release keeps it as their version."""
    return date.fromisoformat(str(_rules()["valid_from"]))


def threshold() -> int:
    """Counts below it are hidden."""
    return int(_rules()["threshold"])


def year_of_age() -> int:
    return int(_rules()["year_of_age"])


@cache
def indicators() -> tuple[Indicator, ...]:
    return tuple(Indicator(one["code"], one["axis"], tuple(_nodes(one["tree"]))) for one in _rules()["indicator"])


def indicator(code: str) -> Indicator:
    """Raises KeyError where there is none."""
    return {one.code: one for one in indicators()}[code]


@cache
def ages() -> tuple[Band, ...]:
    return _bands("age")


@cache
def days() -> tuple[Band, ...]:
    return _bands("days")


@cache
def funnel() -> tuple[FunnelStep, ...]:
    return tuple(FunnelStep(one["code"], one["axis"], one["node"]) for one in _rules()["funnel"])


def day_bands() -> tuple[str, ...]:
    """The bands of days in their order, with the one for days that are not known."""
    return (*(band.code for band in days()), CANNOT_TELL)


def _bands(name: str) -> tuple[Band, ...]:
    return tuple(Band(one["code"], one["from"], one["to"]) for one in _rules()[name])


def _nodes(tree: list[Any], level: int = 0) -> Iterator[Node]:
    for branch in tree:
        if isinstance(branch, str):
            yield Node(branch, level)
            continue
        for code, members in branch.items():
            names = tuple(member if isinstance(member, str) else next(iter(member)) for member in members)
            yield Node(code, level, names)
            yield from _nodes(members, level + 1)
