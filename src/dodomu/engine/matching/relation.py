"""What two records may be to one another when they are not one person."""

from __future__ import annotations

from itertools import product
from typing import Final

from dodomu.engine.matching.analysis import analyse
from dodomu.engine.matching.family import names_father
from dodomu.engine.matching.names import NameComparison, compare_names
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.results import Evidence, RelationHint

GENERATION_DAYS: Final = 14 * 365
SIBLING_DAYS: Final = 25 * 365
FULL_NAME: Final = 7.0
SAME: Final = 0.5
TIES: Final = frozenset(
    (("relative", "equal"), ("phone", "equal"), ("place", "equal"), ("place", "renamed"), ("institution", "equal"))
)


def hint_of(
    first: Record, second: Record, names: NameComparison, evidence: tuple[Evidence, ...], probability: float
) -> RelationHint:
    """ "same" from even odds, else "parent", "sibling", "namesake" or "" for no idea.

    A parent is named in the other record, or gives the patronymic, and is at least 14 years older. Siblings share the
    family name and a patronymic, a relative, a phone, a place or an institution under different given names.

    >>> from dodomu.engine.values import NameForm
    >>> one, other = NameForm("Олена", "Іванівна", "Коваленко"), NameForm("Марія", "Іванівна", "Коваленко")
    >>> hint_of(Record((one,)), Record((other,)), compare_names(one, other), (), 0.01)
    'sibling'
    """
    if probability >= SAME:
        return "same"
    if _parent(first, second) or _parent(second, first):
        return "parent"
    gap = _years_between(first, second)
    if names.family.log_odds >= 3 and names.given.agreement in ("different", "unlike") and gap < SIBLING_DAYS:
        tied = any((piece.field, piece.agreement) in TIES for piece in evidence)
        return "sibling" if tied or names.patronymic.log_odds > 0 else ""
    return "namesake" if names.log_odds >= FULL_NAME else ""


def _years_between(first: Record, second: Record) -> int:
    """The least number of days between the births; 0 when one is unknown."""
    if first.birth is None or second.birth is None:
        return 0
    one, other = first.birth, second.birth
    return max((one.earliest - other.latest).days, (other.earliest - one.latest).days, 0)


def _parent(older: Record, younger: Record) -> bool:
    if older.birth and younger.birth and (younger.birth.earliest - older.birth.latest).days < GENERATION_DAYS:
        return False
    named = [relative.name for relative in younger.relatives if relative.kind in ("mother", "father")]
    if any(compare_names(name, stated).log_odds >= FULL_NAME for name, stated in product(older.names, named)):
        return True
    if older.birth is None or younger.birth is None:
        return False
    pairs = list(product(older.names, younger.names))
    of_one_family = any(compare_names(one, other).family.log_odds >= 3 for one, other in pairs)
    return of_one_family and any(names_father(analyse(child), analyse(parent)) for parent, child in pairs)
