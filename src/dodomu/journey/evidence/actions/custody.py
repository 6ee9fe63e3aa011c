"""An exhibit changes hands: one gives it, another receives it, and both say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.consents import Paper
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.cases.actions.second import NotWaiting, SamePerson
from dodomu.journey.cases.queries.colleagues import colleagues_of
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.actions.holding import Party, held, keep_paper, log
from dodomu.journey.evidence.models import CustodyEvent, CustodyState, Exhibit, Purpose
from dodomu.journey.evidence.queries.custody import last_received
from dodomu.journey.evidence.statements import custody_statement, words_statement

TABLE = "evidence_custodyevent"
OUR_PURPOSES = tuple(one for one in Purpose.values if one not in (Purpose.INTAKE, Purpose.BACK))


class NotTheHolder(ValueError):
    """Somebody else has the exhibit in hand."""

    def __init__(self) -> None:
        super().__init__("giver: accepted is whoever has the exhibit in hand")


@dataclass(frozen=True, slots=True)
class Handed:
    """One hand-over: to a colleague, or to somebody outside. ``words``: what needs saying, such as the state of a seal.

    ``paper``: signed by the side outside; without it what is given out waits.
    """

    purpose: str
    place: str = field(repr=False)
    happened_at: datetime
    receiver_id: UUID | None = None
    outside: Party = field(default_factory=Party)
    words: str = field(default="", repr=False)
    paper: Paper | None = field(default=None, repr=False)


@transaction.atomic
def hand_over(by: Viewer, exhibit_id: UUID, handed: Handed) -> CustodyEvent:
    """Give an exhibit to a colleague, who then says that it was received, or to somebody outside, who signs for it.

    Whoever has it in hand records it; of somebody who has left, any colleague who may take exhibits, but not to themselves.

    Raises:
        As ``held``; NotTheHolder; SamePerson: to whoever gives it or records it. NotWaiting: it is under way already.
        ValueError: names the field.
    """
    exhibit = held(by, exhibit_id, Act.EVIDENCE_TAKE)
    last = _settled(exhibit)
    giver = _giver(by, last)
    if handed.purpose not in OUR_PURPOSES:
        raise ValueError(f"purpose: accepted are {', '.join(OUR_PURPOSES)}")
    if (handed.receiver_id is None) == (not handed.outside):
        raise ValueError("receiver: accepted is one colleague, or a name or an organisation outside")
    if handed.receiver_id in (giver, by.user_id):
        raise SamePerson
    if handed.receiver_id and handed.receiver_id not in dict(colleagues_of(exhibit.case, Act.EVIDENCE_TAKE)):
        raise ValueError("receiver: accepted are colleagues who may take exhibits of this case")
    if handed.paper and handed.receiver_id:
        raise ValueError("paper: accepted where it goes outside; a colleague says so in their own account")
    _check_moment(last, handed.happened_at)
    event = _write(by, exhibit, handed, giver_id=giver, receiver_id=handed.receiver_id)
    log("evidence.handed_over", by, exhibit, _said_of(event), row=event.id, seq=event.seq, handed_for=handed.purpose)
    if handed.paper:
        _sign(by, event, handed.paper)
        _settle(by, event, CustodyState.RECEIVED)
    return event


@transaction.atomic
def take_back(by: Viewer, exhibit_id: UUID, handed: Handed) -> CustodyEvent:
    """An exhibit that was outside is in our hands again: in those of whoever records it.

    Raises:
        As ``held``; NotTheHolder: it is not outside. NotWaiting: it is under way. ValueError: names the field.
    """
    exhibit = held(by, exhibit_id, Act.EVIDENCE_TAKE, set_aside_too=True)
    last = _settled(exhibit)
    if last.receiver_id is not None:
        raise NotTheHolder
    _check_moment(last, handed.happened_at)
    giver = bridge.Opened({exhibit.data_key_id}).value(
        exhibit.data_key_id, TABLE, last.id, "receiver_sealed", last.receiver_sealed
    )
    event = _write(by, exhibit, handed, giver=giver, receiver_id=by.staff_id)
    log("evidence.taken_back", by, exhibit, _said_of(event), row=event.id, seq=event.seq)
    if handed.paper:
        _sign(by, event, handed.paper)
    _settle(by, event, CustodyState.RECEIVED)
    return event


@transaction.atomic
def receive(by: Viewer, event_id: UUID) -> CustodyEvent:
    """Say that an exhibit is in one's hands: only the colleague it was given to can.

    Raises:
        As ``held``; SamePerson: somebody else tries. NotWaiting: it waits no more, or for a signed paper.
    """
    event = _to_receive(by, event_id)
    _settle(by, event, CustodyState.RECEIVED)
    return event


@transaction.atomic
def refuse(by: Viewer, event_id: UUID, words: str) -> CustodyEvent:
    """Say that an exhibit did not arrive, or not as it should; it is still in the hands of whoever gave it.

    Raises:
        As ``receive``; ValueError: no words.
    """
    event = _to_receive(by, event_id)
    _settle(by, event, CustodyState.REFUSED, said("words", words))
    return event


@transaction.atomic
def withdraw(by: Viewer, event_id: UUID, words: str) -> CustodyEvent:
    """Take a hand-over back that nobody has confirmed yet: whoever recorded it does.

    Raises:
        As ``held``; NotTheHolder: somebody else tries. NotWaiting; ValueError: no words.
    """
    event = _waiting(by, event_id)
    if event.by_id != by.user_id:
        raise NotTheHolder
    _settle(by, event, CustodyState.WITHDRAWN, said("words", words))
    return event


@transaction.atomic
def add_paper(by: Viewer, event_id: UUID, paper: Paper) -> CustodyEvent:
    """Keep the paper that the side outside signed; what waited for it counts as received from now on.

    Raises:
        As ``held``; NotWaiting: it has one, or both sides are colleagues, or it came to nothing.
    """
    event = _found(by, event_id)
    outside = event.receiver_id is None or event.giver_sealed is not None
    over = event.state in (CustodyState.REFUSED, CustodyState.WITHDRAWN)
    if not outside or over or event.paper_id is not None:
        raise NotWaiting
    _sign(by, event, paper)
    if event.state == CustodyState.WAITING:
        _settle(by, event, CustodyState.RECEIVED)
    return event


def _settled(exhibit: Exhibit) -> CustodyEvent:
    """The last hand-over that was received; nothing may be under way."""
    if exhibit.custody.filter(state=CustodyState.WAITING).exists():
        raise NotWaiting
    return last_received(exhibit)


def _giver(by: Viewer, last: CustodyEvent) -> UUID:
    if last.receiver_id is None:
        raise NotTheHolder
    if last.receiver_id != by.user_id and User.objects.filter(id=last.receiver_id, is_active=True).exists():
        raise NotTheHolder
    return last.receiver_id


def _check_moment(last: CustodyEvent, at: datetime) -> None:
    # People say the minute, the machine knew the second.
    if at > timezone.now() or at < last.happened_at.replace(second=0, microsecond=0):
        raise ValueError("happened_at: accepted is a moment that has come, after the last hand-over")


def _write(by: Viewer, exhibit: Exhibit, handed: Handed, **parties: Any) -> CustodyEvent:
    row, key = new_id(), key_of(exhibit)
    giver, words = parties.pop("giver", None), handed.words.strip()
    sealed: dict[str, Any] = {"place": said("place", handed.place)}
    sealed |= {"words": words} if words else {}
    sealed |= {"receiver": handed.outside.value()} if handed.outside and parties["receiver_id"] is None else {}
    sealed |= {"giver": giver} if giver is not None else {}
    return CustodyEvent.objects.create(
        id=row,
        exhibit=exhibit,
        seq=exhibit.custody.count() + 1,
        purpose=handed.purpose,
        happened_at=handed.happened_at,
        by_id=by.staff_id,
        at=timezone.now(),
        state=CustodyState.WAITING,
        **parties,
        **{f"{name}_sealed": bridge.seal_value(key, TABLE, row, f"{name}_sealed", one) for name, one in sealed.items()},
    )


def _said_of(event: CustodyEvent) -> dict[str, Any]:
    return custody_statement(event, bridge.Opened({event.exhibit.data_key_id}))


def _sign(by: Viewer, event: CustodyEvent, paper: Paper) -> None:
    event.paper, event.paper_by_id, event.paper_at = (
        keep_paper(by, event.exhibit.case, paper),
        by.staff_id,
        timezone.now(),
    )
    event.save(update_fields=("paper", "paper_by", "paper_at"))
    if event.paper is not None:
        to_bytes, _salt = bridge.original_commitment(event.paper)
        log("evidence.signed", by, event.exhibit, None, to_bytes, seq=event.seq)


def _settle(by: Viewer, event: CustodyEvent, state: CustodyState, words: str = "") -> None:
    """What became of a hand-over, and its leaf."""
    exhibit, key = event.exhibit, key_of(event.exhibit)
    event.state, event.settled_by_id, event.settled_at = state, by.staff_id, timezone.now()
    if words:
        event.settled_sealed = bridge.seal_value(key, TABLE, event.id, "settled_sealed", words)
    event.save(update_fields=("state", "settled_by", "settled_at", "settled_sealed"))
    kinds = {
        CustodyState.RECEIVED: "evidence.received",
        CustodyState.REFUSED: "evidence.not_received",
        CustodyState.WITHDRAWN: "evidence.hand_over_withdrawn",
    }
    statement = words_statement(
        "custody_settled", exhibit.pid, event.settled_at, seq=event.seq, state=str(state), words=words
    )
    log(kinds[state], by, exhibit, statement, row=event.id, seq=event.seq)


def _found(by: Viewer, event_id: UUID) -> CustodyEvent:
    policy.require(by, Act.EVIDENCE_TAKE)
    place = CustodyEvent.objects.filter(id=event_id).values_list("exhibit_id", flat=True).first()
    if place is None:
        raise policy.OutOfReach
    exhibit = held(by, place, Act.EVIDENCE_TAKE, set_aside_too=True)
    event = CustodyEvent.objects.select_for_update(of=("self",)).get(id=event_id)
    event.exhibit = exhibit
    return event


def _waiting(by: Viewer, event_id: UUID) -> CustodyEvent:
    event = _found(by, event_id)
    if event.state != CustodyState.WAITING:
        raise NotWaiting
    return event


def _to_receive(by: Viewer, event_id: UUID) -> CustodyEvent:
    event = _waiting(by, event_id)
    if event.receiver_id is None:
        raise NotWaiting
    if event.receiver_id != by.user_id:
        raise SamePerson
    return event
