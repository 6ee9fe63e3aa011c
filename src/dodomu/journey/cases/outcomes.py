"""How a case may end, as ordered data (``data/outcomes.csv``); which of them need a second person the table holds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class OutcomeLook:
    """One outcome: its place, how it looks, and whether a person chooses it or a join brings it."""

    code: str
    tone: str
    icon: str
    chosen: bool


@cache
def outcomes() -> dict[str, OutcomeLook]:
    """Every outcome by code, in its order."""
    text = files("dodomu.journey.cases").joinpath("data", "outcomes.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: int(row["order"]))
    looks = [OutcomeLook(row["outcome"], row["tone"], row["icon"], row["chosen_by"] == "person") for row in rows]
    return {look.code: look for look in looks}
