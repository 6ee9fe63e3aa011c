"""Names so frequent among Ukrainians that two people bearing one says less."""

from __future__ import annotations

from typing import Final

_COMMON = """
melnik wevxenk kovalenk bondarenk boik tkaxenk kravxenk koval olinik wevxuk poliwuk bondar tkaxuk moroz marxenk lisenk
rudenk savxenk petrenk kravxuk klimenk pavlenk savxuk kuzmenk ivanov ivanenk popov sidorenk vasilenk tkax gavriluk rudik
panxenk kostenk karpenk ponomarenk gonxarenk pavluk nikolaenk mironenk grigorenk koxerg smirnov petrov volkov kuznecov
"""
COMMON_FAMILY_NAMES: Final = frozenset(_COMMON.split())
"""Their folded stems; common knowledge, no list was copied."""

_GIVEN = """
oleksandr serhii volodymyr andrii oleksii mykola dmytro mykhailo ivan yurii viktor ihor oleh yevhen anatolii pavlo vasyl
petro maksym artem denys illia mykyta roman kyrylo yehor bohdan olena nataliia tetiana iryna svitlana olha hanna mariia
kateryna anastasiia yuliia daria sofiia viktoriia veronika polina liudmyla halyna nadiia valentyna
"""
COMMON_GIVEN_NAMES: Final = frozenset(_GIVEN.split())
"""Name classes borne by more than about one person in a hundred of the last three generations; common knowledge."""
