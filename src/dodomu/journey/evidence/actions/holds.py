"""Legal holds: placed and lifted by two persons each. A hold asked for holds at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions import second
from dodomu.journey.cases.actions.holding import held as held_case
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.cases.models import SecondState
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.actions.holding import log
from dodomu.journey.evidence.models import HoldLifting, HoldWhy, LegalHold
from dodomu.journey.evidence.queries.holds import holding
from dodomu.journey.evidence.statements import words_statement

HOLD, LIFTING = "evidence_legalhold", "evidence_holdlifting"


class NotHeld(ValueError):
    """The hold has been lifted, or a second person said no to it."""

    def __init__(self) -> None:
        super().__init__("hold: accepted is one that holds")


@dataclass(frozen=True, slots=True)
class HoldInput:
    """What a hold is placed for, in a code and in words."""

    why: str
    reason: str = field(repr=False)


@transaction.atomic
def place_hold(by: Viewer, case_id: UUID, given: HoldInput) -> LegalHold:
    """Ask that nothing of a case is destroyed. It holds from now on, whatever a second person says later.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. ValueError: names the field.
    """
    case = held_case(by, case_id, Act.EVIDENCE_WORK, closed_too=True)
    if given.why not in HoldWhy.values:
        raise ValueError(f"why: accepted are {', '.join(HoldWhy.values)}")
    words, row, key = said("reason", given.reason), new_id(), keys.new_data_key()
    hold = LegalHold.objects.create(
        id=row,
        case=case,
        why=given.why,
        data_key_id=key.id,
        reason_sealed=bridge.seal_value(key, HOLD, row, "reason_sealed", words),
        by_id=by.staff_id,
        at=timezone.now(),
        state=second.state_for(by),
    )
    statement = words_statement("hold", hold.pid, hold.at, why=given.why, reason=words)
    log("evidence.hold_placed", by, hold, statement, hold_why=given.why, state=hold.state)
    return hold


@transaction.atomic
def answer_hold(by: Viewer, hold_id: UUID, reason: str, *, agrees: bool) -> LegalHold:
    """The second person confirms a hold, or says no and it ends.

    Raises:
        NotAllowed, OutOfReach: the viewer is no second person here. SamePerson, NotWaiting. ValueError: no words.
    """
    hold = _hold(by, hold_id, Act.EVIDENCE_CONFIRM)
    words = second.answer(by, hold, hold, reason, agrees=agrees)
    statement = words_statement("hold_answer", hold.pid, hold.second_at, agrees=agrees, reason=words)
    log("evidence.hold_confirmed" if agrees else "evidence.hold_declined", by, hold, statement)
    return hold


@transaction.atomic
def ask_lifting(by: Viewer, hold_id: UUID, reason: str) -> HoldLifting:
    """Say that a hold is no longer needed. It holds until a second person agrees.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NotHeld; NotWaiting: somebody has asked already. ValueError: no words.
    """
    hold = _hold(by, hold_id, Act.EVIDENCE_WORK)
    words = said("reason", reason)
    if not holding().filter(id=hold.id).exists():
        raise NotHeld
    if hold.state == SecondState.WAITING or hold.liftings.filter(state=SecondState.WAITING).exists():
        raise second.NotWaiting
    row, key = new_id(), key_of(hold)
    lifting = HoldLifting.objects.create(
        id=row,
        hold=hold,
        reason_sealed=bridge.seal_value(key, LIFTING, row, "reason_sealed", words),
        by_id=by.staff_id,
        at=timezone.now(),
        state=second.state_for(by),
    )
    statement = words_statement("lifting", hold.pid, lifting.at, reason=words)
    alone = lifting.state == SecondState.ALONE
    log("evidence.hold_lifted" if alone else "evidence.lifting_asked", by, hold, statement, row=row)
    return lifting


@transaction.atomic
def answer_lifting(by: Viewer, lifting_id: UUID, reason: str, *, agrees: bool) -> HoldLifting:
    """The second person agrees that a hold ends, or says no and it goes on.

    Raises:
        As ``answer_hold``.
    """
    policy.require(by, Act.EVIDENCE_CONFIRM)
    hold_id = HoldLifting.objects.filter(id=lifting_id).values_list("hold_id", flat=True).first()
    if hold_id is None:
        raise policy.OutOfReach
    hold = _hold(by, hold_id, Act.EVIDENCE_CONFIRM)
    lifting = HoldLifting.objects.select_for_update(of=("self",)).get(id=lifting_id)
    words = second.answer(by, hold, lifting, reason, agrees=agrees)
    statement = words_statement("lifting_answer", hold.pid, lifting.second_at, agrees=agrees, reason=words)
    log("evidence.hold_lifted" if agrees else "evidence.lifting_declined", by, hold, statement, row=lifting.id)
    return lifting


def _hold(by: Viewer, hold_id: UUID, act: Act) -> LegalHold:
    policy.require(by, act)
    hold = LegalHold.objects.select_for_update(of=("self",)).select_related("case").filter(id=hold_id).first()
    if hold is None:
        raise policy.OutOfReach
    policy.require(by, act, subject=hold.case.person_id)
    return hold
