"""Phones of a mission as its coordinators see them, and what a phone itself is told: little."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions import phone_rules
from dodomu.journey.missions.models import (
    ExpectedWord,
    Leg,
    LegState,
    Mission,
    MissionEscort,
    MissionState,
    Phone,
)
from dodomu.journey.missions.queries.missions_reach import visible

OVER = (MissionState.ENDED, MissionState.CANCELLED)
TRAVELS = (MissionState.APPROVED, MissionState.UNDER_WAY)
WAITING, LAPSED, IN_USE, EXPIRED, ENDED, ERASED = "waiting", "lapsed", "in_use", "expired", "ended", "erased"
"""States of a phone: its code waits, its code has lapsed, opened, its time is up, ended from here, erased."""


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """One phone. ``asks_erasing``: it is over and has not been heard of since, so that what is on it may still be there."""

    id: UUID
    state: str
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    code_until: datetime | None
    paired_at: datetime | None
    seen_at: datetime | None
    ended_by: str
    ended_at: datetime | None
    wiped_at: datetime | None
    reason: str = field(repr=False, default="")

    @property
    def asks_erasing(self) -> bool:
        return bool(self.paired_at) and not self.wiped_at and self.state in {EXPIRED, ENDED}

    @property
    def live(self) -> bool:
        return self.state in {WAITING, LAPSED, IN_USE}


@dataclass(frozen=True, slots=True)
class EscortRow:
    """An escort of the mission with their phones, the latest first. ``phoneless``: a leg ahead has no phone."""

    id: UUID
    code_name: str
    name: str = field(repr=False)
    group: str
    gone: bool
    phoneless: bool
    latest_until: datetime
    phones: tuple[PhoneRow, ...] = ()

    @property
    def live(self) -> PhoneRow | None:
        return next((phone for phone in self.phones if phone.live), None)


@dataclass(frozen=True, slots=True)
class MissionPhones:
    """All phones of one mission. ``open``: phones can be issued now."""

    mission_id: UUID
    code_name: str
    open: bool
    escorts: tuple[EscortRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """All that a phone is told: the code name of its group, when the next word is due, until when it holds."""

    name: str
    next_at: datetime | None
    until: datetime


def mission_phones(viewer: Viewer, mission_id: UUID) -> MissionPhones:
    """The phones of a mission, by escort.

    Raises:
        NotAllowed: the viewer may not see missions. OutOfReach: not this one, or there is none.
    """
    policy.require(viewer, Act.MISSION_READ)
    mission = visible(viewer, Act.MISSION_READ).filter(id=mission_id).first()
    if mission is None:
        raise policy.OutOfReach
    found = MissionEscort.objects.filter(mission=mission).select_related("group", "escort").order_by("code_name", "at")
    escorts = list(found)
    rows = list(
        Phone.objects.filter(escort__in=escorts).select_related("issued_by", "ended_by", "escort", "escort__mission")
    )
    opened = Opened({mission.data_key_id, *(one.escort.data_key_id for one in escorts)})
    now = timezone.now()
    phones = {row.id: _phone_row(row, mission, opened, now) for row in rows}
    return MissionPhones(
        mission.id,
        mission.code_name,
        mission.state in TRAVELS,
        tuple(
            EscortRow(
                id=one.id,
                code_name=one.code_name,
                name=opened.text(
                    one.escort.data_key_id, "missions_escort", one.escort_id, "name_sealed", one.escort.name_sealed
                ),
                group=one.group.code_name,
                gone=one.ended_at is not None,
                phoneless=bool(phoneless_legs(one.group_id)),
                latest_until=phone_rules.longest_until(now, latest_arrival(mission, one.group_id, now)),
                phones=tuple(phones[row.id] for row in rows if row.escort_id == one.id),
            )
            for one in escorts
        ),
    )


def phoneless_legs(group_id: UUID) -> int:
    """How many legs ahead of a group are to be travelled without a phone."""
    return Leg.objects.filter(group=group_id, state=LegState.PLANNED, phone=False).count()


def latest_arrival(mission: Mission, group_id: UUID, now: datetime) -> datetime:
    """When the group is to have arrived at the latest, as far as the plan says; never in the past."""
    legs = Leg.objects.filter(group=group_id).exclude(state=LegState.REPLACED)
    by_legs: datetime | None = legs.aggregate(latest=Max("latest_at"))["latest"]
    return max(by_legs or mission.arrives_at or mission.departs_at, now)


def is_over(phone: Phone, now: datetime) -> bool:
    """Whether the phone opens nothing any more: ended, erased, expired, its escort gone or its mission over."""
    return (
        phone.ended_at is not None
        or phone.wiped_at is not None
        or phone.expires_at <= now
        or phone.escort.ended_at is not None
        or phone.escort.mission.state in OVER
    )


def only_late(phone: Phone, now: datetime) -> bool:
    """Whether it is over by its time alone and not for long: what was noted before may still come in."""
    late = phone.expires_at <= now < phone.expires_at + phone_rules.LATE
    here = phone.ended_at is None and phone.wiped_at is None and phone.escort.ended_at is None
    return late and here and phone.escort.mission.state not in OVER


def told(phone: Phone) -> Told:
    """What the phone is told. Where the next word belongs to a leg without a phone, nothing is said of it."""
    following = ExpectedWord.objects.filter(group=phone.group_id, met_by=None, dropped_at=None)
    first = following.select_related("leg").order_by("due_at", "id").first()
    silent = first is None or (first.leg is not None and not first.leg.phone)
    return Told(phone.group.code_name, None if silent or first is None else first.due_at, phone.expires_at)


def code_digest(code: str) -> bytes:
    """Under a key of the installation: who holds a copy of the database cannot try all codes."""
    return keys.unlocked().search_key("phone pairing", code)


def secret_digest(secret: str) -> bytes:
    """SHA-256; the secret itself is 256 random bits."""
    return hashlib.sha256(secret.encode()).digest()


def _phone_row(row: Phone, mission: Mission, opened: Opened, now: datetime) -> PhoneRow:
    return PhoneRow(
        id=row.id,
        state=_state(row, now),
        issued_by=row.issued_by.display_name,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        code_until=row.code_until,
        paired_at=row.paired_at,
        seen_at=row.seen_at,
        ended_by=row.ended_by.display_name if row.ended_by else "",
        ended_at=row.ended_at,
        wiped_at=row.wiped_at,
        reason=opened.text(mission.data_key_id, "missions_phone", row.id, "reason_sealed", row.reason_sealed),
    )


def _state(row: Phone, now: datetime) -> str:
    if row.wiped_at:
        return ERASED
    if row.ended_at:
        return ENDED
    if is_over(row, now):
        return EXPIRED
    if row.paired_at:
        return IN_USE
    return WAITING if row.code_until and row.code_until > now else LAPSED
