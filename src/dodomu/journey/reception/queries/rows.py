"""What pages of reception are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.queries import SendingRow
from dodomu.journey.reception.bridge import Judged, Look


@dataclass(frozen=True, slots=True)
class BedAt:
    """The bed a child has. ``room`` is empty where the viewer does not see the centre."""

    stay_id: UUID
    bed_id: UUID
    room: str
    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What the mission said of the child. ``medicine`` is empty where ``medicine_masked``."""

    code_name: str
    unplanned: bool
    child_seat: bool
    wheelchair: bool
    medical_escort: bool
    medicine: str = field(repr=False)
    medicine_masked: bool
    needs: str = field(repr=False)

    @property
    def anything(self) -> bool:
        """Whether there is anything to say beside the code name."""
        flags = (self.unplanned, self.child_seat, self.wheelchair, self.medical_escort, self.medicine_masked)
        return any(flags) or bool(self.medicine or self.needs)


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """One child who is expected or here. By number and code name: the name is shown when somebody asks.

    ``family`` is the same number for brothers and sisters of the list, 0 for a child without any there. ``colour`` is
    empty without a triage, and where ``health`` (the viewer sees it) is false.
    """

    id: UUID
    case_id: UUID
    number: int
    person_id: UUID
    state: str
    state_label: str
    expected_at: datetime | None
    arrived_at: datetime | None
    identity: str
    identity_label: str
    team_id: UUID
    team: str
    centre_id: UUID | None
    centre: str
    mission_id: UUID | None
    mission: str
    group_id: UUID | None
    group: str
    told: Told | None
    born: PartialDate | None = field(repr=False)
    sex: str
    family: int
    bed: BedAt | None
    triaged: bool
    colour: str
    review: bool
    health: bool
    because: str


@dataclass(frozen=True, slots=True)
class TriageRow:
    """One look at a child with what followed; ``look`` and ``result`` are None where the viewer does not see health."""

    id: UUID
    arrival_id: UUID
    seen_at: datetime
    by: str
    at: datetime
    colour: str
    look: Look | None = field(repr=False)
    result: Judged | None = field(repr=False)
    note: str = field(repr=False)
    alert: AlertRow | None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A triage that somebody must answer."""

    id: UUID
    triage_id: UUID
    arrival_id: UUID
    case_number: int
    kind: str
    due_at: datetime
    owner_id: UUID
    owner: str
    seen_by: str
    seen_at: datetime | None
    note: str = field(repr=False)
    answered: bool

    @property
    def open(self) -> bool:
        return self.seen_at is None and not self.answered


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need; words are empty where ``masked``. ``profile`` is the field set of cases with which it is referred."""

    id: UUID
    arrival_id: UUID
    case_id: UUID
    case_number: int
    kind: str
    urgency: str
    due_at: datetime
    note: str = field(repr=False)
    clinical: bool
    masked: bool
    profile: str
    by: str
    at: datetime
    state: str
    state_label: str
    ended_by: str
    ended_at: datetime | None
    ended_note: str = field(repr=False)
    referrals: tuple[SendingRow, ...] = ()
    """The referrals that answer it and that the viewer may know of, the latest first."""


@dataclass(frozen=True, slots=True)
class ParticularRow:
    """What is known of one thing every carer must know; ``answer`` is not_asked where nobody has recorded any."""

    kind: str
    label: str
    answer: str
    answer_label: str
    words: str = field(repr=False)
    masked: bool
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One thing nobody asks the child. ``id`` is None for what the register of interviews says."""

    id: UUID | None
    topic: str
    why: str
    why_label: str
    by: str
    at: datetime | None
    ended_at: datetime | None = None
    ended_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that happened to an arrival."""

    what: str
    label: str
    code: str
    expected_at: datetime | None
    note: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StayRow:
    """A bed a child had."""

    room: str
    number: int
    since: datetime
    until: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """Everything about one arrival that the viewer sees."""

    row: ArrivalRow
    triages: tuple[TriageRow, ...]
    needs: tuple[NeedRow, ...]
    particulars: tuple[ParticularRow, ...]
    topics: tuple[TopicRow, ...]
    changes: tuple[ChangeRow, ...]
    stays: tuple[StayRow, ...]
    brought_by: str = field(repr=False)
    received_by: str
    identity_by: str
    family: tuple[ArrivalRow, ...]
    may_work: bool
    may_triage: bool
    may_send: bool
    may_end_needs: bool

    @property
    def alerts(self) -> tuple[AlertRow, ...]:
        """What waits for a person, the oldest first."""
        return tuple(row.alert for row in reversed(self.triages) if row.alert and row.alert.open)
