"""The register of interviews of one child: which event was told how often, to whom, and who agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case, Interview, InterviewState, ToldEvent
from dodomu.journey.cases.queries.consents import seen_case
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking

TABLE, EVENTS = "cases_interview", "cases_toldevent"
COUNTING = (InterviewState.WAITING, InterviewState.PLANNED, InterviewState.HELD)
"""What counts as an account of an event; what was cancelled or refused does not take place."""


def told_before(event_id: UUID) -> bool:
    """Whether this event was told already, or somebody is about to ask for it. No scope: callers check who asks."""
    return Interview.objects.filter(event=event_id, state__in=COUNTING).exists()


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One account. Words are empty where the viewer does not see its case; the place also where its compartment is shut."""

    id: UUID
    event_id: UUID
    kind: str
    kind_label: str
    body: str = field(repr=False)
    on: date
    held_on: date | None
    place: str = field(repr=False)
    compartment: str
    place_masked: bool
    again: bool
    reason: str = field(repr=False)
    outside: bool
    not_confirmed: bool
    state: str
    state_label: str
    by: str
    by_id: UUID
    at: datetime
    second: str
    second_at: datetime | None
    second_words: str = field(repr=False)
    settled_words: str = field(repr=False)
    has_recording: bool
    here: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One event and the accounts of it, in the order of their days; ``count`` of those that took place."""

    id: UUID
    label: str = field(repr=False)
    interviews: tuple[InterviewRow, ...]

    @property
    def count(self) -> int:
        return sum(row.state == InterviewState.HELD for row in self.interviews)

    @property
    def ahead(self) -> int:
        return sum(row.state in (InterviewState.PLANNED, InterviewState.WAITING) for row in self.interviews)


@dataclass(frozen=True, slots=True)
class Register:
    """Everything the child was or will be asked about."""

    case_id: UUID
    number: int
    person_id: UUID
    events: tuple[ToldRow, ...]
    may_work: bool
    may_open: bool

    @property
    def held(self) -> int:
        return sum(event.count for event in self.events)

    @property
    def waiting(self) -> tuple[InterviewRow, ...]:
        rows = (row for event in self.events for row in event.interviews)
        return tuple(row for row in rows if row.state == InterviewState.WAITING)


def interview_register(viewer: Viewer, case_id: UUID) -> Register:
    """The register as one case shows it.

    Raises:
        OutOfReach: there is no such case within the viewer's reach.
    """
    case = seen_case(viewer, case_id)
    return Register(
        case_id=case.id,
        number=case.number,
        person_id=linking.current_person(case.person_id),
        events=_events(viewer, case),
        may_work=policy.may(viewer, Act.CASE_WORK, subject=case.person_id),
        may_open=policy.may(viewer, Act.ORIGINAL_OPEN, subject=case.person_id),
    )


def interview(viewer: Viewer, case_id: UUID, interview_id: UUID) -> tuple[ToldRow, InterviewRow]:
    """One account of this case, with the event and its other accounts.

    Raises:
        OutOfReach: there is none within reach.
    """
    for event in interview_register(viewer, case_id).events:
        for row in event.interviews:
            if row.id == interview_id and row.here:
                return event, row
    raise policy.OutOfReach


@dataclass(frozen=True, slots=True)
class SecondWanted:
    """A second account that waits for somebody like the viewer; by the number of its case, no name."""

    interview_id: UUID
    case_id: UUID
    number: int
    kind_label: str
    by: str
    on: date
    since: datetime


def interviews_for_second(viewer: Viewer) -> list[SecondWanted]:
    """Second accounts that this viewer may agree to or refuse: never those they planned."""
    if Act.INTERVIEW_CONFIRM not in viewer.acts:
        return []
    reached = visible(viewer, Act.INTERVIEW_CONFIRM)
    found = Interview.objects.filter(case__in=reached, state=InterviewState.WAITING).exclude(by=viewer.user_id)
    return [
        SecondWanted(
            row.id,
            row.case_id,
            row.case.number,
            str(row.get_kind_display()),
            row.by.display_name,
            row.on,
            row.at,
        )
        for row in found.select_related("case", "by").order_by("at")
    ]


def recording_of(viewer: Viewer, case_id: UUID, interview_id: UUID) -> tuple[UUID, UUID, str]:
    """The vault original of a recording, the person it is read for, and its kind.

    Raises:
        OutOfReach: there is none within reach. NotAllowed: the viewer may not open originals.
    """
    case = seen_case(viewer, case_id)
    policy.require(viewer, Act.ORIGINAL_OPEN, subject=case.person_id)
    found = Interview.objects.filter(id=interview_id, case=case).select_related("original").first()
    if found is None or found.original is None:
        raise policy.OutOfReach
    return found.original.id, case.person_id, found.original.kind.rpartition(".")[2]


def _events(viewer: Viewer, case: Case) -> tuple[ToldRow, ...]:
    parts = linking.parts_of(case.person_id)
    events = list(ToldEvent.objects.filter(person__in=parts).select_related("case"))
    found = Interview.objects.filter(event__in=[event.id for event in events])
    rows = list(found.select_related("by", "second", "case"))
    listed = {event.case_id: event.case.data_key_id for event in events}
    listed |= {row.case_id: row.case.data_key_id for row in rows}
    seen = set(visible(viewer).filter(id__in=list(listed)).values_list("id", flat=True))
    opened = Opened({key for case_id, key in listed.items() if case_id in seen})
    return tuple(
        ToldRow(
            event.id,
            opened.text(event.case.data_key_id, EVENTS, event.id, "label_sealed", event.label_sealed)
            if event.case_id in seen
            else "",
            _rows(viewer, case, (row for row in rows if row.event_id == event.id), opened, seen),
        )
        for event in events
    )


def _rows(
    viewer: Viewer, case: Case, rows: Iterable[Interview], opened: Opened, seen: set[UUID]
) -> tuple[InterviewRow, ...]:
    return tuple(_row(viewer, case, row, opened, in_sight=row.case_id in seen) for row in rows)


def _row(viewer: Viewer, case: Case, row: Interview, opened: Opened, *, in_sight: bool) -> InterviewRow:
    def text(column: str) -> str:
        sealed = getattr(row, column) if in_sight else None
        return opened.text(row.case.data_key_id, TABLE, row.id, column, sealed)

    place_open = policy.sees_compartment(viewer, row.compartment, case.person_id)
    waits = row.state == InterviewState.WAITING and row.by_id != viewer.user_id
    return InterviewRow(
        id=row.id,
        event_id=row.event_id,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        body=text("body_sealed"),
        on=row.on,
        held_on=row.held_on,
        place=text("place_sealed") if place_open else "",
        compartment=row.compartment,
        place_masked=row.place_sealed is not None and not place_open,
        again=row.again,
        reason=text("reason_sealed"),
        outside=row.outside,
        not_confirmed=row.not_confirmed,
        state=row.state,
        state_label=str(row.get_state_display()),
        by=row.by.display_name,
        by_id=row.by_id,
        at=row.at,
        second=row.second.display_name if row.second else "",
        second_at=row.second_at,
        second_words=text("second_sealed"),
        settled_words=text("settled_sealed"),
        has_recording=row.original_id is not None,
        here=row.case_id == case.id,
        may_answer=waits and policy.may(viewer, Act.INTERVIEW_CONFIRM, subject=row.case.person_id),
    )
