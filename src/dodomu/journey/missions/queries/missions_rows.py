"""What is handed to pages about missions: values, never table rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Protocol
from uuid import UUID

from dodomu.engine.values.names import NameForm
from dodomu.journey.missions.mission_whole import Broken
from dodomu.journey.missions.models import PREPARED


@dataclass(frozen=True, slots=True)
class MissionRow:
    """One mission in a list; ``open``: children and adults of whom nobody has said what became of them."""

    id: UUID
    code_name: str
    state: str
    state_label: str
    team: str
    reception_team: str
    coordinator: str
    departs_at: datetime
    arrives_at: datetime | None
    children: int
    arrived: int
    escorts: int


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """One hand-over of custody of a child."""

    id: UUID
    at: datetime
    place: str
    from_whom: str = field(repr=False)
    to_whom: str = field(repr=False)
    basis: str
    identity: str
    by: str
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One state of a child on a mission: since when, where, why, who says so."""

    state: str
    label: str
    happened_at: datetime
    place: str
    reason: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What was found at the meeting point."""

    present: bool
    identity: str
    identity_label: str
    medicine: str
    medicine_label: str
    note: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child of a mission. Without ``reached`` there is nothing here but the code name and the state.

    ``ages``: youngest and oldest possible age in full years at departure, None where nobody knows.
    """

    id: UUID
    group_id: UUID
    code_name: str
    state: str
    state_label: str
    unplanned: bool
    reached: bool
    vehicle_id: UUID | None
    vehicle: str
    child_seat: bool
    wheelchair: bool
    medical_escort: bool
    case_id: UUID | None = None
    case_number: int | None = None
    person_id: UUID | None = None
    name: NameForm | None = field(default=None, repr=False)
    ages: tuple[int, int] | None = None
    sex: str = ""
    medicine: str = field(default="", repr=False)
    needs: str = field(default="", repr=False)
    siblings: tuple[str, ...] = ()
    manifest: ManifestRow | None = None
    changes: tuple[ChangeRow, ...] = ()
    hand_overs: tuple[HandOverRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EscortOnMission:
    """An adult of a mission, present or past."""

    id: UUID
    escort_id: UUID
    group_id: UUID
    code_name: str
    name: str = field(repr=False)
    sex: str
    medical: bool
    part: str
    part_label: str
    vehicle_id: UUID | None
    vehicle: str
    replaces: str
    outcome: str
    outcome_label: str
    ended_at: datetime | None
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A vehicle of a mission; ``name`` tells it from the others, ``label`` is what stands on it."""

    id: UUID
    group_id: UUID
    name: str
    kind: str
    label: str = field(repr=False)
    seats: int
    child_seats: int
    wheelchairs: int
    drivers: int
    taken: int


@dataclass(frozen=True, slots=True)
class End:
    """One end of a leg: code, name (empty without the compartment ``route``), time zone, side."""

    id: UUID
    code: str
    name: str = field(repr=False)
    zone: str
    side: str
    side_label: str


@dataclass(frozen=True, slots=True)
class LegRow:
    """One leg of a group's way. ``to_record``: a crossing that a word says is travelled, with children who are not written down
    as having crossed.
    """

    id: UUID
    group_id: UUID
    order: int
    link_id: UUID
    forward: bool
    kind: str
    kind_label: str
    start: End
    end: End
    departs_at: datetime
    arrives_at: datetime
    latest_at: datetime
    minutes: int
    minutes_p90: int
    km: int | None
    walking_m: int
    silent: bool
    phone: bool
    table: bool
    abort: bool
    fallback: End | None
    note: str = field(repr=False)
    state: str
    state_label: str
    began_at: datetime | None
    ended_at: datetime | None
    crossing_out: bool
    to_record: bool = False

    @property
    def dangerous(self) -> bool:
        """Whether either end is under occupation or in the aggressor state."""
        return bool({self.start.side, self.end.side} & {"occupied", "aggressor"})


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Who travels together, in what, and on which way."""

    id: UUID
    code_name: str
    children: tuple[ChildRow, ...]
    escorts: tuple[EscortOnMission, ...]
    vehicles: tuple[VehicleRow, ...]
    legs: tuple[LegRow, ...]

    @property
    def on_list(self) -> tuple[ChildRow, ...]:
        return tuple(child for child in self.children if child.state != "dropped")

    @property
    def off_list(self) -> tuple[ChildRow, ...]:
        return tuple(child for child in self.children if child.state == "dropped")

    @property
    def escorts_now(self) -> tuple[EscortOnMission, ...]:
        return tuple(row for row in self.escorts if row.ended_at is None)

    @property
    def escorts_past(self) -> tuple[EscortOnMission, ...]:
        return tuple(row for row in self.escorts if row.ended_at is not None)

    @property
    def way(self) -> tuple[LegRow, ...]:
        return tuple(leg for leg in self.legs if leg.state != "replaced")

    @property
    def left_way(self) -> tuple[LegRow, ...]:
        return tuple(leg for leg in self.legs if leg.state == "replaced")


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """An approval, as far as it has come; ``holds``: it is of the mission as it stands. ``departed_with``: the mission left
    by it.
    """

    id: UUID
    state: str
    state_label: str
    reason: str = field(repr=False)
    by_id: UUID
    by: str
    at: datetime
    second: str
    second_at: datetime | None
    second_reason: str = field(repr=False)
    holds: bool
    departed_with: bool = False


@dataclass(frozen=True, slots=True)
class MissionEventRow:
    """One thing that happened to a mission; ``who`` is a code name."""

    what: str
    label: str
    who: str
    reason: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Since when the carrier or the police is told; ``on`` None: it was taken back."""

    kind: str
    label: str
    on: date | None
    note: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of costs, in hundredths of the currency's unit."""

    id: UUID
    kind: str
    expected: bool
    amount: int
    currency: str
    note: str = field(repr=False)
    by: str
    at: datetime
    struck_by: str
    struck_at: datetime | None


class MissionParts(Protocol):
    """What a page of a mission reads only when it shows it."""

    def groups(self) -> tuple[GroupRow, ...]: ...
    def broken(self) -> tuple[Broken, ...]: ...
    def approvals(self) -> tuple[ApprovalRow, ...]: ...
    def events(self) -> tuple[MissionEventRow, ...]: ...
    def notices(self) -> tuple[NoticeRow, ...]: ...
    def costs(self) -> tuple[CostRow, ...]: ...
    def still_open(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class MissionPage:
    """Everything that the page of one mission shows; its parts are read when they are first asked for, and once."""

    row: MissionRow
    team_id: UUID
    reception_team_id: UUID | None
    corridor_id: UUID
    corridor: str = field(repr=False)
    meeting: str = field(repr=False)
    note: str = field(repr=False)
    departed_at: datetime | None
    ended_at: datetime | None
    sees_way: bool
    may_work: bool
    may_confirm: bool
    parts: MissionParts = field(repr=False, compare=False)

    @cached_property
    def groups(self) -> tuple[GroupRow, ...]:
        return self.parts.groups()

    @cached_property
    def broken(self) -> tuple[Broken, ...]:
        return self.parts.broken()

    @cached_property
    def approvals(self) -> tuple[ApprovalRow, ...]:
        return self.parts.approvals()

    @cached_property
    def events(self) -> tuple[MissionEventRow, ...]:
        return self.parts.events()

    @cached_property
    def notices(self) -> tuple[NoticeRow, ...]:
        return self.parts.notices()

    @cached_property
    def costs(self) -> tuple[CostRow, ...]:
        return self.parts.costs()

    @cached_property
    def still_open(self) -> tuple[str, ...]:
        return self.parts.still_open()

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def prepared(self) -> bool:
        """Whether it has neither departed nor been cancelled."""
        return self.row.state in PREPARED

    @property
    def under_way(self) -> bool:
        return self.row.state == "under_way"

    @property
    def running(self) -> bool:
        return self.prepared or self.under_way

    @property
    def children(self) -> tuple[ChildRow, ...]:
        return tuple(child for group in self.groups for child in group.on_list)

    @property
    def escorts(self) -> tuple[EscortOnMission, ...]:
        return tuple(row for group in self.groups for row in group.escorts)

    @property
    def approval(self) -> ApprovalRow | None:
        """The approval of the mission as it stands: given, or waiting."""
        return next((one for one in self.approvals if one.holds and one.state != "declined"), None)

    @property
    def vehicles(self) -> tuple[VehicleRow, ...]:
        return tuple(row for group in self.groups for row in group.vehicles)
