"""How well two words of a name agree, as a level; what a level is worth stands in the model, not here.

Two channels are read for each pair: letter by letter where both stand in one script, and by sound across scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from dodomu.engine.matching.analysis import Patronymic, Word
from dodomu.engine.matching.frequent import COMMON_FAMILY_NAMES, COMMON_GIVEN_NAMES

Weights = Mapping[str, float]
LETTERS: Final = 5
"""From so many letters on, ending included, one wrong letter leaves a word recognisable."""
MOST_EDITS: Final = 0.3
"""Family names are near when at most this share of their letters differs, whatever their beginning has in common."""

KNOWN_SEX: Final = frozenset(("f", "m"))
GIVEN: Final = (
    "equal_rare", "equal", "variant", "diminutive", "common", "ambiguous", "sounds", "similar", "initial",
    "other_initial", "near", "unlike", "different",
)  # fmt: skip
PATRONYMIC: Final = (
    "equal_rare", "equal", "variant", "sounds", "common", "similar", "initial", "near", "other_initial", "different",
)  # fmt: skip
FAMILY: Final = ("equal", "common", "sounds", "edit", "similar", "initial", "near", "far", "other_initial", "different")
"""The levels of each part, from what speaks most for one person to what speaks most against."""


def given_level(one: Word, other: Word) -> str:
    """How two given names agree: by name class where both are known, by letters and sound otherwise.

    "equal_rare" is an equal name outside our table, "common" one that many bear, in any writing; "ambiguous" a pet name of three names and more; "sounds" one
    sound; "similar" a slip of the pen; "near" alike but two known names.

    >>> from dodomu.engine.matching.analysis import analyse_word
    >>> given_level(analyse_word("Олександр"), analyse_word("Сашко"))
    'diminutive'
    """
    if one.initial or other.initial:
        return "initial" if one.folded[:1] == other.folded[:1] else "other_initial"
    ours, theirs = one.classes, other.classes
    if one.folded == other.folded:
        return ("equal" if ours.isdisjoint(COMMON_GIVEN_NAMES) else "common") if ours else "equal_rare"
    if ours and theirs:
        if not ours.isdisjoint(theirs):
            return _class_level(one, other)
        return "near" if _slip(one, other) else "different"
    if one.sounding == other.sounding:
        return "sounds"
    if _slip(one, other):
        return "similar"
    alike = JaroWinkler.similarity(one.sounding, other.sounding)
    return "similar" if alike >= 0.88 else "near" if alike >= 0.8 else "unlike"


def _class_level(one: Word, other: Word) -> str:
    if not (one.diminutive or other.diminutive):
        return "variant" if one.classes.isdisjoint(COMMON_GIVEN_NAMES) else "common"
    return "diminutive" if min(len(one.classes), len(other.classes)) < 3 else "ambiguous"


def family_level(one: Word, other: Word) -> str:
    """How two family names agree; endings of gender and case do not count.

    "sounds" is one sound in two spellings, "edit" one letter dropped, added or swapped, then by likeness down to
    "different".

    >>> from dodomu.engine.matching.analysis import analyse_word
    >>> family_level(analyse_word("Згурська"), analyse_word("Zgurskij"))
    'equal'
    >>> family_level(analyse_word("Ковальчук"), analyse_word("Ковальчк"))
    'edit'
    """
    if one.initial or other.initial:
        return "initial" if one.folded[:1] == other.folded[:1] else "other_initial"
    if one.stem == other.stem:
        return "common" if one.stem in COMMON_FAMILY_NAMES else "equal"
    if one.sounding == other.sounding:
        return "sounds"
    if _slip(one, other):
        # another letter in its place makes another real name more often than one dropped, doubled or swapped does
        swapped = sorted(one.bare) == sorted(other.bare)
        return "similar" if len(one.bare) == len(other.bare) and not swapped else "edit"
    alike = JaroWinkler.similarity(one.sounding, other.sounding)
    if one.skeleton == other.skeleton:
        return "similar" if alike >= 0.78 else "far"
    if alike >= 0.87 and OSA.normalized_distance(one.sounding, other.sounding) <= MOST_EDITS:
        return "similar" if alike >= 0.93 else "near"
    return "far" if alike >= 0.78 else "different"


def patronymic_level(one: Patronymic, other: Patronymic) -> str:
    """How two patronymics agree, by the father's name they hold.

    >>> from dodomu.engine.matching.analysis import analyse_patronymic
    >>> patronymic_level(analyse_patronymic("Пилипівна"), analyse_patronymic("Филипповна"))
    'variant'
    """
    if one.initial or other.initial:
        return "initial" if one.folded[0] == other.folded[0] else "other_initial"
    if one.father == other.father:
        return ("equal" if one.classes.isdisjoint(COMMON_GIVEN_NAMES) else "common") if one.classes else "equal_rare"
    if one.classes and other.classes:
        if not one.classes.isdisjoint(other.classes):
            return "variant" if one.classes.isdisjoint(COMMON_GIVEN_NAMES) else "common"
        return "near" if _patronymic_slip(one, other) else "different"
    if one.sounding == other.sounding:
        return "sounds"
    if _patronymic_slip(one, other):
        return "similar"
    alike = JaroWinkler.similarity(one.sounding, other.sounding)
    if one.skeleton == other.skeleton:
        return "similar" if alike >= 0.6 else "near"
    return "similar" if alike >= 0.88 else "near" if alike >= 0.8 else "different"


def sex_level(one: str, other: str) -> str:
    """How two sexes agree, "f", "m" or anything else for unknown.

    >>> sex_level("f", "m"), sex_level("f", "unknown")
    ('different', 'missing')
    """
    if one not in KNOWN_SEX or other not in KNOWN_SEX:
        return "missing"
    return "equal" if one == other else "different"


def _slip(one: Word, other: Word) -> bool:
    """One letter more, less, other or swapped: in the script itself where it is one, else in the sounding."""
    if len(one.written) < LETTERS or len(other.written) < LETTERS:
        return False
    if one.script == other.script:
        return _within_one(one.bare, other.bare) or _within_one(one.plain, other.plain)
    return _within_one(one.sounding, other.sounding)


def _patronymic_slip(one: Patronymic, other: Patronymic) -> bool:
    """The same of the whole patronymics, whose ending is long enough."""
    if one.script == other.script:
        return _within_one(one.plain, other.plain)
    return _within_one(one.folded, other.folded)


def _within_one(one: str, other: str) -> bool:
    """One edit leaves the first or the last letter where it is: most pairs are told apart by that."""
    if not -2 < len(one) - len(other) < 2 or (one[:1] != other[:1] and one[-1:] != other[-1:]):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1
