"""The invented children as they truly are, and how the occupier's list writes them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the occupier's list; ``born`` is a rule of ``children.toml``."""

    name: str
    born: str
    place: str


@dataclass(frozen=True, slots=True)
class Child:
    """One invented child; ``age`` is the age on the day of loading."""

    key: str
    name: str
    sex: str
    age: int
    month: int
    day: int
    birth_place: str
    listed: Listed | None

    def born(self, today: date) -> date:
        """The true birth date that makes the child ``age`` years old today."""
        had_birthday = (today.month, today.day) >= (self.month, self.day)
        return date(today.year - self.age - (0 if had_birthday else 1), self.month, self.day)


def read(name: str) -> dict[str, Any]:
    """One data file of the scenario."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def children() -> dict[str, Child]:
    """Every child by its key."""
    return {key: _child(key, row) for key, row in read("children.toml").items()}


def _child(key: str, row: dict[str, Any]) -> Child:
    month, _, day = row["birthday"].partition("-")
    listed = Listed(**row["listed"]) if "listed" in row else None
    return Child(key, row["name"], row["sex"], row["age"], int(month), int(day), row["birth_place"], listed)


def shifted(born: date, rule: str) -> str:
    """The birth date as the occupier's list gives it, in its own notation.

    >>> shifted(date(2017, 3, 5), "swap"), shifted(date(2017, 3, 5), "+1y"), shifted(date(2017, 3, 5), "year")
    ('03.05.2017', '05.03.2018', '2017')
    """
    if rule == "year":
        return str(born.year)
    if rule == "swap" and born.day <= 12:
        born = born.replace(month=born.day, day=born.month)
    elif rule.endswith("y"):
        born = born.replace(year=born.year + int(rule[:-1]))
    elif rule.endswith("d"):
        born += timedelta(days=int(rule[:-1]))
    return born.strftime("%d.%m.%Y")
