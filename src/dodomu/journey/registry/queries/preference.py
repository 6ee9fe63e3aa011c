"""Which of several statements a profile shows first, and why: the dated rule table, read and applied."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dodomu.engine.values.names import NameForm
from dodomu.journey.registry.attributes import Value
from dodomu.journey.registry.queries.facts import StatedFact

LAST = 99
"""Rank of what the table does not name."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a value is shown first. ``code``: only, agreed, pinned, or the criterion that decided."""

    code: str
    preferred: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of comparison: ranks by value, for one attribute or (empty) for all."""

    code: str
    attribute: str
    ranks: dict[str, int]


@lru_cache(maxsize=8)
def criteria(on: date) -> tuple[Criterion, ...]:
    """The criteria in force on a day, in the order in which they decide."""
    table = files("dodomu.journey.registry") / "rules" / "preference.csv"
    found: dict[tuple[str, str], dict[str, int]] = {}
    with table.open(encoding="utf-8") as lines:
        for row in sorted(csv.DictReader(lines), key=lambda row: row["since"]):
            if date.fromisoformat(row["since"]) <= on:
                ranks = found.setdefault((row["criterion"], row["attribute"]), {})
                ranks[row["value"]] = int(row["rank"])
    return tuple(Criterion(code, attribute, ranks) for (code, attribute), ranks in found.items())


def rank(fact: StatedFact, on: date) -> tuple[Any, ...]:
    """Sort key of a statement: the smallest is preferred."""
    return (*(_rank(fact, one) for one in _for(fact.attribute, on)), -fact.recorded_at.timestamp(), fact.id)


def stated_order(stated: Iterable[tuple[str, Value]], on: date) -> list[tuple[str, Value]]:
    """Order what one report says of one person: its own name before an imposed one, the rest as stated."""
    kinds = next((one.ranks for one in criteria(on) if one.code == "name_kind"), {})

    def kind_rank(pair: tuple[str, Value]) -> int:
        return kinds.get(str(pair[1].kind), LAST) if isinstance(pair[1], NameForm) else 0

    return sorted(stated, key=kind_rank)


def prefer(facts: Sequence[StatedFact], on: date, pinned: StatedFact | None = None) -> tuple[list[StatedFact], Why]:
    """Order statements about one attribute, the preferred first, and say why it is first.

    Raises:
        ValueError: there is nothing to choose from.
    """
    if not facts:
        raise ValueError("There is no statement to prefer.")
    ordered = sorted(facts, key=lambda fact: rank(fact, on))
    if pinned is not None:
        return [pinned, *(fact for fact in ordered if fact.id != pinned.id)], Why("pinned")
    first = ordered[0]
    rival = next((fact for fact in ordered if fact.essence != first.essence), None)
    if rival is None:
        return ordered, Why("only" if len(ordered) == 1 else "agreed")
    for one in _for(first.attribute, on):
        if _rank(first, one) != _rank(rival, one):
            return ordered, Why(one.code, _measure(first, one.code), _measure(rival, one.code))
    return ordered, Why("recorded")


def _for(attribute: str, on: date) -> tuple[Criterion, ...]:
    return tuple(one for one in criteria(on) if one.attribute in ("", attribute))


def _rank(fact: StatedFact, criterion: Criterion) -> int:
    if criterion.code == "date":
        return -fact.known_on.toordinal()
    return criterion.ranks.get(_measure(fact, criterion.code), LAST)


def _measure(fact: StatedFact, code: str) -> str:
    """What a criterion looks at."""
    match code:
        case "name_kind":
            return str(fact.value.kind) if isinstance(fact.value, NameForm) else ""
        case "source_kind":
            return fact.source_kind
        case "source_grade":
            return fact.grade[:1]
        case "content_grade":
            return fact.grade[1:2]
        case _:
            return fact.known_on.isoformat()
