"""Patronymics: recognising one, and the father's name inside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dodomu.engine.values.folding import VOWELS, fold_token
from dodomu.engine.values.given_names import members_of
from dodomu.engine.values.scripts import repair_token
from dodomu.engine.values.sex import Sex

FEMALE: Final = re.compile("(?:[aeiou][vu]n|inixn|ixn|iniwn|iwn)(?:a|i|u|e|oi|oiu|ou)$")
MALE: Final = re.compile("(?:ovix|evix|avix|ivix|ix)(?:a|u|i|em|om|evi)?$")
IRREGULAR: Final = {"iakovl": ("yakiv",), "iak": ("yakiv",), "lv": ("lev",), "il": ("illia",)}
SHORT: Final = frozenset(("ilix", "lukix", "fomix", "savix"))
AFTER_NAME: Final = frozenset(("ogli", "oglu", "ogl", "kizi", "kiz", "uli", "ulu"))


@lru_cache(maxsize=65536)
def patronymic_sex(folded: str) -> Sex:
    """The sex a folded patronymic states, or UNKNOWN where the word does not end like one.

    >>> patronymic_sex(fold_token("Іванівна")), patronymic_sex(fold_token("Kovalenko"))
    (<Sex.FEMALE: 'f'>, <Sex.UNKNOWN: 'unknown'>)
    """
    if len(folded) > 5 and FEMALE.search(folded):
        return Sex.FEMALE
    if folded in SHORT or (len(folded) > 5 and MALE.search(folded)):
        return Sex.MALE
    return Sex.UNKNOWN


@lru_cache(maxsize=65536)
def father_stem(folded: str) -> str:
    """The folded father's name left when the ending is taken off.

    >>> father_stem(fold_token("Миколаївна")), father_stem(fold_token("Nikolaevich"))
    ('mikol', 'nikol')
    """
    stem = FEMALE.sub("", folded)
    if stem == folded:
        stem = MALE.sub("", folded)
    return stem.rstrip(VOWELS) or folded


@lru_cache(maxsize=65536)
def father_classes(folded: str) -> tuple[str, ...]:
    """The name classes the father's name may belong to, full forms only, sorted.

    >>> father_classes(fold_token("Миколаївна")), father_classes(fold_token("Nikolaevich"))
    (('mykola',), ('mykola',))
    """
    stem = father_stem(folded)
    if stem in IRREGULAR:
        return IRREGULAR[stem]
    found = {
        member.class_id
        for ending in ("", "a", "i", "o", "ai", "ei", "e")
        for member in members_of(stem + ending)
        if member.sex is Sex.MALE and not member.diminutive
    }
    return tuple(sorted(found))


def looks_patronymic(word: str) -> bool:
    """Whether a written word ends like a patronymic.

    >>> looks_patronymic("Ивановна"), looks_patronymic("Ткач")
    (True, False)
    """
    return patronymic_sex(fold_token(repair_token(word))).known
