"""What is demanded of a group of children on the way: dated rows of ``data/group_demands.csv`` with their sources."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

ANY, FREE_BUS = "any", "free_bus"
BLOCKING, DECIDE, NOTE = "blocking", "decide", "note"
"""What a broken demand does: nobody approves or departs; people decide, with a reason; it is shown."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand. ``where``: everywhere, or by bus on the side that Ukraine controls. ``from_children``: from that many on.
    ``up_to_age``: for children of that many full years and younger (None: for all). What ``value`` counts, the code says.
    """

    code: str
    since: date
    until: date | None
    where: str
    from_children: int
    up_to_age: int | None
    value: int
    severity: str
    source: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def in_force(day: date) -> list[Demand]:
    """The demands that hold on a day, in the order of the data."""
    return [demand for demand in every_demand() if demand.holds(day)]


@lru_cache(maxsize=1)
def every_demand() -> Sequence[Demand]:
    """All rows of the data, also those of the past."""
    text = (files("dodomu.journey.missions") / "data" / "group_demands.csv").read_text(encoding="utf-8")
    return tuple(
        Demand(
            code=row["code"],
            since=date.fromisoformat(row["since"]),
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            where=row["where"],
            from_children=int(row["from_children"]),
            up_to_age=int(row["up_to_age"]) if row["up_to_age"] else None,
            value=int(row["value"]),
            severity=row["severity"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )
