"""Asking to see a closed compartment of one child; granting it for a limited time, refusing it, ending it early."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base import keys
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import AccessRequest
from dodomu.base.access.models.requests import Answer
from dodomu.base.access.policy import OutOfReach, may, require, sees_compartment
from dodomu.base.access.pseudonyms import pseudonym_of
from dodomu.base.access.refusals import Refused
from dodomu.base.access.sealing import seal_words
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.journal import append

TABLE = "access_accessrequest"
LONGEST_HOURS = 30 * 24
SHORTEST_REASON = 15


@transaction.atomic
def request_access(by: Viewer, subject: UUID, compartment: str, reason: str, *, hours: int) -> AccessRequest:
    """Ask to see one compartment of one child for ``hours`` (1 to 720).

    Where one person works alone and holds the right to grant, it opens at once and is marked "not confirmed".

    Raises:
        NotAllowed, OutOfReach: ``by`` may not open this child's page.
        Refused: sealed accounts, a compartment that is open already, a request that waits, a reason or a time limit
            that is not acceptable.
        ValueError: no such compartment.
    """
    require(by, Act.PERSON_READ, subject=subject)
    code, words = Compartment(compartment), reason.strip()
    _check(by, subject, code, words, hours)
    row, now = new_id(), timezone.now()
    sealed, key = seal_words(TABLE, row, "reason_sealed", words)
    alone = by.alone and may(by, Act.ACCESS_GRANT, subject=subject)
    request = AccessRequest.objects.create(
        id=row,
        user_id=by.staff_id,
        subject=subject,
        compartment=code,
        hours=hours,
        reason_sealed=sealed,
        data_key=key,
        at=now,
        answer=Answer.GRANTED if alone else Answer.WAITING,
        answered_at=now if alone else None,
        until=now + timedelta(hours=hours) if alone else None,
        not_confirmed=alone,
    )
    _log("access.requested", by, request, hours=hours, **({"confirmed": 0} if alone else {}))
    return request


@transaction.atomic
def grant_access(by: Viewer, request_id: UUID, *, hours: int, words: str = "") -> AccessRequest:
    """Open the compartment to the one who asked, for ``hours`` from now, which may be fewer than were asked for.

    Raises:
        NotAllowed: ``by`` may not grant access. OutOfReach: no such request, or not of a child ``by`` reaches.
        Refused: one's own request, one that waits no more, a time limit that is not acceptable, a colleague who left.
    """
    request = _waiting(by, request_id)
    if not request.user.is_active:
        raise Refused("has_left", _("This colleague has left and can hold no rights."))
    _check_hours(hours)
    now = timezone.now()
    request.answer, request.until = Answer.GRANTED, now + timedelta(hours=hours)
    _answer(by, request, words, "until")
    _log("access.granted", by, request, hours=hours)
    return request


@transaction.atomic
def refuse_access(by: Viewer, request_id: UUID, words: str) -> AccessRequest:
    """Say no, with a reason that the one who asked can read.

    Raises:
        NotAllowed, OutOfReach, Refused: as ``grant_access``; and a reason that is missing.
    """
    request = _waiting(by, request_id)
    if not words.strip():
        raise Refused("reason_missing", _("Say why, so that your colleague knows what to do instead."))
    request.answer = Answer.REFUSED
    _answer(by, request, words)
    _log("access.refused", by, request)
    return request


@transaction.atomic
def take_back_request(by: Viewer, request_id: UUID) -> None:
    """The one who asked needs it no more; only a request that waits can be taken back.

    Raises:
        OutOfReach: it is somebody else's, or there is none.
    """
    found = AccessRequest.objects.select_for_update().filter(pk=request_id, user=by.staff_id).first()
    if found is None:
        raise OutOfReach
    if found.answer != Answer.WAITING:
        raise _answered()
    found.answer, found.answered_at = Answer.TAKEN_BACK, timezone.now()
    found.save(update_fields=["answer", "answered_at"])
    _log("access.taken_back", by, found)


@transaction.atomic
def end_access(by: Viewer, request_id: UUID) -> None:
    """Close it before its time is over: the one who holds it, or one who may grant. Ending it again changes nothing.

    Raises:
        NotAllowed: it is not one's own and ``by`` may not grant. OutOfReach: there is none within reach.
    """
    found = AccessRequest.objects.select_for_update().filter(pk=request_id).first()
    if found is None or (found.user_id != by.user_id and not may(by, Act.ACCESS_GRANT, subject=found.subject)):
        require(by, Act.ACCESS_GRANT)
        raise OutOfReach
    now = timezone.now()
    if found.answer != Answer.GRANTED or found.ended_at or found.until is None or found.until <= now:
        return
    found.ended_at, found.ended_by_id = now, by.staff_id
    found.save(update_fields=["ended_at", "ended_by"])
    _log("access.ended", by, found)


def _check(by: Viewer, subject: UUID, code: Compartment, words: str, hours: int) -> None:
    if code is Compartment.SEALED:
        raise Refused(
            "sealed", _("Sealed accounts are opened by name only, by an administrator and for one colleague.")
        )
    if sees_compartment(by, code, subject):
        raise Refused("open_already", _("This is open to you already. Go back to the child's page."))
    if len(words) < SHORTEST_REASON:
        raise Refused("reason_too_short", _("Say in a sentence why you need to see it: at least 15 characters."))
    _check_hours(hours)
    if AccessRequest.objects.filter(
        user=by.staff_id, subject=subject, compartment=code, answer=Answer.WAITING
    ).exists():
        raise Refused("waiting_already", _("You have asked for this already. It waits for an answer."))


def _check_hours(hours: int) -> None:
    if not 1 <= hours <= LONGEST_HOURS:
        raise Refused("hours", _("The time limit is 1 hour to 30 days."))


def _answered() -> Refused:
    return Refused("answered", _("This request has been answered already, or was taken back."))


def _waiting(by: Viewer, request_id: UUID) -> AccessRequest:
    require(by, Act.ACCESS_GRANT)
    rows = AccessRequest.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(pk=request_id).first()
    if found is None:
        raise OutOfReach
    require(by, Act.ACCESS_GRANT, subject=found.subject)
    if found.user_id == by.user_id:
        raise Refused("own_request", _("Nobody can grant or refuse their own request. Somebody else has to answer."))
    if found.answer != Answer.WAITING:
        raise _answered()
    return found


def _answer(by: Viewer, request: AccessRequest, words: str, *more: str) -> None:
    request.answered_by_id, request.answered_at = by.staff_id, timezone.now()
    if words.strip():
        key = keys.open_keys([request.data_key])[request.data_key]
        request.answer_sealed = keys.seal(key, TABLE, request.id, "answer_sealed", words.strip())
    request.save(update_fields=["answer", "answered_by", "answered_at", "answer_sealed", *more])


def _log(kind: str, by: Viewer, request: AccessRequest, **codes: int) -> None:
    named: dict[str, str | int] = {"compartment": str(request.compartment), "colleague": str(request.user.pid), **codes}
    append(kind, by=by, subject=pseudonym_of(request.subject), codes=named)
