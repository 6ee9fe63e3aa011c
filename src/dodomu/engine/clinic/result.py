"""What triage answers: a colour or that it cannot tell, why, and what to look at next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dodomu.engine.clinic.observation import Gap


class Colour(StrEnum):
    """Red: seen now. Yellow: seen soon. Green: can wait. Undetermined: handled at least as yellow."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    UNDETERMINED = "undetermined"

    @property
    def handled_as(self) -> Colour:
        """The colour a child is cared for by.

        >>> Colour.UNDETERMINED.handled_as
        <Colour.YELLOW: 'yellow'>
        """
        return Colour.YELLOW if self is Colour.UNDETERMINED else self


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that held. `text` is its English sentence, `found` the codes and values that made it hold.

    `age_certain` is False where the rule belongs to an age the child has only perhaps; `confirm` says what is still to
    be checked against the source.
    """

    rule: str
    colour: Colour
    text: str
    found: tuple[str, ...]
    source: str
    table: str
    age_certain: bool = True
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a colour needs: a vital code, "consciousness", "age" or a sign code, and why it is not known."""

    item: str
    kind: str
    why: Gap


@dataclass(frozen=True, slots=True)
class TriageResult:
    """A colour with its reasons, gravest first; `to_measure` lists what is missing, in the order to look at it.

    `review` asks for up-triage or a look at once by the clinician in charge. `age_spans_bands` says that the age fits
    more than one chart, all of which were read. `confirm` marks a table not yet checked against its source.
    """

    colour: Colour
    reasons: tuple[Reason, ...]
    to_measure: tuple[Missing, ...]
    review: bool
    age_spans_bands: bool
    table: str
    valid_from: date
    source: str
    confirm: bool
