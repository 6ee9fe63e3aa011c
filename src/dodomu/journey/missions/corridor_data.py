"""The dated data of corridors (``data/corridor_*.csv``): what must be known of a link, who travels, which papers. Pure."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TravellerKind:
    """A kind of traveller: an adult or not, and how many metres such a one walks (None: nothing limits it)."""

    code: str
    adult: bool
    walks_metres: int | None
    source: str


@dataclass(frozen=True, slots=True)
class _Dated:
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def needed_rules(link_kind: str, on: date) -> tuple[str, ...]:
    """The kinds of rules that must be known of such a link on a day, or it cannot be passed.

    >>> needed_rules("crossing", date(2026, 6, 1))
    ('opening', 'who_may_pass', 'papers')
    """
    return tuple(rule for link, rule, dated in _needs() if link == link_kind and dated.holds(on))


def traveller_kinds(on: date) -> tuple[TravellerKind, ...]:
    """The kinds of travellers in force on a day, in their order."""
    return tuple(kind for kind, dated in _travellers() if dated.holds(on))


@cache
def traveller_codes() -> tuple[str, ...]:
    """Every kind of traveller there has ever been."""
    return tuple(dict.fromkeys(kind.code for kind, _dated in _travellers()))


@cache
def paper_codes() -> tuple[str, ...]:
    """The papers a link may ask for, in their order; the codes are those of return plans."""
    return tuple(row["code"] for row in _rows("corridor_papers.csv"))


@cache
def endless_papers() -> frozenset[str]:
    """Papers that have no last day."""
    return frozenset(row["code"] for row in _rows("corridor_papers.csv") if row["ends"] == "no")


@cache
def warning(rule_kind: str) -> timedelta:
    """How long before a rule of this kind ends somebody is to ask again.

    >>> warning("queue")
    datetime.timedelta(days=1)
    """
    hours = {row["rule_kind"]: int(row["warn_hours"]) for row in _rows("corridor_notice.csv")}
    return timedelta(hours=hours[rule_kind])


@cache
def _needs() -> tuple[tuple[str, str, _Dated], ...]:
    return tuple((row["link_kind"], row["rule_kind"], _dated(row)) for row in _rows("corridor_needs.csv"))


@cache
def _travellers() -> tuple[tuple[TravellerKind, _Dated], ...]:
    rows = sorted(_rows("corridor_travellers.csv"), key=lambda row: int(row["order"]))
    return tuple(
        (
            TravellerKind(
                row["code"],
                row["adult"] == "yes",
                int(row["walks_metres"]) if row["walks_metres"] else None,
                row["source"],
            ),
            _dated(row),
        )
        for row in rows
    )


def _dated(row: dict[str, str]) -> _Dated:
    until = row["in_force_until"]
    return _Dated(date.fromisoformat(row["in_force_from"]), date.fromisoformat(until) if until else None)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("dodomu.journey.missions").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
