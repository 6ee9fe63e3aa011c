"""What is shown to whom: one decides on every exhibit of a case, another confirms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access import policy, restricted
from dodomu.base.access.acts import Act
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions import second
from dodomu.journey.cases.actions.holding import held as held_case
from dodomu.journey.cases.actions.holding import said
from dodomu.journey.cases.models import Case
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.actions.holding import log
from dodomu.journey.evidence.models import (
    Derivative,
    DisclosedFor,
    DisclosureItem,
    DisclosureList,
    Exhibit,
    Fate,
    WithheldWhy,
)
from dodomu.journey.evidence.statements import disclosure_statement, words_statement

LIST = "evidence_disclosurelist"


class NotWhole(ValueError):
    """An exhibit of the case is not on the list, or something on it is none: nothing may be left out unseen."""

    def __init__(self) -> None:
        super().__init__("items: accepted is every exhibit of the case that was not set aside, once")


class ConsentStopped(ValueError):
    """The use of this child's data before a court is stopped, and no court orders it."""

    def __init__(self) -> None:
        super().__init__("basis: accepted is an order of a court while consent to this use does not hold")


@dataclass(frozen=True, slots=True)
class ItemInput:
    """The fate of one exhibit: as it is, as this copy, or withheld for this reason."""

    exhibit_id: UUID
    fate: str
    copy_id: UUID | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureInput:
    """What is to be shown to whom, on which ground, and why so."""

    recipient: str = field(repr=False)
    basis: str
    reason: str = field(repr=False)
    items: tuple[ItemInput, ...]


@transaction.atomic
def ask_disclosure(by: Viewer, case_id: UUID, given: DisclosureInput) -> DisclosureList:
    """Decide what becomes of every exhibit of a case for one recipient. It waits for a second person.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NotWhole, ConsentStopped. ValueError: names the field.
    """
    case = held_case(by, case_id, Act.EVIDENCE_WORK, closed_too=True)
    recipient, reason = said("recipient", given.recipient), said("reason", given.reason)
    if given.basis not in DisclosedFor.values:
        raise ValueError(f"basis: accepted are {', '.join(DisclosedFor.values)}")
    _check(given.items)
    need_whole(case, [item.exhibit_id for item in given.items])
    need_consent(case, given.basis, [item.fate for item in given.items])
    row, key = new_id(), keys.new_data_key()
    made = DisclosureList.objects.create(
        id=row,
        case=case,
        basis=given.basis,
        recipient_sealed=bridge.seal_value(key, LIST, row, "recipient_sealed", recipient),
        data_key_id=key.id,
        reason_sealed=bridge.seal_value(key, LIST, row, "reason_sealed", reason),
        by_id=by.staff_id,
        at=timezone.now(),
        state=second.state_for(by),
    )
    for item in given.items:
        DisclosureItem.objects.create(
            list=made, exhibit_id=item.exhibit_id, fate=item.fate, derivative=_copy_of(item), why=item.why
        )
    statement = disclosure_statement(made, bridge.Opened({key.id}))
    withheld = sum(item.fate == Fate.WITHHELD for item in given.items)
    left = len(given.items) - withheld
    log(
        "evidence.disclosure_asked",
        by,
        made,
        statement,
        ground=given.basis,
        state=made.state,
        given=left,
        withheld=withheld,
    )
    return made


@transaction.atomic
def answer_disclosure(by: Viewer, list_id: UUID, reason: str, *, agrees: bool) -> DisclosureList:
    """The second person confirms a list, or says no and nothing leaves by it.

    What has changed since is looked at again: a new exhibit, or a consent that holds no more, makes the list void.

    Raises:
        NotAllowed, OutOfReach: the viewer is no second person here. SamePerson, NotWaiting, NotWhole, ConsentStopped.
        ValueError: no words.
    """
    policy.require(by, Act.EVIDENCE_CONFIRM)
    made = DisclosureList.objects.select_for_update(of=("self",)).select_related("case").filter(id=list_id).first()
    if made is None:
        raise policy.OutOfReach
    policy.require(by, Act.EVIDENCE_CONFIRM, subject=made.case.person_id)
    if agrees:
        items = list(made.items.all())
        need_whole(made.case, [item.exhibit_id for item in items])
        need_consent(made.case, made.basis, [item.fate for item in items])
    words = second.answer(by, made, made, reason, agrees=agrees)
    statement = words_statement("disclosure_answer", made.pid, made.second_at, agrees=agrees, reason=words)
    log("evidence.disclosure_confirmed" if agrees else "evidence.disclosure_declined", by, made, statement)
    return made


def _check(items: Collection[ItemInput]) -> None:
    for item in items:
        if item.fate not in Fate.values:
            raise ValueError(f"fate: accepted are {', '.join(Fate.values)}")
        if (item.fate == Fate.COPY) != (item.copy_id is not None):
            raise ValueError("copy: named where a copy is given, and nowhere else")
        if item.fate == Fate.WITHHELD and item.why not in WithheldWhy.values:
            raise ValueError(f"why: accepted are {', '.join(WithheldWhy.values)}")
        if item.fate != Fate.WITHHELD and item.why:
            raise ValueError("why: said for what is withheld only")


def need_whole(case: Case, exhibit_ids: Collection[UUID]) -> None:
    there = set(Exhibit.objects.filter(case=case, set_aside_at=None).values_list("id", flat=True))
    if not there or len(exhibit_ids) != len(there) or set(exhibit_ids) != there:
        raise NotWhole


def need_consent(case: Case, basis: str, fates: Collection[str]) -> None:
    leaves = any(fate != Fate.WITHHELD for fate in fates)
    if leaves and basis != DisclosedFor.ORDER and restricted.is_stopped(case.person_id, Use.COURT):
        raise ConsentStopped


def _copy_of(item: ItemInput) -> Derivative | None:
    if item.copy_id is None:
        return None
    found = Derivative.objects.filter(id=item.copy_id, exhibit=item.exhibit_id).first()
    if found is None:
        raise ValueError("copy: accepted are copies of this exhibit")
    return found
