"""What two records may be to one another when they are not one person."""

from __future__ import annotations

from collections.abc import Collection
from itertools import product
from typing import Final

from dodomu.engine.matching.family import names_father
from dodomu.engine.matching.names import FormComparison, parts_of
from dodomu.engine.matching.record_analysis import RecordAnalysis
from dodomu.engine.matching.results import RelationHint
from dodomu.engine.matching.weights import FAMILY, SAME_FAMILY

GENERATION_DAYS: Final = 14 * 365
SIBLING_DAYS: Final = 25 * 365
FULL_NAME: Final = 6.5
SAME: Final = 0.5
OTHER_GIVEN: Final = ("different", "unlike", "near")
TIES: Final = frozenset(
    (
        ("relative", "equal"),
        ("phone", "equal"),
        ("place", "equal"),
        ("place", "renamed"),
        ("institution", "equal"),
        ("transport", "equal"),
    )
)


def hint_of(
    first: RecordAnalysis,
    second: RecordAnalysis,
    names: FormComparison,
    evidence: Collection[tuple[str, str]],
    probability: float,
) -> RelationHint:
    """ "same" from even odds, else "parent", "sibling", "namesake" or "" for no idea; `evidence` are fields and levels.

    A parent is named in the other record, or gives the patronymic, and is at least 14 years older. Siblings share the
    family name and a patronymic, a relative, a phone, a place, a transport or an institution under different given
    names.

    >>> from dodomu.engine.matching.names import compare_forms
    >>> from dodomu.engine.matching.record import Record
    >>> from dodomu.engine.matching.record_analysis import analyse_record
    >>> from dodomu.engine.values import NameForm
    >>> one, other = NameForm("Олена", "Іванівна", "Коваленко"), NameForm("Марія", "Іванівна", "Коваленко")
    >>> records = analyse_record(Record((one,))), analyse_record(Record((other,)))
    >>> hint_of(*records, compare_forms(one, other), (), 0.01)
    'sibling'
    """
    if probability >= SAME:
        return "same"
    if _parent(first, second) or _parent(second, first):
        return "parent"
    of_one_family = names.family.log_odds >= SAME_FAMILY
    if of_one_family and names.given.agreement in OTHER_GIVEN and _days_between(first, second) < SIBLING_DAYS:
        return "sibling" if TIES.intersection(evidence) or names.patronymic.log_odds > 0 else ""
    return "namesake" if names.log_odds >= FULL_NAME else ""


def _days_between(first: RecordAnalysis, second: RecordAnalysis) -> int:
    """The least number of days between the births; 0 when one is unknown."""
    return first.birth.apart(second.birth) if first.birth and second.birth else 0


def _parent(older: RecordAnalysis, younger: RecordAnalysis) -> bool:
    if older.birth and younger.birth and younger.birth.first - older.birth.last < GENERATION_DAYS:
        return False
    named = [name for kind in ("mother", "father") for name in younger.relatives.get(kind, ())]
    if any(parts_of(name, stated).log_odds >= FULL_NAME for name, stated in product(older.names, named)):
        return True
    if older.birth is None or younger.birth is None:
        return False
    pairs = list(product(older.names, younger.names))
    of_one_family = any(FAMILY[parts_of(one, other).family] >= SAME_FAMILY for one, other in pairs)
    return of_one_family and any(names_father(child, parent) for parent, child in pairs)
