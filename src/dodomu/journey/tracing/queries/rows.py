"""What is handed to pages and the API: values, never table rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.journey.registry.attributes import Attribute
from dodomu.journey.registry.queries.facts import StatedFact
from dodomu.journey.registry.summary import Kin
from dodomu.journey.tracing.bridge import Scored


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two persons at a glance; what no source states is None or empty."""

    person_id: UUID
    name: NameForm | None = field(repr=False)
    birth: PartialDate | None = field(repr=False)
    kin: tuple[Kin, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One pair in the queue. ``probability`` from 0 to 1; ``decided_by`` while a decision waits for confirmation."""

    id: UUID
    left: Side
    right: Side
    probability: float
    urgency: float
    priority: float
    relation_hint: str
    one_list: bool
    found: str
    status: str
    status_label: str
    found_at: datetime
    decided_by: str
    decided_at: datetime | None
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of the history, with both persons' names, times and reasons."""

    id: UUID
    verdict: str
    verdict_label: str
    outcome: str
    outcome_label: str
    probability: float
    by: str
    at: datetime
    reason: str = field(repr=False)
    mine: bool
    confirmed_by: str
    confirmed_at: datetime | None
    rejected_by: str
    rejected_at: datetime | None
    second_reason: str = field(repr=False)
    undone_by: str
    undone_at: datetime | None
    undone_reason: str = field(repr=False)
    two_rows_accepted: bool
    other_pair: bool
    report_id: UUID | None = None
    """The report by which it recorded a relation."""

    @property
    def holds(self) -> bool:
        """Whether it can still be undone."""
        return self.outcome in {"stands", "waiting", "confirmed", "alone"}


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute of both persons: every statement that counts, the preferred one first.

    ``masked``: statements exist, in a compartment closed to the viewer; neither side shows any then.
    """

    attribute: Attribute
    left: tuple[StatedFact, ...] = field(repr=False)
    right: tuple[StatedFact, ...] = field(repr=False)
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How many facts are new, and how many no longer count, since the last decision."""

    new: int
    gone: int

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the review page of one pair shows."""

    row: CandidateRow
    scored: Scored
    attributes: tuple[AttributeRow, ...]
    decisions: tuple[DecisionRow, ...]
    changed: Change | None
    new_facts: frozenset[UUID]
    waiting: DecisionRow | None
    may_decide: bool
    may_confirm: bool
    may_undo: bool
    contradicted: bool
