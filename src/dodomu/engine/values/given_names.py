"""Name classes: the writings and everyday forms that stand for one given name.

A form can belong to several classes and to both sexes (Саша, Женя, Валя), so an answer is always a set.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from dodomu.engine.values.folding import DOUBLED, VOWELS, fold_token, sounds_of
from dodomu.engine.values.scripts import CYRILLIC, repair_token
from dodomu.engine.values.sex import Sex

TABLE: Final = "name_classes.csv"
FULL: Final = ("uk", "ru", "elsewhere")
NO_ENDINGS: Final = ("ai", "ui")
LOOSE: Final = str.maketrans("zwg", "sxx")
APOSTROPHES: Final = re.compile("['’‘ʼ`´ʹ]")


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


_Index = dict[str, tuple[ClassMember, ...]]


@cache
def name_rows() -> tuple[dict[str, str], ...]:
    """The table as it is written, one row per class: id, sex, uk, ru, elsewhere, diminutives.

    >>> name_rows()[0]["uk"].split()[0]
    'Ада'
    """
    text = resources.files("dodomu.engine.values").joinpath(TABLE).read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


@cache
def name_classes() -> dict[str, NameClass]:
    """Every class by id, in the order of the table.

    >>> name_classes()["olena"].usual, len(name_classes()) >= 400
    ('Олена', True)
    """
    return {row["id"]: _class(row) for row in name_rows()}


def _class(row: dict[str, str]) -> NameClass:
    full, everyday = _folded(row, *FULL), _folded(row, "diminutives")
    return NameClass(row["id"], Sex(row["sex"]), row["uk"].split()[0], full, everyday - full)


def _folded(row: dict[str, str], *columns: str) -> frozenset[str]:
    return frozenset(map(fold_token, _forms(row, *columns)))


def _forms(row: dict[str, str], *columns: str) -> list[str]:
    """The forms of some columns; with ьо also as the passports write it, without the soft sign: Льоня, Lonia."""
    words = [word for column in columns for word in row[column].split()]
    return words + [word.replace("ьо", "о") for word in words if "ьо" in word]


def by_commonness(class_ids: Iterable[str]) -> list[str]:
    """Class ids, those first that are likelier borne: a common name has many everyday forms.

    >>> by_commonness(["radomyr", "volodymyr", "boleslav"])[0]
    'volodymyr'
    """
    return sorted(class_ids, key=lambda one: (-len(name_classes()[one].diminutives), one))


@cache
def _entries() -> tuple[tuple[str, ClassMember], ...]:
    """Every form with what it stands for: full forms first, then names of many forms before those of few."""
    rows = {row["id"]: row for row in name_rows()}
    ordered = [rows[class_id] for class_id in by_commonness(rows)]
    return tuple(
        (form, ClassMember(row["id"], Sex(row["sex"]), diminutive))
        for diminutive, columns in ((False, FULL), (True, ("diminutives",)))
        for row in ordered
        for form in _forms(row, *columns)
    )


def _indexed(entries: Iterable[tuple[str, ClassMember]], key: Callable[[str], str]) -> _Index:
    found: defaultdict[str, dict[str, ClassMember]] = defaultdict(dict)
    for form, member in entries:
        found[key(form)].setdefault(member.class_id, member)
    return {form: tuple(members.values()) for form, members in found.items()}


@cache
def _members() -> _Index:
    """Every folded form.

    Where softness alone tells a full name from an everyday form of another (Марія from Мара, Анна from Аня), a folded
    word is the full name.
    """
    full: defaultdict[tuple[str, Sex], set[str]] = defaultdict(set)
    for form, member in _entries():
        if not member.diminutive:
            full[fold_token(form), member.sex].add(_plain(form))
    meant = [
        (form, member)
        for form, member in _entries()
        if not member.diminutive or _plain(form) in full.get((fold_token(form), member.sex), {_plain(form)})
    ]
    return _indexed(meant, fold_token)


@cache
def _written() -> _Index:
    """Every form as it is written."""
    return _indexed(_entries(), _plain)


@cache
def _sounding() -> _Index:
    """Every form as it sounds, soft and hard apart."""
    return _indexed(_entries(), sounds_of)


@cache
def _loose() -> dict[str, tuple[ClassMember, ...]]:
    """The full forms by what is left where one Latin letter stands for two sounds."""
    found: defaultdict[str, dict[str, ClassMember]] = defaultdict(dict)
    for entry in name_classes().values():
        for key in sorted({key for form in entry.full for key in _loose_keys(form)}):
            found[key].setdefault(entry.id, ClassMember(entry.id, entry.sex, False))
    return {key: tuple(members.values()) for key, members in found.items()}


def _loose_keys(folded: str) -> tuple[str, ...]:
    """A folded form in which z and s, and the sounds written ch and x do not differ; all readings of c and j."""
    plain = DOUBLED.sub(r"\1", folded.replace("ks", "x").translate(LOOSE))
    if "c" not in plain and "j" not in plain:
        return (plain,) if len(plain) > 3 else ()
    keys = [plain]
    for sign, readings in (("c", "kxs"), ("j", ("", "x"))):
        if sign in keys[0]:
            keys = [key.replace(sign, reading) for key in keys for reading in readings]
    return tuple(key for key in (DOUBLED.sub(r"\1", key) for key in keys) if len(key) > 3)


def _plain(word: str) -> str:
    """A written form without case, apostrophes and the dots of ё, which people leave out."""
    return APOSTROPHES.sub("", word.lower().replace("ё", "е"))


def _known(folded: str) -> tuple[ClassMember, ...]:
    """What the table says of a folded form, or of one that differs by its ending only."""
    table = _members()
    if (exact := table.get(folded)) is not None:
        return exact
    bare = folded.rstrip(VOWELS)
    if len(bare) < 3 or bare == folded or folded[len(bare) :] in NO_ENDINGS:
        return ()
    return table.get(bare + "a") or table.get(bare + "i") or table.get(bare + "o") or table.get(bare) or ()


@lru_cache(maxsize=65536)
def known_form(name: str) -> bool:
    """Whether a written word is a given name of the table, everyday and declined forms included.

    >>> known_form("Олені"), known_form("Kovalenko")
    (True, False)
    """
    return bool(_known(fold_token(name)))


@lru_cache(maxsize=65536)
def members_of(folded: str) -> tuple[ClassMember, ...]:
    """The classes a folded form may stand for.

    Case endings are tried when the form itself is unknown, and then what German (Sachar), French (Jeanna) and scientific
    writings (Zaxar) leave open.

    >>> sorted(member.class_id for member in members_of("iul"))
    []
    >>> members_of(fold_token("Олені"))[0].class_id
    'olena'
    """
    if known := _known(folded):
        return known
    keys = _loose_keys(folded)
    if len(keys) == 1:
        return _loose().get(keys[0], ())
    return tuple({member.class_id: member for key in keys for member in _loose().get(key, ())}.values())


@lru_cache(maxsize=65536)
def classes_of(name: str) -> tuple[ClassMember, ...]:
    """The classes one written given name may stand for.

    A form that the table holds in these very letters stands for what it says there. What is not found so is looked up by
    its sounds, in which Ania is not Anna, and only then by what `members_of` knows, where both meet.

    >>> sorted({str(member.sex) for member in classes_of("Женя")})
    ['f', 'm']
    >>> "leonid" in {member.class_id for member in classes_of("Лена")}
    False
    """
    word = repair_token(name)
    found = _written().get(_plain(word)) if CYRILLIC.search(word) else None
    return found or _sounding().get(sounds_of(word)) or members_of(fold_token(word))
