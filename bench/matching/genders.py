"""How Ukrainian and Russian family names and patronymics end for men and for women."""

from __future__ import annotations

from collections.abc import Mapping

PAIRS = (
    ("ський", "ська"),
    ("цький", "цька"),
    ("зький", "зька"),
    ("ов", "ова"),
    ("ьов", "ьова"),
    ("йов", "йова"),
    ("єв", "єва"),
    ("ев", "ева"),
    ("їн", "їна"),
    ("ін", "іна"),
    ("ий", "а"),
)
RARE = ("ин", "ина")
"""Ends a man's name of a pair (Голіцин, Голіцина) and a name of both (Калина): a pair only where both are known."""
SPELLED_RUSSIAN = ("скій", "цкій", "ская", "цкая", "кая", "ий'")
RUSSIAN = (("ский", "ская"), ("цкий", "цкая"), ("ой", "ая"), ("ый", "ая"), ("ий", "яя"), ("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина"), ("ын", "ына"))  # fmt: skip
FATHERS = {
    "микола": ("миколайович", "миколаївна"),
    "ілля": ("ілліч", "іллівна"),
    "лука": ("лукич", "луківна"),
    "сава": ("савич", "савівна"),
    "хома": ("хомич", "хомівна"),
    "кузьма": ("кузьмич", "кузьмівна"),
    "яків": ("якович", "яківна"),
    "лев": ("львович", "львівна"),
    "ігор": ("ігорович", "ігорівна"),
    "лазар": ("лазарович", "лазарівна"),
    "григорій": ("григорович", "григорівна"),
}


def feminine(male: str) -> str:
    """The form a woman bears; most Ukrainian family names have one form for all.

    >>> feminine("згурський"), feminine("іванов"), feminine("білий"), feminine("ткаченко"), feminine("сорокін")
    ('згурська', 'іванова', 'біла', 'ткаченко', 'сорокіна')
    """
    for ending, female in PAIRS:
        if male.endswith(ending) and len(male) > len(ending) + 1:
            return male.removesuffix(ending) + female
    return male


def masculine(female: str, known: Mapping[str, object]) -> str:
    """The form a man bears of what may be a woman's; the name itself where it is of both.

    >>> masculine("згурська", {}), masculine("калина", {}), masculine("голіцина", {"голіцин": 1}), masculine("біла", {})
    ('згурський', 'калина', 'голіцин', 'біла')
    """
    for ending, form in PAIRS[:-1]:
        if female.endswith(form) and len(female) > len(form) + 1:
            return female.removesuffix(form) + ending
    if female.endswith("а"):
        for male in (female[:-1], female[:-1] + "ий"):
            if male in known and male.endswith(("ий", RARE[0])):
                return male
    return female


def lexemes(known: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """The pair (man's, woman's) every known writing belongs to; Ukrainian letters over Russian endings are left out."""
    pairs = {}
    for name in known:
        if name.endswith(SPELLED_RUSSIAN):
            continue
        male = masculine(name, known)
        female = male + "а" if male.endswith(RARE[0]) and male + "а" in known else feminine(male)
        pairs[name] = (male, female)
    return pairs


def russian_feminine(male: str) -> str:
    """The Russian form a woman bears.

    >>> russian_feminine("Белый"), russian_feminine("Згурский"), russian_feminine("Ткаченко")
    ('Белая', 'Згурская', 'Ткаченко')
    """
    for ending, female in RUSSIAN:
        if male.endswith(ending):
            return male.removesuffix(ending) + female
    return male


def patronymics(father: str) -> tuple[str, str]:
    """What a son and a daughter are called after their father, in Ukrainian, small letters.

    >>> patronymics("сергій"), patronymics("петро"), patronymics("микола"), patronymics("богдан")
    (('сергійович', 'сергіївна'), ('петрович', 'петрівна'), ('миколайович', 'миколаївна'), ('богданович', 'богданівна'))
    """
    if father in FATHERS:
        return FATHERS[father]
    if father.endswith("й"):
        return father + "ович", father[:-1] + "ївна"
    stem = father[:-1] if father[-1] in "оьауеиіяюєї" else father
    return stem + "ович", stem + "івна"
