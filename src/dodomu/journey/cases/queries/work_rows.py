"""What is at work in a case, handed to pages: values, never table rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.journey.cases.clocks import Clock


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of one case, with what was said about it last."""

    case_id: UUID
    case_number: int
    clock: Clock
    by: str = ""
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; without an owner it is the team's. ``note`` is what was said when it was ended or changed last."""

    id: UUID
    case_id: UUID
    case_number: int
    title: str = field(repr=False)
    owner_id: UUID | None
    owner: str
    team: str
    due_at: datetime
    whole_day: bool
    state: str
    by: str
    at: datetime
    ended_by: str
    ended_at: datetime | None
    note: str = field(repr=False)
    history: tuple[TaskChangeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskChangeRow:
    """One thing that happened to a task."""

    label: str
    owner: str
    due_at: datetime
    whole_day: bool
    by: str
    at: datetime
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag; ``cleared_at`` is None while it asks for attention."""

    id: UUID
    case_id: UUID
    case_number: int
    reason: str = field(repr=False)
    due_at: datetime
    whole_day: bool
    by: str
    at: datetime
    cleared_by: str
    cleared_at: datetime | None
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One dated paper."""

    id: UUID
    case_number: int
    kind: str
    label: str
    holder: str = field(repr=False)
    issued_on: date | None
    valid_until: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SecondRow:
    """An act that needs a second person, as far as it has come."""

    id: UUID
    reason: str = field(repr=False)
    by_id: UUID
    by: str
    at: datetime
    state: str
    second: str
    second_at: datetime | None
    second_reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WarningRow:
    """Who must never learn of a child. ``active``: it holds today; a passed or ended one stays readable.

    ``ending`` is the last time somebody asked to end it; while that waits, the entry holds.
    """

    id: UUID
    case_id: UUID
    case_number: int
    whom: str = field(repr=False)
    why: str = field(repr=False)
    since: date
    until: date | None
    by: str
    at: datetime
    active: bool
    ending: SecondRow | None


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """One closing: its outcome, its two persons, what was still open, and how the case opened again."""

    asked: SecondRow
    outcome: str
    label: str
    refused_by: str
    open_tasks: int
    open_clocks: int
    reopened_at: datetime | None
    reopened_by: str
    reopened_reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LedRow:
    """A case that closed as joined and whose work is shown with the leading one."""

    id: UUID
    number: int
    team: str


@dataclass(frozen=True, slots=True)
class CaseWork:
    """Everything at work in one case and in those it leads."""

    clocks: tuple[ClockRow, ...]
    tasks: tuple[TaskRow, ...]
    flags: tuple[FlagRow, ...]
    documents: tuple[DocumentRow, ...]
    warnings: tuple[WarningRow, ...]
    closings: tuple[ClosingRow, ...]
    led: tuple[LedRow, ...]

    @property
    def open_tasks(self) -> tuple[TaskRow, ...]:
        return tuple(task for task in self.tasks if task.state == "open")

    @property
    def open_flags(self) -> tuple[FlagRow, ...]:
        return tuple(flag for flag in self.flags if flag.cleared_at is None)

    @property
    def open_clocks(self) -> tuple[ClockRow, ...]:
        return tuple(row for row in self.clocks if row.clock.is_open)

    @property
    def waiting_closing(self) -> ClosingRow | None:
        return next((one for one in self.closings if one.asked.state == "waiting"), None)

    @property
    def outcome(self) -> ClosingRow | None:
        """The closing that counts; the page shows it while the case is closed."""
        settled = (one for one in self.closings if one.asked.state not in {"waiting", "declined"})
        return next((one for one in settled if one.reopened_at is None), None)
