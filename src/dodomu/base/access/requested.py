"""Reading requests for access: one's own, those that wait for an answer, those about one child."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import AccessRequest
from dodomu.base.access.models.requests import Answer
from dodomu.base.access.same_person import every_id_of
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import OpenKey, open_keys, unseal

TABLE = "access_accessrequest"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as a page shows it. ``words`` of the answer; both texts are empty where the key was destroyed."""

    id: UUID
    subject: UUID
    who: str
    mine: bool
    compartment: str
    compartment_label: str
    hours: int
    reason: str = field(repr=False)
    at: datetime
    answer: str
    answer_label: str
    answered_by: str
    answered_at: datetime | None
    words: str = field(repr=False)
    not_confirmed: bool
    until: datetime | None
    ended_at: datetime | None
    ended_by: str
    running: bool
    may_answer: bool
    may_end: bool


def my_requests(viewer: Viewer, *, limit: int = 100) -> list[RequestRow]:
    """What the viewer asked for, the newest first."""
    return _rows(viewer, AccessRequest.objects.filter(user=viewer.user_id))[:limit]


def waiting_requests(viewer: Viewer) -> list[RequestRow]:
    """Requests that wait for somebody like the viewer, the oldest first; one's own never."""
    if Act.ACCESS_GRANT not in viewer.acts:
        return []
    reach = policy.subjects(viewer, Act.ACCESS_GRANT, field="subject")
    found = AccessRequest.objects.filter(reach, answer=Answer.WAITING, user__is_active=True)
    return _rows(viewer, found.exclude(user=viewer.user_id).order_by("at"))


def running_access(viewer: Viewer) -> list[RequestRow]:
    """What is open now to whom, for those who may grant it and therefore watch over it."""
    if Act.ACCESS_GRANT not in viewer.acts:
        return []
    reach = policy.subjects(viewer, Act.ACCESS_GRANT, field="subject")
    now = timezone.now()
    return _rows(
        viewer,
        AccessRequest.objects.filter(reach, answer=Answer.GRANTED, until__gt=now, ended_at=None).order_by("until"),
    )


def access_request(viewer: Viewer, request_id: UUID) -> RequestRow:
    """One request: one's own, or one that the viewer may answer.

    Raises:
        OutOfReach: there is none within reach.
    """
    found = AccessRequest.objects.filter(pk=request_id)
    answerable = found.filter(policy.subjects(viewer, Act.ACCESS_GRANT, field="subject"))
    rows = _rows(viewer, found.filter(user=viewer.user_id) | answerable)
    if not rows:
        raise policy.OutOfReach
    return rows[0]


def access_history(viewer: Viewer, person_id: UUID) -> list[RequestRow]:
    """Everything that was ever asked for about one child, under any of its ids; what one may see of it.

    Those who may grant access see all of it; everybody else their own requests.
    """
    found = AccessRequest.objects.filter(subject__in=every_id_of([person_id]))
    if not policy.may(viewer, Act.ACCESS_GRANT, subject=person_id):
        found = found.filter(user=viewer.user_id)
    return _rows(viewer, found)


def waiting_for(viewer: Viewer, person_id: UUID) -> frozenset[str]:
    """The compartments of this child that the viewer has asked for and that wait for an answer."""
    found = AccessRequest.objects.filter(
        user=viewer.user_id, subject__in=every_id_of([person_id]), answer=Answer.WAITING
    )
    return frozenset(found.values_list("compartment", flat=True))


def _rows(viewer: Viewer, found: QuerySet[AccessRequest]) -> list[RequestRow]:
    listed = list(found.select_related("user", "answered_by", "ended_by"))
    opened = open_keys({row.data_key for row in listed})
    now = timezone.now()
    return [_row(viewer, row, opened.get(row.data_key), now) for row in listed]


def _row(viewer: Viewer, row: AccessRequest, key: OpenKey | None, now: datetime) -> RequestRow:
    mine = row.user_id == viewer.user_id
    grants = policy.may(viewer, Act.ACCESS_GRANT, subject=row.subject)
    running = row.answer == Answer.GRANTED and row.ended_at is None and row.until is not None and row.until > now
    return RequestRow(
        id=row.id,
        subject=row.subject,
        who=row.user.display_name,
        mine=mine,
        compartment=row.compartment,
        compartment_label=str(row.get_compartment_display()),
        hours=row.hours,
        reason=_words(key, row, "reason_sealed"),
        at=row.at,
        answer=row.answer,
        answer_label=str(row.get_answer_display()),
        answered_by=row.answered_by.display_name if row.answered_by else "",
        answered_at=row.answered_at,
        words=_words(key, row, "answer_sealed"),
        not_confirmed=row.not_confirmed,
        until=row.until,
        ended_at=row.ended_at,
        ended_by=row.ended_by.display_name if row.ended_by else "",
        running=running,
        may_answer=grants and not mine and row.answer == Answer.WAITING,
        may_end=running and (grants or mine),
    )


def _words(key: OpenKey | None, row: AccessRequest, column: str) -> str:
    sealed = getattr(row, column)
    return str(unseal(key, TABLE, row.id, column, sealed)) if key is not None and sealed is not None else ""
