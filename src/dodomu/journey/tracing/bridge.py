"""Between persons of the registry and the matching engine: two summaries in, one comparison out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date
from typing import Any

from dodomu.engine.estimation import Proportion, wilson
from dodomu.engine.matching import (
    Comparison,
    Link,
    Record,
    RecordAnalysis,
    analyse_record,
    compare_analysed_records,
    deduplicate,
    link,
    probability_of,
)
from dodomu.engine.matching.columns import NUMBER_COLUMNS, TEXT_COLUMNS, linkage_columns
from dodomu.engine.matching.linking import Shared
from dodomu.engine.matching.weights import MODEL
from dodomu.journey.registry import bridge as registry
from dodomu.journey.registry.summary import Summary

__all__ = [
    "CEILING",
    "KIN",
    "MODEL_VERSION",
    "NAMESAKE",
    "NUMBER_COLUMNS",
    "PARENT",
    "SAME",
    "SIBLING",
    "TEXT_COLUMNS",
    "EvidenceLine",
    "Proportion",
    "Record",
    "Scored",
    "age_of",
    "columns_of",
    "compare",
    "compare_taken_apart",
    "linked",
    "probability_of",
    "record_of",
    "share_of",
    "taken_apart",
    "without",
]

MODEL_VERSION = MODEL.version
"""Of the weights that pairs are scored by."""
SAME, NAMESAKE, SIBLING, PARENT = "same", "namesake", "sibling", "parent"
KIN = frozenset({SIBLING, PARENT})
"""Hints that two records are of one family: people to show together, never to offer as one person."""
CEILING = "relatives"
HELD_DOWN_BY = frozenset({"given", "family"})


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence: which field, how it agrees, its weight (log odds, base e), and its sentence."""

    field: str
    agreement: str
    log_odds: float
    sentence: str
    params: Mapping[str, Any] = part(repr=False)


@dataclass(frozen=True, slots=True)
class Scored:
    """How likely two records are one person (0 to 1), the evidence for and against, and a hint of kinship."""

    probability: float
    log_odds: float
    evidence: tuple[EvidenceLine, ...]
    relation_hint: str

    def as_json(self) -> dict[str, Any]:
        """For sealing beside a decision: what its author saw."""
        lines = [
            [line.field, line.agreement, round(line.log_odds, 3), line.sentence, dict(line.params)]
            for line in self.evidence
        ]
        return {"probability": round(self.probability, 4), "hint": self.relation_hint, "lines": lines}


def without(scored: Scored, left_out: EvidenceLine) -> float:
    """The probability (0 to 1) if one piece of evidence were not known.

    A comparison may hold two given names of one family down, whatever else agrees (``CEILING``); without one of the two
    names nothing holds it down, without anything else it stays where it is held.
    """
    if left_out.agreement == CEILING:
        return probability_of(scored.log_odds - left_out.log_odds)
    ceilings = [line for line in scored.evidence if line.agreement == CEILING]
    rest = scored.log_odds - left_out.log_odds - sum(line.log_odds for line in ceilings)
    if ceilings and left_out.field not in HELD_DOWN_BY:
        rest = min(rest, scored.log_odds)
    return probability_of(rest)


def record_of(summary: Summary, *, located: bool = True) -> Record:
    """The record the engine compares; ``located``: with the places of the location compartment."""
    return registry.record_of(summary, located=located)


def taken_apart(summary: Summary) -> RecordAnalysis:
    """A record read once, to be compared with many."""
    return analyse_record(record_of(summary))


def compare(one: Record, other: Record) -> Scored:
    """Compare two records; the order of the two does not matter."""
    return compare_taken_apart(analyse_record(one), analyse_record(other))


def compare_taken_apart(one: RecordAnalysis, other: RecordAnalysis) -> Scored:
    """The same of two records that were taken apart before."""
    found: Comparison = compare_analysed_records(one, other)
    lines = tuple(
        EvidenceLine(line.field, line.agreement, line.log_odds, line.sentence_key, dict(line.params))
        for line in found.evidence
    )
    return Scored(found.probability, found.log_odds, lines, found.relation_hint)


def share_of(number: int, whole: int) -> Proportion | None:
    """A counted share and its 95 % interval; None of nothing."""
    return wilson(number, whole) if whole else None


def age_of(summary: Summary, today: date) -> int | None:
    """The youngest age the birth date allows, in whole years; None where no birth date is known."""
    if summary.birth is None:
        return None
    born = summary.birth.latest
    return max(0, today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def columns_of(record: Record) -> Mapping[str, str | int | None]:
    """The record as the folded columns that programs of others link tables by."""
    return linkage_columns(record)


def linked(
    left: Sequence[Record],
    right: Sequence[Record] | None,
    *,
    at_least: float,
    progress: Callable[[int, int], None],
    shared: Shared,
) -> Iterator[Link]:
    """Pairs of two lists, or of one with itself, that may be one person (by position); `shared` does what `map` does."""
    if right is None:
        return deduplicate(left, at_least=at_least, progress=progress, shared=shared)
    return link(left, right, at_least=at_least, progress=progress, shared=shared)
