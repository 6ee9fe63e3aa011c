"""What may be read of pairs and decisions, always by somebody."""

from __future__ import annotations

from dodomu.journey.tracing.queries.calibration import BandFigures, Calibration, calibration
from dodomu.journey.tracing.queries.closest import Close, closest, existing, sides
from dodomu.journey.tracing.queries.queue import (
    HINTS,
    STATES,
    Counts,
    Found,
    OfPerson,
    counts,
    oldest_waiting,
    pair_ids,
    pairs_of,
    queue,
)
from dodomu.journey.tracing.queries.review import CandidateNotFound, review
from dodomu.journey.tracing.queries.rows import (
    AttributeRow,
    CandidateRow,
    Change,
    DecisionRow,
    Review,
    Side,
)

__all__ = [
    "HINTS",
    "STATES",
    "AttributeRow",
    "BandFigures",
    "Calibration",
    "CandidateNotFound",
    "CandidateRow",
    "Change",
    "Close",
    "Counts",
    "DecisionRow",
    "Found",
    "OfPerson",
    "Review",
    "Side",
    "calibration",
    "closest",
    "counts",
    "existing",
    "oldest_waiting",
    "pair_ids",
    "pairs_of",
    "queue",
    "review",
    "sides",
]
