"""Complaints about staff: passed on by anybody who works here, answered from outside the team."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.journey.cases import bridge
from dodomu.journey.office.models import Complaint, ComplaintOutcome, ComplaintState, ComplaintStep, Teller
from dodomu.journey.office.queries import complaints as queries

TABLE, STEPS = queries.TABLE, queries.STEPS
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of a receipt: none that one mistakes for another on the telephone (0 O, 1 I)."""
What = ComplaintStep.What


class NobodyOutside(ValueError):
    """Everybody who answers complaints belongs to the team it is about: it has to be taken outside."""


class NotNow(ValueError):
    """The complaint stands otherwise by now."""


@dataclass(frozen=True, slots=True)
class ComplaintInput:
    """A complaint as somebody passes it on. ``who``: about whom, in their words; ``reach``: how they can be answered safely."""

    teller: str
    words: str = field(repr=False)
    who: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)
    about_id: UUID | None = None
    team_id: UUID | None = None
    urgent: bool = False


@transaction.atomic
def record_complaint(by: Viewer, given: ComplaintInput) -> Complaint:
    """Pass a complaint on. Whoever does so cannot read it again; its receipt tells how far it is.

    Raises:
        NotAllowed: the viewer does not work here. NobodyOutside: nobody outside the team could read it.
        ValueError: names the field.
    """
    policy.require(by, Act.COMPLAINT_RECORD)
    _check(given)
    if not queries.has_reader(given.about_id, given.team_id):
        raise NobodyOutside("about: accepted while somebody outside the team answers complaints")
    serialise("office.complaints")
    key, row = keys.new_data_key(), new_id()

    def sealed(column: str, text: str) -> bytes:
        return bridge.seal_text(key, TABLE, row, column, text.strip())

    complaint = Complaint.objects.create(
        id=row,
        number=(Complaint.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        receipt=_receipt(),
        teller=given.teller,
        about_id=given.about_id,
        about_team_id=given.team_id,
        urgent=given.urgent,
        data_key_id=key.id,
        words_sealed=sealed("words_sealed", given.words),
        who_sealed=sealed("who_sealed", given.who),
        reach_sealed=sealed("reach_sealed", given.reach),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    said = (given.words.strip(), given.who.strip(), given.reach.strip())
    commitments = bridge.committed(key, *said)
    journal.append("complaint.recorded", by=by, subject=complaint.pid, commitments=commitments)
    return complaint


@transaction.atomic
def take_complaint(by: Viewer, complaint_id: UUID, note: str) -> ComplaintStep:
    """Take a complaint up, saying what will be done.

    Raises:
        NotAllowed, OutOfReach: it is not the viewer's to answer. NotNow: it has been taken up. ValueError: no words.
    """
    return _step(by, complaint_id, What.TAKEN, note, was=(ComplaintState.NEW,), becomes=ComplaintState.LOOKING)


@transaction.atomic
def note_complaint(by: Viewer, complaint_id: UUID, note: str) -> ComplaintStep:
    """Write down what was found out. Raises as ``take_complaint``."""
    return _step(by, complaint_id, What.NOTE, note, was=(ComplaintState.LOOKING,), becomes=ComplaintState.LOOKING)


@transaction.atomic
def answer_complaint(by: Viewer, complaint_id: UUID, outcome: str, note: str) -> ComplaintStep:
    """Answer a complaint: what came of it, and what is done. Raises as ``take_complaint``."""
    if outcome not in ComplaintOutcome.values:
        raise ValueError(f"outcome: accepted are {', '.join(ComplaintOutcome.values)}")
    was = (ComplaintState.NEW, ComplaintState.LOOKING)
    return _step(by, complaint_id, What.ENDED, note, was=was, becomes=ComplaintState.ENDED, outcome=outcome)


@transaction.atomic
def reopen_complaint(by: Viewer, complaint_id: UUID, note: str) -> ComplaintStep:
    """Look into an answered complaint again. Raises as ``take_complaint``."""
    return _step(by, complaint_id, What.REOPENED, note, was=(ComplaintState.ENDED,), becomes=ComplaintState.LOOKING)


def _step(
    by: Viewer,
    complaint_id: UUID,
    what: ComplaintStep.What,
    note: str,
    *,
    was: tuple[ComplaintState, ...],
    becomes: ComplaintState,
    outcome: str = "",
) -> ComplaintStep:
    queries.readable(by, complaint_id)
    complaint = Complaint.objects.select_for_update().get(id=complaint_id)
    if not note.strip():
        raise ValueError("note: say it in words")
    if complaint.state not in was:
        raise NotNow(f"state: accepted are complaints that are {', '.join(was)}")
    key, row = keys.open_keys({complaint.data_key_id})[complaint.data_key_id], new_id()
    step = ComplaintStep.objects.create(
        id=row,
        complaint=complaint,
        what=what,
        outcome=outcome,
        note_sealed=bridge.seal_text(key, STEPS, row, "note_sealed", note.strip()),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    complaint.state, complaint.outcome = becomes, outcome
    complaint.save(update_fields=("state", "outcome"))
    commitments = bridge.committed(key, note.strip())
    journal.append(f"complaint.{what.value}", by=by, subject=complaint.pid, commitments=commitments)
    return step


def _check(given: ComplaintInput) -> None:
    if given.teller not in Teller.values:
        raise ValueError(f"teller: accepted are {', '.join(Teller.values)}")
    if not given.words.strip():
        raise ValueError("words: say what happened, in the words it was told in")
    if given.about_id is None and given.team_id is None and not given.who.strip():
        raise ValueError("who: say whom it is about, as far as it is known")


def _receipt() -> str:
    """Eight letters and digits in two groups, as one reads them out on the telephone."""
    code = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{code[:4]}-{code[4:]}"
