"""What pages of evidence show of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.evidence.queries.holds import HoldRow


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One side of a hand-over: a colleague (``user_id``), or somebody outside; nobody where it is not known who gave it."""

    name: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)
    user_id: UUID | None = None

    @property
    def outside(self) -> bool:
        return self.user_id is None

    @property
    def known(self) -> bool:
        return bool(self.name or self.organisation)


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One link of the chain. ``unsigned``: somebody outside took part and no paper with their name is kept."""

    id: UUID
    seq: int
    giver: PartyRow
    receiver: PartyRow
    purpose: str
    purpose_label: str
    place: str = field(repr=False)
    words: str = field(repr=False)
    happened_at: datetime
    by: str
    at: datetime
    state: str
    state_label: str
    settled_by: str
    settled_at: datetime | None
    settled_words: str = field(repr=False)
    has_paper: bool
    unsigned: bool
    may_receive: bool
    may_withdraw: bool
    may_sign: bool


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """One exhibit in a list. ``holder`` has it in hand; ``waits`` says that a hand-over is not confirmed yet."""

    id: UUID
    number: int
    case_id: UUID
    case_number: int
    person_id: UUID
    kind: str
    kind_label: str
    way_label: str
    language_label: str
    what: str = field(repr=False)
    by: str
    at: datetime
    holder: PartyRow
    waits: bool
    copies: int
    set_aside_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim; ``day`` is filled where it is a date."""

    about: str
    about_label: str
    value: str = field(repr=False)
    day: PartialDate | None
    source_label: str
    words: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CopyRow:
    id: UUID
    number: int
    kind: str
    kind_label: str
    tool: str = field(repr=False)
    version: str = field(repr=False)
    removed: tuple[str, ...]
    words: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpeningRow:
    purpose_label: str
    reason: str = field(repr=False)
    copy_number: int | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A fact on which an exhibit bears, with the source of the fact; masked where its compartment is closed to the viewer."""

    id: UUID
    bears: str
    bears_label: str
    attribute: str
    value: str = field(repr=False)
    source: str = field(repr=False)
    report_id: UUID | None
    masked: bool
    counts: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """Everything the page of one exhibit shows. ``same_as``: other exhibits of the case with the very same bytes."""

    row: ExhibitRow
    pid: UUID
    size: int
    set_aside_by: str
    set_aside_words: str = field(repr=False)
    claims: tuple[ClaimRow, ...]
    custody: tuple[CustodyRow, ...]
    copies: tuple[CopyRow, ...]
    openings: tuple[OpeningRow, ...]
    openings_count: int
    links: tuple[LinkRow, ...]
    same_as: tuple[int, ...]
    held: bool
    is_holder: bool
    may_take: bool
    may_open: bool
    may_work: bool
    sees_case: bool
    sees_person: bool

    @property
    def under_way(self) -> CustodyRow | None:
        return next((one for one in self.custody if one.state == "waiting"), None)

    @property
    def active(self) -> bool:
        return self.row.set_aside_at is None

    @property
    def unsigned(self) -> int:
        return sum(one.unsigned for one in self.custody)


@dataclass(frozen=True, slots=True)
class ListItemRow:
    exhibit_id: UUID
    number: int
    kind_label: str
    what: str = field(repr=False)
    fate: str
    fate_label: str
    copy_number: int | None
    why_label: str


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """A list for one recipient, with the fate of every exhibit; ``newer``: how many exhibits came since."""

    id: UUID
    pid: UUID
    case_id: UUID
    case_number: int
    person_id: UUID
    recipient: str = field(repr=False)
    basis: str
    basis_label: str
    reason: str = field(repr=False)
    by: str
    by_id: UUID
    at: datetime
    state: str
    state_label: str
    second: str
    second_at: datetime | None
    second_reason: str = field(repr=False)
    items: tuple[ListItemRow, ...]
    newer: int
    may_answer: bool

    @property
    def withheld(self) -> int:
        return sum(item.fate == "withheld" for item in self.items)

    @property
    def given(self) -> int:
        return len(self.items) - self.withheld


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One line of the interview register as evidence needs it: what kind, when, whether confirmed, no word of it."""

    kind_label: str
    on: date
    state: str
    state_label: str
    again: bool
    second: str
    has_recording: bool


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """Everything the evidence page of one case shows."""

    case_id: UUID
    number: int
    person_id: UUID
    exhibits: tuple[ExhibitRow, ...]
    holds: tuple[HoldRow, ...]
    lists: tuple[DisclosureRow, ...]
    interviews: tuple[InterviewLine, ...]
    court_stopped: bool
    may_take: bool
    may_work: bool
    sees_case: bool

    @property
    def held(self) -> bool:
        return any(hold.holds for hold in self.holds)

    @property
    def active(self) -> tuple[ExhibitRow, ...]:
        return tuple(row for row in self.exhibits if row.set_aside_at is None)
