"""Two synthetic lists of one size that hold some children in common, for linking.

The left list is the invented population. Half of the right list are children of the left one as another list has them, the
other half are strangers, made in the same way from another population. How a row of the right list is written (``MANNERS``)
and what goes wrong in it (the shares below) is the same for both halves, so that no matcher can tell them by the writing.
Written and frozen before the scorer that is measured on it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bench.matching.altered import moved
from bench.matching.material import Material, material
from bench.matching.people import SEED as LEFT_SEED
from bench.matching.people import Draw, Person, people
from bench.matching.typos import mistyped
from bench.matching.writings import Writings

SEED = 577
IN_COMMON = 0.5
MANNERS = {"uk": 0.4, "ru": 0.3, "ru-icao": 0.15, "uk-kmu": 0.15}
TYPO, NO_PATRONYMIC, OTHER_SURNAME = 0.08, 0.2, 0.02
OTHER_DATE, YEAR_ONLY = 0.05, 0.05
OTHER_NAME_OF_PLACE, NO_PLACE = 0.2, 0.1


class Row(NamedTuple):
    """A row of the right list; ``truth`` is the number of the child in the left one, -1 for a stranger."""

    truth: int
    sex: str
    family: str
    given: str
    patronymic: str
    born: str
    place: str


def left(size: int, stuff: Material | None = None) -> list[Person]:
    """The first ``size`` people of the invented population."""
    return list(people(size, LEFT_SEED, stuff))


def right(known: Sequence[Person], stuff: Material | None = None, seed: int = SEED) -> list[Row]:
    """As many rows as ``known`` has, in an order without meaning."""
    stuff = stuff or material()
    chance, draw, writings = random.Random(seed), Draw(stuff, seed), Writings(stuff)
    common = chance.sample(range(len(known)), round(len(known) * IN_COMMON))
    strangers = people(len(known) - len(common), seed, stuff)
    rows = list(_rows(((known[at], at) for at in common), chance, draw, writings))
    rows += _rows(((one, -1) for one in strangers), chance, draw, writings)
    chance.shuffle(rows)
    return rows


def _rows(
    children: Iterable[tuple[Person, int]], chance: random.Random, draw: Draw, writings: Writings
) -> Iterable[Row]:
    manners, shares = list(MANNERS), list(MANNERS.values())
    for child, truth in children:
        told = child
        if chance.random() < OTHER_SURNAME:
            family = draw.families(1)[0]
            told = told._replace(family=family.female if told.sex == "f" else family.male)
        manner = chance.choices(manners, shares)[0]
        family_name, given, patronymic = writings.of(told, manner, chance)
        if chance.random() < TYPO:
            family_name = mistyped(family_name, chance.choice(("doubled", "dropped", "swapped")), chance) or family_name
        if chance.random() < NO_PATRONYMIC:
            patronymic = ""
        born, place = _born(child, chance), _place(child, chance, writings)
        yield Row(truth, child.sex, family_name, given, patronymic, born, place)


def _born(child: Person, chance: random.Random) -> str:
    lot = chance.random()
    if lot < OTHER_DATE:
        return moved(date.fromisoformat(child.born), chance).isoformat()
    return child.born[:4] if lot < OTHER_DATE + YEAR_ONLY else child.born


def _place(child: Person, chance: random.Random, writings: Writings) -> str:
    town, lot = writings.places[child.place, child.oblast], chance.random()
    if lot < NO_PLACE:
        return ""
    names = [*town.former, *([town.russian] if town.russian else [])]
    return chance.choice(names) if names and lot < NO_PLACE + OTHER_NAME_OF_PLACE else child.place
