"""What pages of recovery show of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.engine.values.names import NameForm


@dataclass(frozen=True, slots=True)
class DueRow:
    """A visit that is due: its code, its day, the rule's source, how often it was tried in vain."""

    id: UUID
    plan_id: UUID
    case_number: int
    code: str
    due_on: date
    source: str
    tried: int = 0


@dataclass(frozen=True, slots=True)
class VisitRow:
    id: UUID
    code: str
    due_on: date | None
    held_on: date
    how: str
    seen: str
    seen_label: str
    alone: str
    alone_label: str
    why_not: str
    safety: str
    safety_label: str
    summary: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActionRow:
    id: UUID
    plan_id: UUID
    case_number: int
    text: str = field(repr=False)
    owner_id: UUID | None
    owner: str
    due_on: date
    state: str
    state_label: str
    may_end: bool
    history: tuple[ActionStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionStep:
    label: str
    owner: str
    due_on: date
    note: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GoalRow:
    id: UUID
    domain: str
    domain_label: str
    text: str = field(repr=False)
    child_agrees: str
    end: str
    end_label: str
    note: str = field(repr=False)
    by: str
    at: datetime
    actions: tuple[ActionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A private note of the one who reads it."""

    id: UUID
    text: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class ClosingRow:
    id: UUID
    why: str
    reason: str = field(repr=False)
    child_agrees: str
    carer_agrees: str
    visit_on: date
    state: str
    state_label: str
    by_id: UUID
    by: str
    at: datetime
    second: str
    second_reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlanEventRow:
    label: str
    reason: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in a list; ``safety`` is that of the last visit, empty where there was none."""

    id: UUID
    case_id: UUID
    case_number: int
    person_id: UUID
    name: NameForm | None = field(repr=False)
    owner_id: UUID | None
    owner: str
    state: str
    start: date
    risk: str
    next_code: str
    next_on: date | None
    safety: str
    safety_label: str
    last_seen_on: date | None
    open_actions: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the page of one care plan shows."""

    row: PlanRow
    risk_now: str
    goals: tuple[GoalRow, ...]
    dues: tuple[DueRow, ...]
    visits: tuple[VisitRow, ...]
    notes: tuple[NoteRow, ...]
    closing: ClosingRow | None
    events: tuple[PlanEventRow, ...]
    may_work: bool
    may_confirm: bool
    not_seen_in_a_row: int

    @property
    def active(self) -> bool:
        return self.row.state == "active"

    @property
    def denser(self) -> bool:
        """The risk has risen or fallen since the visits were laid out, and the row of visits does not follow it yet."""
        dense = {"high", "critical"}
        return self.active and (self.risk_now in dense) != (self.row.risk in dense)
