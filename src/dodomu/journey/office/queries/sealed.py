"""The viewer's own sealed key, and how far the ceremony of the recovery shares is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dodomu.base import keys
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys.shares import COUNT


@dataclass(frozen=True, slots=True)
class OwnKey:
    """The viewer's sealed key and share. ``waits``: a share of theirs is to be confirmed."""

    made_at: datetime | None
    changed_at: datetime | None
    share: int | None
    waits: bool


def own_key(viewer: Viewer) -> OwnKey:
    """What the viewer has of the sealed level."""
    key = keys.sealed_key_of(viewer.staff_id)
    waiting, in_force = keys.recovery_that_waits(), keys.recovery_in_force()
    mine = waiting and waiting.shares.filter(holder=viewer.staff_id, confirmed_at=None).first()
    held = in_force and in_force.shares.filter(holder=viewer.staff_id).first()
    return OwnKey(
        made_at=key.made_at if key else None,
        changed_at=key.changed_at if key else None,
        share=held.number if held else None,
        waits=bool(mine),
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """One of the five, and how they stand."""

    number: int
    name: str
    confirmed_at: datetime | None
    here: bool


@dataclass(frozen=True, slots=True)
class Ceremony:
    """One set of shares."""

    made_by: str
    made_at: datetime
    in_force_at: datetime | None
    rehearsed_at: datetime | None
    threshold: int
    holders: tuple[Holder, ...]

    @property
    def confirmed(self) -> int:
        return sum(one.confirmed_at is not None for one in self.holders)

    @property
    def gone(self) -> tuple[Holder, ...]:
        return tuple(one for one in self.holders if not one.here)


@dataclass(frozen=True, slots=True)
class Shares:
    """The set in force and the one that waits for its holders."""

    in_force: Ceremony | None
    waiting: Ceremony | None
    keys: int
    staff: int

    @property
    def enough_staff(self) -> bool:
        return self.staff >= COUNT


def recovery_shares(viewer: Viewer) -> Shares:
    """How far the ceremony is.

    Raises:
        NotAllowed: the viewer does not hold it.
    """
    require(viewer, Act.SHARES_MANAGE)
    return Shares(
        in_force=_ceremony(keys.recovery_in_force()),
        waiting=_ceremony(keys.recovery_that_waits()),
        keys=keys.SealedKey.objects.filter(ended_at=None).count(),
        staff=User.objects.filter(is_active=True).count(),
    )


def colleagues_here() -> QuerySet[User]:
    """Who can hold a share."""
    return User.objects.filter(is_active=True).order_by("display_name")


def who_lost() -> QuerySet[User]:
    """Who had a sealed key once that ended: left, or forgot the passphrase."""
    return User.objects.filter(pk__in=keys.SealedKey.objects.exclude(ended_at=None).values("person")).order_by(
        "display_name"
    )


def who_has_a_key() -> QuerySet[User]:
    """Who can be given what others lost."""
    return User.objects.filter(
        pk__in=keys.SealedKey.objects.filter(ended_at=None).values("person"), is_active=True
    ).order_by("display_name")


def _ceremony(row: keys.SealedRecovery | None) -> Ceremony | None:
    if row is None:
        return None
    return Ceremony(
        made_by=row.made_by.display_name,
        made_at=row.made_at,
        in_force_at=row.in_force_at,
        rehearsed_at=row.rehearsed_at,
        threshold=row.threshold,
        holders=tuple(
            Holder(share.number, share.holder.display_name, share.confirmed_at, share.holder.is_active)
            for share in row.shares.select_related("holder")
        ),
    )
