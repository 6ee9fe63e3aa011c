"""The shipped figures of others and their series, read from ``data/published.csv``, ``series.csv`` and ``lines.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from dodomu.engine.values.dates import PartialDate

EXACT, BETWEEN = "exact", "between"


@dataclass(frozen=True, slots=True)
class Series:
    """What a run of figures is about.

    Attributes:
        running: it counts from the beginning to its day, so by its own definition it can only grow.
        part_of: the running series whose growth within a period it states.
        is_list: people or places are known one by one; an estimate or a claim is not.
    """

    code: str
    running: bool
    part_of: str
    is_list: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of others as it was published, restated. ``high`` only where ``qualifier`` is between."""

    code: str
    series: str
    line: str
    on: PartialDate
    qualifier: str
    low: int
    high: int | None
    speaker: str
    about: str
    source: str
    note: str = ""


@cache
def series() -> dict[str, Series]:
    """Every series by its code, in their order."""
    rows = sorted(_rows("series.csv"), key=lambda row: int(row["order"]))
    return {
        row["series"]: Series(row["series"], row["running"] == "yes", row["part_of"], row["list"] == "yes")
        for row in rows
    }


@cache
def lines() -> tuple[str, ...]:
    """Who publishes, in their order: only figures of one line are ever compared as one run."""
    return tuple(row["line"] for row in sorted(_rows("lines.csv"), key=lambda row: int(row["order"])))


def shipped() -> list[Stated]:
    """The figures that came with Dodomu, in the reader's language, oldest first."""
    language = "uk" if (get_language() or "uk").startswith("uk") else "en"
    return list(_shipped(language))


@cache
def _shipped(language: str) -> tuple[Stated, ...]:
    found = [
        Stated(
            code=row["code"],
            series=row["series"],
            line=row["line"],
            on=PartialDate.from_edtf(row["on"]),
            qualifier=row["qualifier"],
            low=int(row["low"]),
            high=int(row["high"]) if row["high"] else None,
            speaker=row[f"speaker_{language}"],
            about=row[f"about_{language}"],
            source=row["source"],
            note=row[f"note_{language}"],
        )
        for row in _rows("published.csv")
    ]
    return tuple(sorted(found, key=lambda stated: (stated.on.earliest, stated.code)))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("dodomu.journey.figures").joinpath("data", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
