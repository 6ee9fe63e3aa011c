"""What people say about clocks: met, moved, set aside; and the dated papers that some clocks start from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge, clocks
from dodomu.journey.cases.actions import dues
from dodomu.journey.cases.actions.holding import held, key_of, said, sealed
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Case, CaseDocument, ClockMark, DocumentKind
from dodomu.journey.cases.queries import work_states
from dodomu.journey.cases.queries.births import births_of
from dodomu.journey.cases.queries.recorded import recorded
from dodomu.kit.dates import today


@dataclass(frozen=True, slots=True)
class ClockAnswer:
    """What a person says about a clock. ``done_at`` for a met one, ``due`` for a moved one; the reason for each."""

    kind: str
    reason: str = field(repr=False)
    done_at: datetime | None = None
    due: Due | None = None


class NoSuchClock(ValueError):
    """The clock runs no more: something restarted or ended it meanwhile."""

    def __init__(self) -> None:
        super().__init__("clock: accepted are the clocks that run in this case")


def answers_for(code: str) -> tuple[str, ...]:
    """What may be said about a clock: nobody can meet or move a birthday.

    >>> answers_for("birthday_18")
    ('set_aside',)
    """
    return ("set_aside",) if code == clocks.BIRTHDAY else ("met", "moved", "set_aside")


@transaction.atomic
def mark_clock(
    by: Viewer, case_id: UUID, code: str, start_ref: UUID, answer: ClockAnswer, *, expected_version: str = ""
) -> ClockMark:
    """Say that a clock is met, moved to another time, or set aside. What was said before stays in the history.

    Raises:
        NotAllowed: the viewer does not work on this case.
        CaseClosed: the case is closed.
        NoSuchClock: the clock does not run, or runs no more.
        ValueError: the reason is empty, the time it was met has not come, or the new time is missing.
        Changed: something else was said about the clock than in ``expected_version``.
    """
    case = held(by, case_id)
    work_states.clock_of(case, code, start_ref).must_be(expected_version)
    clock = _clock(by, case, code, start_ref)
    now = timezone.now()
    if answer.kind not in answers_for(code):
        raise ValueError(f"kind: accepted are {', '.join(answers_for(code))}")
    words = said("reason", answer.reason)
    done_at = (answer.done_at or now) if answer.kind == clocks.MET else None
    if done_at is not None and (done_at > now or (clock.started_at and done_at < clock.started_at)):
        raise ValueError("done_at: accepted is a time from the start of the clock until now")
    due = _due(clock, answer, now)
    row = new_id()
    marked = ClockMark.objects.create(
        id=row,
        case=case,
        code=code,
        start_ref=start_ref,
        kind=answer.kind,
        due_at=due.at,
        whole_day=due.whole_day,
        done_at=done_at,
        by_id=by.staff_id,
        at=now,
        **sealed(case, "cases_clockmark", row, reason=words),
    )
    dues.refresh(case)
    journal.append(
        "case.clock_marked",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), words),
        codes={"clock": code, "kind": str(answer.kind)},
    )
    return marked


@transaction.atomic
def record_document(  # noqa: PLR0917 - the two dates belong together
    by: Viewer, case_id: UUID, kind: str, holder: str, issued_on: date | None, valid_until: date | None
) -> CaseDocument:
    """Record a dated paper, so that its clock runs.

    Parameters:
        holder: who has it, or whom it names; sealed.
        issued_on: needed for a certificate for return; its three months count from it.
        valid_until: needed for a power of attorney.

    Raises:
        NotAllowed: the viewer does not work on this case.
        CaseClosed: the case is closed.
        ValueError: names the field that is missing or impossible.
    """
    case = held(by, case_id)
    if kind not in DocumentKind.values:
        raise ValueError(f"kind: accepted are {', '.join(DocumentKind.values)}")
    words = said("holder", holder)
    _check_dates(kind, issued_on, valid_until)
    row = new_id()
    document = CaseDocument.objects.create(
        id=row,
        case=case,
        kind=kind,
        issued_on=issued_on,
        valid_until=valid_until,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, "cases_casedocument", row, holder=words),
    )
    dues.refresh(case)
    days = (day.isoformat() if day else "" for day in (issued_on, valid_until))
    journal.append(
        "case.document_recorded",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), words, *days),
        codes={"kind": kind},
    )
    return document


def _clock(by: Viewer, case: Case, code: str, start_ref: UUID) -> clocks.Clock:
    found = recorded([case], births_of(by, [case]))[case.id]
    usable = clocks.OPEN | clocks.SETTLED
    for clock in clocks.compute(found, timezone.now()):
        if (clock.code, clock.start_ref) == (code, start_ref) and clock.state in usable:
            return clock
    raise NoSuchClock


def _due(clock: clocks.Clock, answer: ClockAnswer, now: datetime) -> Due:
    """When it was due, as it is kept; a date of birth must not be told by the due time of a birthday."""
    if answer.kind == clocks.MOVED:
        if answer.due is None:
            raise ValueError("due: say until when")
        return answer.due
    if clock.code == clocks.BIRTHDAY or clock.due_at is None:
        return Due(now, whole_day=False)
    return Due(clock.due_at, clock.whole_day)


def _check_dates(kind: str, issued_on: date | None, valid_until: date | None) -> None:
    if issued_on is None and kind == DocumentKind.CERTIFICATE_FOR_RETURN:
        raise ValueError("issued_on: a certificate for return counts from the day of issue")
    if valid_until is None and kind == DocumentKind.POWER_OF_ATTORNEY:
        raise ValueError("valid_until: a power of attorney counts to its last day")
    if issued_on is not None and issued_on > today():
        raise ValueError("issued_on: accepted is a day that has come")
    if issued_on is not None and valid_until is not None and valid_until < issued_on:
        raise ValueError("valid_until: accepted is a day not before the day of issue")
