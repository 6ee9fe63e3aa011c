"""Two records compared: the evidence for and against their being one person, and what they are to each other."""

from __future__ import annotations

from itertools import product
from typing import Final

from dodomu.engine.matching.birth import weigh_births
from dodomu.engine.matching.circumstances import circumstance_levels, weight_of
from dodomu.engine.matching.family import father_level, relative_levels
from dodomu.engine.matching.names import FormComparison, compare_analysed
from dodomu.engine.matching.places import compare_meanings
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.record_analysis import RecordAnalysis, analyse_record
from dodomu.engine.matching.relation import hint_of
from dodomu.engine.matching.results import Comparison, Evidence
from dodomu.engine.matching.scoring import probability_of, two_in_one_family
from dodomu.engine.matching.weights import FATHER, MISSING, PRIOR, RELATIVE, SAME_FAMILY_CEILING, Weighed

NO_NAMES: Final = FormComparison(MISSING, MISSING, MISSING, imposed=False)


def compare_records(a: Record, b: Record, *, prior_log_odds: float = PRIOR) -> Comparison:
    """Compare two records; the log-odds of the evidence and the prior add up to those of the comparison.

    `probability` (0 to 1) is that of one person, for a pair that a candidate search proposed. A family name or
    citizenship that changed weighs little. Two different known given names in one family are relatives and stay below
    3 %, unless a document number is equal or a name was imposed. Unknown never counts as agreement. The weights and
    where they come from are in `model.json`.

    >>> from dodomu.engine.values import NameForm, PartialDate
    >>> born = PartialDate.from_edtf("2014-03-05")
    >>> olena = Record((NameForm("Олена", "Іванівна", "Коваленко"),), born)
    >>> yelena = Record((NameForm("Елена", "Ивановна", "Коваленко"),), born)
    >>> maria = Record((NameForm("Марія", "Іванівна", "Коваленко"),), born)
    >>> compare_records(olena, yelena).probability > 0.99, compare_records(olena, maria).relation_hint
    (True, 'sibling')
    """
    return compare_analysed_records(analyse_record(a), analyse_record(b), prior_log_odds=prior_log_odds)


def compare_analysed_records(
    first: RecordAnalysis, second: RecordAnalysis, *, prior_log_odds: float = PRIOR
) -> Comparison:
    """The same of two records taken apart before; its log-odds are those that `score` gives without the evidence."""
    names = _best_names(first, second)
    evidence = [*_names(names), *_birth_and_place(first, second), *_circumstances(first, second)]
    log_odds = prior_log_odds + sum(piece.log_odds for piece in evidence)
    if log_odds > SAME_FAMILY_CEILING and two_in_one_family(
        names.given.agreement, names.family.agreement, first, second, imposed=names.imposed
    ):
        evidence.append(Evidence("family", "relatives", SAME_FAMILY_CEILING - log_odds, "family.relatives"))
        log_odds = SAME_FAMILY_CEILING
    probability = probability_of(log_odds)
    levels = {(piece.field, piece.agreement) for piece in evidence}
    return Comparison(probability, log_odds, tuple(evidence), hint_of(first, second, names, levels, probability))


def _best_names(first: RecordAnalysis, second: RecordAnalysis) -> FormComparison:
    pairs = (compare_analysed(one, other) for one, other in product(first.names, second.names))
    return max(pairs, key=lambda names: names.log_odds, default=NO_NAMES)


def _names(names: FormComparison) -> list[Evidence]:
    parts = zip(
        ("given", "patronymic", "family"), (names.given, names.patronymic, names.family), names.weights, strict=True
    )
    return [_piece(field, part, weight) for field, part, weight in parts if part.agreement != "missing"]


def _birth_and_place(first: RecordAnalysis, second: RecordAnalysis) -> list[Evidence]:
    found = [("birth", weigh_births(first.birth, second.birth)), ("place", _best_place(first, second))]
    return [_piece(field, part, part.log_odds) for field, part in found if part.agreement != "missing"]


def _best_place(first: RecordAnalysis, second: RecordAnalysis) -> Weighed:
    ours, theirs = zip(first.places, first.meanings, strict=True), zip(second.places, second.meanings, strict=True)
    found = [(compare_meanings(mine, its), one, other) for (one, mine), (other, its) in product(ours, theirs)]
    known = [pair for pair in found if pair[0].agreement != "missing"]
    if not known:
        return MISSING
    weighed, one, other = max(known, key=lambda pair: pair[0].log_odds)
    return Weighed(weighed.agreement, weighed.log_odds, {"first": one.name, "second": other.name})


def _circumstances(first: RecordAnalysis, second: RecordAnalysis) -> list[Evidence]:
    found = [
        Evidence(field, agreement, weight_of(field, agreement), f"{field}.{agreement}")
        for field, agreement in circumstance_levels(first, second)
    ]
    for kind, agreement in relative_levels(first, second):
        found.append(Evidence("relative", agreement, RELATIVE[agreement], f"relative.{agreement}", {"kind": kind}))
    for agreement in father_level(first, second):
        found.append(Evidence("father", agreement, FATHER[agreement], f"father.{agreement}"))
    return found


def _piece(field: str, part: Weighed, log_odds: float) -> Evidence:
    return Evidence(field, part.agreement, log_odds, f"{field}.{part.agreement}", part.params)
