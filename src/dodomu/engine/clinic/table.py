"""The dated tables of triage, read from the package: rules with their ages, signs and limits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from dodomu.engine.clinic.age import AgeSpan
from dodomu.engine.clinic.result import Colour
from dodomu.engine.values.sex import Sex


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the card: what makes it hold, at which ages, and its colour.

    Exactly one of `signs` (at least `count` of them), `vital` (strictly `below` or `above`) and `consciousness` is
    set, or none of them where the age alone decides. `start` is included, `until` is not. `needed` is False for what
    is used where it happens to be known.
    """

    id: str
    colour: Colour
    text: str
    start: str = ""
    until: str = ""
    sex: str = ""
    signs: tuple[str, ...] = ()
    count: int = 1
    vital: str = ""
    below: Decimal | None = None
    above: Decimal | None = None
    consciousness: tuple[str, ...] = ()
    needed: bool = True
    review: bool = False
    confirm: str = ""

    @property
    def by_age_alone(self) -> bool:
        """Whether nothing but the age decides."""
        return not (self.signs or self.vital or self.consciousness)

    def concerns(self, age: AgeSpan | None, sex: Sex) -> bool:
        """Whether the rule may apply to a child: an unknown age or sex belongs to every chart.

        >>> Rule("x", Colour.RED, "", start="12y").concerns(None, Sex.UNKNOWN)
        True
        """
        if self.sex and sex.known and sex != self.sex:
            return False
        return age is None or age.may_lie_in(self.start, self.until)


@dataclass(frozen=True, slots=True)
class Derived:
    """A sign that another answer gives: a consciousness, or a vital below `below` or at least `from_value`."""

    sign: str
    consciousness: tuple[str, ...] = ()
    vital: str = ""
    below: Decimal | None = None
    from_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TriageTable:
    """One edition of the tool. `sections` holds the codes of signs by the part of the card they stand in."""

    version: str
    valid_from: date
    title: str
    source: str
    confirm: bool
    vitals: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]
    derived: tuple[Derived, ...]
    rules: tuple[Rule, ...]


@cache
def tables() -> tuple[TriageTable, ...]:
    """Every edition shipped, oldest first.

    >>> tables()[0].version
    'iitt-2020-04'
    """
    folder = resources.files("dodomu.engine.clinic").joinpath("data")
    files = [file for file in folder.iterdir() if file.name.startswith("iitt-")]
    return tuple(sorted((_table(tomllib.loads(f.read_text("utf-8"))) for f in files), key=lambda t: t.valid_from))


def table_on(day: date) -> TriageTable:
    """The edition in force on a day. Raises LookupError before the first.

    >>> table_on(date(2026, 1, 1)).title
    'Interagency Integrated Triage Tool, routine triage'
    """
    valid = [table for table in tables() if table.valid_from <= day]
    if not valid:
        raise LookupError("no edition of the triage tool was in force on that day")
    return valid[-1]


def _table(read: Mapping[str, Any]) -> TriageTable:
    return TriageTable(
        version=read["version"],
        valid_from=read["valid_from"],
        title=read["title"],
        source=read["source"],
        confirm=read["confirm"],
        vitals=tuple(read["vitals"]),
        sections={part["section"]: tuple(part["codes"]) for part in read["sign"]},
        derived=tuple(_derived(row) for row in read["derived"]),
        rules=tuple(_rule(row) for row in read["rule"]),
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    values = dict(row)
    values["colour"] = Colour(values["colour"])
    values["start"] = values.pop("from", "")
    for name in ("signs", "consciousness"):
        values[name] = tuple(values.get(name, ()))
    for name in ("below", "above"):
        values[name] = _limit(values.get(name))
    return Rule(**values)


def _derived(row: Mapping[str, Any]) -> Derived:
    return Derived(
        sign=row["sign"],
        consciousness=tuple(row.get("consciousness", ())),
        vital=row.get("vital", ""),
        below=_limit(row.get("below")),
        from_value=_limit(row.get("from_value")),
    )


def _limit(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
