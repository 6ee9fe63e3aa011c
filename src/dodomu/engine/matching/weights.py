"""The weights of the first scorer: natural log-odds per agreement, in one table.

Form of the model: Fellegi and Sunter, "A Theory for Record Linkage", JASA 64 (1969): log-odds of independent fields
add up. The values are set by hand: chance agreement from rough frequencies among Ukrainian children (a given name 3 %,
a patronymic 4 %, a family name 0.2 %, a birthday one in 18 years), error rates from the project's probes. A changed
citizenship or family name is expected after a forced transfer and therefore weighs little.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

PRIOR: Final = -9.2
"""Log-odds of two records meeting by chance, one in ten thousand: what a candidate search over a register hands over."""

GIVEN: Final = {
    "equal": 3.6,
    "equal_rare": 4.6,
    "variant": 3.4,
    "diminutive": 3.0,
    "ambiguous": 1.8,
    "similar": 2.0,
    "near": -1.0,
    "different": -6.0,
    "unlike": -4.0,
    "initial": 1.2,
    "other_initial": -1.5,
}
PATRONYMIC: Final = {
    "equal": 3.2,
    "equal_rare": 4.2,
    "variant": 3.0,
    "similar": 2.0,
    "near": -0.5,
    "different": -3.0,
    "initial": 0.8,
    "other_initial": -1.0,
}
FAMILY: Final = {
    "equal": 6.2,
    "common": 4.6,
    "sounds": 4.8,
    "similar": 4.0,
    "near": 1.8,
    "far": -0.5,
    "different": -1.8,
}
PLACE: Final = {"equal": 3.0, "renamed": 2.8, "similar": 1.5, "oblast": 0.7, "different": -0.8}
SEX: Final = {"equal": 0.6, "different": -3.0}
BIRTH: Final = {
    "swapped": 4.5,
    "year_off": 4.0,
    "digit": 3.0,
    "near": 1.5,
    "same_year": -2.0,
    "close": -1.0,
    "year_apart": -3.0,
    "different": -5.0,
}
CITIZENSHIP: Final = {"equal": 0.2, "different": -0.1}
DOCUMENT: Final = {"equal": 11.0, "different": -0.4}
PHONE: Final = {"equal": 2.5}
INSTITUTION: Final = {"equal": 1.5}
RELATIVE: Final = {"equal": 3.5, "similar": 1.8, "different": -1.0, "father_fits": 1.5, "father_differs": -0.8}
SAME_FAMILY_CEILING: Final = -3.5
"""Two different given names in one family are relatives: at most this much in favour of one person (3 %)."""

_COMMON = """
melnik wevxenk kovalenk bondarenk boik tkaxenk kravxenk koval olinik wevxuk poliwuk bondar tkaxuk moroz marxenk lisenk
rudenk savxenk petrenk kravxuk klimenk pavlenk savxuk kuzmenk ivanov ivanenk popov sidorenk vasilenk tkax gavriluk rudik
panxenk kostenk karpenk ponomarenk gonxarenk pavluk nikolaenk mironenk grigorenk koxerg smirnov petrov volkov kuznecov
"""
COMMON_FAMILY_NAMES: Final = frozenset(_COMMON.split())
"""Folded stems of family names so frequent that agreement says less."""


class Weighed(NamedTuple):
    """An agreement with its log-odds and the words that go into its sentence; a tuple, since millions are made."""

    agreement: str
    log_odds: float
    params: Mapping[str, str | int | float] = MappingProxyType({})
