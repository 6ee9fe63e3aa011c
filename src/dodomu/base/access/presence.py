"""Two people on one record: who else has it open to change it. No history is kept, nothing of it is journaled."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.models import Presence
from dodomu.base.access.policy import OutOfReach, require
from dodomu.base.access.viewer import Viewer

LIFE = timedelta(seconds=75)
"""How long a sign of life counts. Browsers let a tab in the background speak only once a minute."""
SALT = "dodomu.presence"


@dataclass(frozen=True, slots=True)
class Place:
    """A record that is open to be changed.

    Attributes:
        kind, record: which one.
        act: the act a person needs to hear who is there.
        subject: the child it is about, when the act depends on one.
    """

    kind: str
    record: UUID
    act: Act
    subject: UUID | None = None

    def signed_for(self, viewer: Viewer) -> str:
        """A token with which this person's page, and no other, asks again."""
        plain = {name: str(value) if value else "" for name, value in asdict(self).items()}
        return signing.dumps(plain | {"user": str(viewer.user_id)}, salt=SALT)


@dataclass(frozen=True, slots=True)
class SomebodyThere:
    """A colleague who has the same record open."""

    name: str
    since: datetime


def place_of(viewer: Viewer, token: str) -> Place:
    """The place a token of this person names.

    Raises:
        OutOfReach: no token of ours, of somebody else, or older than a working day.
    """
    try:
        plain: dict[str, Any] = signing.loads(token, salt=SALT, max_age=timedelta(hours=12))
    except signing.BadSignature:
        raise OutOfReach from None
    if plain["user"] != str(viewer.user_id):
        raise OutOfReach
    subject = UUID(plain["subject"]) if plain["subject"] else None
    return Place(plain["kind"], UUID(plain["record"]), Act(plain["act"]), subject)


@dataclass(frozen=True, slots=True)
class Presences:
    """Who else is there, and until when the sign of life that was just given counts."""

    others: tuple[SomebodyThere, ...]
    until: datetime


def be_there(viewer: Viewer, place: Place) -> Presences:
    """Say that the viewer has the record open, and hear who else has.

    Raises:
        NotAllowed, OutOfReach: the record is not, or no longer, for this viewer.
    """
    require(viewer, place.act, subject=place.subject)
    now = timezone.now()
    until = now + LIFE
    with transaction.atomic():
        Presence.objects.filter(until__lte=now).delete()
        Presence.objects.update_or_create(
            kind=place.kind,
            record=place.record,
            user_id=viewer.staff_id,
            defaults={"until": until},
            create_defaults={"since": now, "until": until},
        )
    return Presences(tuple(others(viewer, place)), until)


def others(viewer: Viewer, place: Place) -> list[SomebodyThere]:
    """Who else has the record open now, the first to come first."""
    require(viewer, place.act, subject=place.subject)
    there = Presence.objects.filter(kind=place.kind, record=place.record, until__gt=timezone.now())
    rows = there.exclude(user=viewer.staff_id).select_related("user").order_by("since")
    return [SomebodyThere(row.user.display_name, row.since) for row in rows]


def leave(viewer: Viewer, place: Place, until: datetime) -> None:
    """The page whose last sign of life counts until then was closed; another page of the same person stays there.

    What nobody closes passes by itself.
    """
    Presence.objects.filter(kind=place.kind, record=place.record, user=viewer.user_id, until=until).delete()
