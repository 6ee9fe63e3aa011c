"""Two names compared part by part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import JaroWinkler

from dodomu.engine.matching.analysis import Analysis, Patronymic, Word, analyse
from dodomu.engine.matching.weights import COMMON_FAMILY_NAMES, FAMILY, GIVEN, PATRONYMIC, Weighed
from dodomu.engine.values.folding import skeleton
from dodomu.engine.values.names import NameForm

_Compare = Callable[[Word, Word], Weighed]
UNSTRESSED = str.maketrans("oe", "aa")
"""Unstressed vowels are written as they sound in Belarusian and by ear: Соколовська, Sakalouskaia."""
MISSING = Weighed("missing", 0.0)


@dataclass(frozen=True, slots=True)
class NameComparison:
    """How the parts of two names agree; `log_odds` is their sum, natural, without a prior."""

    given: Weighed
    patronymic: Weighed
    family: Weighed
    imposed: bool

    @property
    def log_odds(self) -> float:
        """The sum over the parts; a name imposed by others speaks less against.

        >>> compare_names(NameForm(given="Олена"), NameForm(given="Елена")).log_odds > 3
        True
        """
        parts = (self.given.log_odds, self.patronymic.log_odds, self.family.log_odds)
        return sum(max(part, -1.0) for part in parts) if self.imposed else sum(parts)


def compare_names(first: NameForm, second: NameForm) -> NameComparison:
    """Compare two names part by part, across scripts; where that fails, also with one order turned round.

    >>> olena = NameForm(given="Олена", patronymic="Іванівна", family="Коваленко")
    >>> compare_names(olena, NameForm(given="Yelena", family="KOVALENKO")).given.agreement
    'variant'
    >>> compare_names(olena, NameForm(given="Марія", patronymic="Іванівна", family="Коваленко")).given.agreement
    'different'
    """
    one, other = analyse(first), analyse(second)
    straight = _compare(one, other)
    if straight.family.log_odds > 1 or straight.given.log_odds > 1 or not _can_turn(one, other):
        return straight
    turned = max((_compare(one, _turned(other)), _compare(_turned(one), other)), key=lambda names: names.log_odds)
    return turned if turned.log_odds > straight.log_odds + 2 else straight


def _turned(name: Analysis) -> Analysis:
    return Analysis(name.family, name.patronymic, name.given, name.imposed)


def _can_turn(one: Analysis, other: Analysis) -> bool:
    """A known given name on both sides settles which part is which."""
    return not (any(word.classes for word in one.given) and any(word.classes for word in other.given))


def _compare(one: Analysis, other: Analysis) -> NameComparison:
    return NameComparison(
        _best(one.given, other.given, compare_given),
        _patronymics(one.patronymic, other.patronymic),
        _best(one.family, other.family, compare_family),
        one.imposed or other.imposed,
    )


def _best(one: tuple[Word, ...], other: tuple[Word, ...], compare: _Compare) -> Weighed:
    if not one or not other:
        return MISSING
    if len(one) == 1 and len(other) == 1:
        return compare(one[0], other[0])
    return max((compare(a, b) for a, b in product(one, other)), key=lambda weighed: weighed.log_odds)


@lru_cache(maxsize=65536)
def compare_given(one: Word, other: Word) -> Weighed:
    """Compare two given names: by name class where both are known, by sound otherwise.

    >>> from dodomu.engine.matching.analysis import analyse_word
    >>> compare_given(analyse_word("Олександр"), analyse_word("Сашко")).agreement
    'diminutive'
    """
    return _weighed(_given_agreement(one, other), GIVEN, one.written, other.written)


def _given_agreement(one: Word, other: Word) -> str:
    if one.initial or other.initial:
        return "initial" if one.folded[0] == other.folded[0] else "other_initial"
    known = one.classes and other.classes
    if one.folded == other.folded:
        return "equal" if known else "equal_rare"
    if known and one.classes & other.classes:
        if not (one.diminutive or other.diminutive):
            return "variant"
        return "diminutive" if min(len(one.classes), len(other.classes)) < 3 else "ambiguous"
    alike = JaroWinkler.similarity(one.folded, other.folded)
    if known:
        return "near" if alike >= 0.92 else "different"
    if alike >= 0.88 or one.skeleton == other.skeleton:
        return "similar"
    return "near" if alike >= 0.8 else "unlike"


@lru_cache(maxsize=65536)
def compare_family(one: Word, other: Word) -> Weighed:
    """Compare two family names; gender and case endings do not count.

    >>> from dodomu.engine.matching.analysis import analyse_word
    >>> compare_family(analyse_word("Згурська"), analyse_word("Zgurskij")).agreement
    'equal'
    """
    return _weighed(_family_agreement(one, other), FAMILY, one.written, other.written)


def _family_agreement(one: Word, other: Word) -> str:
    if one.stem == other.stem:
        return "common" if one.stem in COMMON_FAMILY_NAMES else "equal"
    alike = JaroWinkler.similarity(one.stem.translate(UNSTRESSED), other.stem.translate(UNSTRESSED))
    if one.skeleton == other.skeleton:
        return "sounds" if alike >= 0.78 else "far"
    for least, agreement in ((0.93, "similar"), (0.87, "near"), (0.78, "far")):
        if alike >= least:
            return agreement
    return "different"


@lru_cache(maxsize=65536)
def _patronymics(one: Patronymic | None, other: Patronymic | None) -> Weighed:
    if one is None or other is None:
        return MISSING
    return _weighed(_patronymic_agreement(one, other), PATRONYMIC, one.written, other.written)


def _patronymic_agreement(one: Patronymic, other: Patronymic) -> str:
    if one.initial or other.initial:
        return "initial" if one.folded[0] == other.folded[0] else "other_initial"
    if one.father == other.father:
        return "equal" if one.classes else "equal_rare"
    if one.classes & other.classes:
        return "variant"
    alike = JaroWinkler.similarity(one.father, other.father)
    if skeleton(one.father) == skeleton(other.father):
        return "similar" if alike >= 0.6 else "near"
    if one.classes and other.classes:
        return "near" if alike >= 0.93 else "different"
    return "similar" if alike >= 0.85 else "different"


def _weighed(agreement: str, weights: dict[str, float], one: str, other: str) -> Weighed:
    return Weighed(agreement, weights[agreement], {"first": one, "second": other})
