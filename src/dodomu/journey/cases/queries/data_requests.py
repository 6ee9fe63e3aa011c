"""Requests about the data kept on a child, and who has to be told of a correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.data_rules import rule_source
from dodomu.journey.cases.models import (
    Case,
    DataRequest,
    IdentityProof,
    Requester,
    RequestKind,
    RequestState,
    Sending,
)
from dodomu.journey.cases.queries.packages import Package
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.models import Fact
from dodomu.journey.registry.phrases import source_title, value_text
from dodomu.journey.registry.queries import linking, profile

TABLE, EVENTS = "cases_datarequest", "cases_requestevent"
WAITING = (RequestState.OPEN, RequestState.COMPILED)


class RequestNotFound(LookupError):
    """No such request, or not for this viewer; the two must look alike."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request in a list."""

    id: UUID
    number: int
    person_id: UUID
    kind: str
    kind_label: str
    requester_label: str
    state: str
    state_label: str
    received_on: date
    due_at: datetime
    ended: bool


@dataclass(frozen=True, slots=True)
class RequestStep:
    label: str
    by: str
    at: datetime
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who received the attribute that was corrected; ``told_by`` is empty until they were told."""

    sending_id: UUID
    receiver: str
    sent_at: datetime
    told_by: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything the page of one request shows. ``superseded_by``: the fact that took the disputed one's place."""

    row: RequestRow
    requester: str
    requester_name: str = field(repr=False)
    identity_label: str
    asked: str = field(repr=False)
    language: str
    rule: str
    by: str
    warnings_read: int
    steps: tuple[RequestStep, ...]
    compiled_by: str
    mine: bool
    not_confirmed: bool
    has_file: bool
    fact_id: UUID | None
    attribute: str
    superseded_by: UUID | None
    fact_withdrawn: bool
    recipients: tuple[Recipient, ...]
    may_work: bool
    may_confirm: bool


def requests(viewer: Viewer, filters: Mapping[str, str] | None = None) -> list[RequestRow]:
    """Every request within reach, those that wait first by deadline, then the latest.

    Raises:
        NotAllowed: the viewer neither answers nor confirms.
    """
    act = _act(viewer)
    filters = filters or {}
    found = DataRequest.objects.filter(policy.subjects(viewer, act, field="person_id"))
    if kind := filters.get("kind"):
        found = found.filter(kind=kind)
    if state := filters.get("state"):
        found = found.filter(state__in=WAITING if state == "waiting" else [state])
    rows = [_row(one) for one in found]
    waiting = sorted((row for row in rows if not row.ended), key=lambda row: row.due_at)
    return [*waiting, *(row for row in rows if row.ended)]


def request(viewer: Viewer, request_id: UUID) -> RequestPage:
    """One request.

    Raises:
        RequestNotFound: there is none for this viewer. NotAllowed: as ``requests``.
    """
    act = _act(viewer)
    within = DataRequest.objects.filter(policy.subjects(viewer, act, field="person_id"))
    found = within.select_related("by", "compiled_by", "fact").filter(id=request_id).first()
    if found is None:
        raise RequestNotFound
    opened = Opened({found.data_key_id})
    newer = _superseding(found.fact)
    return RequestPage(
        row=_row(found),
        requester=found.requester,
        requester_name=opened.text(found.data_key_id, TABLE, found.id, "requester_sealed", found.requester_sealed),
        identity_label=str(found.get_identity_display()),
        asked=opened.text(found.data_key_id, TABLE, found.id, "asked_sealed", found.asked_sealed),
        language=found.language,
        rule=rule_source(found.due_rule, found.received_on),
        by=found.by.display_name,
        warnings_read=found.warnings_read,
        steps=_steps(found, opened),
        compiled_by=found.compiled_by.display_name if found.compiled_by else "",
        mine=found.compiled_by_id == viewer.user_id,
        not_confirmed=found.not_confirmed,
        has_file=found.file_id is not None,
        fact_id=found.fact_id,
        attribute=str(ATTRIBUTES[found.fact.attribute].title) if found.fact else "",
        superseded_by=newer,
        fact_withdrawn=found.fact is not None and hasattr(found.fact, "withdrawal"),
        recipients=tuple(recipients(found)),
        may_work=policy.may(viewer, Act.DATA_REQUEST_WORK, subject=found.person_id),
        may_confirm=policy.may(viewer, Act.DATA_REQUEST_CONFIRM, subject=found.person_id),
    )


def waiting_for_release(viewer: Viewer) -> list[RequestRow]:
    """Compiled files that this viewer can release as the second person."""
    if Act.DATA_REQUEST_CONFIRM not in viewer.acts:
        return []
    within = policy.subjects(viewer, Act.DATA_REQUEST_CONFIRM, field="person_id")
    found = DataRequest.objects.filter(within, state=RequestState.COMPILED)
    return [_row(one) for one in (found if viewer.alone else found.exclude(compiled_by=viewer.user_id))]


def to_correct(viewer: Viewer) -> list[tuple[int, UUID, datetime]]:
    """Facts that somebody asks to correct and this viewer could: number of the request, fact, received."""
    if Act.FACT_ADD not in viewer.acts:
        return []
    within = policy.subjects(viewer, Act.FACT_ADD, field="person_id")
    found = DataRequest.objects.filter(
        within,
        state=RequestState.OPEN,
        kind=RequestKind.RECTIFICATION,
        fact__superseded_by__isnull=True,
        fact__withdrawal__isnull=True,
    )
    return [(one.number, one.fact_id, one.at) for one in found if one.fact_id]


def to_tell(viewer: Viewer) -> list[RequestRow]:
    """Accepted corrections of which not every recipient has been told."""
    if Act.DATA_REQUEST_WORK not in viewer.acts:
        return []
    within = policy.subjects(viewer, Act.DATA_REQUEST_WORK, field="person_id")
    found = DataRequest.objects.filter(within, state=RequestState.ACCEPTED).select_related("fact")
    return [_row(one) for one in found if any(not who.told_by for who in recipients(one))]


def recipients(found: DataRequest) -> list[Recipient]:
    """To whom the attribute of the disputed fact was sent since it was recorded. No scope: callers check who asks."""
    if found.fact is None:
        return []
    cases = Case.objects.filter(person__in=linking.parts_of(found.person_id))
    sent = Sending.objects.filter(case__in=cases, sent_at__gte=found.fact.recorded_at).order_by("sent_at")
    rows = list(sent.select_related("to_team", "to_body"))
    opened = Opened({row.data_key_id for row in rows})
    told = {one.sending_id: one for one in found.told.select_related("by")}
    listed = []
    for row in rows:
        stored = opened.value(row.data_key_id, "cases_sending", row.id, "package_sealed", row.package_sealed)
        if stored and found.fact.attribute in Package.from_json(stored).codes:
            receiver = row.to_team.name if row.to_team else row.to_body.name if row.to_body else ""
            who = told.get(row.id)
            at = row.sent_at or row.at
            listed.append(Recipient(row.id, receiver, at, who.by.display_name if who else "", who.at if who else None))
    return listed


def stated_for_correction(viewer: Viewer, person_id: UUID) -> list[tuple[UUID, str]]:
    """The facts about a person that count, by attribute and number, for choosing the one that is disputed."""
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    found = profile(viewer, person_id).attributes.values()
    listed = []
    for one in found:
        for fact in (one.preferred, *one.agreeing, *one.others):
            if fact is not None:
                source = source_title(fact.source_name, fact.source_kind)
                label = f"{one.attribute.title}: {value_text(fact.value, one.attribute.kind)} ({source})"
                listed.append((fact.id, label))
    return listed


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in RequestKind]


def states() -> list[tuple[str, str]]:
    return [(state.value, str(state.label)) for state in RequestState]


def requesters() -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in Requester]


def proofs() -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in IdentityProof]


def _act(viewer: Viewer) -> Act:
    act = Act.DATA_REQUEST_WORK if policy.may(viewer, Act.DATA_REQUEST_WORK) else Act.DATA_REQUEST_CONFIRM
    policy.require(viewer, act)
    return act


def _superseding(fact: Fact | None) -> UUID | None:
    if fact is None:
        return None
    return fact.superseded_by.filter(withdrawal=None).order_by("-id").values_list("id", flat=True).first()


def _steps(found: DataRequest, opened: Opened) -> tuple[RequestStep, ...]:
    return tuple(
        RequestStep(
            label=str(event.get_what_display()),
            by=event.by.display_name,
            at=event.at,
            reason=opened.text(found.data_key_id, EVENTS, event.id, "reason_sealed", event.reason_sealed),
        )
        for event in found.events.select_related("by")
    )


def _row(one: DataRequest) -> RequestRow:
    return RequestRow(
        id=one.id,
        number=one.number,
        person_id=linking.current_person(one.person_id),
        kind=one.kind,
        kind_label=str(one.get_kind_display()),
        requester_label=str(one.get_requester_display()),
        state=one.state,
        state_label=str(one.get_state_display()),
        received_on=one.received_on,
        due_at=one.due_at,
        ended=one.state not in WAITING,
    )


def is_late(row: RequestRow) -> bool:
    return not row.ended and row.due_at < timezone.now()
