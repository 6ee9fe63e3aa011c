"""Searches for one child among many, in another language or script than the register's: python -m bench.matching.queries

A search holds a family and a given name, no patronymic; a second kind also has the year of birth. The name is written in
Russian, in Latin letters from Russian or in Latin letters from Ukrainian (``KINDS``), in either order of words.

Ties, decided before any search was measured: R@1 counts the one child the search was made from, at the very place the
matcher returns it, whatever else has the same score. So that the question has an answer, the children asked for are those
whose pair of family and given name (as the Ukrainian register writes it) nobody else in the population bears; how many
such there are is printed, and the same measure over children drawn from all. What stays is that two different Ukrainian
names may be one name in Russian or in Latin letters: ``ceiling`` tells how many searches anybody could answer, counting a
search with k equal writings as 1/k.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from bench.matching.people import Person
from bench.matching.writings import Writings

SEED = 314
KINDS = {
    "Russian, Cyrillic": ("ru",),
    "Latin from Russian": ("ru-icao", "ru-passport-1997"),
    "Latin from Ukrainian": ("uk-kmu", "uk-passport-2007"),
}


class Search(NamedTuple):
    """What is typed, whom it means (position in the population), the year of birth, how it is written."""

    text: str
    truth: int
    year: int
    kind: str
    manner: str


def bearers(people: Sequence[Person]) -> Counter[tuple[str, str]]:
    """How many bear each pair of family and given name."""
    return Counter((one.family, one.given) for one in people)


def searches(
    people: Sequence[Person], many: int, writings: Writings, *, unique: bool = True, seed: int = SEED
) -> list[Search]:
    """``many`` searches, a third of each kind; the same for the same population."""
    chance = random.Random(seed)
    named = bearers(people)
    chosen: list[Search] = []
    asked: set[int] = set()
    while len(chosen) < many:
        person = people[chance.randrange(len(people))]
        if person.number in asked or (unique and named[person.family, person.given] > 1):
            continue
        asked.add(person.number)
        kind = list(KINDS)[len(chosen) % len(KINDS)]
        manner = chance.choice(KINDS[kind])
        family, given, _ = writings.of(person, manner, chance)
        text = f"{family} {given}" if chance.random() < 0.5 else f"{given} {family}"
        chosen.append(Search(text, person.number, int(person.born[:4]), kind, manner))
    return chosen


def share_unique(people: Sequence[Person]) -> float:
    """Share (0 to 1) of people whose pair of names nobody else bears."""
    return sum(1 for many in bearers(people).values() if many == 1) / len(people)


def ceiling(people: Sequence[Person], asked: Sequence[Search], writings: Writings, *, by_year: bool = False) -> float:
    """R@1 of who knows every writing: a search that fits k people equally counts 1/k."""
    living: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for one in people:
        living[one.family, one.given].append(one)
    alike = {manner: _by_writing(people, manner, writings) for manner in {one.manner for one in asked}}
    total = 0.0
    for search in asked:
        families, givens = alike[search.manner]
        person = people[search.truth]
        same = [
            other
            for family in families[writings.family_in(search.manner, person.sex, person.family).casefold()]
            for given in givens[writings.given_in(search.manner, person.given).casefold()]
            for other in living.get((family, given), ())
            if not by_year or int(other.born[:4]) == search.year
        ]
        total += 1 / max(len(same), 1)
    return total / len(asked)


def _by_writing(
    people: Sequence[Person], manner: str, writings: Writings
) -> tuple[defaultdict[str, set[str]], defaultdict[str, set[str]]]:
    """Family and given names by how the manner writes them."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    givens: defaultdict[str, set[str]] = defaultdict(set)
    for sex, family in {(one.sex, one.family) for one in people}:
        families[writings.family_in(manner, sex, family).casefold()].add(family)
    for given in {one.given for one in people}:
        givens[writings.given_in(manner, given).casefold()].add(given)
    return families, givens
