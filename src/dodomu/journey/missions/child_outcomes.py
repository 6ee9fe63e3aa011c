"""What can become of a child on a mission, and what that means for the axis ``return``: ``data/child_outcomes.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ChildOutcome:
    """One outcome. ``axis`` is the step on the axis ``return`` it means, empty for none; ``after`` the states it can follow;
    ``final`` that nothing can follow it.
    """

    state: str
    axis: str
    after: tuple[str, ...]
    final: bool
    tone: str
    icon: str


@lru_cache(maxsize=1)
def outcomes() -> dict[str, ChildOutcome]:
    """Every outcome by its code, in the order of the data.

    >>> outcomes()["refused"].axis
    'refused'
    """
    text = (files("dodomu.journey.missions") / "data" / "child_outcomes.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: int(row["order"]))
    return {
        row["state"]: ChildOutcome(
            row["state"], row["axis"], tuple(row["after"].split()), row["final"] == "yes", row["tone"], row["icon"]
        )
        for row in rows
    }


def after(state: str) -> list[str]:
    """The outcomes that can follow a state.

    >>> after("boarded")[:2], after("returned")
    (['returned', 'refused'], [])
    """
    return [one.state for one in outcomes().values() if state in one.after]
