"""What one look at a child gave: measures, consciousness and signs, each of them perhaps not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from dodomu.engine.clinic.age import AgeSpan
from dodomu.engine.values.sex import Sex


class Gap(StrEnum):
    """Why something is not known: somebody tried and could not tell, or nobody asked."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Finding(StrEnum):
    """A sign that was looked for, or was not."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Consciousness(StrEnum):
    """AVPU: alert, answers to voice, answers to pain, unresponsive."""

    ALERT = "A"
    VOICE = "V"
    PAIN = "P"
    UNRESPONSIVE = "U"


@dataclass(frozen=True, slots=True)
class Observation:
    """One look at a child.

    `age` is None where nothing is known of it. `vitals` holds values by measure code (heart_rate and respiratory_rate
    per minute, temperature in °C, spo2 in %) or why there is none; `signs` by sign code. A code that is absent was not
    asked.
    """

    age: AgeSpan | None = None
    sex: Sex = Sex.NOT_ASKED
    consciousness: Consciousness | Gap = Gap.NOT_ASKED
    vitals: Mapping[str, Decimal | Gap] = field(default_factory=dict)
    signs: Mapping[str, Finding] = field(default_factory=dict)

    def vital(self, code: str) -> Decimal | Gap:
        """The value of a vital sign, or why there is none.

        >>> Observation().vital("spo2")
        <Gap.NOT_ASKED: 'not_asked'>
        """
        return self.vitals.get(code, Gap.NOT_ASKED)
