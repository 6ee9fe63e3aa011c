"""Two records compared: every piece of evidence with its weight, and what the pair may be to one another."""

from __future__ import annotations

import math
from itertools import product
from typing import Final

from dodomu.engine.matching.birth import compare_births
from dodomu.engine.matching.circumstances import circumstance_evidence
from dodomu.engine.matching.family import father_evidence, relatives_evidence
from dodomu.engine.matching.names import MISSING, NameComparison, compare_names
from dodomu.engine.matching.places import compare_places
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.relation import hint_of
from dodomu.engine.matching.results import Comparison, Evidence
from dodomu.engine.matching.weights import PRIOR, SAME_FAMILY_CEILING, Weighed

NO_NAMES: Final = NameComparison(MISSING, MISSING, MISSING, imposed=False)


def compare_records(first: Record, second: Record, *, prior_log_odds: float = PRIOR) -> Comparison:
    """Compare two records; the log-odds of the evidence and the prior add up to those of the comparison.

    `probability` (0 to 1) is that of one person, for a pair that a candidate search proposed. A family name or
    citizenship that changed weighs little. Two different known given names in one family are relatives and stay below
    3 %, unless a document number is equal or a name was imposed. The model is in `weights`.

    >>> from dodomu.engine.values import NameForm, PartialDate
    >>> born = PartialDate.from_edtf("2014-03-05")
    >>> olena = Record((NameForm("Олена", "Іванівна", "Коваленко"),), born)
    >>> yelena = Record((NameForm("Елена", "Ивановна", "Коваленко"),), born)
    >>> maria = Record((NameForm("Марія", "Іванівна", "Коваленко"),), born)
    >>> compare_records(olena, yelena).probability > 0.99, compare_records(olena, maria).relation_hint
    (True, 'sibling')
    """
    names = _best_names(first, second)
    birth = compare_births(first.birth, second.birth) if first.birth and second.birth else MISSING
    evidence = [
        *_weighed("given", names.given, names.imposed),
        *_weighed("patronymic", names.patronymic, names.imposed),
        *_weighed("family", names.family, names.imposed),
        *_weighed("birth", birth),
        *_weighed("place", _best_place(first, second)),
        *circumstance_evidence(first, second),
        *relatives_evidence(first, second),
        *father_evidence(first, second),
    ]
    log_odds = prior_log_odds + sum(piece.log_odds for piece in evidence)
    if _two_in_one_family(names, evidence) and log_odds > SAME_FAMILY_CEILING:
        evidence.append(Evidence("family", "relatives", SAME_FAMILY_CEILING - log_odds, "family.relatives"))
        log_odds = SAME_FAMILY_CEILING
    probability = 1 / (1 + math.exp(-max(min(log_odds, 60.0), -60.0)))
    hint = hint_of(first, second, names, tuple(evidence), probability)
    return Comparison(probability, log_odds, tuple(evidence), hint)


def _best_names(first: Record, second: Record) -> NameComparison:
    if len(first.names) == 1 and len(second.names) == 1:
        return compare_names(first.names[0], second.names[0])
    pairs = (compare_names(one, other) for one, other in product(first.names[:6], second.names[:6]))
    return max(pairs, key=lambda names: names.log_odds, default=NO_NAMES)


def _best_place(first: Record, second: Record) -> Weighed:
    pairs = [(compare_places(one, other), one, other) for one, other in product(first.places[:4], second.places[:4])]
    if not pairs:
        return MISSING
    weighed, one, other = max(pairs, key=lambda pair: pair[0].log_odds)
    return Weighed(weighed.agreement, weighed.log_odds, {"first": one.name, "second": other.name})


def _weighed(field: str, weighed: Weighed, imposed: bool = False) -> tuple[Evidence, ...]:
    if weighed is MISSING or weighed.agreement == "missing":
        return ()
    log_odds = max(weighed.log_odds, -1.0) if imposed else weighed.log_odds
    return (Evidence(field, weighed.agreement, log_odds, f"{field}.{weighed.agreement}", weighed.params),)


def _two_in_one_family(names: NameComparison, evidence: list[Evidence]) -> bool:
    if names.imposed or names.given.agreement != "different" or names.family.log_odds < 3:
        return False
    return not any(piece.field == "document" and piece.agreement == "equal" for piece in evidence)
