"""Words of groups: written down by a colleague on their behalf, or received from the escort's phone page.

A word under duress is taken like any other: whoever sent it gets the same answer. It raises an alarm for coordinators,
and nothing is ever sent to the phone because of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.bridge import committed
from dodomu.journey.missions.actions import words_answering
from dodomu.journey.missions.actions.alarms import raise_by_word
from dodomu.journey.missions.actions.words_holding import held_group, lock_group, sealed
from dodomu.journey.missions.models import (
    Channel,
    ExpectedWord,
    Group,
    Leg,
    Mission,
    MissionState,
    Phone,
    Place,
    Word,
    WordKind,
)
from dodomu.journey.missions.phone_rules import LATE

TABLE = Word._meta.db_table
PHONE = Viewer.system("missions.phone")
FAST_CLOCK = timedelta(minutes=2)
"""How far ahead of ours a clock may be before what it says is taken for an error."""
LONGEST_DELAY = 60 * 24 * 7
TRAVELS = (MissionState.APPROVED, MissionState.UNDER_WAY)


class PhoneEnded(ValueError):
    """The phone's time is up, it was ended or wiped, or its mission is over: nothing from it is taken any more."""

    def __init__(self) -> None:
        super().__init__("phone: its time is up")


class NotTravelling(ValueError):
    """The mission has ended or was cancelled, or nobody has approved it yet."""

    def __init__(self) -> None:
        super().__init__("mission: accepted are words of missions that are approved or under way")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordInput:
    """A word that a colleague writes down for a group.

    Attributes:
        kind, channel, about: codes of ``WordKind``, ``Channel`` (not the phone page), ``ExpectedWord.About`` or empty.
        said_at: when it was said, with a zone; not in the future.
        leg_id, place_id: of which leg, at which place of the corridor, where it was said.
        delay_minutes: how much later than expected, for a delay; 1 to 10,080.
        corrects_id: the word that was taken down wrongly.
        client_id: of the form, so that a form sent twice is one word.
    """

    kind: str
    channel: str
    said_at: datetime
    about: str = ""
    leg_id: UUID | None = None
    place_id: UUID | None = None
    delay_minutes: int | None = None
    note: str = field(default="", repr=False)
    corrects_id: UUID | None = None
    client_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneWord:
    """A word from the phone page. ``client_id`` is made on the phone, once for each word; ``said_at`` with a zone."""

    client_id: UUID
    kind: str
    said_at: datetime
    about: str = ""
    leg_id: UUID | None = None
    delay_minutes: int | None = None


@transaction.atomic
def record_word(by: Viewer, group_id: UUID, word: WordInput) -> Word:
    """Write down what a group said by telephone, messenger or SMS. Sent twice with one ``client_id`` it is one word.

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission.
        NotTravelling: the mission is not approved, or over.
        ValueError: names the field and what is accepted.
    """
    group = held_group(by, group_id)
    client_id = word.client_id or uuid4()
    known = Word.objects.filter(client_id=client_id, group=group).first()
    if known is not None:
        return known
    now = timezone.now()
    _check(group, word, now)
    row = new_id()
    stored = Word(
        id=row,
        group=group,
        client_id=client_id,
        kind=word.kind,
        about=word.about,
        leg_id=word.leg_id,
        place_id=word.place_id,
        channel=word.channel,
        by_id=by.staff_id,
        said_at=min(word.said_at, now),
        received_at=now,
        delay_minutes=word.delay_minutes,
        note_sealed=sealed(group.mission, TABLE, row, "note_sealed", word.note),
        corrects=_corrected(group.mission, word.corrects_id),
    )
    _take(by, group, stored, "word.recorded", word.note)
    return stored


@transaction.atomic
def receive_word(phone: Phone, words: Sequence[PhoneWord]) -> list[UUID]:
    """Take what a phone sends, each word exactly once: one that came before is accepted in silence and changes nothing.

    Returns:
        The ``client_id`` of every word that is stored now, in the order in which they were sent; the phone may forget those.

    Raises:
        PhoneEnded: nothing was taken.
        ValueError: a word is malformed (it did not come from our page); nothing was taken.
    """
    # Two requests of one phone at once are taken one after the other.
    group = lock_group(phone.group_id)
    now = timezone.now()
    _check_phone(phone.id, group, now, words)
    sent = {word.client_id: word for word in words}
    known = dict(Word.objects.filter(client_id__in=sent).values_list("client_id", "phone_id"))
    stored = [client_id for client_id in sent if known.get(client_id) == phone.id]
    for word in sorted((one for one in sent.values() if one.client_id not in known), key=lambda one: one.said_at):
        _check_codes(word.kind, word.about, word.delay_minutes)
        _check_leg(group, word.leg_id)
        taken = Word(
            id=new_id(),
            group=group,
            client_id=word.client_id,
            kind=word.kind,
            about=word.about,
            leg_id=word.leg_id,
            channel=Channel.PHONE_PAGE,
            phone_id=phone.id,
            said_at=min(word.said_at, now),
            received_at=now,
            delay_minutes=word.delay_minutes,
        )
        _take(PHONE, group, taken, "word.received")
        stored.append(word.client_id)
    Phone.objects.filter(id=phone.id).update(seen_at=now)
    return [client_id for client_id in sent if client_id in set(stored)]


def _take(by: Viewer, group: Group, word: Word, kind: str, note: str = "") -> None:
    """Write the word with all that follows from it."""
    word.save(force_insert=True)
    if word.corrects is not None:
        words_answering.undo(word.corrects, word)
    words_answering.answer(word, group)
    mission = group.mission
    journal.append(
        kind,
        by=by,
        subject=mission.pid,
        commitments=committed(key_of(mission), note.strip()) if note.strip() else (),
        codes={"word": str(word.kind), "channel": str(word.channel), "about": str(word.about)},
    )
    raise_by_word(by, word, mission)
    events.publish("word_received", word_id=word.id)


def _check(group: Group, word: WordInput, now: datetime) -> None:
    if group.mission.state not in TRAVELS:
        raise NotTravelling
    if word.channel not in Channel.values or word.channel == Channel.PHONE_PAGE:
        raise ValueError("channel: accepted are by telephone, messenger, SMS, in person")
    if word.said_at > now + FAST_CLOCK:
        raise ValueError("said_at: accepted is a time that has come")
    _check_codes(word.kind, word.about, word.delay_minutes)
    _check_leg(group, word.leg_id)
    if word.place_id and not Place.objects.filter(id=word.place_id, corridor=group.mission.corridor_id).exists():
        raise ValueError("place: accepted are places of this mission's corridor")


def _check_codes(kind: str, about: str, delay_minutes: int | None) -> None:
    if kind not in WordKind.values:
        raise ValueError(f"kind: accepted are {', '.join(WordKind.values)}")
    if about and about not in ExpectedWord.About.values:
        raise ValueError(f"about: accepted are {', '.join(ExpectedWord.About.values)}")
    if kind == WordKind.DELAY and not 1 <= (delay_minutes or 0) <= LONGEST_DELAY:
        raise ValueError(f"delay_minutes: accepted are 1 to {LONGEST_DELAY}")
    if kind != WordKind.DELAY and delay_minutes is not None:
        raise ValueError("delay_minutes: accepted with a delay only")


def _check_leg(group: Group, leg_id: UUID | None) -> None:
    if leg_id and not Leg.objects.filter(id=leg_id, group=group).exists():
        raise ValueError("leg: accepted are legs of this group")


def _check_phone(phone_id: UUID, group: Group, now: datetime, words: Sequence[PhoneWord]) -> None:
    """The row as it stands now, not as somebody read it before. Past its time only what was said within it is taken."""
    phone = Phone.objects.filter(id=phone_id, group=group).first()
    if phone is None or phone.ended_at or phone.wiped_at or group.mission.state not in TRAVELS:
        raise PhoneEnded
    late = phone.expires_at <= now
    if late and (now >= phone.expires_at + LATE or any(word.said_at > phone.expires_at for word in words)):
        raise PhoneEnded


def _corrected(mission: Mission, word_id: UUID | None) -> Word | None:
    if word_id is None:
        return None
    found = Word.objects.filter(id=word_id, group__mission=mission, corrected_by=None).first()
    if found is None:
        raise ValueError("corrects: accepted are words of this mission that nobody has put right yet")
    return found
