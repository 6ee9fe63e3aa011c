"""The rule tables of tracing: what is offered, how urgent it is, who may be whom. Data, with its reasons beside it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNKNOWN = "unknown"


def _rows(name: str) -> list[dict[str, str]]:
    text = files("dodomu.journey.tracing").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def threshold(rule: str) -> float:
    """The number of one rule in ``thresholds.csv``.

    Raises:
        KeyError: no such rule.
    """
    return {row["rule"]: float(row["value"]) for row in _rows("thresholds.csv")}[rule]


@dataclass(frozen=True, slots=True)
class Band:
    """Probabilities from ``low`` to just below ``high``."""

    code: str
    low: float
    high: float


@cache
def bands() -> tuple[Band, ...]:
    """The bands into which probabilities are put, the lowest first; together they leave nothing out."""
    rows = (Band(row["code"], float(row["from"]), float(row["to"])) for row in _rows("bands.csv"))
    return tuple(sorted(rows, key=lambda band: band.low))


def band_of(code: str) -> Band | None:
    """The band of that code; None where there is none."""
    return next((band for band in bands() if band.code == code), None)


@cache
def _weights() -> tuple[list[tuple[int, float]], float]:
    rows = _rows("urgency.csv")
    bands = [(int(row["oldest_age"]), float(row["weight"])) for row in rows if row["oldest_age"] != UNKNOWN]
    unknown = next(float(row["weight"]) for row in rows if row["oldest_age"] == UNKNOWN)
    return sorted(bands), unknown


def urgency(age: int | None) -> float:
    """How much sooner a pair is looked at, from 0 to 1; the younger the child the higher.

    Parameters:
        age: whole years, or None where no source states one.

    >>> urgency(4) > urgency(12) > urgency(30)
    True
    >>> urgency(None) > urgency(30)
    True
    """
    bands, unknown = _weights()
    if age is None:
        return unknown
    return next((weight for oldest, weight in bands if age <= oldest), bands[-1][1])


@cache
def _comparable() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((row["role"], row["other_role"])) for row in _rows("comparable_roles.csv"))


def may_be_one(roles: frozenset[str], others: frozenset[str]) -> bool:
    """Whether people spoken of in these roles can be one human being worth proposing (a witness is no lost child).

    >>> may_be_one(frozenset({"child"}), frozenset({"sought"}))
    True
    >>> may_be_one(frozenset({"child"}), frozenset({"staff"}))
    False
    """
    return any(frozenset((role, other)) in _comparable() for role in roles for other in others)
