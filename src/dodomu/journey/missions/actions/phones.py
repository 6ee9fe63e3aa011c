"""A phone for an escort: issued for one mission, given a new code, ended. Opening and using it: ``phone_contact``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.missions import phone_rules
from dodomu.journey.missions.actions.holding import held, leaf, sealed
from dodomu.journey.missions.models import Mission, MissionEscort, Phone
from dodomu.journey.missions.queries import phones as queries

TABLE = Phone._meta.db_table
SHORTEST = timedelta(hours=1)


class NoPhoneNow(ValueError):
    """The mission is not approved or is over, the escort has left it, or the phone has been opened or ended already."""

    def __init__(self) -> None:
        super().__init__("phone: accepted for escorts of missions that are approved or under way")


class ReasonNeeded(ValueError):
    """A leg of the group is to be travelled without a phone: a phone needs a reason."""

    def __init__(self) -> None:
        super().__init__("reason: say why there is to be a phone although a leg is to be travelled without one")


class EndNotAllowed(ValueError):
    """The phone would hold too shortly, or longer than any may; ``latest`` is the last moment that is accepted."""

    def __init__(self, latest: datetime) -> None:
        super().__init__("until: accepted is a time from an hour from now to the longest that a phone may hold")
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Issued:
    """What is told once. ``code`` is kept nowhere: only its digest is."""

    phone_id: UUID
    code: str = field(repr=False)
    code_until: datetime
    expires_at: datetime


@transaction.atomic
def issue_phone(by: Viewer, escort_id: UUID, *, until: datetime | None = None, reason: str = "") -> Issued:
    """Issue a phone to an escort of a mission; one that was issued to them before is ended by it.

    Parameters:
        escort_id: of the escort on this mission (``MissionEscort``).
        until: when it ends; without it a day after the latest arrival of the group, and never later than that or than
            ``phone_rules.LONGEST`` from now.
        reason: why there is a phone at all, where a leg ahead is to be travelled without one; else ignored.

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission.
        NoPhoneNow: the mission is not approved, or over; the escort has left it.
        ReasonNeeded: a leg ahead is to be travelled without a phone.
        EndNotAllowed: ``until`` is too near or too far.
    """
    escort, mission = _escort(by, escort_id)
    now = timezone.now()
    forbidden = queries.phoneless_legs(escort.group_id)
    if forbidden and not reason.strip():
        raise ReasonNeeded
    expires = _expiry(mission, escort, until, now)
    for earlier in Phone.objects.select_for_update().filter(escort=escort, ended_at=None):
        _end(by, mission, earlier, now)
    row, code = new_id(), phone_rules.new_code()
    words = reason.strip() if forbidden else ""
    phone = Phone.objects.create(
        id=row,
        group_id=escort.group_id,
        escort=escort,
        code_digest=queries.code_digest(code),
        code_until=now + phone_rules.CODE_HOLDS,
        issued_by_id=by.staff_id,
        issued_at=now,
        expires_at=expires,
        **sealed(mission, TABLE, row, reason=words),
    )
    leaf(by, mission, "phone.issued", words, phone=str(phone.id), despite_leg=bool(forbidden))
    return Issued(phone.id, code, now + phone_rules.CODE_HOLDS, expires)


@transaction.atomic
def renew_code(by: Viewer, phone_id: UUID) -> Issued:
    """A new code for a phone that nobody has opened yet; the earlier code opens nothing any more.

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission.
        NoPhoneNow: it was opened or ended, or the mission is over.
    """
    phone, mission = _phone(by, phone_id)
    now = timezone.now()
    if phone.paired_at or queries.is_over(phone, now) or mission.state not in queries.TRAVELS:
        raise NoPhoneNow
    code = phone_rules.new_code()
    phone.code_digest, phone.code_until = queries.code_digest(code), now + phone_rules.CODE_HOLDS
    phone.save(update_fields=("code_digest", "code_until"))
    leaf(by, mission, "phone.code_renewed", phone=str(phone.id))
    return Issued(phone.id, code, phone.code_until, phone.expires_at)


@transaction.atomic
def end_phone(by: Viewer, phone_id: UUID) -> None:
    """End a phone from here: nothing from it is taken any more, and at its next contact it erases itself.

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission.
        NoPhoneNow: it was ended already.
    """
    phone, mission = _phone(by, phone_id)
    if phone.ended_at:
        raise NoPhoneNow
    _end(by, mission, phone, timezone.now())


def _end(by: Viewer, mission: Mission, phone: Phone, now: datetime) -> None:
    phone.ended_by_id, phone.ended_at = by.staff_id, now
    phone.code_digest = phone.code_until = None
    phone.save(update_fields=("ended_by", "ended_at", "code_digest", "code_until"))
    leaf(by, mission, "phone.ended", phone=str(phone.id))


def _escort(by: Viewer, escort_id: UUID) -> tuple[MissionEscort, Mission]:
    policy.require(by, Act.MISSION_WORK)
    found = MissionEscort.objects.select_related("group").filter(id=escort_id).first()
    if found is None:
        raise policy.OutOfReach
    mission = held(by, found.mission_id, states=None)
    if mission.state not in queries.TRAVELS or found.ended_at:
        raise NoPhoneNow
    return found, mission


def _phone(by: Viewer, phone_id: UUID) -> tuple[Phone, Mission]:
    policy.require(by, Act.MISSION_WORK)
    locked = Phone.objects.select_for_update(of=("self",)).select_related("escort__mission")
    found = locked.filter(id=phone_id).first()
    if found is None:
        raise policy.OutOfReach
    return found, held(by, found.escort.mission_id, states=None)


def _expiry(mission: Mission, escort: MissionEscort, until: datetime | None, now: datetime) -> datetime:
    latest = phone_rules.longest_until(now, queries.latest_arrival(mission, escort.group_id, now))
    if until is not None and not now + SHORTEST <= until <= latest:
        raise EndNotAllowed(latest)
    return until or latest
