"""One name taken apart once: folded words, stems, skeletons, name classes and the father's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dodomu.engine.values.folding import fold_token, skeleton, stem
from dodomu.engine.values.given_names import members_of
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameForm, NameKind
from dodomu.engine.values.patronymics import father_classes, father_stem, patronymic_sex
from dodomu.engine.values.scripts import tokens


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name in every form it is compared in; `classes` holds the ids of the given names it may be.

    Words and patronymics are made once per writing and then told apart by identity, which keeps the caches fast.
    """

    written: str
    folded: str
    stem: str
    skeleton: str
    classes: frozenset[str]
    diminutive: bool

    @property
    def initial(self) -> bool:
        """Whether only the first letter is written.

        >>> analyse_word("О").initial
        True
        """
        return len(self.written) == 1


@dataclass(frozen=True, slots=True, eq=False)
class Patronymic:
    """A patronymic as the father's name it holds."""

    written: str
    folded: str
    father: str
    classes: frozenset[str]
    initial: bool


@dataclass(frozen=True, slots=True)
class Analysis:
    """A whole name, its words by role."""

    given: tuple[Word, ...]
    patronymic: Patronymic | None
    family: tuple[Word, ...]
    imposed: bool


@lru_cache(maxsize=65536)
def analyse_word(written: str) -> Word:
    """Analyse one word.

    >>> sorted(analyse_word("Сашко").classes), analyse_word("Сашко").diminutive
    (['oleksandr'], True)
    """
    folded = fold_token(written)
    members = members_of(folded)
    classes = frozenset(member.class_id for member in members)
    diminutive = bool(members) and all(member.diminutive for member in members)
    return Word(written, folded, stem(folded), skeleton(folded), classes, diminutive)


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of one part of a name; the parts of a double name count singly.

    >>> [word.stem for word in words_of("Нечуй-Левицька")]
    ['nex', 'levick']
    """
    return tuple(word for word in map(analyse_word, tokens(text)) if word.folded)


@lru_cache(maxsize=65536)
def analyse_patronymic(text: str) -> Patronymic | None:
    """Analyse a patronymic, or None for an empty one.

    >>> sorted(analyse_patronymic("Миколаївна").classes)
    ['mykola']
    """
    found = tokens(text)
    if not found:
        return None
    folded = fold_token(found[0])
    known = patronymic_sex(folded).known
    father = father_stem(folded) if known else stem(folded)
    classes = father_classes(folded) if known else [member.class_id for member in members_of(folded)]
    return Patronymic(found[0], folded, father, frozenset(classes), len(found[0]) == 1)


def settled(name: NameForm) -> NameForm:
    """The name with its parts known: read from the words as written where a source gave no parts.

    >>> settled(NameForm(as_written="Коваленко Олена")).given
    'Олена'
    """
    if name.given or name.family or name.patronymic:
        return name
    return parse_name(name.as_written, kind=name.kind)


@lru_cache(maxsize=16384)
def analyse(name: NameForm) -> Analysis:
    """Analyse a name; a family name that is only known as a given name, next to an unknown one, changes places.

    >>> analyse(NameForm(given="Ткач", family="Ірина")).family[0].stem
    'tkax'
    """
    name = settled(name)
    given, family = words_of(name.given), words_of(name.family)
    if given and family and not _known(given) and _known(family):
        given, family = family, given
    imposed = name.kind in (NameKind.IMPOSED, NameKind.ADOPTIVE)
    return Analysis(given, analyse_patronymic(name.patronymic), family, imposed)


def _known(words: tuple[Word, ...]) -> bool:
    return any(word.classes or word.initial for word in words)
