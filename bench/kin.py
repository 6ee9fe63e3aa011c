"""Whether siblings are told apart while a child is known by a pet name: python bench/kin.py [--siblings 2000] [--pets 600]

Two kinds of invented pairs, the same every time. Siblings share the family name, the father, the town; one is written as
a mother says it, the other as an occupier's list has it: in Russian, in Latin letters, without a patronymic, with a year in
place of a date. One pair of sixteen are twins. A pet-name pair is one child, by the official name in one record and by an
everyday form in the other. The given names and their forms are those of our own table, the family names are made up: what
is measured is the scorer, not how many forms the table knows.

The maker of pairs (``siblings``, ``pets`` and what they call) is not changed to please a scorer: a new one is measured on
the same pairs.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.population import PLACES, family_name
from dodomu.engine.matching import Record, compare_records
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.given_names import NameClass, name_classes
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place
from dodomu.engine.values.transliteration import transliterated
from dodomu.journey.tracing.rules import threshold

SEED = 2026
TWINS = 1 / 16
FATHERS = {
    "Іван": ("Іванович", "Іванівна", "Иванович", "Ивановна"),
    "Микола": ("Миколайович", "Миколаївна", "Николаевич", "Николаевна"),
    "Олексій": ("Олексійович", "Олексіївна", "Алексеевич", "Алексеевна"),
    "Сергій": ("Сергійович", "Сергіївна", "Сергеевич", "Сергеевна"),
    "Дмитро": ("Дмитрович", "Дмитрівна", "Дмитриевич", "Дмитриевна"),
    "Володимир": ("Володимирович", "Володимирівна", "Владимирович", "Владимировна"),
    "Олег": ("Олегович", "Олегівна", "Олегович", "Олеговна"),
    "Ігор": ("Ігорович", "Ігорівна", "Игоревич", "Игоревна"),
    "Яків": ("Якович", "Яківна", "Яковлевич", "Яковлевна"),
    "Ілля": ("Ілліч", "Іллівна", "Ильич", "Ильинична"),
}
"""How a child is called after its father: son and daughter in Ukrainian, son and daughter in Russian."""


@dataclass(frozen=True)
class Home:
    """What brothers and sisters share, and when the first of them was born."""

    family: str
    father: str
    place: str
    born: date


@dataclass(frozen=True)
class Child:
    """One invented child; ``row`` are the writings of the given name by language."""

    name: NameClass
    row: dict[str, str]
    home: Home
    born: date

    @property
    def patronymics(self) -> tuple[str, str]:
        """In Ukrainian and in Russian."""
        son, daughter, russian_son, russian_daughter = FATHERS[self.home.father]
        return (daughter, russian_daughter) if self.name.sex == "f" else (son, russian_son)

    @property
    def surname(self) -> str:
        family = self.home.family
        return family.replace("ський", "ська").replace("овий", "ова") if self.name.sex == "f" else family


@cache
def rows() -> dict[str, dict[str, str]]:
    """The table of given names as it is written, by class."""
    text = (ROOT / "src/dodomu/engine/values/name_classes.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {row["id"]: row for row in csv.DictReader(lines)}


def child(chance: random.Random, home: Home, later: timedelta = timedelta(0)) -> Child:
    sex = chance.choice("fm")
    chosen = chance.choice(sorted(one for one, known in name_classes().items() if known.sex == sex))
    return Child(name_classes()[chosen], rows()[chosen], home, home.born + later)


def home_of(chance: random.Random) -> Home:
    family, born = family_name(chance), date(2008, 1, 1) + timedelta(days=chance.randrange(4500))
    return Home(family, chance.choice(sorted(FATHERS)), chance.choice(PLACES), born)


def siblings(count: int) -> Iterator[tuple[Record, Record, str]]:
    """``count`` pairs of two children of one family, and whether they are twins."""
    chance = random.Random(SEED)
    made = 0
    while made < count:
        home = home_of(chance)
        twins = chance.random() < TWINS
        later = timedelta(0) if twins else timedelta(days=chance.randrange(300, 2600))
        first, second = child(chance, home), child(chance, home, later)
        forms = [one.full | one.diminutives for one in (first.name, second.name)]
        if forms[0] & forms[1]:
            continue
        made += 1
        yield said(first), listed(chance, second), "twins" if twins else "siblings"


def pets(count: int) -> Iterator[tuple[Record, Record, str]]:
    """``count`` pairs of one child, the second time by an everyday form of the name."""
    chance = random.Random(SEED + 1)
    made = 0
    while made < count:
        one = child(chance, home_of(chance))
        everyday = one.row["diminutives"].split()
        if not everyday:
            continue
        made += 1
        form = chance.choice(everyday)
        yield said(one), listed(chance, one, given=form), form


def said(one: Child) -> Record:
    """As a mother says it."""
    name = NameForm(one.name.usual, one.patronymics[0], one.surname)
    return Record((name,), PartialDate.of_day(one.born), places=(Place(one.home.place),), sex=one.name.sex)


def listed(chance: random.Random, one: Child, given: str = "") -> Record:
    """As a list has it: in one of three writings, some of it missing."""
    writing = chance.choice(("uk", "ru", "latin"))
    first = given or one.row["ru" if writing == "ru" else "uk"].split()[0]
    patronymic = one.patronymics[writing == "ru"] if chance.random() < 0.7 else ""
    name = NameForm(first, patronymic, one.surname.replace("і", "и") if writing == "ru" else one.surname)
    if writing == "latin":
        name = NameForm(transliterated(first), transliterated(patronymic), transliterated(one.surname))
    birth = PartialDate.of_day(one.born) if chance.random() < 0.7 else PartialDate.from_edtf(str(one.born.year))
    return Record((name,), birth, places=(Place(one.home.place),), sex=one.name.sex)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--siblings", type=int, default=2000)
    parser.add_argument("--pets", type=int, default=600)
    parser.add_argument("--show", type=int, default=5, help="how many wrong ones of each kind are printed")
    asked = parser.parse_args()
    line = threshold("offer")
    for title, pairs, wanted in (
        ("siblings taken for one child", siblings(asked.siblings), False),
        ("pet names above the review line", pets(asked.pets), True),
    ):
        found, total, wrong = 0, 0, []
        for left, right, note in pairs:
            compared = compare_records(left, right)
            above = compared.probability >= line
            found, total = found + above, total + 1
            if above is not wanted:
                wrong.append(f"{left.names[0].full} | {right.names[0].full} | {note}")
        print(f"{title:<36} {found:,} of {total:,}  {100 * found / total:.2f} %  (line {line})", flush=True)
        for text in wrong[: asked.show]:
            print(f"  {text}")


if __name__ == "__main__":
    main()
