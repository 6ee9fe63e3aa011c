"""The register of interviews: planned, agreed to by a second person where the event was told before, held or cancelled.

A child who tells the same thing twice suffers twice, and two accounts that differ harm the case in court. So a second
account of one event needs a reason, and somebody else who agrees before it takes place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, vault
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.vault import Original
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions.consents import Paper
from dodomu.journey.cases.actions.holding import held, key_of, said, sealed
from dodomu.journey.cases.actions.second import NotWaiting, SamePerson
from dodomu.journey.cases.models import Case, Interview, InterviewKind, InterviewState, ToldEvent
from dodomu.journey.cases.queries.interviews import Register, interview_register, recording_of, told_before
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import KYIV, today

TABLE, EVENTS = "cases_interview", "cases_toldevent"
RECORDING = "interview_recording"
PLACES = ("", Compartment.LOCATION, Compartment.SHELTER)


class NeedsReason(ValueError):
    """The child has told of this event before, or is going to: say why once more."""

    def __init__(self) -> None:
        super().__init__("reason: said in words for a second account of the same event")


@dataclass(frozen=True, slots=True)
class Planned:
    """An account of one event as it is planned, or as it took place elsewhere before anybody here knew of it.

    Attributes:
        event_id: an event the child has told of or is going to; None: a new one, called ``event``.
        body: who asks the child, and for which body. on: the day in Kyiv.
        compartment: what the place would reveal: none, ``location`` or ``shelter``.
        outside: it has taken place already.
    """

    kind: str
    body: str = field(repr=False)
    on: date
    event_id: UUID | None = None
    event: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    compartment: str = ""
    reason: str = field(default="", repr=False)
    outside: bool = False


@transaction.atomic
def plan_interview(by: Viewer, case_id: UUID, planned: Planned) -> Interview:
    """Enter an interview in the register. A second account of an event waits for a second person.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on this case. CaseClosed: it is closed.
        NeedsReason: the event was told before.
        ValueError: names the field and what is accepted.
    """
    case = held(by, case_id)
    _check(planned)
    serialise("cases.interviews")
    event = _event(by, case, planned)
    again = told_before(event.id)
    if again and not planned.reason.strip():
        raise NeedsReason
    row = _write(by, case, event, planned, again)
    codes: dict[str, str | int] = {"kind": planned.kind, "again": int(again), "outside": int(planned.outside)}
    words = bridge.committed(key_of(case), planned.on.isoformat(), planned.body, planned.place, planned.reason)
    journal.append("interview.planned", by=by, subject=case.pid, case=case.pid, commitments=words, codes=codes)
    return row


@transaction.atomic
def agree_to_interview(by: Viewer, interview_id: UUID, words: str = "") -> Interview:
    """Agree, as the second person, that the child is asked about this event once more.

    Raises:
        NotAllowed, OutOfReach: the viewer may not, or not for this child.
        SamePerson: the one who planned it. NotWaiting: it was answered or cancelled.
    """
    row, case = _for_second(by, interview_id)
    _answer(by, row, case, InterviewState.PLANNED, words)
    journal.append("interview.agreed", by=by, subject=case.pid, case=case.pid, codes={"kind": row.kind})
    return row


@transaction.atomic
def refuse_interview(by: Viewer, interview_id: UUID, words: str) -> Interview:
    """Say no as the second person, with a reason; the interview does not take place.

    Raises:
        As ``agree_to_interview``; ValueError: no reason.
    """
    row, case = _for_second(by, interview_id)
    _answer(by, row, case, InterviewState.REFUSED, said("reason", words))
    journal.append("interview.refused", by=by, subject=case.pid, case=case.pid, codes={"kind": row.kind})
    return row


@transaction.atomic
def hold_interview(by: Viewer, interview_id: UUID, held_on: date, recording: Paper | None = None) -> Interview:
    """Record that a planned interview took place, with its recording where there is one.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on this case.
        NotWaiting: it is not planned: it waits for a second person, was held, cancelled or refused.
        ValueError: the day has not come, or is before the second person agreed.
    """
    row, case = _planned(by, interview_id, InterviewState.PLANNED)
    if held_on > today():
        raise ValueError("held_on: accepted is a day that has come")
    if row.second_at is not None and held_on < row.second_at.astimezone(KYIV).date():
        raise ValueError("held_on: accepted is a day on which the second person had agreed")
    row.held_on, row.original = held_on, _keep(by, case, recording)
    _settle(by, row, InterviewState.HELD, "held_on", "original")
    journal.append("interview.held", by=by, subject=case.pid, case=case.pid, codes={"kind": row.kind})
    return row


@transaction.atomic
def cancel_interview(by: Viewer, interview_id: UUID, words: str) -> Interview:
    """Record that it does not take place; it counts no more.

    Raises:
        As ``hold_interview``; ValueError: no reason.
    """
    row, case = _planned(by, interview_id, InterviewState.PLANNED, InterviewState.WAITING)
    reason = said("reason", words)
    row.settled_sealed = sealed(case, TABLE, row.id, settled=reason)["settled_sealed"]
    _settle(by, row, InterviewState.CANCELLED, "settled_sealed")
    words_kept = bridge.committed(key_of(case), reason)
    journal.append(
        "interview.cancelled", by=by, subject=case.pid, case=case.pid, commitments=words_kept, codes={"kind": row.kind}
    )
    return row


@transaction.atomic
def look_at_interviews(by: Viewer, case_id: UUID) -> Register:
    """Open the register of interviews of a child, and journal who did.

    Raises:
        OutOfReach: there is no such case within the viewer's reach.
    """
    opened = interview_register(by, case_id)
    pid = Case.objects.values_list("pid", flat=True).get(id=case_id)
    journal.append("case.interviews_opened", by=by, subject=pid)
    return opened


def open_recording(by: Viewer, case_id: UUID, interview_id: UUID) -> tuple[BinaryIO, str]:
    """Open the recording of an interview, as it was handed in, and its kind; the vault journals it.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. KeyDestroyed, VaultDamaged: it is gone.
    """
    original_id, person_id, kind = recording_of(by, case_id, interview_id)
    case = Case.objects.values_list("pid", flat=True).get(id=case_id)
    return vault.open_original(original_id, by, subject=person_id, case=case), kind


def _check(planned: Planned) -> None:
    if planned.kind not in InterviewKind.values:
        raise ValueError(f"kind: accepted are {', '.join(InterviewKind.values)}")
    said("body", planned.body)
    if planned.compartment not in PLACES:
        raise ValueError("compartment: accepted are none, location and shelter")
    if planned.outside and planned.on > today():
        raise ValueError("on: accepted is a day that has come, for what has taken place")
    if not planned.outside and planned.on < today():
        raise ValueError("on: accepted is today or a later day, for what is planned")


def _event(by: Viewer, case: Case, planned: Planned) -> ToldEvent:
    if planned.event_id is not None:
        parts = linking.parts_of(case.person_id)
        found = ToldEvent.objects.filter(id=planned.event_id, person__in=parts).first()
        if found is None:
            raise ValueError("event: accepted are the events of this child")
        return found
    row_id = new_id()
    label = said("event", planned.event)
    return ToldEvent.objects.create(
        id=row_id,
        case=case,
        person_id=case.person_id,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, EVENTS, row_id, label=label),
    )


def _write(by: Viewer, case: Case, event: ToldEvent, planned: Planned, again: bool) -> Interview:
    row_id, now = new_id(), timezone.now()
    words = {"body": planned.body, "place": planned.place, "reason": planned.reason if again else ""}
    alone = again and by.alone and not planned.outside
    state = InterviewState.WAITING if again and not alone else InterviewState.PLANNED
    settled = (
        {"state": InterviewState.HELD, "held_on": planned.on, "settled_by_id": by.staff_id, "settled_at": now}
        if planned.outside
        else {"state": state}
    )
    return Interview.objects.create(
        id=row_id,
        event=event,
        case=case,
        kind=planned.kind,
        on=planned.on,
        compartment=planned.compartment if planned.place.strip() else "",
        again=again,
        outside=planned.outside,
        not_confirmed=alone,
        by_id=by.staff_id,
        at=now,
        **settled,
        **sealed(case, TABLE, row_id, **{name: text for name, text in words.items() if text.strip()}),
    )


def _locked(interview_id: UUID) -> Interview:
    found = Interview.objects.select_for_update().filter(id=interview_id).first()
    if found is None:
        raise OutOfReach
    return found


def _for_second(by: Viewer, interview_id: UUID) -> tuple[Interview, Case]:
    row = _locked(interview_id)
    case = held(by, row.case_id, Act.INTERVIEW_CONFIRM, closed_too=True)
    if row.by_id == by.user_id:
        raise SamePerson
    if row.state != InterviewState.WAITING:
        raise NotWaiting
    return row, case


def _answer(by: Viewer, row: Interview, case: Case, state: InterviewState, words: str) -> None:
    row.state, row.second_id, row.second_at = state, by.staff_id, timezone.now()
    if words.strip():
        row.second_sealed = sealed(case, TABLE, row.id, second=words)["second_sealed"]
    row.save(update_fields=("state", "second", "second_at", "second_sealed"))


def _planned(by: Viewer, interview_id: UUID, *states: InterviewState) -> tuple[Interview, Case]:
    row = _locked(interview_id)
    case = held(by, row.case_id, closed_too=True)
    if row.state not in states:
        raise NotWaiting
    return row, case


def _settle(by: Viewer, row: Interview, state: InterviewState, *more: str) -> None:
    row.state, row.settled_by_id, row.settled_at = state, by.staff_id, timezone.now()
    row.save(update_fields=("state", "settled_by", "settled_at", *more))


def _keep(by: Viewer, case: Case, recording: Paper | None) -> Original | None:
    if recording is None:
        return None
    kind = f"{RECORDING}.{recording.kind}"
    return vault.keep(recording.stream, by=by, kind=kind, filename=recording.name, case=case.pid)
