"""Synthetic altered records: what an institution that wants a child not to be found may have written.

All of it is made by the rules below and none is a record of a real child; whoever quotes a figure measured here says
"synthetic". Four things are altered, one alone or any three at once:

- name: written in Russian (Елена Ивановна for Олена Іванівна), in Cyrillic or in Latin letters;
- surname: replaced by an unrelated one, drawn as often as it is met; the given name and patronymic stay;
- date: day and month change places, the year is one off, one digit is another, or some days (1 to 20) are added or taken;
- place: the town by its former or Russian name where GeoNames has one, or another town altogether.

A fifth of each alteration alone is 200 records, any three at once is the rest: of 2,000 records 800 have one alteration
and 1,200 have three, 300 of each choice of three. The sex stays, the oblast and the mother are not told.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from bench.matching.material import Material, material
from bench.matching.people import FIRST, LAST, Draw, Person
from bench.matching.writings import Writings, Written

SEED = 1618
THINGS = ("name", "surname", "date", "place")
THREE = tuple(combinations(THINGS, 3))
ALONE = 0.4
"""The share of records with one alteration only."""
MANNERS = ("ru", "ru", "ru-icao", "ru-passport-1997")


class Altered(NamedTuple):
    """One altered record; ``truth`` is the number of the person it was made from."""

    truth: int
    things: tuple[str, ...]
    family: str
    given: str
    patronymic: str
    born: str
    place: str
    sex: str


def altered(people: Sequence[Person], many: int, stuff: Material | None = None, seed: int = SEED) -> list[Altered]:
    """``many`` altered records of different people; the same for the same population."""
    stuff = stuff or material()
    chance, draw, writings = random.Random(seed), Draw(stuff, seed), Writings(stuff)
    chosen = chance.sample(range(len(people)), many)
    alone = round(many * ALONE)
    records = []
    for at, number in enumerate(chosen):
        things = (THINGS[at % len(THINGS)],) if at < alone else THREE[at % len(THREE)]
        records.append(_record(people[number], things, chance, draw, writings))
    return records


def _record(person: Person, things: Sequence[str], chance: random.Random, draw: Draw, writings: Writings) -> Altered:
    told = person
    if "surname" in things:
        told = told._replace(family=_other_family(person, draw))
    manner = chance.choice(MANNERS) if "name" in things else "uk"
    name = writings.of(told, manner, chance) if "name" in things else Written(*told[3:6])
    born = moved(date.fromisoformat(person.born), chance).isoformat() if "date" in things else person.born
    place = _elsewhere(person, chance, draw, writings) if "place" in things else person.place
    return Altered(person.number, tuple(things), *name, born, place, person.sex)


def _other_family(person: Person, draw: Draw) -> str:
    while True:
        family = draw.families(1)[0]
        form = family.female if person.sex == "f" else family.male
        if form[:4] != person.family[:4]:
            return form


def moved(born: date, chance: random.Random) -> date:
    """Another date by one of four errors, each as likely as the others; a child's date it stays.

    A day that cannot change places with its month, or a digit that gives no date, is tried another way.
    """
    while True:
        error = chance.choice(("swap", "year", "digit", "days"))
        try:
            other = {"swap": _swapped, "year": _year_off, "digit": _digit, "days": _days}[error](born, chance)
        except ValueError:
            continue
        if other != born and FIRST <= other <= LAST:
            return other


def _swapped(born: date, chance: random.Random) -> date:
    return date(born.year, born.day, born.month)


def _year_off(born: date, chance: random.Random) -> date:
    return born.replace(year=born.year + chance.choice((-1, 1)))


def _digit(born: date, chance: random.Random) -> date:
    text = list(born.isoformat())
    text[chance.choice((3, 5, 6, 8, 9))] = chance.choice("0123456789")
    return date.fromisoformat("".join(text))


def _days(born: date, chance: random.Random) -> date:
    return born + timedelta(days=chance.choice((-1, 1)) * chance.randint(1, 20))


def _elsewhere(person: Person, chance: random.Random, draw: Draw, writings: Writings) -> str:
    """Half the time the town's own other name, where there is one; else another town."""
    town = writings.places[person.place, person.oblast]
    names = [*town.former, *([town.russian] if town.russian and town.russian != town.name else [])]
    if names and chance.random() < 0.5:
        return chance.choice(names)
    while True:
        other = draw.settlements(1)[0]
        if other.name != person.place:
            return other.name
