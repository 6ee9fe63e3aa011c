"""Name classes: the writings and everyday forms that stand for one given name.

A form can belong to several classes and to both sexes (Саша, Женя, Валя), so an answer is always a set.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from dodomu.engine.values.folding import VOWELS, fold_token
from dodomu.engine.values.scripts import repair_token, tokens
from dodomu.engine.values.sex import Sex

TABLE: Final = "name_classes.csv"
MOST_CLASSES: Final = 8
"""Слава stands for ten names; more than this says nothing and costs search terms."""


@dataclass(frozen=True, slots=True)
class NameClass:
    """One given name: its id, sex, the usual Ukrainian form, and all folded forms."""

    id: str
    sex: Sex
    usual: str
    full: frozenset[str]
    diminutives: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClassMember:
    """One reading of a form: the class it may stand for, and whether as a diminutive."""

    class_id: str
    sex: Sex
    diminutive: bool


@cache
def name_classes() -> dict[str, NameClass]:
    """Every class by id, in the order of the table.

    >>> name_classes()["olena"].usual, len(name_classes()) >= 150
    ('Олена', True)
    """
    text = resources.files("dodomu.engine.values").joinpath(TABLE).read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    return {row["id"]: _class(row) for row in rows}


def _class(row: dict[str, str]) -> NameClass:
    full = _folded(f"{row['uk']} {row['ru']} {row['latin']}")
    return NameClass(row["id"], Sex(row["sex"]), tokens(row["uk"])[0], full, _folded(row["diminutives"]) - full)


def _folded(forms: str) -> frozenset[str]:
    return frozenset(map(fold_token, tokens(forms)))


@cache
def _members() -> dict[str, tuple[ClassMember, ...]]:
    found: defaultdict[str, list[ClassMember]] = defaultdict(list)
    for entry in name_classes().values():
        for form in sorted(entry.full):
            found[form].append(ClassMember(entry.id, entry.sex, False))
        for form in sorted(entry.diminutives):
            found[form].append(ClassMember(entry.id, entry.sex, True))
    return {
        form: tuple(sorted(members, key=lambda member: member.diminutive)[:MOST_CLASSES])
        for form, members in found.items()
    }


@lru_cache(maxsize=65536)
def members_of(folded: str) -> tuple[ClassMember, ...]:
    """The classes a folded form may stand for; case endings are tried when the form itself is unknown.

    >>> sorted(member.class_id for member in members_of("iul"))
    []
    >>> [member.class_id for member in members_of(fold_token("Олені"))]
    ['olena']
    """
    table = _members()
    if (exact := table.get(folded)) is not None:
        return exact
    bare = folded.rstrip(VOWELS)
    if len(bare) < 3 or bare == folded:
        return ()
    return table.get(bare + "a") or table.get(bare + "i") or table.get(bare + "o") or table.get(bare) or ()


def classes_of(name: str) -> tuple[ClassMember, ...]:
    """The classes one written given name may stand for.

    >>> sorted({str(member.sex) for member in classes_of("Женя")})
    ['f', 'm']
    """
    return members_of(fold_token(repair_token(name)))
