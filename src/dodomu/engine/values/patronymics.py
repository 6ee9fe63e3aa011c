"""Patronymics: recognising one, and the father's name inside it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import Final

from dodomu.engine.values.folding import VOWELS, fold_token
from dodomu.engine.values.given_names import name_classes
from dodomu.engine.values.scripts import repair_token
from dodomu.engine.values.sex import Sex

FEMALE: Final = re.compile("(?:[aeiou][vu]n|inixn|ixn|iniwn|iwn)(?:a|i|u|e|oi|oiu|ou)$")
MALE: Final = re.compile("(?:[aeio]vi[xc]|ix)(?:a|u|i|em|om|evi)?$")
ENDINGS: Final = tuple(
    re.compile(f"{ending}$")
    for ending in (
        "(?:inixn|iniwn)(?:a|i|u|e|oi|oiu|ou)",
        "[aeiou][vu]n(?:a|i|u|e|oi|oiu|ou)",
        "(?:ixn|iwn)(?:a|i|u|e|oi|oiu|ou)",
        "[aeio]vi[xc](?:a|u|i|em|om|evi)?",
        "ix(?:a|u|i|em|om|evi)?",
        "n(?:a|i|u|e|oi|oiu|ou)",
        "(?:ogli|oglu|ogl|kizi|gizi|kiz|uli|ulu)",
    )
)
"""What is taken off a patronymic, the longest first: Ильинична, Іванівна, Никитична, Іванович, Ілліч, Пална, Мамедоглы."""

IRREGULAR: Final = {
    "iakovl": ("yakiv",),
    "iak": ("yakiv",),
    "lv": ("lev",),
    "pal": ("pavlo",),
    "san": ("oleksandr",),
    "migal": ("mykhailo",),
    "timow": ("tymofii",),
}
"""Яковлевич, Якович, Львович, and what is left of long names in speech: Палыч, Саныч, Михалыч."""

SHORT: Final = frozenset(("ilix", "lukix", "fomix", "gomix", "savix", "sanix", "palix"))
SHORT_FEMALE: Final = frozenset(("palna", "migalna", "lvivna", "lvovna"))
AFTER_NAME: Final = frozenset(("ogli", "oglu", "ogl", "kizi", "gizi", "kiz", "uli", "ulu"))


@cache
def _fathers() -> dict[str, tuple[str, ...]]:
    """The classes of men's full names by the folded name without its closing vowels."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in name_classes().values():
        for form in entry.full if entry.sex is Sex.MALE else ():
            found[form.rstrip(VOWELS)].add(entry.id)
    return {stem: tuple(sorted(classes)) for stem, classes in found.items() if len(stem) > 1} | IRREGULAR


@lru_cache(maxsize=65536)
def patronymic_sex(folded: str) -> Sex:
    """The sex a folded patronymic states, or UNKNOWN where the word does not end like one.

    >>> patronymic_sex(fold_token("Іванівна")), patronymic_sex(fold_token("Kovalenko"))
    (<Sex.FEMALE: 'f'>, <Sex.UNKNOWN: 'unknown'>)
    """
    if folded in SHORT_FEMALE or (len(folded) > 5 and FEMALE.search(folded)):
        return Sex.FEMALE
    if folded in SHORT or (len(folded) > 5 and MALE.search(folded)):
        return Sex.MALE
    return Sex.UNKNOWN


@lru_cache(maxsize=65536)
def father_stem(folded: str) -> str:
    """The folded father's name left when the ending is taken off: of the possible endings one that leaves a known name.

    >>> father_stem(fold_token("Миколаївна")), father_stem(fold_token("Nikolaevich")), father_stem(fold_token("Савич"))
    ('mikol', 'nikol', 'sav')
    """
    stems = [ending.sub("", folded).rstrip(VOWELS) for ending in ENDINGS if ending.search(folded)]
    stems = [stem for stem in stems if len(stem) > 1]
    known = next((stem for stem in stems if stem in _fathers()), None)
    return known or (stems[0] if stems else folded.rstrip(VOWELS) or folded)


@lru_cache(maxsize=65536)
def father_classes(folded: str) -> tuple[str, ...]:
    """The name classes the father's name may belong to, full forms only, sorted.

    >>> father_classes(fold_token("Миколаївна")), father_classes(fold_token("Nikolaevich"))
    (('mykola',), ('mykola',))
    """
    return _fathers().get(father_stem(folded), ())


def looks_patronymic(word: str) -> bool:
    """Whether a written word ends like a patronymic.

    >>> looks_patronymic("Ивановна"), looks_patronymic("Ткач")
    (True, False)
    """
    return patronymic_sex(fold_token(repair_token(word))).known
