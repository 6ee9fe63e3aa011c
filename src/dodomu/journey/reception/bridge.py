"""Between rows of reception and what they hold: sealing under the key of the case or the centre, and the triage engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from dodomu.base import keys
from dodomu.engine import clinic
from dodomu.engine.clinic import MEASURES, MeasureRejected
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.sex import Sex
from dodomu.journey.cases.bridge import Opened, committed, seal_text

__all__ = [
    "EXTRAS",
    "MEASURES",
    "VITALS",
    "Judged",
    "Look",
    "Lack",
    "MeasureRejected",
    "Opened",
    "Why",
    "committed",
    "judge",
    "read_number",
    "red_alone",
    "seal_text",
    "seal_value",
    "sections_for",
]

VITALS = ("heart_rate", "respiratory_rate", "temperature", "spo2")
"""What every colour needs, in the order of the form."""
EXTRAS = ("weight", "height", "muac")
"""What is measured beside, for later."""
UNKNOWN = clinic.Gap.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a child gave, as it is sealed.

    ``born`` is EDTF, empty where no age is known; ``vitals`` and ``extras`` hold numbers as text in the units of
    MEASURES, or "unknown" where it was tried in vain; ``signs`` yes, no or unknown. What is absent was not asked.
    """

    born: str = ""
    sex: str = Sex.NOT_ASKED.value
    consciousness: str = ""
    vitals: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Look:
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Why:
    """One rule that held: by which signs, or by which value outside which limits, at which age."""

    rule: str
    colour: str
    found: tuple[str, ...]
    value: str = ""
    below: str = ""
    above: str = ""
    start: str = ""
    until: str = ""
    review: bool = False
    certain: bool = True
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a colour needs and nobody knows: kind is vital, consciousness, age or sign; why is unknown or not_asked."""

    item: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A colour with its reasons and what to measure next, as it is sealed."""

    colour: str
    review: bool
    spans: bool
    table: str
    valid_from: str
    source: str
    confirm: bool
    reasons: tuple[Why, ...] = ()
    missing: tuple[Lack, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Judged:
        values = dict(stored)
        values["reasons"] = tuple(Why(**{**row, "found": tuple(row["found"])}) for row in stored["reasons"])
        values["missing"] = tuple(Lack(**row) for row in stored["missing"])
        return cls(**values)


def seal_value(key: keys.OpenKey, table: str, row: UUID, column: str, value: Any) -> bytes:
    """A JSON value sealed for one column of one row."""
    return keys.seal(key, table, row, column, value)


def read_number(code: str, typed: str) -> str:
    """The number typed for a measure, as text in its unit.

    Raises:
        MeasureRejected: it is no plain number, out of range, or looks like another unit.
    """
    return format(clinic.read_measure(code, typed), "f")


def judge(look: Look, on: date) -> Judged:
    """The colour of a look by the edition of the triage tool in force on a day.

    Raises:
        ValueError: the child is born after that day, or a code is not known.
    """
    table = clinic.table_on(on)
    result = clinic.triage(_observation(look, on), table)
    rules = {rule.id: rule for rule in table.rules}
    return Judged(
        colour=result.colour.value,
        review=result.review,
        spans=result.age_spans_bands,
        table=result.table,
        valid_from=result.valid_from.isoformat(),
        source=result.source,
        confirm=result.confirm,
        reasons=tuple(_why(reason, rules[reason.rule], look) for reason in result.reasons),
        missing=tuple(Lack(gap.item, gap.kind, gap.why.value) for gap in result.to_measure),
    )


def sections_for(born: PartialDate | None, sex: str, on: date) -> Mapping[str, tuple[str, ...]]:
    """The signs to look for in a child, by section of the card; of every chart its age and sex may belong to."""
    return clinic.signs_looked_for(clinic.table_on(on), _span(born, on), Sex(sex))


def red_alone(born: PartialDate | None, sex: str, on: date) -> frozenset[str]:
    """The signs any one of which is RED in this child, whatever else is missing."""
    return clinic.red_alone(clinic.table_on(on), _span(born, on), Sex(sex))


def _span(born: PartialDate | None, on: date) -> clinic.AgeSpan | None:
    return clinic.age_span(born, on) if born else None


def _observation(look: Look, on: date) -> clinic.Observation:
    born = PartialDate.from_edtf(look.born) if look.born else None
    vitals = {code: clinic.Gap.UNKNOWN if text == UNKNOWN else Decimal(text) for code, text in look.vitals.items()}
    return clinic.Observation(
        age=_span(born, on),
        sex=Sex(look.sex),
        consciousness=_consciousness(look.consciousness),
        vitals=vitals,
        signs={code: clinic.Finding(finding) for code, finding in look.signs.items()},
    )


def _consciousness(code: str) -> clinic.Consciousness | clinic.Gap:
    if not code:
        return clinic.Gap.NOT_ASKED
    return clinic.Gap.UNKNOWN if code == UNKNOWN else clinic.Consciousness(code)


def _why(reason: clinic.Reason, rule: clinic.Rule, look: Look) -> Why:
    return Why(
        rule=reason.rule,
        colour=reason.colour.value,
        found=reason.found,
        value=look.vitals.get(rule.vital, ""),
        below=str(rule.below) if rule.below is not None else "",
        above=str(rule.above) if rule.above is not None else "",
        start=rule.start,
        until=rule.until,
        review=rule.review,
        certain=reason.age_certain,
        confirm=reason.confirm,
    )
