"""What the board shows, as values: missions, groups, legs, words that came and words to come, alarms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.journey.missions.word_windows import CRITICAL, OVERDUE

URGENT_ALARMS = frozenset({"overdue", "critical", "help", "duress", "abort"})
WORST_FIRST = ("duress", "help", "critical", "overdue", "abort", "closed_way", "late")
"""Alarms and states of words to come, the worst first: the order of groups on the board."""
RANKS = {what: number for number, what in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as this viewer may see it: without the compartment of ways ``code`` and ``name`` are empty."""

    code: str = ""
    name: str = field(default="", repr=False)
    zone: str = ""
    kind: str = ""
    x: int = 0
    y: int = 0
    id: UUID | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class LegRow:
    """One leg of a way. ``state``: travelled, planned; ``under_way``: begun and not ended; ``closed``: an open alarm says so."""

    id: UUID
    order: int
    kind: str
    state: str
    start: PlaceRow
    end: PlaceRow
    departs_at: datetime
    arrives_at: datetime
    silent: bool
    began_at: datetime | None
    ended_at: datetime | None
    closed: bool
    fallback: PlaceRow | None
    link_id: UUID | None = None

    @property
    def under_way(self) -> bool:
        return self.state == "planned" and self.began_at is not None


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A word somebody waits for. ``moved_from``: when it was due before a word moved it."""

    id: UUID
    about: str
    at_end: bool
    leg_id: UUID | None
    place: PlaceRow
    due_at: datetime
    late_at: datetime
    overdue_at: datetime
    critical_at: datetime
    state: str
    moved_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word of a group, as it came. ``by``: who wrote it down, empty for the phone page; ``wrong``: put right later."""

    id: UUID
    kind: str
    about: str
    place: PlaceRow
    channel: str
    by: str
    said_at: datetime
    received_at: datetime
    delay_minutes: int | None
    note: str = field(default="", repr=False)
    wrong: bool = False
    corrects: bool = False
    leg_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of dealing with an alarm; ``by`` is empty for what came about of itself."""

    what: str
    by: str
    at: datetime
    to: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One entry of the escalation list. ``called``: the alarm went on to them, or somebody tried to reach them."""

    id: UUID
    when: str
    name: str = field(repr=False)
    reach: str = field(repr=False)
    after_minutes: int
    colleague: bool
    called: bool = False
    due: bool = False


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm. ``about`` and ``place``: the word that did not come, or where a way is closed; ``fallback``: where to go."""

    id: UUID
    kind: str
    since: datetime
    raised_at: datetime
    group_id: UUID
    group: str
    mission_id: UUID
    mission: str
    owner: str
    owner_id: UUID | None
    seen_by: str
    seen_at: datetime | None
    about: str = ""
    place: PlaceRow = PlaceRow()
    leg: tuple[PlaceRow, PlaceRow] | None = None
    fallback: PlaceRow | None = None
    by_phone: bool = False
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_reason: str = field(default="", repr=False)
    ended_by_word: bool = False

    @property
    def urgent(self) -> bool:
        return self.kind in URGENT_ALARMS


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group on its way. ``expected``: the open words in order, the first is the next."""

    id: UUID
    code_name: str
    children: int
    legs: tuple[LegRow, ...]
    words: tuple[WordRow, ...]
    expected: tuple[ExpectedRow, ...]
    alarms: tuple[AlarmRow, ...]

    @property
    def last(self) -> WordRow | None:
        return next((word for word in self.words if not word.wrong), None)

    @property
    def next(self) -> ExpectedRow | None:
        return self.expected[0] if self.expected else None

    @property
    def state(self) -> str:
        """The worst state of a word somebody waits for; ``quiet`` where nobody waits for one."""
        return self.next.state if self.next else "quiet"

    @property
    def silent_until(self) -> datetime | None:
        """The end of a planned silence that the group is in: its next word is the one behind it."""
        following = self.next
        leg = next((leg for leg in self.legs if following and leg.id == following.leg_id), None)
        in_silence = leg is not None and leg.silent and following is not None and following.at_end
        return following.due_at if in_silence and following is not None else None

    @property
    def troubled(self) -> bool:
        return self.state in {OVERDUE, CRITICAL} or any(alarm.urgent for alarm in self.alarms)


def in_need_first(row: GroupRow, now: datetime) -> tuple[int, datetime, str]:
    """The order of groups: by the worst that is known of them, then by the next word."""
    worst = min((RANKS.get(what, len(RANKS)) for what in (row.state, *(alarm.kind for alarm in row.alarms))), default=0)
    return worst, row.next.due_at if row.next else now, row.code_name


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A mission under way with its groups, those in trouble first. ``may_work``: the viewer runs it."""

    id: UUID
    code_name: str
    state: str
    coordinator: str
    team: str
    departed_at: datetime | None
    arrives_at: datetime | None
    may_work: bool
    groups: tuple[GroupRow, ...] = ()
    corridor_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """What stands at ``at``, the moment of reading. ``sees_ways``: places and legs are shown to this viewer."""

    at: datetime
    missions: tuple[MissionRow, ...]
    sees_ways: bool

    @property
    def groups(self) -> list[GroupRow]:
        return [group for mission in self.missions for group in mission.groups]

    @property
    def alarms(self) -> list[AlarmRow]:
        return [alarm for group in self.groups for alarm in group.alarms]
