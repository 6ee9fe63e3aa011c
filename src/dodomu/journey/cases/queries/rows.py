"""What is handed to pages, the API and other stages: values, never table rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.engine.values.names import NameForm
from dodomu.journey.cases.axes import AxisValue
from dodomu.journey.cases.queries.destructions import DestructionRow


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. ``name`` is None where no source gives one; an axis without an entry is absent.

    ``due_at`` is what is due next, ``due_what`` a clock's code, ``task`` or ``flag``; ``outcome`` that of a closed case.
    """

    id: UUID
    number: int
    person_id: UUID
    name: NameForm | None = field(repr=False)
    team: str
    worker: str
    risk: str
    axes: dict[str, AxisValue]
    opened_at: datetime
    led_by: int | None
    closed_at: datetime | None = None
    outcome: str = ""
    flags: int = 0
    due_at: datetime | None = None
    due_what: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One step on one axis with its source, its note, and whether it was withdrawn."""

    id: UUID
    value: AxisValue
    verification: AxisValue | None
    since: str
    at: datetime
    by: str
    note: str = field(repr=False)
    source_report_id: UUID | None
    source_name: str
    proposed_because: str
    withdrawn_reason: str = field(repr=False)
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class AxisHistory:
    """One axis: what counts now (None: nothing recorded) and everything recorded, newest first."""

    axis: str
    now: AxisValue | None
    entries: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """What the system suggests; ``value`` for a step on an axis, ``other`` for which of two cases leads."""

    id: UUID
    case_id: UUID
    case_number: int
    kind: str
    axis: str
    value: AxisValue | None
    other_id: UUID | None
    other_number: int | None
    because: str
    proposed_at: datetime
    state: str
    answered_by: str
    answered_at: datetime | None
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened to the case itself."""

    what: str
    label: str
    at: datetime
    by: str
    team: str
    worker: str
    risk: str
    other_number: int | None
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of one case shows."""

    row: CaseRow
    team_id: UUID
    worker_id: UUID | None
    opened_by: str
    reason: str = field(repr=False)
    closed_at: datetime | None
    histories: tuple[AxisHistory, ...]
    proposals: tuple[ProposalRow, ...]
    events: tuple[EventRow, ...]
    led_by_id: UUID | None
    may_work: bool
    may_assign: bool
    may_flag: bool = False
    may_reopen: bool = False
    may_confirm: bool = False
    destroyed: DestructionRow | None = None

    @property
    def waiting(self) -> tuple[ProposalRow, ...]:
        return tuple(proposal for proposal in self.proposals if proposal.state == "waiting")
