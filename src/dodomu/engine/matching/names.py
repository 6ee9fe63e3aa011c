"""Two names compared: as levels for a fast sum, as parts with their words for a reader, and as two plain texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

from dodomu.engine.matching import levels
from dodomu.engine.matching.analysis import Analysis, Word, analyse, analyse_name, readings
from dodomu.engine.matching.results import Reason
from dodomu.engine.matching.weights import FAMILY, GIVEN, IMPOSED_FLOOR, MISSING, MODEL, PATRONYMIC, SEX, Weighed
from dodomu.engine.values.names import NameForm

_Level = Callable[[Word, Word], str]
TURN: Final = 2.0
"""How much better the other order of given and family name must fit before it is believed."""
READ: Final = 1.0
"""A part that weighs more than this settles the order in which two names were read."""
given_level = lru_cache(maxsize=65536)(levels.given_level)
"""Remembered: given names come back by the thousand, family names do not."""


class Parts(NamedTuple):
    """The levels of given name, patronymic and family name, "missing" where a side has none; and what they weigh."""

    given: str
    patronymic: str
    family: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class FormComparison:
    """How the parts of two names agree; `log_odds` is their sum, natural, without a prior."""

    given: Weighed
    patronymic: Weighed
    family: Weighed
    imposed: bool

    @property
    def log_odds(self) -> float:
        """The sum over the parts; a name imposed by others speaks less against.

        >>> compare_forms(NameForm(given="Олена"), NameForm(given="Елена")).log_odds > 2
        True
        """
        return sum(self.weights)

    @property
    def weights(self) -> tuple[float, float, float]:
        """What each part weighs, in the order of the class."""
        least = IMPOSED_FLOOR if self.imposed else -math.inf
        return tuple(max(part.log_odds, least) for part in (self.given, self.patronymic, self.family))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Two names as texts: `score` from 0 to 1 is the chance of one name among names that look alike."""

    score: float
    log_odds: float
    reasons: tuple[Reason, ...]


def compare_names(a: str, b: str) -> NameComparison:
    """Compare two names as they are written, in any order of words, script and language.

    `log_odds` are natural and include the prior of two names that were put side by side because they look alike; each
    reason has a key of SENTENCES. A text without a readable name matches nothing, itself included.

    >>> compare_names("Коваленко Олена Іванівна", "Yelena Ivanovna KOVALENKO").score > 0.98
    True
    >>> compare_names("Коваленко Олена Іванівна", "Коваленко Марія Іванівна").score < 0.1
    True
    >>> compare_names("", "").score
    0.0
    """
    one, other = analyse_name(a), analyse_name(b)
    if one.empty or other.empty:
        return NameComparison(0.0, -math.inf, ())
    compared = compare_analysed(one.name, other.name)
    reasons = [
        Reason(f"{field}.{part.agreement}", part.params)
        for field, part in (("family", compared.family), ("given", compared.given), ("patronymic", compared.patronymic))
        if part is not MISSING
    ]
    sex = levels.sex_level(one.name.sex, other.name.sex)
    if sex == "different":
        reasons.append(Reason("sex.different"))
    log_odds = MODEL.name_prior + compared.log_odds + SEX[sex]
    return NameComparison(1 / (1 + math.exp(-log_odds)), log_odds, tuple(reasons))


def compare_forms(first: NameForm, second: NameForm) -> FormComparison:
    """Compare two names part by part, across scripts; where that fails, also with one order turned round.

    >>> olena = NameForm(given="Олена", patronymic="Іванівна", family="Коваленко")
    >>> compare_forms(olena, NameForm(given="Yelena", family="KOVALENKO")).given.agreement
    'common'
    >>> compare_forms(olena, NameForm(given="Марія", patronymic="Іванівна", family="Коваленко")).given.agreement
    'different'
    """
    return compare_analysed(analyse(first), analyse(second))


def compare_analysed(one: Analysis, other: Analysis) -> FormComparison:
    """The same of two analysed names."""
    one, other, found = _aligned(one, other)
    return FormComparison(
        _weighed(one.given, other.given, given_level, GIVEN),
        _patronymics(one, other, found.patronymic),
        _weighed(one.family, other.family, levels.family_level, FAMILY),
        one.imposed or other.imposed,
    )


def parts_of(one: Analysis, other: Analysis) -> Parts:
    """The levels of two analysed names and their weight: what `compare_forms` says, without words, in a few µs.

    >>> parts_of(analyse(NameForm("Олена", "", "Коваленко")), analyse(NameForm("Yelena", "", "Kovalenko"))).family
    'common'
    """
    return _aligned(one, other)[2]


def _aligned(one: Analysis, other: Analysis) -> tuple[Analysis, Analysis, Parts]:
    """Both names in the order of given and family name in which they fit best."""
    straight = _parts(one, other)
    both = one.family and other.family
    if both and ((one.anchored and other.anchored) or FAMILY[straight.family] > READ or GIVEN[straight.given] > READ):
        return one, other, straight
    pairs = [pair for pair in product(readings(one), readings(other)) if pair != (one, other)]
    if not (one.anchored and other.anchored):
        pairs += [(one, other.turned()), (one.turned(), other)]
    if not pairs:
        return one, other, straight
    best, pair = max(((_parts(*pair), pair) for pair in pairs), key=lambda found: found[0].log_odds)
    return (*pair, best) if best.log_odds > straight.log_odds + TURN else (one, other, straight)


def _parts(one: Analysis, other: Analysis) -> Parts:
    ours, theirs = one.given, other.given
    if len(ours) == 1 and len(theirs) == 1:
        given = given_level(ours[0], theirs[0])
    else:
        given = _best(ours, theirs, given_level, GIVEN)
    ours, theirs = one.family, other.family
    if len(ours) == 1 and len(theirs) == 1:
        family = levels.family_level(ours[0], theirs[0])
    else:
        family = _best(ours, theirs, levels.family_level, FAMILY)
    father, its = one.patronymic, other.patronymic
    patronymic = "missing" if father is None or its is None else levels.patronymic_level(father, its)
    weights = GIVEN[given], PATRONYMIC[patronymic], FAMILY[family]
    if one.imposed or other.imposed:
        return Parts(given, patronymic, family, sum(max(weight, IMPOSED_FLOOR) for weight in weights))
    return Parts(given, patronymic, family, sum(weights))


def _best(ours: Sequence[Word], theirs: Sequence[Word], level: _Level, weights: levels.Weights) -> str:
    pairs = product(ours, theirs)
    return max((level(word, another) for word, another in pairs), key=weights.__getitem__, default="missing")


def _weighed(ours: Sequence[Word], theirs: Sequence[Word], level: _Level, weights: levels.Weights) -> Weighed:
    if not ours or not theirs:
        return MISSING
    found = [(level(word, another), word, another) for word, another in product(ours, theirs)]
    agreement, word, another = max(found, key=lambda pair: weights[pair[0]])
    return Weighed(agreement, weights[agreement], {"first": word.written, "second": another.written})


def _patronymics(one: Analysis, other: Analysis, agreement: str) -> Weighed:
    if one.patronymic is None or other.patronymic is None:
        return MISSING
    words: dict[str, str | int | float] = {"first": one.patronymic.written, "second": other.patronymic.written}
    return Weighed(agreement, PATRONYMIC[agreement], words)
