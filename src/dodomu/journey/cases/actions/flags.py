"""A flag asks for attention to a case, with a reason and a due time; it is cleared with a note."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import dues
from dodomu.journey.cases.actions.holding import CaseClosed, found, held, key_of, said, sealed
from dodomu.journey.cases.actions.tasks import NotOpen
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Flag


@transaction.atomic
def raise_flag(by: Viewer, case_id: UUID, reason: str, due: Due) -> Flag:
    """Flag a case for attention.

    Raises:
        NotAllowed: the viewer neither works on cases nor assigns them, or not this one.
        CaseClosed: the case is closed.
        ValueError: the reason is empty.
    """
    acts = [act for act in (Act.CASE_WORK, Act.CASE_ASSIGN) if act in by.acts]
    if not acts:
        raise policy.NotAllowed(Act.CASE_WORK)
    case = found(case_id)
    if not any(policy.may(by, act, subject=case.person_id) for act in acts):
        raise policy.OutOfReach
    if case.closed_at:
        raise CaseClosed
    words, row = said("reason", reason), new_id()
    flag = Flag.objects.create(
        id=row,
        case=case,
        due_at=due.at,
        whole_day=due.whole_day,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, "cases_flag", row, reason=words),
    )
    dues.refresh(case)
    journal.append(
        "case.flagged", by=by, subject=case.pid, case=case.pid, commitments=bridge.committed(key_of(case), words)
    )
    return flag


@transaction.atomic
def clear_flag(by: Viewer, flag_id: UUID, note: str) -> Flag:
    """Clear a flag: it has had its attention, and the note says which. In a closed case too.

    Raises:
        NotAllowed: the viewer does not work on this case.
        NotOpen: it is cleared.
        ValueError: the note is empty.
    """
    policy.require(by, Act.CASE_WORK)
    flag = Flag.objects.select_for_update().filter(id=flag_id).first()
    if flag is None:
        raise policy.OutOfReach
    case = held(by, flag.case_id, closed_too=True)
    words = said("note", note)
    if flag.cleared_at:
        raise NotOpen
    flag.cleared_by_id, flag.cleared_at = by.staff_id, timezone.now()
    flag.note_sealed = sealed(case, "cases_flag", flag.id, note=words)["note_sealed"]
    flag.save(update_fields=("cleared_by", "cleared_at", "note_sealed"))
    dues.refresh(case)
    journal.append(
        "case.flag_cleared", by=by, subject=case.pid, case=case.pid, commitments=bridge.committed(key_of(case), words)
    )
    return flag
