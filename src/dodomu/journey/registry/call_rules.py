"""The rules of calls: how long an unfinished one is kept, when an analyst is told. Data, with its reasons beside it."""

from __future__ import annotations

import csv
from datetime import timedelta
from functools import cache
from importlib.resources import files


@cache
def _rules() -> dict[str, float]:
    text = files("dodomu.journey.registry").joinpath("rules", "calls.csv").read_text(encoding="utf-8")
    return {row["rule"]: float(row["value"]) for row in csv.DictReader(text.splitlines())}


def rule(name: str) -> float:
    """The number of one rule in ``rules/calls.csv``.

    Raises:
        KeyError: no such rule.
    """
    return _rules()[name]


def draft_life() -> timedelta:
    """How long after its last change an unfinished call is destroyed."""
    return timedelta(hours=rule("draft_hours"))
