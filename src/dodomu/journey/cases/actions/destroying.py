"""Care data of a closed case are destroyed for ever: one person asks, another confirms; evidence stays.

What is destroyed are keys (``dodomu.base.shred``, decision 17). The rows stay with their dates, codes and persons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal, keys, shred
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import second
from dodomu.journey.cases.actions.holding import CareDestroyed, found, key_of, said
from dodomu.journey.cases.actions.never_left import destroy_copies
from dodomu.journey.cases.actions.noting import note
from dodomu.journey.cases.models import CareDestruction, Case, CaseEvent, DestructionWhy, SecondState
from dodomu.journey.cases.queries.destructions import is_destroyed, is_marked

TABLE = "cases_caredestruction"


class PlanChanged(ValueError):
    """Something was added since somebody saw what would be destroyed. Nothing was destroyed."""

    def __init__(self) -> None:
        super().__init__("seen: accepted is the state of now; look again at what would be destroyed")


class NotReviewed(ValueError):
    """Nobody has marked the case to be destroyed in the review of what is kept."""

    def __init__(self) -> None:
        super().__init__("why: a case is destroyed by its retention rule only where a review has marked it")


@dataclass(frozen=True, slots=True)
class DestructionInput:
    """Why, as a code and in words, and the state of the case that the author has seen."""

    why: str
    reason: str = field(repr=False)
    seen: str


@transaction.atomic
def ask_destruction(by: Viewer, case_id: UUID, given: DestructionInput) -> CareDestruction:
    """Ask that the care data of a closed case are destroyed. Where nobody else works here, they are destroyed at once.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. CareDestroyed. NotWaiting: it was asked already.
        PlanChanged, NotReviewed. Objected: something stands against it. ValueError: names the field.
    """
    case = _case(by, case_id, Act.CARE_DESTROY)
    words = said("reason", given.reason)
    if given.why not in DestructionWhy.values:
        raise ValueError(f"why: accepted are {', '.join(DestructionWhy.values)}")
    if given.why == DestructionWhy.RETENTION and not is_marked(case.id):
        raise NotReviewed
    if CareDestruction.objects.filter(case=case, state=SecondState.WAITING).exists():
        raise second.NotWaiting
    plan = shred.plan_of_case(case.id, subject=case.pid)
    if against := shred.objections(plan, by):
        raise shred.Objected(against)
    kinds = shred.care_of_case(case.id)
    if given.seen != shred.state_of(case.id, kinds):
        raise PlanChanged
    # The key of evidence: these words say why something is gone, so they may not go with it.
    row, key = new_id(), keys.new_data_key()
    asked = CareDestruction.objects.create(
        id=row,
        case=case,
        why=given.why,
        state_seen=given.seen,
        counted={kind.code: kind.count for kind in kinds},
        data_key_id=key.id,
        reason_sealed=bridge.seal_text(key, TABLE, row, "reason_sealed", words),
        by_id=by.staff_id,
        at=timezone.now(),
        state=second.state_for(by),
    )
    if asked.state == SecondState.ALONE:
        _destroy(asked, plan, by, None)
        _log("case.care_destroyed", by, asked, words)
    else:
        note(case, CaseEvent.What.CARE_ASKED, by.staff_id)
        _log("case.care_destruction_asked", by, asked, words)
    return asked


@transaction.atomic
def answer_destruction(by: Viewer, destruction_id: UUID, reason: str, *, agrees: bool) -> CareDestruction:
    """The second person has the care data destroyed, or says no and they stay.

    Raises:
        NotAllowed, OutOfReach: the viewer is no second person here. SamePerson, NotWaiting. ValueError: no words.
        PlanChanged: something was added since; CareDestroyed, Objected: nothing was destroyed.
    """
    policy.require(by, Act.CARE_DESTROY_CONFIRM)
    case_id = CareDestruction.objects.filter(id=destruction_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise policy.OutOfReach
    case = _case(by, case_id, Act.CARE_DESTROY_CONFIRM)
    asked = CareDestruction.objects.select_for_update(of=("self",)).select_related("by").get(id=destruction_id)
    asked.case = case
    words = second.answer(by, asked, asked, reason, agrees=agrees)
    if agrees:
        # Locks the rows to which something could still be added, so what is counted then stays what is destroyed.
        plan = shred.plan_of_case(case.id, subject=case.pid)
        if against := shred.objections(plan, by):
            raise shred.Objected(against)
        if asked.state_seen != shred.state_of(case.id, shred.care_of_case(case.id)):
            raise PlanChanged
        _destroy(asked, plan, Viewer.of(User.objects.get(id=asked.by_id)), by)
        _log("case.care_destroyed", by, asked, words)
    else:
        note(case, CaseEvent.What.CARE_KEPT, by.staff_id)
        _log("case.care_destruction_declined", by, asked, words)
    return asked


def _destroy(asked: CareDestruction, plan: shred.Plan, author: Viewer, confirmed_by: Viewer | None) -> None:
    case = asked.case
    note(case, CaseEvent.What.CARE_DESTROYED, (confirmed_by or author).staff_id)
    shred.carry_out(plan, author, confirmed_by=confirmed_by, reason=asked.why)
    destroy_copies(author, case)
    events.publish("care_destroyed", case_id=case.id)


def _case(by: Viewer, case_id: UUID, act: Act) -> Case:
    """The case, locked. It takes no right to read it: who destroys does not need to know what."""
    policy.require(by, act)
    case = found(case_id)
    policy.require(by, act, subject=case.person_id)
    if is_destroyed(case.id):
        raise CareDestroyed
    return case


def _log(kind: str, by: Viewer, asked: CareDestruction, words: str) -> None:
    journal.append(
        kind,
        by=by,
        subject=asked.case.pid,
        case=asked.case.pid,
        commitments=bridge.committed(key_of(asked), words),
        codes={"reason": asked.why, "state": str(asked.state)},
    )
