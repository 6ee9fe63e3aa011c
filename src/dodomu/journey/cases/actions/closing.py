"""A case is closed with an outcome, and opened again with a reason. Nothing in it is dropped by that.

Tasks and flags stay with their owners until they are done; clocks stop; proposals lapse. The team goes on seeing the
child: it may have to open the case again, and it owes a visit in the months after the return.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge, clocks
from dodomu.journey.cases.actions import dues, second
from dodomu.journey.cases.actions.holding import CareDestroyed, held, key_of, said, sealed
from dodomu.journey.cases.actions.noting import note
from dodomu.journey.cases.models import (
    Case,
    CaseEvent,
    Closing,
    Outcome,
    Proposal,
    ProposalState,
    RefusedBy,
    Reopening,
    SecondState,
    Task,
    TaskState,
)
from dodomu.journey.cases.models.closing import CONFIRMED_BY_TWO
from dodomu.journey.cases.outcomes import outcomes
from dodomu.journey.cases.queries.births import births_of
from dodomu.journey.cases.queries.destructions import is_destroyed
from dodomu.journey.cases.queries.recorded import recorded
from dodomu.journey.registry.queries import linking


class OpenElsewhere(ValueError):
    """The child has another open case."""

    def __init__(self) -> None:
        super().__init__("case: accepted is a case of a child without another open one")


@transaction.atomic
def close_case(by: Viewer, case_id: UUID, outcome: str, reason: str, refused_by: str = "") -> Closing:
    """Close a case, or ask a second person to where the outcome is grave; then it stays open until they agree.

    Parameters:
        refused_by: for a refusal, who refuses.

    Raises:
        NotAllowed: the viewer does not work on this case.
        CaseClosed: it is closed.
        NotWaiting: a closing waits for its second person already.
        ValueError: the outcome is unknown, a refusal does not say by whom, or the reason is empty.
    """
    case = held(by, case_id)
    words = said("reason", reason)
    if outcome not in outcomes() or not outcomes()[outcome].chosen:
        raise ValueError(f"outcome: accepted are {', '.join(code for code, look in outcomes().items() if look.chosen)}")
    if (outcome == Outcome.REFUSED) != (refused_by in RefusedBy.values) or (outcome != Outcome.REFUSED and refused_by):
        raise ValueError(f"refused_by: for a refusal accepted are {', '.join(RefusedBy.values)}")
    if case.closings.filter(state=SecondState.WAITING).exists():
        raise second.NotWaiting
    state = second.state_for(by) if outcome in CONFIRMED_BY_TWO else SecondState.NOT_NEEDED
    closing = write(by, case, Outcome(outcome), words, state, refused_by=refused_by)
    if state == SecondState.WAITING:
        note(case, CaseEvent.What.CLOSING_ASKED, by.staff_id)
        _journal("case.closing_asked", by, case, closing, words)
    else:
        shut(by, case, closing)
        _journal("case.closed", by, case, closing, words)
    return closing


@transaction.atomic
def answer_closing(by: Viewer, closing_id: UUID, reason: str, *, agrees: bool) -> Closing:
    """The second person confirms a closing, or says no and the case stays open.

    Raises:
        NotAllowed: the viewer is no second person for this case.
        SamePerson, NotWaiting: who asked answers; somebody has answered.
        ValueError: the reason is empty.
    """
    policy.require(by, Act.CASE_CONFIRM)
    closing = Closing.objects.select_for_update().filter(id=closing_id).first()
    if closing is None:
        raise policy.OutOfReach
    case = held(by, closing.case_id, Act.CASE_CONFIRM)
    words = second.answer(by, case, closing, reason, agrees=agrees)
    if agrees:
        shut(by, case, closing)
        _journal("case.closed", by, case, closing, words)
    else:
        note(case, CaseEvent.What.CLOSING_DECLINED, by.staff_id)
        _journal("case.closing_declined", by, case, closing, words)
    return closing


@transaction.atomic
def reopen_case(by: Viewer, case_id: UUID, reason: str) -> Reopening:
    """Open a closed case again. One that closed as joined opens when the join is undone, not by hand.

    Raises:
        NotAllowed: the viewer may not open cases, or not this child's.
        NotWaiting: the case is open, or closed as joined.
        OpenElsewhere: the child has another open case.
        CareDestroyed: of what was written in it nothing can be read or added to; a new case is opened.
        ValueError: the reason is empty.
    """
    case = held(by, case_id, Act.CASE_OPEN, closed_too=True)
    if is_destroyed(case.id):
        raise CareDestroyed
    words = said("reason", reason)
    closing = latest_closing(case)
    if closing is None or case.led_by_id is not None:
        raise second.NotWaiting
    if Case.objects.filter(person_id__in=linking.parts_of(case.person_id), closed_at=None).exists():
        raise OpenElsewhere
    return reopen(by.staff_id, by, case, closing, words)


def latest_closing(case: Case) -> Closing | None:
    """The closing that holds; None while the case is open."""
    if case.closed_at is None:
        return None
    return case.closings.exclude(state__in=(SecondState.WAITING, SecondState.DECLINED)).filter(reopening=None).first()


def write(by: Viewer, case: Case, outcome: Outcome, words: str, state: SecondState, *, refused_by: str = "") -> Closing:
    """Write the row of a closing with the count of what is still open; the caller has checked."""
    found = recorded([case], births_of(by, [case]))[case.id]
    running = sum(clock.is_open for clock in clocks.compute(found, timezone.now()))
    row = new_id()
    return Closing.objects.create(
        id=row,
        case=case,
        outcome=outcome,
        refused_by=refused_by,
        open_tasks=Task.objects.filter(case=case, state=TaskState.OPEN).count(),
        open_clocks=running,
        state=state,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, "cases_closing", row, reason=words),
    )


def shut(by: Viewer, case: Case, closing: Closing) -> None:
    """Close the case; the caller holds the transaction and writes the journal."""
    now = timezone.now()
    case.closed_by_id, case.closed_at = by.staff_id, now
    case.save(update_fields=("closed_by", "closed_at"))
    waiting = Proposal.objects.filter(case=case, state=ProposalState.WAITING)
    waiting.update(state=ProposalState.LAPSED, answered_at=now)
    note(case, CaseEvent.What.CLOSED, by.staff_id, at=now)
    dues.refresh(case)
    events.publish("case_closed", case_id=case.id, closing_id=closing.id)


def reopen(by_id: UUID, by: Viewer, case: Case, closing: Closing, words: str) -> Reopening:
    """Open the case again; the caller has checked."""
    now, row = timezone.now(), new_id()
    reopening = Reopening.objects.create(
        id=row, closing=closing, by_id=by_id, at=now, **sealed(case, "cases_reopening", row, reason=words)
    )
    case.closed_by_id = case.closed_at = None
    case.save(update_fields=("closed_by", "closed_at"))
    note(case, CaseEvent.What.REOPENED, by_id, at=now)
    dues.refresh(case)
    journal.append(
        "case.reopened", by=by, subject=case.pid, case=case.pid, commitments=bridge.committed(key_of(case), words)
    )
    events.publish("case_reopened", case_id=case.id)
    return reopening


def _journal(kind: str, by: Viewer, case: Case, closing: Closing, words: str) -> None:
    journal.append(
        kind,
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), words),
        codes={"outcome": closing.outcome, "state": str(closing.state)},
    )
