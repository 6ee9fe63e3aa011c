"""Numbers as a nurse types them: a decimal comma, a range, and the question whether another unit was meant."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

_NUMBER: Final = re.compile(r"(?P<minus>[-−]?)(?P<whole>[0-9]{1,6})(?:[.,](?P<part>[0-9]{1,6}))?")
"""Digits of one script with at most one comma or point: no exponent, no grouping, no words beside it."""


@dataclass(frozen=True, slots=True)
class UnitGuard:
    """Typed values from `lowest` to `highest` are another unit."""

    lowest: Decimal
    highest: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured: its unit, accepted range (both ends included) and decimals."""

    code: str
    unit: str
    lowest: Decimal
    highest: Decimal
    decimals: int
    guards: tuple[UnitGuard, ...]


class MeasureRejected(ValueError):
    """A typed number that was not taken; it carries the accepted range, never what was typed.

    `code`: empty | not_a_number | too_many_decimals | other_unit | out_of_range. `suspected_unit` is set for
    other_unit: grams | metres | millimetres | fahrenheit | fraction.
    """

    def __init__(self, code: str, measure: Measure, suspected_unit: str = "") -> None:
        super().__init__(f"{measure.code}: {code}; accepted {measure.lowest} to {measure.highest} {measure.unit}")
        self.code = code
        self.measure = measure
        self.suspected_unit = suspected_unit


def read_measure(code: str, typed: str) -> Decimal:
    """The number typed for a measure, in the unit of MEASURES.

    `code` is temperature (°C, 25 to 45), spo2 (%, 0 to 100), heart_rate (/min, 0 to 350), respiratory_rate (/min, 0 to
    150), weight (kg, 0.3 to 200), height (cm, 20 to 220) or muac (cm, 4 to 50). A decimal comma or point is accepted,
    nothing else beside the digits. Raises MeasureRejected, and KeyError for an unknown code. Source of ranges and
    units: data/measures.csv and data/unit_guards.csv.

    >>> read_measure("temperature", " 36,6 ")
    Decimal('36.6')
    >>> read_measure("weight", "3500")
    Traceback (most recent call last):
    dodomu.engine.clinic.measures.MeasureRejected: weight: other_unit; accepted 0.3 to 200 kg
    """
    measure = MEASURES[code]
    value = _number(measure, typed.strip())
    for guard in measure.guards:
        if guard.lowest <= value <= guard.highest:
            raise MeasureRejected("other_unit", measure, guard.unit)
    if not measure.lowest <= value <= measure.highest:
        raise MeasureRejected("out_of_range", measure)
    if value != round(value, measure.decimals):
        raise MeasureRejected("too_many_decimals", measure)
    return value


def _number(measure: Measure, text: str) -> Decimal:
    """The plain number, without zeros behind its last decimal."""
    if not text:
        raise MeasureRejected("empty", measure)
    found = _NUMBER.fullmatch(text)
    if not found:
        raise MeasureRejected("not_a_number", measure)
    sign, part = "-" if found["minus"] else "", (found["part"] or "").rstrip("0")
    return Decimal(f"{sign}{found['whole']}.{part}" if part else f"{sign}{found['whole']}")


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = resources.files("dodomu.engine.clinic").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


def _measure(row: Mapping[str, str]) -> Measure:
    guards = tuple(
        UnitGuard(Decimal(guard["from"]), Decimal(guard["to"]), guard["unit"])
        for guard in _table("unit_guards.csv")
        if guard["measure"] == row["code"]
    )
    lowest, highest = Decimal(row["lowest"]), Decimal(row["highest"])
    return Measure(row["code"], row["unit"], lowest, highest, int(row["decimals"]), guards)


MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {row["code"]: _measure(row) for row in _table("measures.csv")}
)
"""Every measure by its code, in the order of the table."""
