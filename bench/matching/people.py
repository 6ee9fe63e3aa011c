"""An invented population of children: python -m bench.matching.people --size 1000000 --out people.tsv

Nobody in it exists; the same seed makes the same people. Written and frozen before the scorer that is measured on it: a
change here is a new benchmark, not a correction.

How often names are met (``LAWS``): the weight of the name of rank r is 1 / (r + shift) ** power, the law of Zipf and
Mandelbrot. With the powers below the first family name has 0.23 % of all people and the hundredth 0.06 %, as the published
counts of Мельник, Шевченко and those that follow have it; the first boys' name 5 %, the first father's name 12 %. The
order of the frequent names is that of ``frequent``; the rest follow in an order without meaning, since the licence-clean
lists carry no counts. A part of the children (``TAIL``) bears a rare given name.

Children come in households: brothers and sisters share family name, father, mother and town, and are born at least 300
days apart or are twins. Birth days are spread evenly over 2005 to 2022, towns are drawn by the number of people in them.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, count, islice
from pathlib import Path
from typing import NamedTuple

from bench.matching.material import Family, Given, Material, material
from bench.matching.settlements import Settlement

SEED = 2026
LAWS = {"families": (0.8, 20), "boys": (1.1, 8), "girls": (1.1, 8), "fathers": (1.3, 3), "mothers": (1.2, 4)}
TAIL = {"boys": 0.05, "girls": 0.05, "fathers": 0.03, "mothers": 0.04}
FIRST, LAST = date(2005, 1, 1), date(2022, 12, 31)
CHILDREN = ((1, 0.55), (2, 0.33), (3, 0.12))
TWINS, APART, LATEST = 0.015, 300, 2600
MOTHER_KNOWN = 0.6
AT_A_TIME = 4096


class Person(NamedTuple):
    """One child as a Ukrainian register writes it; ``mother`` is her family and given name, or "" where not known."""

    number: int
    household: int
    sex: str
    family: str
    given: str
    patronymic: str
    born: str
    place: str
    oblast: str
    mother: str


def weights(size: int, law: tuple[float, int], ranked: int = 0, tail: float = 0.0) -> list[float]:
    """Cumulative weights by rank; those beyond ``ranked`` share ``tail`` of the whole by the same law.

    >>> [round(one, 2) for one in weights(3, (1.0, 0))]
    [1.0, 1.5, 1.83]
    """
    power, shift = law
    plain = [1 / (rank + shift) ** power for rank in range(1, size + 1)]
    if ranked and tail and ranked < size:
        head, rest = sum(plain[:ranked]), sum(plain[ranked:])
        plain = [one / head * (1 - tail) for one in plain[:ranked]] + [one / rest * tail for one in plain[ranked:]]
    return list(accumulate(plain))


class Draw:
    """Names and towns drawn by their frequency."""

    def __init__(self, stuff: Material, seed: int) -> None:
        self.chance = random.Random(seed)
        self.stuff = stuff
        self.sums = {
            title: weights(len(getattr(stuff, title)), law, stuff.ranked[title], TAIL.get(title, 0.0))
            for title, law in LAWS.items()
        }
        self.towns = list(accumulate(float(town.people) for town in stuff.settlements))

    def families(self, many: int) -> list[Family]:
        return self.chance.choices(self.stuff.families, cum_weights=self.sums["families"], k=many)

    def given(self, title: str, many: int = 1) -> list[Given]:
        return self.chance.choices(getattr(self.stuff, title), cum_weights=self.sums[title], k=many)

    def settlements(self, many: int) -> list[Settlement]:
        return self.chance.choices(self.stuff.settlements, cum_weights=self.towns, k=many)


def people(size: int, seed: int = SEED, stuff: Material | None = None) -> Iterator[Person]:
    """``size`` children, one after the other; memory does not grow with the size."""
    return islice(_endless(Draw(stuff or material(), seed)), size)


def _endless(draw: Draw) -> Iterator[Person]:
    chance, numbers, households = draw.chance, count(), count()
    sizes, shares = zip(*CHILDREN, strict=True)
    while True:
        rows = zip(
            draw.families(AT_A_TIME),
            draw.given("fathers", AT_A_TIME),
            draw.given("mothers", AT_A_TIME),
            draw.settlements(AT_A_TIME),
            chance.choices(sizes, shares, k=AT_A_TIME),
            strict=True,
        )
        for family, father, mother, town, children in rows:
            household = next(households)
            called = f"{family.female} {mother.name}" if chance.random() < MOTHER_KNOWN else ""
            for sex, name, born in _children(draw, children):
                girl = sex == "f"
                yield Person(
                    next(numbers),
                    household,
                    sex,
                    family.female if girl else family.male,
                    name.name,
                    father.patronymics[girl],
                    born.isoformat(),
                    town.name,
                    town.oblast,
                    called,
                )


def _children(draw: Draw, many: int) -> Iterator[tuple[str, Given, date]]:
    """Brothers and sisters with different names; one who would be born after the last day is not there."""
    chance = draw.chance
    born = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1))
    names: set[str] = set()
    for _ in range(many):
        sex = chance.choice("fm")
        name = draw.given("girls" if sex == "f" else "boys")[0]
        while name.name in names:
            name = draw.given("girls" if sex == "f" else "boys")[0]
        names.add(name.name)
        yield sex, name, born
        if chance.random() >= TWINS:
            born += timedelta(days=chance.randrange(APART, LATEST))
        if born > LAST:
            return


def write(path: Path, rows: Iterable[Person]) -> None:
    """As a table of tab-separated columns, so that other programs read it as well."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(Person._fields)
        writer.writerows(rows)


def read(path: Path) -> Iterator[Person]:
    """What ``write`` wrote; equal strings are one object, which keeps a million people in some hundred megabytes."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        for number, household, *words in rows:
            yield Person(int(number), int(household), *map(sys.intern, words))


def kept(size: int, folder: Path, seed: int = SEED) -> Path:
    """The table of ``size`` people in ``folder``, made on first use."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"people-{size}-{seed}.tsv"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        write(unfinished, people(size, seed))
        unfinished.rename(path)
    return path


def shares(rows: Sequence[Person]) -> str:
    """How common the commonest names came out, in words."""
    from collections import Counter

    told = []
    for field in ("family", "given", "patronymic", "place"):
        (name, most), *_ = Counter(getattr(row, field) for row in rows).most_common(1)
        told.append(f"{field} {name} {100 * most / len(rows):.2f} %")
    return ", ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    begun = time.perf_counter()
    write(asked.out, people(asked.size, asked.seed))
    print(f"{asked.size:,} invented people in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
