"""Typing error or relative? Pairs of full Ukrainian names, half of each, from the names of the invented population.

Same: one person, one or two typing errors in one of the two writings (``ERRORS``: a neighbouring key of the Ukrainian
layout, a letter doubled, dropped or swapped with the next, an apostrophe or soft sign left out, a Latin look-alike). Different: people who are easily taken
for one another (``NEAR``): brothers and sisters, parent and child, husband and wife, two family names or two given names
or two patronymics of the material that are one or two letters apart.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations, cycle
from typing import NamedTuple

from bench.matching.material import Family, Given, Material, material
from bench.matching.people import Draw

SEED = 2718
ROWS = ("'йцукенгшщзхї", " фівапролджє", " ячсмитьбю")
LATIN = dict(zip("аеіосрхуАЕІОСРХУКМНТВ", "aeiocpxyAEIOCPXYKMHTB", strict=True))
ERRORS = ("neighbour", "doubled", "dropped", "swapped", "sign", "look-alike")
NEAR = ("siblings", "father and son", "husband and wife", "family names", "given names", "patronymics")


BETTER_KNOWN = 20_000
"""How many of the family names, the better known first, pairs one letter apart are taken from."""


class Name(NamedTuple):
    """A full name as a register writes it."""

    family: str
    given: str
    patronymic: str

    def __str__(self) -> str:
        return f"{self.family} {self.given} {self.patronymic}"


class Pair(NamedTuple):
    """Two full names, whether they are one person, and how the pair was made."""

    first: str
    second: str
    same: bool
    kind: str


def pairs(many: int, stuff: Material | None = None, seed: int = SEED) -> list[Pair]:
    """``many`` pairs, half of one person, half of two; the same every time."""
    maker = Maker(stuff or material(), seed)
    made = []
    for at, near in zip(range(many // 2), cycle(NEAR), strict=False):
        kind = ERRORS[at % len(ERRORS)]
        made.append(maker.typo(kind, twice=maker.chance.random() < 0.3))
        made.append(maker.relatives(near))
    return made


class Maker:
    """Makes pairs from the material."""

    def __init__(self, stuff: Material, seed: int) -> None:
        self.draw = Draw(stuff, seed)
        self.chance = self.draw.chance
        self.families = _one_letter_apart(stuff.families[:BETTER_KNOWN])
        self.given = {
            "m": _near(stuff.boys[: stuff.ranked["boys"]], apart=3),
            "f": _near(stuff.girls[: stuff.ranked["girls"]], apart=3),
        }
        self.fathers = _near(stuff.fathers[: stuff.ranked["fathers"]], apart=4)

    def person(self, sex: str = "") -> tuple[Name, Family, Given, Given, str]:
        sex = sex or self.chance.choice("fm")
        family, father = self.draw.families(1)[0], self.draw.given("fathers")[0]
        given = self.draw.given("girls" if sex == "f" else "boys")[0]
        return named(sex, family, given, father), family, given, father, sex

    def typo(self, kind: str, *, twice: bool) -> Pair:
        """A name and the same with an error of ``kind``, sometimes with a second one of any kind."""
        while True:
            name, *_ = self.person()
            wrong = mistyped(str(name), kind, self.chance)
            if wrong and twice:
                wrong = mistyped(wrong, self.chance.choice(ERRORS), self.chance)
            if wrong and wrong != str(name):
                return self._shuffled(str(name), wrong, True, kind if not twice else f"{kind} and another")

    def relatives(self, kind: str) -> Pair:
        """Two people who are not one."""
        made: dict[str, Callable[[], tuple[Name, Name]]] = {
            "siblings": self.siblings,
            "father and son": self.father_and_son,
            "husband and wife": self.husband_and_wife,
            "family names": self.family_names,
            "given names": self.given_names,
            "patronymics": self.patronymics,
        }
        while True:
            first, second = made[kind]()
            if first != second:
                return self._shuffled(str(first), str(second), False, kind)

    def siblings(self) -> tuple[Name, Name]:
        first, family, given, father, _ = self.person()
        sex = self.chance.choice("fm")
        other = self.draw.given("girls" if sex == "f" else "boys")[0]
        while other.name == given.name:
            other = self.draw.given("girls" if sex == "f" else "boys")[0]
        return first, named(sex, family, other, father)

    def father_and_son(self) -> tuple[Name, Name]:
        father, family, _, _, _ = self.person("m")
        given = self.draw.given("fathers")[0]
        grown = father._replace(given=given.name)
        child = self.draw.given("boys")[0]
        return grown, named("m", family, child, given)

    def husband_and_wife(self) -> tuple[Name, Name]:
        husband, family, *_ = self.person("m")
        wife = named("f", family, self.draw.given("mothers")[0], self.draw.given("fathers")[0])
        return husband, wife

    def family_names(self) -> tuple[Name, Name]:
        _, _, given, father, sex = self.person()
        one, other = self.chance.choice(self.families)
        return named(sex, one, given, father), named(sex, other, given, father)

    def given_names(self) -> tuple[Name, Name]:
        _, family, _, father, sex = self.person()
        one, other = self.chance.choice(self.given[sex])
        return named(sex, family, one, father), named(sex, family, other, father)

    def patronymics(self) -> tuple[Name, Name]:
        _, family, given, _, sex = self.person()
        one, other = self.chance.choice(self.fathers)
        return named(sex, family, given, one), named(sex, family, given, other)

    def _shuffled(self, first: str, second: str, same: bool, kind: str) -> Pair:
        return Pair(first, second, same, kind) if self.chance.random() < 0.5 else Pair(second, first, same, kind)


def mistyped(text: str, kind: str, chance: random.Random) -> str:
    """``text`` with one error, or "" where this kind has no place in it."""
    places = [at for at in range(len(text)) if text[at] != " " and _fits(text, at, kind)]
    if not places:
        return ""
    at = chance.choice(places)
    before, letter, after = text[:at], text[at], text[at + 1 :]
    if kind == "neighbour":
        typed = chance.choice(neighbours(letter))
        return before + (typed.upper() if letter.isupper() else typed) + after
    if kind == "doubled":
        return before + letter + letter.lower() + after
    if kind == "look-alike":
        return before + LATIN[letter] + after
    if kind == "swapped":
        return before + after[0] + letter + after[1:]
    return before + after


def named(sex: str, family: Family, given: Given, father: Given) -> Name:
    girl = sex == "f"
    return Name(family.female if girl else family.male, given.name, father.patronymics[girl])


def neighbours(letter: str) -> str:
    """The letters beside one on the Ukrainian keyboard.

    >>> neighbours("к"), neighbours("ф"), neighbours("Q")
    ('уе', 'і', '')
    """
    for row in ROWS:
        if (at := row.find(letter.lower())) >= 0:
            return (row[max(at - 1, 0) : at] + row[at + 1 : at + 2]).strip()
    return ""


def _fits(text: str, at: int, kind: str) -> bool:
    letter, following = text[at], text[at + 1 : at + 2]
    if kind == "neighbour":
        return bool(neighbours(letter))
    if kind == "sign":
        return letter in "'ь"
    if kind == "look-alike":
        return letter in LATIN
    if kind == "swapped":
        return letter.islower() and following.islower() and letter != following
    return letter.islower() and letter not in "'ь"


def _near(rows: Sequence[Given], apart: int) -> list[tuple[Given, Given]]:
    """Pairs of two names with one first letter, at most ``apart`` errors from one another."""
    from rapidfuzz.distance import Levenshtein

    return [
        (one, other)
        for one, other in combinations(rows, 2)
        if one.name[0] == other.name[0]
        and Levenshtein.distance(one.name, other.name) <= apart
        and not set(one.russian) & set(other.russian)
    ]


def _one_letter_apart(rows: Sequence[Family]) -> list[tuple[Family, Family]]:
    """Pairs of two family names of which one letter differs or is missing; not two spellings of one Russian name."""
    without: defaultdict[str, list[Family]] = defaultdict(list)
    for family in rows:
        for at in range(1, len(family.male)):
            without[family.male[:at] + family.male[at + 1 :]].append(family)
        without[family.male].append(family)
    found = {
        (one, other)
        for alike in without.values()
        for one, other in combinations(sorted(alike), 2)
        if one != other and not set(one.russian_male) & set(other.russian_male)
    }
    return sorted(found)
