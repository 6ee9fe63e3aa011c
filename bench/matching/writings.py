"""How one invented person is written in another language or script.

Russian forms are those of ``names-translator`` (MIT); Latin tables are those of ``translitua`` (MIT).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import NamedTuple

from bench.matching.material import Material, material
from bench.matching.people import Person

MANNERS = {
    "uk": ("uk", ""),
    "ru": ("ru", ""),
    "uk-kmu": ("uk", "UkrainianKMU"),
    "uk-passport-2007": ("uk", "UkrainianPassport2007"),
    "ru-icao": ("ru", "RussianICAO"),
    "ru-passport-1997": ("ru", "RussianInternationalPassport1997"),
}
"""Language and Latin table: Cabinet of Ministers 2010; Ukrainian passports of 2007; Russian passports now and of 1997."""
SELDOM = 0.1
"""How often another than the likeliest Russian form is written, where there is one (Клыменко for Клименко)."""


class Written(NamedTuple):
    """The parts of a name in one manner of writing."""

    family: str
    given: str
    patronymic: str


class Writings:
    """Knows how every name of the material is written."""

    def __init__(self, stuff: Material | None = None) -> None:
        stuff = stuff or material()
        self.families = {
            **{("m", one.male): one.russian_male for one in stuff.families},
            **{("f", one.female): one.russian_female for one in stuff.families},
        }
        self.given = {one.name: one.russian for one in (*stuff.boys, *stuff.girls, *stuff.fathers, *stuff.mothers)}
        self.patronymics = {
            form: russian
            for father in stuff.fathers
            for form, russian in zip(father.patronymics, father.russian_patronymics, strict=True)
        }
        self.places = {(one.name, one.oblast): one for one in stuff.settlements}

    def of(self, person: Person, manner: str, chance: random.Random | None = None) -> Written:
        """The name of ``person`` in a manner of MANNERS.

        Without ``chance`` always the likeliest Russian form.
        """
        language, table = MANNERS[manner]
        parts = (person.family, person.given, person.patronymic)
        if language == "ru":
            parts = (
                _one_of(self.families[person.sex, person.family], chance),
                _one_of(self.given[person.given], chance),
                self.patronymics[person.patronymic],
            )
        return Written(*(latin(part, table) if table else part for part in parts))

    def family_in(self, manner: str, sex: str, family: str) -> str:
        """The likeliest writing of a family name alone."""
        language, table = MANNERS[manner]
        form = self.families[sex, family][0] if language == "ru" else family
        return latin(form, table) if table else form

    def given_in(self, manner: str, given: str) -> str:
        """The likeliest writing of a given name alone."""
        language, table = MANNERS[manner]
        form = self.given[given][0] if language == "ru" else given
        return latin(form, table) if table else form


def _one_of(forms: tuple[str, ...], chance: random.Random | None) -> str:
    return chance.choice(forms[1:]) if chance and len(forms) > 1 and chance.random() < SELDOM else forms[0]


def latin(text: str, table: str) -> str:
    """``text`` by a table of ``translitua``, without the signs for soft and hard."""
    import translitua

    return str(translitua.translit(text, getattr(translitua, table))).replace("'", "")


def joined(parts: Iterable[str]) -> str:
    """The parts that are there, with spaces."""
    return " ".join(part for part in parts if part)
