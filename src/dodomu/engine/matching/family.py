"""What relatives say: the same mother or father, and a father's name inside the other record's patronymic."""

from __future__ import annotations

from collections.abc import Iterator

from dodomu.engine.matching.analysis import Analysis
from dodomu.engine.matching.names import parts_of
from dodomu.engine.matching.record_analysis import RecordAnalysis

ONLY_ONE = frozenset(("mother", "father"))
SAME_NAME = 5.0
LIKE_NAME = 2.0


def relative_levels(one: RecordAnalysis, other: RecordAnalysis) -> Iterator[tuple[str, str]]:
    """Kinds of relatives that both records name, with the agreement of the best pair of each; siblings each count.

    Only mother and father can speak against: a child has one of each, but many grandparents. Brothers and sisters who
    were moved together hold a group together: each whom both records name counts.

    >>> from dodomu.engine.matching.record import Record, Relative
    >>> from dodomu.engine.matching.record_analysis import analyse_record
    >>> from dodomu.engine.values import NameForm
    >>> one = Record(relatives=(Relative("mother", NameForm("Ірина", "", "Коваленко")),))
    >>> other = Record(relatives=(Relative("mother", NameForm("Ирина", "", "Коваленко")),))
    >>> list(relative_levels(analyse_record(one), analyse_record(other)))
    [('mother', 'equal')]
    """
    for kind, ours in one.relatives.items():
        theirs = other.relatives.get(kind)
        if not theirs:
            continue
        if len(ours) == len(theirs) == 1:  # as most are
            agreement = _agreement(parts_of(ours[0], theirs[0]).log_odds)
            if agreement != "different" or kind in ONLY_ONE:
                yield kind, agreement
            continue
        best = sorted((max(parts_of(name, its).log_odds for its in theirs) for name in ours), reverse=True)
        counted = best[: len(theirs)] if kind == "sibling" else best[:1]
        for agreement in map(_agreement, counted):
            if agreement != "different" or kind in ONLY_ONE:
                yield kind, agreement


def father_level(one: RecordAnalysis, other: RecordAnalysis) -> Iterator[str]:
    """Whether a father named in one record fits the patronymic in the other, which names no father.

    >>> from dodomu.engine.matching.record import Record, Relative
    >>> from dodomu.engine.matching.record_analysis import analyse_record
    >>> from dodomu.engine.values import NameForm
    >>> child = Record((NameForm("Олена", "Іванівна", "Коваленко"),))
    >>> other = Record((NameForm("Олена", "", "Коваленко"),), relatives=(Relative("father", NameForm("Иван")),))
    >>> list(father_level(analyse_record(child), analyse_record(other)))
    ['fits']
    """
    for named, stated in ((one, other), (other, one)):
        fathers = named.relatives.get("father")
        if not fathers or "father" in stated.relatives:
            continue
        children = [name for name in stated.names if name.patronymic]
        if children:
            fits = any(names_father(child, father) for child in children for father in fathers)
            yield "fits" if fits else "differs"


def names_father(child: Analysis, father: Analysis) -> bool:
    """Whether the child's patronymic is made from the father's given name.

    >>> from dodomu.engine.matching.analysis import analyse
    >>> from dodomu.engine.values import NameForm
    >>> names_father(analyse(NameForm(given="Олена", patronymic="Миколаївна")), analyse(NameForm(given="Николай")))
    True
    """
    if child.patronymic is None:
        return False
    patronymic = child.patronymic
    return any(word.classes & patronymic.classes or word.stem == patronymic.father for word in father.given)


def _agreement(log_odds: float) -> str:
    return "equal" if log_odds >= SAME_NAME else "similar" if log_odds >= LIKE_NAME else "different"
