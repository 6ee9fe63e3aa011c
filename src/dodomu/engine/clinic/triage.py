"""Triage by the table: a red sign is red, otherwise what is missing decides before what is known.

Source: Interagency Integrated Triage Tool (WHO, ICRC, MSF), as restated in data/iitt-2020.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dodomu.engine.clinic.age import AgeSpan
from dodomu.engine.clinic.observation import Finding, Gap, Observation
from dodomu.engine.clinic.result import Colour, Missing, Reason, TriageResult
from dodomu.engine.clinic.table import Derived, Rule, TriageTable
from dodomu.engine.values.sex import Sex

_ORDER = (Colour.RED, Colour.YELLOW)


def triage(observation: Observation, table: TriageTable) -> TriageResult:
    """The colour of one observation, with every rule that held and all that is missing.

    A red rule makes RED whatever is missing. Otherwise a missing vital sign, consciousness, age or sign of a red rule
    makes UNDETERMINED, and so does a missing yellow sign where no yellow rule held: never green while something is
    missing. An age that fits several bands is read by all of them, the gravest counts; an unknown age is read by
    every band for what was seen, is itself missing, and makes no rule hold that rests on age alone.

    >>> from datetime import date
    >>> from dodomu.engine.clinic.table import table_on
    >>> seen = Observation(signs={"stridor": Finding.YES})
    >>> result = triage(seen, table_on(date(2026, 1, 1)))
    >>> result.colour, result.reasons[0].rule, result.to_measure[0].item
    (<Colour.RED: 'red'>, 'red.stridor', 'consciousness')
    """
    rules = [rule for rule in table.rules if rule.concerns(observation.age, observation.sex)]
    look = _Look(observation, _signs(observation, table))
    held = [(rule, found) for rule in rules if (found := look.found(rule))]
    held.sort(key=lambda pair: (_ORDER.index(pair[0].colour), not pair[0].review))
    missing = tuple(_gaps(look, rules, table))
    return TriageResult(
        colour=_colour({rule.colour for rule, _ in held}, missing, _signs_of(rules, Colour.RED)),
        reasons=tuple(_reason(rule, found, observation.age, table) for rule, found in held),
        to_measure=missing,
        review=any(rule.review for rule, _ in held),
        age_spans_bands=_spans_bands(observation.age, table),
        table=table.version,
        valid_from=table.valid_from,
        source=table.source,
        confirm=table.confirm,
    )


def signs_looked_for(table: TriageTable, age: AgeSpan | None, sex: Sex) -> Mapping[str, tuple[str, ...]]:
    """The signs to look for in a child of this age and sex, by section of the card; sections without any are left out.

    >>> from datetime import date
    >>> from dodomu.engine.clinic.table import table_on
    >>> "pregnancy" in signs_looked_for(table_on(date(2026, 1, 1)), None, Sex.MALE)
    False
    """
    used = {sign for rule in table.rules if rule.concerns(age, sex) for sign in rule.signs}
    sections = {name: tuple(code for code in codes if code in used) for name, codes in table.sections.items()}
    return {name: codes for name, codes in sections.items() if codes}


def red_alone(table: TriageTable, age: AgeSpan | None, sex: Sex) -> frozenset[str]:
    """The signs any one of which is RED in a child of this age and sex, whatever else is missing.

    >>> from datetime import date
    >>> from dodomu.engine.clinic.table import table_on
    >>> signs = red_alone(table_on(date(2026, 1, 1)), None, Sex.FEMALE)
    >>> "stridor" in signs, "headache" in signs
    (True, False)
    """
    red = [rule for rule in table.rules if rule.colour is Colour.RED and rule.count == 1 and rule.concerns(age, sex)]
    return frozenset(sign for rule in red for sign in rule.signs)


@dataclass(frozen=True, slots=True)
class _Look:
    """An observation with its signs settled."""

    seen: Observation
    signs: Mapping[str, Finding]

    def found(self, rule: Rule) -> tuple[str, ...]:
        """What makes a rule hold, empty where it does not."""
        if rule.by_age_alone:
            return ("age",) if self.seen.age else ()
        if rule.vital:
            return (rule.vital,) if self._outside(rule) else ()
        if rule.consciousness:
            return (str(self.seen.consciousness),) if self.seen.consciousness in rule.consciousness else ()
        present = tuple(sign for sign in rule.signs if self.signs.get(sign) == Finding.YES)
        return present if len(present) >= rule.count else ()

    def _outside(self, rule: Rule) -> bool:
        value = self.seen.vital(rule.vital)
        if isinstance(value, Gap):
            return False
        return (rule.below is not None and value < rule.below) or (rule.above is not None and value > rule.above)


def _signs(observation: Observation, table: TriageTable) -> dict[str, Finding]:
    """The signs as stated, with those another answer gives; no answer takes a stated yes away."""
    signs = dict(observation.signs)
    signs.update((derived.sign, Finding.YES) for derived in table.derived if _gives(derived, observation))
    return signs


def _gives(derived: Derived, observation: Observation) -> bool:
    if derived.consciousness:
        return observation.consciousness in derived.consciousness
    value = observation.vital(derived.vital)
    if isinstance(value, Gap):
        return False
    return (derived.below is not None and value < derived.below) or (
        derived.from_value is not None and value >= derived.from_value
    )


def _gaps(look: _Look, rules: list[Rule], table: TriageTable) -> Iterator[Missing]:
    if isinstance(look.seen.consciousness, Gap):
        yield Missing("consciousness", "consciousness", look.seen.consciousness)
    for code in table.vitals:
        value = look.seen.vital(code)
        if isinstance(value, Gap):
            yield Missing(code, "vital", value)
    if look.seen.age is None:
        yield Missing("age", "age", Gap.NOT_ASKED)
    red = _signs_of(rules, Colour.RED)
    for sign in (*red, *(other for other in _signs_of(rules, Colour.YELLOW) if other not in red)):
        finding = look.signs.get(sign, Finding.NOT_ASKED)
        if finding in (Finding.UNKNOWN, Finding.NOT_ASKED):
            yield Missing(sign, "sign", Gap(finding.value))


def _signs_of(rules: list[Rule], colour: Colour) -> tuple[str, ...]:
    """The signs the rules of a colour need, each once, in the order of the table."""
    return tuple(dict.fromkeys(sign for rule in rules if rule.colour is colour and rule.needed for sign in rule.signs))


def _colour(held: set[Colour], missing: tuple[Missing, ...], red_signs: tuple[str, ...]) -> Colour:
    if Colour.RED in held:
        return Colour.RED
    if any(gap.kind != "sign" or gap.item in red_signs for gap in missing):
        return Colour.UNDETERMINED
    if Colour.YELLOW in held:
        return Colour.YELLOW
    return Colour.UNDETERMINED if missing else Colour.GREEN


def _reason(rule: Rule, found: tuple[str, ...], age: AgeSpan | None, table: TriageTable) -> Reason:
    certain = not (rule.start or rule.until) or (age is not None and age.lies_in(rule.start, rule.until))
    return Reason(rule.id, rule.colour, rule.text, found, table.source, table.version, certain, rule.confirm)


def _spans_bands(age: AgeSpan | None, table: TriageTable) -> bool:
    """Whether some band of the table holds a part of the possible ages only."""
    bands = {(rule.start, rule.until) for rule in table.rules}
    return age is None or any(age.may_lie_in(*band) and not age.lies_in(*band) for band in bands)
