"""The *never disclose to* list: one person adds, two end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import second
from dodomu.journey.cases.actions.holding import held, key_of, said, sealed
from dodomu.journey.cases.models import DisclosureEnding, NeverDisclose, SecondState


@dataclass(frozen=True, slots=True)
class Warned:
    """Who must never learn of the child and why; from when, and until which last day where it is limited."""

    whom: str = field(repr=False)
    why: str = field(repr=False)
    since: date
    until: date | None = None


@transaction.atomic
def add_never_disclose(by: Viewer, case_id: UUID, warned: Warned) -> NeverDisclose:
    """Write down who must never learn of this child; in a closed case too.

    Raises:
        NotAllowed: the viewer does not work on this case.
        ValueError: who or why is empty, or it ends before it begins.
    """
    case = held(by, case_id, closed_too=True)
    whom, why = said("whom", warned.whom), said("why", warned.why)
    if warned.until is not None and warned.until < warned.since:
        raise ValueError("until: accepted is a day not before the first one")
    row = new_id()
    entry = NeverDisclose.objects.create(
        id=row,
        case=case,
        since=warned.since,
        until=warned.until,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, "cases_neverdisclose", row, whom=whom, why=why),
    )
    journal.append(
        "case.never_disclose_added",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), whom, why),
    )
    return entry


@transaction.atomic
def end_never_disclose(by: Viewer, entry_id: UUID, reason: str) -> DisclosureEnding:
    """Ask that an entry ends. It holds until a second person agrees; where nobody else works, it ends "not confirmed".

    Raises:
        NotAllowed: the viewer does not work on this case.
        NotWaiting: it has ended, or somebody has asked already.
        ValueError: the reason is empty.
    """
    policy.require(by, Act.CASE_WORK)
    entry = NeverDisclose.objects.filter(id=entry_id).first()
    if entry is None:
        raise policy.OutOfReach
    case = held(by, entry.case_id, closed_too=True)
    words = said("reason", reason)
    if entry.endings.exclude(state=SecondState.DECLINED).exists():
        raise second.NotWaiting
    row = new_id()
    ending = DisclosureEnding.objects.create(
        id=row,
        entry=entry,
        state=second.state_for(by),
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, "cases_disclosureending", row, reason=words),
    )
    journal.append(
        "case.never_disclose_ending",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), words),
        codes={"state": str(ending.state)},
    )
    return ending


@transaction.atomic
def answer_ending(by: Viewer, ending_id: UUID, reason: str, *, agrees: bool) -> DisclosureEnding:
    """The second person agrees that an entry ends, or says no and it goes on holding.

    Raises:
        NotAllowed: the viewer is no second person for this case.
        SamePerson, NotWaiting: who asked answers; somebody has answered.
        ValueError: the reason is empty.
    """
    policy.require(by, Act.CASE_CONFIRM)
    ending = (
        DisclosureEnding.objects.select_for_update(of=("self",)).select_related("entry").filter(id=ending_id).first()
    )
    if ending is None:
        raise policy.OutOfReach
    case = held(by, ending.entry.case_id, Act.CASE_CONFIRM, closed_too=True)
    words = second.answer(by, case, ending, reason, agrees=agrees)
    journal.append(
        "case.never_disclose_answered",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), words),
        codes={"state": str(ending.state)},
    )
    return ending
