"""What is handed out of referrals, transfers and enquiries: values, never table rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.journey.cases.queries.packages import Package
from dodomu.kit.dates import KYIV

SENDER, RECEIVER, FORMER = "sender", "receiver", "former"
"""How a viewer stands to a sending: works with the case, is in the team it was sent to, or handed the case away."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """An outside body; ``contact`` is empty for those who may not see it."""

    id: UUID
    kind: str
    kind_label: str
    name: str
    way: str
    way_label: str
    closed_at: datetime | None
    contact: str = field(repr=False)

    @property
    def open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class SendingRow:
    """One referral, transfer or enquiry in a list."""

    id: UUID
    case_id: UUID
    case_number: int
    person_id: UUID
    side: str
    kind: str
    kind_label: str
    profile: str
    receiver: str
    outside: bool
    from_team: str
    state: str
    state_label: str
    at: datetime
    sent_at: datetime | None
    due_at: datetime | None
    by: str
    ended: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step that was taken."""

    state: str
    label: str
    on: date
    at: datetime
    by: str
    way: str
    named: str = field(repr=False)
    reason: str = field(repr=False)
    report_id: UUID | None = None

    @property
    def earlier(self) -> bool:
        """It happened on another day than it was written down."""
        return self.on != self.at.astimezone(KYIV).date()


@dataclass(frozen=True, slots=True)
class SendingPage:
    """Everything the page of one sending shows to this viewer.

    ``package`` is None where it is not (or no longer) for this viewer; ``closed_because`` then says why: a code.
    ``moves`` are the states this viewer can bring it to.
    """

    row: SendingRow
    basis: str
    basis_label: str
    use: str
    way_label: str
    asked: str = field(repr=False)
    basis_reason: str = field(repr=False)
    package: Package | None
    closed_because: str
    steps: tuple[StepRow, ...]
    moves: tuple[str, ...]
    second_by: str
    not_confirmed: bool
    warnings_read: int
    may_open_original: bool
