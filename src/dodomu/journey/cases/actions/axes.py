"""Steps on the four status axes: recorded with date and source, withdrawn with a reason, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import axes, bridge
from dodomu.journey.cases.actions import dues
from dodomu.journey.cases.actions.holding import held, key_of
from dodomu.journey.cases.models import AxisEntry, AxisWithdrawal, Case, Proposal
from dodomu.journey.cases.queries import states
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import KYIV


@dataclass(frozen=True, slots=True)
class Step:
    """One step on one axis, as a person states it. ``since`` may be as coarse as a year."""

    axis: str
    value: str
    since: PartialDate
    verification: str = ""
    source_report_id: UUID | None = None
    note: str = ""


@transaction.atomic
def record_step(by: Viewer, case_id: UUID, step: Step, *, expected_version: str = "") -> AxisEntry:
    """Record a step on an axis of a case.

    Raises:
        NotAllowed: the viewer does not work on this case.
        ValueError: the value is not on the axis, the day is in the future, or the report is not about this child.
        Changed: the axis holds other steps than those of ``expected_version``.
    """
    case = held(by, case_id)
    states.axis_of(case, step.axis).must_be(expected_version)
    check(case, step, timezone.now())
    return write(by, case, step)


def check(case: Case, step: Step, now: datetime) -> None:
    if step.axis not in axes.AXES or not axes.is_known(step.axis, step.value):
        raise ValueError("value: accepted are the values of its axis")
    if step.verification and (step.axis != "legal" or not axes.is_known(axes.VERIFICATION, step.verification)):
        raise ValueError("verification: accepted for the legal axis only, one of its values")
    if step.since.earliest > now.astimezone(KYIV).date():
        raise ValueError("since: accepted is a day that has come")
    if step.source_report_id and step.source_report_id not in linking.report_ids_of(case.person_id):
        raise ValueError("source: accepted are the reports about this child")


def write(by: Viewer, case: Case, step: Step, proposal: Proposal | None = None) -> AxisEntry:
    """Write a checked step and its journal leaf; the caller holds the transaction."""
    entry_id = new_id()
    key = key_of(case)
    note = bridge.seal_text(key, "cases_axisentry", entry_id, "note_sealed", step.note) if step.note else None
    entry = AxisEntry.objects.create(
        id=entry_id,
        case=case,
        axis=step.axis,
        value=step.value,
        verification=step.verification,
        since=step.since.edtf,
        since_earliest=step.since.earliest,
        source_report_id=step.source_report_id,
        note_sealed=note,
        proposal=proposal,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    dues.refresh(case)
    journal.append(
        "case.step",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key, step.since.edtf, step.verification, step.note),
        codes={"axis": step.axis, "value": step.value},
    )
    events.publish("case_step_recorded", case_id=case.id, entry_id=entry.id)
    return entry


@transaction.atomic
def withdraw_step(by: Viewer, entry_id: UUID, reason: str, *, expected_version: str = "") -> AxisWithdrawal:
    """Take back an entry that was wrong; it stays in the history with the reason.

    Raises:
        NotAllowed: the viewer does not work on this case.
        ValueError: the reason is empty, or the entry is withdrawn already.
        Changed: the axis holds other steps than those of ``expected_version``.
    """
    entry = AxisEntry.objects.filter(id=entry_id).first()
    if entry is None:
        raise OutOfReach
    case = held(by, entry.case_id)
    states.axis_of(case, entry.axis).must_be(expected_version)
    if not reason.strip():
        raise ValueError("reason: say what was wrong")
    if AxisWithdrawal.objects.filter(entry=entry).exists():
        raise ValueError("entry: withdrawn already")
    row_id = new_id()
    key = key_of(case)
    withdrawal = AxisWithdrawal.objects.create(
        id=row_id,
        entry=entry,
        reason_sealed=bridge.seal_text(key, "cases_axiswithdrawal", row_id, "reason_sealed", reason.strip()),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    dues.refresh(case)
    journal.append(
        "case.step_withdrawn",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key, reason.strip()),
        codes={"axis": entry.axis, "value": entry.value},
    )
    return withdrawal
