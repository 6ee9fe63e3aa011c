"""What consent is asked for: one row for each use of a child's data, with its basis (``data/purposes.csv``)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dodomu.base.access.uses import Use


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose. ``always``: it is asked for every child, so that it is missing until it was."""

    use: Use
    icon: str
    always: bool
    source: str

    @property
    def label(self) -> str:
        return str(self.use.label)


@cache
def purposes() -> tuple[Purpose, ...]:
    """All purposes in the order in which they are asked.

    >>> purposes()[0].use.value
    'tracing'
    """
    text = files("dodomu.journey.cases").joinpath("data", "purposes.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: int(row["order"]))
    return tuple(Purpose(Use(row["use"]), row["icon"], row["asked"] == "always", row["source"]) for row in rows)
