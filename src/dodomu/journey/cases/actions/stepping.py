"""The steps after a sending was prepared: confirmed, accepted, refused, done, revoked, answered. Each is kept for ever."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge, sending_rules
from dodomu.journey.cases.actions import handing, staffing
from dodomu.journey.cases.actions.holding import found, key_of
from dodomu.journey.cases.models import Sending, SendingEvent, SendingKind, SendingState, Way
from dodomu.journey.cases.queries.sendings import can, reached
from dodomu.kit.dates import today

EVENTS = "cases_sendingevent"
State = SendingState
UNDER_WAY = (State.WAITING, State.SENT)
NEEDS_REASON = frozenset({State.REFUSED, State.REVOKED, State.DECLINED, State.NO_ANSWER, State.DONE})
SECONDED = frozenset({State.SENT, State.DECLINED})
"""The two answers of the second person."""


class NotNow(ValueError):
    """The sending stands otherwise by now, or this is not the viewer's step to take."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``named`` and ``way``: who answered for an outside body, and how the answer came."""

    state: str
    on: date
    reason: str = field(default="", repr=False)
    named: str = field(default="", repr=False)
    way: str = ""
    worker_id: UUID | None = None
    report_id: UUID | None = None


@transaction.atomic
def take_step(by: Viewer, sending_id: UUID, step: Step) -> Sending:
    """Bring a sending to its next state, as the table of moves allows and to whom it allows it.

    A team that accepts a transfer takes the case over: its worker is ``worker_id``, and the team that had it no longer
    sees the child.

    Raises:
        SendingNotFound, as OutOfReach: there is none for this viewer.
        NotNow: it stands otherwise by now, or the step is somebody else's.
        ValueError: names the field that is missing or cannot be so.
    """
    sending = hold(by, sending_id)
    check(by, sending, step)
    return write(by, sending, step)


def hold(by: Viewer, sending_id: UUID) -> Sending:
    """The sending, locked for this transaction.

    Raises:
        OutOfReach: there is none for this viewer.
    """
    if not reached(by).filter(id=sending_id).exists():
        raise policy.OutOfReach
    return Sending.objects.select_for_update(of=("self",)).select_related("case", "to_body").get(id=sending_id)


def check(by: Viewer, sending: Sending, step: Step) -> None:
    move = next((one for one in sending_rules.moves_from(sending.kind, sending.state) if one.after == step.state), None)
    if move is None or not can(by, sending, move):
        raise NotNow("state: this step cannot be taken now")
    sent_on = sending.events.filter(state=State.SENT).values_list("on", flat=True).first()
    if step.on > today() or (sent_on and step.on < sent_on):
        raise ValueError("on: a day from the sending until today")
    if step.state in NEEDS_REASON and not step.reason.strip():
        raise ValueError("reason: say why")
    if sending.to_body_id and move.who == sending_rules.RECEIVER:
        if not step.named.strip():
            raise ValueError("named: say who answered for the body")
        if step.way not in Way.values:
            raise ValueError(f"way: accepted are {', '.join(Way.values)}")


def write(by: Viewer, sending: Sending, step: Step) -> Sending:
    """Write a checked step with what follows from it; the caller holds the transaction."""
    key = key_of(sending)
    was, now = sending.state, timezone.now()
    sending.state = step.state
    if was == State.WAITING and step.state in SECONDED:
        sending.second_by_id, sending.second_at = by.staff_id, now
        sending.sent_at = now if step.state == State.SENT else None
    sending.save(update_fields=("state", "second_by", "second_at", "sent_at"))
    note(by, sending, step, key)
    journal.append(
        f"sending.{step.state}",
        by=by,
        subject=sending.case.pid,
        case=sending.case.pid,
        commitments=bridge.committed(key, step.named.strip(), step.reason.strip()),
        codes={"kind": sending.kind, "sending": str(sending.pid), "on": step.on.isoformat()},
    )
    if sending.kind == SendingKind.TRANSFER and step.state == State.ACCEPTED and sending.to_team_id:
        _take_over(by, sending, step)
    return sending


def note(by: Viewer, sending: Sending, step: Step, key: keys.OpenKey) -> SendingEvent:
    """One row of the history."""
    event_id = new_id()

    def sealed(column: str, text: str) -> bytes | None:
        return bridge.seal_text(key, EVENTS, event_id, column, text.strip()) if text.strip() else None

    return SendingEvent.objects.create(
        id=event_id,
        sending=sending,
        state=step.state,
        on=step.on,
        way=step.way,
        named_sealed=sealed("named_sealed", step.named),
        reason_sealed=sealed("reason_sealed", step.reason),
        report_id=step.report_id,
        by_id=by.staff_id,
        at=timezone.now(),
    )


def _take_over(by: Viewer, sending: Sending, step: Step) -> None:
    if sending.to_team_id is None:
        return
    case = found(sending.case_id)
    staffing.check(sending.to_team_id, step.worker_id)
    handing.move(by, case, sending.to_team_id, step.worker_id, step.reason)
