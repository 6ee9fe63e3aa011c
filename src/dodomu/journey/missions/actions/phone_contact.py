"""What a phone itself does: it is opened with its code, asks how it stands, hands in words, and erases itself.

No member of staff stands behind it: it is known by two secrets. To whoever has them not, a phone that is over and one
that never was look alike.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions import phone_rules, phone_signs
from dodomu.journey.missions.actions.words import PhoneEnded, PhoneWord, receive_word
from dodomu.journey.missions.models import Phone
from dodomu.journey.missions.queries import phones as queries
from dodomu.journey.missions.queries.phones import Told

BY = Viewer.system("missions.phone")
SEEN_EVERY = timedelta(seconds=30)
"""When a phone was last heard of is written down at most this often."""


class Over(Exception):
    """There is no such phone, or it is over: it must erase itself. The two look alike."""


class Lapsed(Over):
    """Its time is up; what was noted on it before may still be handed in, and then it must erase itself."""


class CodeRefused(ValueError):
    """The code opens nothing: mistyped, lapsed or used up."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a phone shows: ``token`` from its cookie, ``half`` from its own store."""

    token: str = field(repr=False)
    half: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a phone is given once, when it is opened."""

    secrets: Secrets
    deck: list[str]
    point: str
    told: Told


@dataclass(frozen=True, slots=True)
class Note:
    """A word as it comes from a phone: its envelope, and the time by the phone's own clock when it was sent."""

    client_id: UUID
    envelope: str = field(repr=False)
    sent_ms: int


@transaction.atomic
def open_phone(code: str) -> Opening:
    """Open the phone whose code this is. The code is used up: a second device is refused.

    Raises:
        CodeRefused: it opens nothing.
    """
    now = timezone.now()
    tidy = phone_rules.tidied(code)
    phone = _locked(code_digest=queries.code_digest(tidy)) if tidy else None
    if phone is None or phone.code_until is None or phone.code_until <= now or queries.is_over(phone, now):
        raise CodeRefused
    secrets = Secrets(phone_rules.new_secret(), phone_rules.new_secret())
    phone.token_digest, phone.device_digest = (queries.secret_digest(one) for one in (secrets.token, secrets.half))
    phone.code_digest = phone.code_until = None
    phone.paired_at = phone.seen_at = now
    phone.save()
    _leaf(phone, "phone.paired")
    return Opening(secrets, phone_signs.deck(phone.id), phone_signs.public_point(phone.id), queries.told(phone))


def look(secrets: Secrets) -> Told:
    """How the phone stands; noted as a sign of it.

    Raises:
        Over: it must erase itself.
    """
    return queries.told(_alive(secrets))


def hand_in(secrets: Secrets, note: Note) -> tuple[bool, Told]:
    """Take one word, exactly once however often it is sent, and say whether it is stored now.

    It is not while the mission waits to be approved again: the phone keeps it then.

    Raises:
        Over: it must erase itself; nothing was taken.
        phone_signs.NotReadable: it did not come from the page of this phone.
    """
    phone = _alive(secrets, late=True)
    said = phone_signs.read(phone.id, note.client_id, note.envelope)
    word = PhoneWord(
        client_id=note.client_id,
        kind=said.sign.kind,
        said_at=_moment(said.at_ms, note.sent_ms, phone),
        delay_minutes=said.sign.minutes,
    )
    if phone.escort.mission.state not in queries.TRAVELS:
        return False, queries.told(phone)
    try:
        stored = receive_word(phone, [word])
    except PhoneEnded:
        _erased(phone)
        raise Over from None
    return note.client_id in stored, queries.told(phone)


@transaction.atomic
def close(secrets: Secrets) -> None:
    """The phone has erased itself; the cookie alone is believed, for the other half may be gone already."""
    phone = _locked(token_digest=queries.secret_digest(secrets.token)) if secrets.token else None
    if phone is not None and phone.wiped_at is None:
        _mark_erased(phone)


def _alive(secrets: Secrets, *, late: bool = False) -> Phone:
    """The phone of these secrets. One that is over is told so, which is noted as its erasing.

    Parameters:
        late: also one whose time alone is up, to hand in what was noted on it before.
    """
    now = timezone.now()
    found = Phone.objects.filter(token_digest=queries.secret_digest(secrets.token)).select_related(
        "escort__mission", "group"
    )
    phone = found.first() if secrets.token and secrets.half else None
    known = phone is not None and hmac.compare_digest(
        bytes(phone.device_digest or b""), queries.secret_digest(secrets.half)
    )
    if phone is None or not known:
        raise Over
    if queries.is_over(phone, now):
        if not queries.only_late(phone, now):
            _erased(phone)
            raise Over
        if not late:
            # It is noted as erased when it says so: until then a note may still be on its way.
            raise Lapsed
    if phone.seen_at is None or now - phone.seen_at >= SEEN_EVERY:
        Phone.objects.filter(id=phone.id).update(seen_at=now)
    return phone


@transaction.atomic
def _erased(phone: Phone) -> None:
    row = _locked(id=phone.id)
    if row is not None and row.wiped_at is None:
        _mark_erased(row)


def _mark_erased(phone: Phone) -> None:
    phone.wiped_at = phone.seen_at = timezone.now()
    phone.save(update_fields=("wiped_at", "seen_at"))
    _leaf(phone, "phone.wiped")


def _locked(**by: object) -> Phone | None:
    found = Phone.objects.select_for_update(of=("self",)).select_related("escort__mission", "group")
    return found.filter(**by).first()


def _leaf(phone: Phone, kind: str) -> None:
    journal.append(kind, by=BY, subject=phone.escort.mission.pid, codes={"phone": str(phone.id)})


def _moment(at_ms: int, sent_ms: int, phone: Phone) -> datetime:
    """When it was said by our clock: so long before now as it lay on the phone. No clock of a phone is believed."""
    now = timezone.now()
    lay = timedelta(milliseconds=max(0, min(sent_ms - at_ms, int(phone_rules.LONGEST.total_seconds() * 1000))))
    return min(max(now - lay, phone.paired_at or now), max(phone.expires_at, phone.paired_at or now)).astimezone(UTC)
