"""Search terms: the few words of a record that a search looks up by equality."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from dodomu.engine.matching.analysis import Word, analyse_patronymic, settled, words_of
from dodomu.engine.matching.identifiers import document_keys, phone_key
from dodomu.engine.matching.record import Record
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.folding import skeleton
from dodomu.engine.values.names import NameForm

TERM_WEIGHTS: Final[dict[str, float]] = {
    "document": 8.0,
    "phone": 8.0,
    "token": 4.0,
    "class": 3.0,
    "skeleton": 2.0,
    "born": 2.0,
}
"""What an equal term of each kind is worth when choosing which records to compare more closely."""
MOST_YEARS: Final = 3


class Term(NamedTuple):
    """One thing to look up: `kind` is a key of TERM_WEIGHTS, `text` its folded form.

    >>> Term("born", "2014").kind
    'born'
    """

    kind: str
    text: str


def search_terms(record: Record) -> frozenset[Term]:
    """Every term under which a record is found: about eight for one full name and a birth date.

    Relatives, places and the institution give no terms; they are compared afterwards. Roles are not part of a term, so
    a query need not know which word is the family name.

    >>> from dodomu.engine.values import NameForm
    >>> olena = search_terms(Record((NameForm("Олена", "Іванівна", "Коваленко"),)))
    >>> yelena = search_terms(Record((NameForm("Yelena", "Ivanovna", "KOVALENKO"),)))
    >>> sorted(olena & yelena)[:2], len(olena)
    ([Term(kind='class', text='father:ivan'), Term(kind='class', text='olena')], 5)
    """
    terms: set[Term] = set()
    for name in record.names:
        terms.update(name_terms(name))
    if record.birth is not None:
        terms.update(birth_terms(record.birth))
    for document in record.documents:
        terms.update(Term("document", key) for key in document_keys(document))
    terms.update(Term("phone", key) for key in map(phone_key, record.phones) if key)
    return frozenset(terms)


def name_terms(name: NameForm) -> set[Term]:
    """The terms of one name.

    >>> name_terms(NameForm(family="Жук"))
    {Term(kind='token', text='juk')}
    """
    name = settled(name)
    return {*given_terms(name.given), *family_terms(name.family), *patronymic_terms(name.patronymic)}


def birth_terms(birth: PartialDate) -> list[Term]:
    """The years of birth that are possible, none when more than three are.

    >>> birth_terms(PartialDate.from_edtf("2014-03"))
    [Term(kind='born', text='2014')]
    """
    years = birth.years
    return [Term("born", str(year)) for year in years] if len(years) <= MOST_YEARS else []


@lru_cache(maxsize=65536)
def given_terms(given: str) -> tuple[Term, ...]:
    """The stem and the name classes of a given name; the skeleton where no class is known.

    >>> given_terms("Сашко")
    (Term(kind='token', text='sawk'), Term(kind='class', text='oleksandr'))
    """
    terms: list[Term] = []
    for word in _written_out(given):
        terms.append(Term("token", word.stem))
        terms += [Term("class", class_id) for class_id in sorted(word.classes)] or _skeleton_term(word)
    return tuple(terms)


@lru_cache(maxsize=65536)
def family_terms(family: str) -> tuple[Term, ...]:
    """The stem and the skeleton of a family name; its name class where it is a given name in the wrong column.

    >>> family_terms("Ковалів")
    (Term(kind='token', text='kovaliv'), Term(kind='skeleton', text='kvlv'))
    """
    terms: list[Term] = []
    for word in _written_out(family):
        terms += [Term("token", word.stem), *_skeleton_term(word)]
        terms += [Term("class", class_id) for class_id in sorted(word.classes)]
    return tuple(terms)


@lru_cache(maxsize=65536)
def patronymic_terms(patronymic: str) -> tuple[Term, ...]:
    """The father's name class, or the skeleton of his name.

    >>> patronymic_terms("Ивановна") == patronymic_terms("Ivanivna")
    True
    """
    found = analyse_patronymic(patronymic)
    if found is None or found.initial:
        return ()
    classes = tuple(Term("class", f"father:{class_id}") for class_id in sorted(found.classes))
    return classes or (Term("skeleton", f"father:{skeleton(found.father)}"),)


def _written_out(text: str) -> list[Word]:
    return [word for word in words_of(text) if not word.initial]


def _skeleton_term(word: Word) -> list[Term]:
    return [Term("skeleton", word.skeleton)] if word.skeleton != word.stem else []
