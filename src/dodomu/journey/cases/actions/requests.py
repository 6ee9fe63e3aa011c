"""Requests about the data kept on a child: recorded with their deadline, answered, recipients told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
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
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.actions.packing import LANGUAGES
from dodomu.journey.cases.data_rules import term_of
from dodomu.journey.cases.models import (
    DataRequest,
    IdentityProof,
    RecipientTold,
    Requester,
    RequestEvent,
    RequestKind,
    RequestState,
)
from dodomu.journey.cases.queries.data_requests import recipients
from dodomu.journey.cases.queries.disclosure import never_disclose
from dodomu.journey.registry.models import Fact
from dodomu.journey.registry.queries import linking, persons_of
from dodomu.kit.dates import today

TABLE, EVENTS = "cases_datarequest", "cases_requestevent"
What = RequestEvent.What


class NotCorrected(ValueError):
    """Nobody has corrected or withdrawn the disputed fact since the request came."""


class RequestNotNow(ValueError):
    """The request stands otherwise by now, or this is not the viewer's to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came. ``fact_id`` names the fact that is said to be wrong, for a correction."""

    kind: str
    requester: str
    identity: str
    requester_name: str = field(repr=False)
    asked: str = field(repr=False)
    received_on: date
    language: str = "uk"
    fact_id: UUID | None = None
    warnings_read: bool = False


@transaction.atomic
def record_request(by: Viewer, person_id: UUID, asked: Asked) -> DataRequest:
    """Record who asks for what about a child, how the identity was checked, and until when the law wants an answer.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests.
        ValueError: names the field.
    """
    policy.require(by, Act.DATA_REQUEST_WORK, subject=person_id)
    _check(person_id, asked)
    warned = sum(row.active for row in never_disclose(by, person_id))
    if warned and not asked.warnings_read:
        raise ValueError("warnings_read: read who must never learn of the child, and confirm it")
    serialise("cases.requests")
    term, key, row_id = term_of(asked.kind, asked.received_on), keys.new_data_key(), new_id()

    def sealed(column: str, text: str) -> bytes:
        return bridge.seal_text(key, TABLE, row_id, column, text.strip())

    row = DataRequest.objects.create(
        id=row_id,
        number=(DataRequest.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=asked.kind,
        person_id=person_id,
        fact_id=asked.fact_id,
        requester=asked.requester,
        identity=asked.identity,
        language=asked.language,
        data_key_id=key.id,
        requester_sealed=sealed("requester_sealed", asked.requester_name),
        asked_sealed=sealed("asked_sealed", asked.asked),
        warnings_read=warned,
        received_on=asked.received_on,
        due_at=term.due_at,
        due_rule=term.code,
        by_id=by.staff_id,
        at=timezone.now(),
        state=RequestState.OPEN,
    )
    note(by, row, What.RECORDED)
    log("request.recorded", by, row, bridge.committed(key, asked.requester_name.strip(), asked.asked.strip()))
    return row


@transaction.atomic
def accept_correction(by: Viewer, request_id: UUID, reason: str) -> DataRequest:
    """Answer that the fact was wrong and has been put right: it must have been corrected or withdrawn before.

    Raises:
        NotCorrected: the disputed fact still counts. RequestNotNow: it is answered, or asks for something else.
    """
    row = hold(by, request_id, Act.DATA_REQUEST_WORK)
    if row.kind != RequestKind.RECTIFICATION or row.state != RequestState.OPEN or row.fact is None:
        raise RequestNotNow("request: accepted is an open request to correct a fact")
    newer = row.fact.superseded_by.filter(withdrawal=None).order_by("-id").first()
    if newer is None and not hasattr(row.fact, "withdrawal"):
        raise NotCorrected("fact: correct or withdraw it first")
    row.new_fact = newer
    return _answered(by, row, RequestState.ACCEPTED, What.ACCEPTED, reason)


@transaction.atomic
def refuse_request(by: Viewer, request_id: UUID, reason: str) -> DataRequest:
    """Refuse a request with the reason that the requester is told.

    Raises:
        RequestNotNow: it is answered. ValueError: no reason.
    """
    row = hold(by, request_id, Act.DATA_REQUEST_WORK)
    if row.state not in {RequestState.OPEN, RequestState.COMPILED}:
        raise RequestNotNow("request: it is answered")
    if not reason.strip():
        raise ValueError("reason: say why, as it is told to the requester")
    return _answered(by, row, RequestState.REFUSED, What.REFUSED, reason)


@transaction.atomic
def tell_recipient(by: Viewer, request_id: UUID, sending_id: UUID) -> RecipientTold:
    """Record that a receiver of what was wrong has been told of the correction (GDPR art. 19).

    Raises:
        RequestNotNow: nothing was corrected, or this receiver did not get it. OutOfReach, NotAllowed.
    """
    row = hold(by, request_id, Act.DATA_REQUEST_WORK)
    if row.state != RequestState.ACCEPTED or sending_id not in {one.sending_id for one in recipients(row)}:
        raise RequestNotNow("sending: accepted are receivers of what was corrected")
    told, made = RecipientTold.objects.get_or_create(
        request=row, sending_id=sending_id, defaults={"by_id": by.staff_id, "at": timezone.now()}
    )
    if made:
        log("request.recipient_told", by, row)
    return told


def hold(by: Viewer, request_id: UUID, act: Act) -> DataRequest:
    """The request, locked for this transaction.

    Raises:
        NotAllowed: the viewer may not do this act. OutOfReach: there is none for this viewer.
    """
    policy.require(by, act)
    row = DataRequest.objects.select_for_update(of=("self",)).select_related("fact").filter(id=request_id).first()
    if row is None:
        raise policy.OutOfReach
    policy.require(by, act, subject=row.person_id)
    return row


def note(by: Viewer, row: DataRequest, what: RequestEvent.What, reason: str = "") -> None:
    """One row of the history of a request."""
    event_id = new_id()
    sealed = None
    if reason.strip():
        key = key_of(row)
        sealed = bridge.seal_text(key, EVENTS, event_id, "reason_sealed", reason.strip())
    RequestEvent.objects.create(
        id=event_id,
        request=row,
        what=what,
        reason_sealed=sealed,
        file_id=row.file_id,
        by_id=by.staff_id,
        at=timezone.now(),
    )


def log(kind: str, by: Viewer, row: DataRequest, commitments: tuple[str, ...] = (), **codes: str | int) -> None:
    """A leaf about the person whose data it is, so that the request itself stands in the access log."""
    subject = linking.pseudonym(row.person_id) or row.person_id
    more: dict[str, str | int] = {"kind": row.kind, "number": row.number, "requester": row.requester}
    journal.append(kind, by=by, subject=subject, commitments=commitments, codes=more | codes)


def _answered(by: Viewer, row: DataRequest, state: RequestState, what: RequestEvent.What, reason: str) -> DataRequest:
    row.state, row.answered_by_id, row.answered_at = state, by.staff_id, timezone.now()
    row.save(update_fields=("state", "answered_by", "answered_at", "new_fact"))
    note(by, row, what, reason)
    log(f"request.{state.value}", by, row)
    return row


def _check(person_id: UUID, asked: Asked) -> None:
    for name, known in (
        ("kind", RequestKind.values),
        ("requester", Requester.values),
        ("identity", IdentityProof.values),
        ("language", LANGUAGES),
    ):
        if getattr(asked, name) not in known:
            raise ValueError(f"{name}: accepted are {', '.join(known)}")
    for name in ("requester_name", "asked"):
        if not getattr(asked, name).strip():
            raise ValueError(f"{name}: fill it in")
    if asked.received_on > today():
        raise ValueError("received_on: a day that has come")
    if (asked.kind == RequestKind.RECTIFICATION) != (asked.fact_id is not None):
        raise ValueError("fact: name the fact that is said to be wrong")
    if asked.fact_id is not None and not _about(asked.fact_id, person_id):
        raise ValueError("fact: accepted are the facts about this person")


def _about(fact_id: UUID, person_id: UUID) -> bool:
    mention = Fact.objects.filter(id=fact_id).values_list("mention_id", flat=True).first()
    return mention is not None and persons_of([mention]).get(mention) == linking.current_person(person_id)
