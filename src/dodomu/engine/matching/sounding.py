"""Two forms of a word beside its folded one: as it sounds where vowels are weak, and exactly as its script has it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dodomu.engine.values.folding import DOUBLED, fold_token, stem

WEAK: Final = str.maketrans("oec", "aat")
"""Unstressed vowels are written as they sound in Belarusian and by ear; its soft т and д are written ц and дз."""
SHORT_U: Final = re.compile(r"(?<=[aei])u(?=[^aeiou]|$)")
"""Belarusian ў, in Latin letters "u" after a vowel, is the в of the other languages: Sakalouskaia, Соколовская."""
LATIN_SHORT_U: Final = re.compile(r"ou(?=[^aeiouy]|$)")
SOFT: Final = re.compile("(?<=[bvgdjzklmnprstfxw])i(?=[aeu])")
MARKS: Final = str.maketrans("", "", "'’‘ʼ`´\"ʹʺьъ")
ENDING: Final = re.compile(r"(?:[аеєиіїоуюяыэёй]+|[aeiouy]+)$")


def sounding(written: str, folded: str) -> str:
    """The folded stem with weak vowels levelled, Belarusian writing undone, тч and шч as one sound.

    >>> sounding("Sakalouskaia", fold_token("Sakalouskaia")) == sounding("Соколовська", fold_token("Соколовська"))
    True
    """
    low = written.lower().replace("ŭ", "v")
    if "ou" in low and LATIN_SHORT_U.search(low):
        low = LATIN_SHORT_U.sub("ov", low)
    if low.isascii() and low != written.lower():
        folded = fold_token(low)
    plain = SOFT.sub("", folded.replace("dz", "d"))
    ground = stem(SHORT_U.sub("v", plain))
    return DOUBLED.sub(r"\1", ground.translate(WEAK).replace("tx", "x").replace("wx", "w"))


@lru_cache(maxsize=65536)
def bare(written: str) -> str:
    """The word in its own script, small letters, without marks, doubled letters and its ending of case or gender.

    >>> bare("Згурська"), bare("Мар'яненко"), bare("Kovalenko")
    ('згурск', 'маряненк', 'kovalenk')
    """
    low = DOUBLED.sub(r"\1", written.lower().translate(MARKS))
    ground = ENDING.sub("", low)
    return ground if len(ground) > 1 else low
