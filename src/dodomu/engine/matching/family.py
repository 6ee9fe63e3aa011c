"""What relatives say: the same mother or father, and a father's name inside the other record's patronymic."""

from __future__ import annotations

from collections.abc import Iterator

from dodomu.engine.matching.analysis import Analysis, analyse
from dodomu.engine.matching.names import compare_names
from dodomu.engine.matching.record import Record, Relative
from dodomu.engine.matching.results import Evidence
from dodomu.engine.matching.weights import RELATIVE

ONLY_ONE = frozenset(("mother", "father"))


def relatives_evidence(first: Record, second: Record) -> Iterator[Evidence]:
    """Evidence from relatives of one kind in both records, the best pair per kind.

    Only mother and father can speak against: a child has one of each, but many grandparents.

    >>> from dodomu.engine.values import NameForm
    >>> one = Record(relatives=(Relative("mother", NameForm("Ірина", "", "Коваленко")),))
    >>> other = Record(relatives=(Relative("mother", NameForm("Ирина", "", "Коваленко")),))
    >>> [piece.sentence_key for piece in relatives_evidence(one, other)]
    ['relative.equal']
    """
    for kind in sorted({relative.kind for relative in first.relatives}):
        ours, theirs = _of_kind(first, kind), _of_kind(second, kind)
        if not ours or not theirs:
            continue
        best = max(compare_names(one.name, other.name).log_odds for one in ours for other in theirs)
        agreement = "equal" if best >= 6 else "similar" if best >= 2.5 else "different"
        if agreement != "different" or kind in ONLY_ONE:
            yield Evidence("relative", agreement, RELATIVE[agreement], f"relative.{agreement}", {"kind": kind})


def father_evidence(first: Record, second: Record) -> Iterator[Evidence]:
    """A father named in one record and the patronymic in the other, which names no father.

    >>> from dodomu.engine.values import NameForm
    >>> child = Record((NameForm("Олена", "Іванівна", "Коваленко"),))
    >>> other = Record((NameForm("Олена", "", "Коваленко"),), relatives=(Relative("father", NameForm("Иван")),))
    >>> [piece.sentence_key for piece in father_evidence(child, other)]
    ['father.fits']
    """
    for one, other in ((first, second), (second, first)):
        fathers = _of_kind(one, "father")
        stated = [analysis for analysis in map(analyse, other.names) if analysis.patronymic]
        if fathers and stated and not _of_kind(other, "father"):
            fits = any(names_father(child, analyse(father.name)) for child in stated for father in fathers)
            agreement = "fits" if fits else "differs"
            yield Evidence("father", agreement, RELATIVE[f"father_{agreement}"], f"father.{agreement}")


def names_father(child: Analysis, father: Analysis) -> bool:
    """Whether the child's patronymic is made from the father's given name.

    >>> from dodomu.engine.values import NameForm
    >>> names_father(analyse(NameForm(given="Олена", patronymic="Миколаївна")), analyse(NameForm(given="Николай")))
    True
    """
    if child.patronymic is None:
        return False
    patronymic = child.patronymic
    return any(word.classes & patronymic.classes or word.stem == patronymic.father for word in father.given)


def _of_kind(record: Record, kind: str) -> list[Relative]:
    return [relative for relative in record.relatives if relative.kind == kind]
