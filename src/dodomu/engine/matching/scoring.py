"""The sum alone, for searches and lists: what `compare_records` says without its evidence, in a few microseconds."""

from __future__ import annotations

import math
from itertools import product
from typing import Final

from dodomu.engine.matching.birth import birth_level, birth_weight
from dodomu.engine.matching.circumstances import circumstance_levels, weight_of
from dodomu.engine.matching.family import father_level, relative_levels
from dodomu.engine.matching.levels import sex_level
from dodomu.engine.matching.names import Parts, parts_of
from dodomu.engine.matching.places import PlaceMeaning, place_level
from dodomu.engine.matching.record_analysis import RecordAnalysis
from dodomu.engine.matching.weights import FAMILY, FATHER, PLACE, PRIOR, RELATIVE, SAME_FAMILY, SAME_FAMILY_CEILING, SEX

NO_PARTS: Final = Parts("missing", "missing", "missing", 0.0)
MOST: Final = 60.0


def score(a: RecordAnalysis, b: RecordAnalysis, *, prior_log_odds: float = PRIOR) -> float:
    """The log-odds, natural, of two analysed records being one person; equal to those of `compare_records`.

    >>> from dodomu.engine.matching.record import Record
    >>> from dodomu.engine.matching.record_analysis import analyse_record
    >>> from dodomu.engine.values import NameForm
    >>> olena = analyse_record(Record((NameForm("Олена", "Іванівна", "Коваленко"),)))
    >>> score(olena, olena) > score(olena, analyse_record(Record((NameForm("Марія", "Іванівна", "Коваленко"),))))
    True
    """
    if len(a.names) == 1 and len(b.names) == 1:
        one, other = a.names[0], b.names[0]
        parts, imposed = parts_of(one, other), one.imposed or other.imposed
    else:
        parts, imposed = _best(a, b)
    log_odds = prior_log_odds + parts.log_odds
    if a.birth is not None and b.birth is not None:
        log_odds += birth_weight(a.birth, b.birth, birth_level(a.birth, b.birth))
    if a.places and b.places:
        log_odds += _places(a.meanings, b.meanings)
    if a.phones or a.documents or a.institution or a.citizenship or a.transport or a.moved or a.lists:
        log_odds += sum(weight_of(field, level) for field, level in circumstance_levels(a, b))
    else:
        log_odds += SEX[sex_level(a.sex, b.sex)]
    if a.relatives or b.relatives:
        if a.relatives and b.relatives:
            log_odds += sum(RELATIVE[level] for _kind, level in relative_levels(a, b))
        if "father" in a.relatives or "father" in b.relatives:
            log_odds += sum(FATHER[level] for level in father_level(a, b))
    if log_odds > SAME_FAMILY_CEILING and two_in_one_family(parts.given, parts.family, a, b, imposed=imposed):
        return SAME_FAMILY_CEILING
    return log_odds


def probability_of(log_odds: float) -> float:
    """The probability, 0 to 1, of natural log-odds.

    >>> probability_of(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(min(log_odds, MOST), -MOST)))


def two_in_one_family(given: str, family: str, a: RecordAnalysis, b: RecordAnalysis, *, imposed: bool) -> bool:
    """Whether the levels of the names say two people of one family, and no equal document says one person.

    Names outside the table that do not sound alike may still be one name in two scripts, but not of a boy and a girl.
    """
    other_given = given == "different" or (given == "unlike" and sex_level(a.sex, b.sex) == "different")
    if not other_given or imposed or FAMILY[family] < SAME_FAMILY:
        return False
    return not (a.documents and not a.documents.isdisjoint(b.documents))


def _places(ours: tuple[PlaceMeaning, ...], theirs: tuple[PlaceMeaning, ...]) -> float:
    if len(ours) == 1 and len(theirs) == 1:
        return PLACE[place_level(ours[0], theirs[0])]
    levels = [place_level(one, other) for one, other in product(ours, theirs)]
    return max([PLACE[level] for level in levels if level != "missing"], default=0.0)


def _best(a: RecordAnalysis, b: RecordAnalysis) -> tuple[Parts, bool]:
    best, imposed = NO_PARTS, False
    found = [(parts_of(one, other), one.imposed or other.imposed) for one, other in product(a.names, b.names)]
    if found:
        best, imposed = max(found, key=lambda pair: pair[0].log_odds)
    return best, imposed
