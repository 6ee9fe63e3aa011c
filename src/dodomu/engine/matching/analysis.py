"""One name taken apart once: folded words, stems, skeletons, name classes and the father's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dodomu.engine.matching.sounding import bare, sounding
from dodomu.engine.values.folding import fold_token, skeleton, stem
from dodomu.engine.values.given_names import classes_of, members_of
from dodomu.engine.values.name_notes import name_notes
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameForm, NameKind
from dodomu.engine.values.patronymics import father_classes, father_stem, patronymic_sex
from dodomu.engine.values.scripts import script_of, tokens
from dodomu.engine.values.sex import Sex

_CACHE: Final = 262144
LONGEST: Final = 400
UKRAINIAN: Final = frozenset("іїєґ")
RUSSIAN: Final = frozenset("ыэёъ")
FEMALE_FAMILY: Final = ("ova", "eva", "ina", "aia", "ska", "cka")
MALE_FAMILY: Final = ("ov", "ev", "ski", "cki")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name in every form it is compared in; `classes` holds the ids of the given names it may be.

    `plain` is it in small letters, `bare` that without its ending, and `script` "cyrl" or "latn": two words of one script are also
    compared letter by letter. `sounding` is the folded stem as it sounds, unstressed vowels and Belarusian ц, дз
    levelled; `sex` that of the given names it may be, where it is one. Words and patronymics are made once per writing and told apart by identity.
    """

    written: str
    folded: str
    stem: str
    skeleton: str
    sounding: str
    plain: str
    bare: str
    script: str
    classes: frozenset[str]
    diminutive: bool
    initial: bool
    sex: str


@dataclass(frozen=True, slots=True, eq=False)
class Patronymic:
    """A patronymic as the father's name it holds; `sounding` is that name as it sounds, `plain` in small letters."""

    written: str
    plain: str
    script: str
    folded: str
    father: str
    skeleton: str
    sounding: str
    classes: frozenset[str]
    initial: bool


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A whole name, its words by role.

    `anchored` tells that a known given name beside an unknown one settles which word is which; `sex` is what the endings and the given name
    state, "f", "m" or "".
    """

    given: tuple[Word, ...]
    patronymic: Patronymic | None
    family: tuple[Word, ...]
    imposed: bool
    anchored: bool
    sex: str

    def turned(self) -> Analysis:
        """Given and family name in each other's place."""
        return Analysis(self.family, self.patronymic, self.given, self.imposed, self.anchored, self.sex)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to compare.

        >>> analyse(NameForm()).empty
        True
        """
        return not (self.given or self.family or self.patronymic)


@lru_cache(maxsize=_CACHE)
def analyse_word(written: str) -> Word:
    """Analyse one word.

    >>> sorted(analyse_word("Сашко").classes), analyse_word("Сашко").diminutive
    (['oleksandr'], True)
    """
    folded = fold_token(written)
    members = classes_of(written)
    classes = frozenset(member.class_id for member in members)
    diminutive = bool(members) and all(member.diminutive for member in members)
    ground, script = stem(folded), script_of(written)
    return Word(
        written,
        folded,
        ground,
        skeleton(folded),
        sounding(written, folded),
        written.lower(),
        bare(written),
        script,
        classes,
        diminutive,
        len(written) == 1,
        _one_sex(frozenset(member.sex.value for member in members)),
    )


@lru_cache(maxsize=_CACHE)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of one part of a name; the parts of a double name count singly.

    >>> [word.stem for word in words_of("Нечуй-Левицька")]
    ['nex', 'levick']
    """
    return tuple(word for word in map(analyse_word, tokens(text)) if word.folded)


@lru_cache(maxsize=_CACHE)
def analyse_patronymic(text: str) -> Patronymic | None:
    """Analyse a patronymic, or None for an empty one.

    >>> sorted(analyse_patronymic("Миколаївна").classes)
    ['mykola']
    """
    found = tokens(text)
    if not found or not (folded := fold_token(found[0])):
        return None
    known = patronymic_sex(folded).known
    father = father_stem(folded) if known else stem(folded)
    classes = father_classes(folded) if known else [member.class_id for member in members_of(folded)]
    return Patronymic(
        found[0],
        found[0].lower(),
        script_of(found[0]),
        folded,
        father,
        skeleton(father),
        sounding("", father),
        frozenset(classes),
        len(found[0]) == 1,
    )


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
    known, also = _known(given), _known(family)
    if given and family and also and not known:
        given, family = family, given
    anchored = known != also
    imposed = name.kind in (NameKind.IMPOSED, NameKind.ADOPTIVE)
    father = analyse_patronymic(name.patronymic)
    return Analysis(given, father, family, imposed, anchored, _sex(given, father, family))


@dataclass(frozen=True, slots=True)
class NameAnalysis:
    """A name read from a text: its parts as `form`, everything they are compared by as `name`.

    `languages` are those of the words as written, "uk", "ru", "be", "latin" or "" where nothing tells, in the order of
    `words`; `repaired` tells that letters of another alphabet were replaced.
    """

    form: NameForm
    name: Analysis
    words: tuple[str, ...]
    languages: tuple[str, ...]
    repaired: bool

    @property
    def empty(self) -> bool:
        """Whether the text holds no readable name; such a name matches nothing."""
        return self.name.empty

    @property
    def notes(self) -> tuple[str, ...]:
        """Codes of what is odd about the text, such as "date_inside"; NAME_NOTES of the values has their sentences."""
        return name_notes(self.form.as_written)

    @property
    def classes(self) -> frozenset[str]:
        """The ids of the given names it may be: Микола, Николай, Mykola and Коля share one.

        >>> sorted(analyse_name("Коля").classes & analyse_name("Mykola").classes & analyse_name("Николай").classes)
        ['mykola']
        """
        return frozenset().union(*(word.classes for word in self.name.given))


def analyse_name(text: str) -> NameAnalysis:
    """Take a name apart: look-alike letters repaired, words in any order given their roles, folded and exact forms, sex.

    Never raises; of a longer text the first 400 signs are read. The text itself is kept in `form.as_written`.

    >>> found = analyse_name("КОВАЛЕНКО Сашко Миколайович")
    >>> found.form.family, found.form.given, found.form.patronymic, found.name.sex
    ('КОВАЛЕНКО', 'Сашко', 'Миколайович', 'm')
    """
    form = parse_name(text[:LONGEST])
    words = tuple(tokens(text[:LONGEST]))
    return NameAnalysis(form, analyse(form), words, tuple(map(language_of, words)), " ".join(words) not in text)


def language_of(word: str) -> str:
    """The language whose letters a word holds: "uk", "ru", "be", "latin", or "" for letters that several share.

    >>> language_of("Їжак"), language_of("Кобылин"), language_of("Kovalenko"), language_of("Коваленко")
    ('uk', 'ru', 'latin', '')
    """
    if script_of(word) == "latn":
        return "latin"
    letters = frozenset(word.lower())
    if "ў" in letters:
        return "be"
    if letters & UKRAINIAN:
        return "be" if "ы" in letters else "uk"
    return "ru" if letters & RUSSIAN else ""


def _sex(given: tuple[Word, ...], father: Patronymic | None, family: tuple[Word, ...]) -> str:
    if father is not None and (said := patronymic_sex(father.folded)).known:
        return said.value
    stated = {word.sex for word in given if word.classes}
    if len(stated) == 1 and "" not in stated:
        return stated.pop()
    return next((ending for word in family if (ending := _ending_sex(word.folded))), "")


def _one_sex(sexes: frozenset[str]) -> str:
    """The sex of a given name where its classes have one."""
    return next(iter(sexes)) if len(sexes) == 1 else ""


def _ending_sex(folded: str) -> str:
    """The sex that the ending of a family name states."""
    if folded.endswith(FEMALE_FAMILY):
        return Sex.FEMALE.value
    return Sex.MALE.value if folded.endswith(MALE_FAMILY) else ""


def readings(name: Analysis) -> tuple[Analysis, ...]:
    """The ways to read a name: a word that ends like a patronymic is a family name where no other word is one.

    >>> [reading.family[0].stem for reading in readings(analyse(NameForm("Мирослав", "Онишкевич"))) if reading.family]
    ['oniwkevix']
    """
    if name.patronymic is None or name.family or not name.given:
        return (name,)
    family = words_of(name.patronymic.written)
    return (name, Analysis(name.given, None, family, name.imposed, name.anchored, name.sex))


def _known(words: tuple[Word, ...]) -> bool:
    return any(word.classes or word.initial for word in words)
