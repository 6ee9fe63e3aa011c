"""What may be read of pairs and decisions, always by somebody."""

from __future__ import annotations

from dodomu.journey.tracing.queries.closest import Close, closest, existing, sides
from dodomu.journey.tracing.queries.queue import STATES, Counts, Found, counts, oldest_waiting, pair_ids, queue
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
    "STATES",
    "AttributeRow",
    "CandidateNotFound",
    "CandidateRow",
    "Change",
    "Close",
    "Counts",
    "DecisionRow",
    "Found",
    "Review",
    "Side",
    "closest",
    "counts",
    "existing",
    "oldest_waiting",
    "pair_ids",
    "queue",
    "review",
    "sides",
]
