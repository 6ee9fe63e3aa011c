"""One phonetic spelling in which Ukrainian, Russian and Latin writings of a word meet.

The folded alphabet has one letter per sound group: a b v g d e j(ж) z i k l m n o p r s t u f c(ц) x(ч) w(ш, щ).
The correspondences restate the Ukrainian romanisation of 2010 (Cabinet of Ministers resolution 55), the passport
table of 2007, ICAO Doc 9303, ISO 9, GOST 1971 and the French, German and Polish habits.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from dodomu.engine.values.scripts import CYRILLIC, tokens

_LETTERS = "абвгґдеєэёжзиіїыйјклмнопрстуўфхцчшщюяѣқғңөүұһәҗћђљњџ"
_SOUNDS = "a b v g g d e e e e j z i i i i i i k l m n o p r s t u v f g c x w w iu ia e k g n o u u g a j x j l n j"
CYRILLIC_LETTERS: Final = {**dict(zip(_LETTERS, _SOUNDS.split(), strict=True)), "ь": "", "ъ": ""}
CYRILLIC_TABLE: Final = str.maketrans(CYRILLIC_LETTERS)

MARKED: Final = {
    **dict.fromkeys("âå", "ia"),
    **dict.fromkeys("ûů", "iu"),
    **dict.fromkeys("čćĉ", "č"),
    **dict.fromkeys("šśşș", "š"),
    **dict.fromkeys("žżź", "ž"),
    "ê": "ie",
    "ŝ": "šč",
    "ŭ": "v",
    "ţ": "ts",
    "ț": "ts",
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ß": "s",
    "ı": "i",
}
"""Latin letters whose mark says something; the mark of every other letter is left out."""

LATIN_GROUPS: Final = {
    **dict.fromkeys(("schtsch", "chtch", "shtch", "stsch", "shch", "šč", "szcz", "shh", "sch", "sh", "sz", "š"), "w"),
    **dict.fromkeys(("tsch", "tch", "ch", "cz", "č"), "x"),
    **dict.fromkeys(("zh", "ž"), "j"),
    **dict.fromkeys(("kh", "gh", "h", "g"), "g"),
    **dict.fromkeys(("tz", "tc", "ts"), "c"),
    **dict.fromkeys(("ou", "u"), "u"),
    **dict.fromkeys(("ck", "q"), "k"),
    **dict.fromkeys(("y", "j"), "i"),
    "ph": "f",
    "th": "t",
    "w": "v",
    "x": "ks",
}
_BY_PLACE = (
    ("(?:^|(?<=[aiou]))eh(?![aeiouy])", "e"),  # э in ISO/R 9: Ehlmira
    ("gu(?=[eiy])", "g"),  # French: Evgueni
    ("ou(?=$|sk|ck)|(?<=[a-z]{3}[^aeiouy])ou(?=na$)", "ov"),  # ў: Kruchkou, Baldouskaya
    ("(?<=[^aeiouyj])j(?![aeiouy])", ""),  # the soft sign of DSTU 9112: Kuzjma
    ("^x|(?<=[^aeo])x(?=[aeiouymr])", "g"),  # х in scientific writings: Xoma, Tyxon
    ("c(?=k[aehiouy])|(?<=e)c(?=ov)", "c"),  # Potocki, Kuznecov
    ("(?<=[auy])c$|(?<=s)c(?=y)", "k"),  # Cozac, Savciuc
)
"""What a group of letters says depends on its neighbours."""
_PLACES = tuple(sound for _, sound in _BY_PLACE)
_PLACE_SIGNS = ("j", "x", "ou", "gu", "eh", "ck", "ec", "scy")
_GROUPS = sorted(LATIN_GROUPS, key=len, reverse=True)
_HARD_C = "c(?![eiyjvmndbgpzž]|$)"
BY_PLACE: Final = re.compile("|".join([f"({pattern})" for pattern, _ in _BY_PLACE] + _GROUPS + [_HARD_C]))
BY_LETTERS: Final = re.compile("|".join([*_GROUPS, _HARD_C]))
"""The same for the words without any of `_PLACE_SIGNS`, which are most: half the time."""

SOFT_SIGNS: Final = re.compile("['’‘ʼ`´\"ʹʺ′″]")
DOUBLED: Final = re.compile(r"(.)\1+")
SOFTENED: Final = re.compile("(?<=[bvgdjzklmnprstfcxw])i(?=[aeu])")
SHORT_U: Final = re.compile("(?<=[ae])u(?![aeiou])")
"""ў as Belarusian is written in Latin letters (Paulichenka); Паул and Paul meet in the same way."""
VOWELS: Final = "aeiou"
GENITIVE: Final = ("skogo", "ckogo")
SKELETON_TABLE: Final = str.maketrans("zjcxwdbf", "ssssstpv", VOWELS)


@lru_cache(maxsize=4096)
def _unmarked(letter: str) -> str:
    """One letter as `LATIN_GROUPS` knows it; "" for what is no letter."""
    known = MARKED.get(letter)
    if known is not None:
        return known
    return "" if unicodedata.combining(letter) else unicodedata.normalize("NFD", letter)[0]


def _by_place(found: re.Match[str]) -> str:
    place = found.lastindex
    return _by_letters(found) if place is None else _PLACES[place - 1]


def _by_letters(found: re.Match[str]) -> str:
    return LATIN_GROUPS.get(found[0], "k")


def _latin(word: str) -> str:
    if not word.isascii():
        word = "".join(map(_unmarked, SOFT_SIGNS.sub("", word)))
    elif not word.isalpha():
        word = SOFT_SIGNS.sub("", word)
    if word.endswith("c") or any(sign in word for sign in _PLACE_SIGNS):
        grouped = BY_PLACE.sub(_by_place, word)
    else:
        grouped = BY_LETTERS.sub(_by_letters, word)
    return grouped if grouped.isascii() else "".join(letter for letter in grouped if "a" <= letter <= "z")


def sounds_of(token: str) -> str:
    """A word as `fold_token` folds it, but with its soft consonants still apart from the hard ones.

    >>> sounds_of("Марія"), sounds_of("Мара"), fold_token("Марія") == fold_token("Мара")
    ('maria', 'mara', True)
    """
    word = unicodedata.normalize("NFC", token.lower())
    if CYRILLIC.search(word):
        sounds = word.replace("ьо", "е").translate(CYRILLIC_TABLE)
        sounds = sounds if sounds.isascii() else "".join(letter for letter in sounds if letter.isascii())
    else:
        sounds = _latin(word)
    if not sounds.isalpha():
        sounds = "".join(letter for letter in sounds if letter.isalpha())
    sounds = DOUBLED.sub(r"\1", sounds)
    if "au" in sounds or "eu" in sounds:
        sounds = SHORT_U.sub("v", sounds)
    sounds = sounds.replace("ts", "c")
    return DOUBLED.sub(r"\1", sounds.replace("io", "e").replace("ie", "e")) if "i" in sounds else sounds


@lru_cache(maxsize=131072)
def fold_token(token: str) -> str:
    """Fold one word that stands in one script; letters outside both scripts are dropped.

    >>> fold_token("Згурський"), fold_token("Zghurskyi"), fold_token("Zgurskij")
    ('zgurski', 'zgurski', 'zgurski')
    """
    sounds = sounds_of(token)
    return DOUBLED.sub(r"\1", SOFTENED.sub("", sounds)) if "i" in sounds else sounds


def fold(text: str) -> str:
    """Fold a text word by word; look-alike letters of the wrong alphabet are repaired first.

    >>> fold("Єлизавета Щербак") == fold("Yelyzaveta SHCHERBAK") == fold("Елизавета Щербак")
    True
    """
    return " ".join(filter(None, map(fold_token, tokens(text))))


@lru_cache(maxsize=131072)
def stem(folded: str) -> str:
    """A folded word without its case and gender ending, so that Петров, Петрова and Петрову meet.

    >>> stem(fold("Згурська")), stem(fold("Згурского")), stem(fold("Коваленко"))
    ('zgursk', 'zgursk', 'kovalenk')
    """
    bare = (folded[:-3] if folded.endswith(GENITIVE) else folded).rstrip(VOWELS)
    return bare if len(bare) > 1 else folded


@lru_cache(maxsize=131072)
def skeleton(folded: str) -> str:
    """The consonants of a folded word, hissing and voiced ones merged; the stem when fewer than three remain.

    >>> skeleton(fold("Ковалів")), skeleton(fold("Kovalyov")), skeleton(fold("Жук"))
    ('kvlv', 'kvlv', 'juk')
    """
    bare = stem(folded)
    consonants = DOUBLED.sub(r"\1", bare.translate(SKELETON_TABLE))
    return consonants if len(consonants) > 2 else bare
