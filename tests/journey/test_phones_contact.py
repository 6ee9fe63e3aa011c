"""What a phone does: opened once, its words taken exactly once, over without telling why."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from copy import deepcopy as copy
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from dodomu.journey.missions import phone_rules, phone_signs
from dodomu.journey.missions.actions import expecting, phones
from dodomu.journey.missions.models import ExpectedWord, Leg, Mission, Phone, Word
from dodomu.journey.missions.web import phone_page
from tests.journey import phone_side
from tests.journey.phone_side import ABORT, DELAY_30, DURESS, HELP, OK, PhoneSide
from tests.journey.phone_story import PhoneStory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_page, "STEP_SECONDS", 0)


@pytest.fixture
def story(viewer_with: Callable[..., Any]) -> PhoneStory:
    return PhoneStory(viewer_with)


def test_a_code_opens_one_device_and_no_second(story: PhoneStory) -> None:
    issued = story.issue()
    first, second = PhoneSide(), PhoneSide()
    typed = f" {issued.code[:5].lower()}-{issued.code[5:]} "
    assert first.open(typed).json()["name"] == "Willow"
    assert second.open(issued.code).json() == {"no": 1}
    assert second.post("look").json() == {"over": 1}


def test_both_secrets_are_needed(story: PhoneStory) -> None:
    side, _phone = story.opened()
    thief = PhoneSide(given={**side.given, "half": "guessed"})
    thief.client.cookies = copy(side.client.cookies)
    assert thief.post("look").json() == {"over": 1}
    assert PhoneSide(given=side.given).post("look").json() == {"over": 1}
    assert side.post("look").json()["name"] == "Willow"


@pytest.mark.parametrize(
    ("place", "kind", "minutes"),
    [(OK, "ok", None), (DURESS, "duress", None), (DELAY_30, "delay", 30), (HELP, "help", None), (ABORT, "abort", None)],
)
def test_each_button_is_understood(story: PhoneStory, place: int, kind: str, minutes: int | None) -> None:
    side, phone = story.opened()
    assert side.say(place).status_code == 200
    word = Word.objects.get(phone=phone)
    assert (word.kind, word.delay_minutes, word.channel, word.by_id) == (kind, minutes, "phone_page", None)


def test_a_word_that_is_sent_again_is_taken_once(story: PhoneStory) -> None:
    side, phone = story.opened()
    note = side.note(DURESS)
    first, again = side.post("add", note), side.post("add", note)
    assert first.json()["id"] == again.json()["id"] == note["id"]
    assert Word.objects.filter(phone=phone).count() == 1
    assert story.alarms() == ["duress"]


def test_a_word_under_duress_is_answered_like_any_other(viewer_with: Callable[..., Any]) -> None:
    """Two groups in the same state: one says that all is well, one is forced to. The answers are the same bytes."""
    answers, asked = [], []
    with time_machine.travel(timezone.now(), tick=False):
        stories = [PhoneStory(viewer_with, name=name) for name in ("Willow", "Heron1")]
        for story, place in zip(stories, (OK, DURESS), strict=True):
            expecting.expect_words(story.coordinator, story.group)
            side, _phone = story.opened()
            note = side.note(place)
            asked.append({**note, "id": "", "note": len(note["note"])})
            answer = side.post("add", note)
            body = answer.content.replace(note["id"].encode(), b"").replace(story.group.code_name.encode(), b"")
            answers.append((answer.status_code, body, sorted(answer.headers.items()), side.post("look").content))
    (first, second) = answers
    assert first[:2] == second[:2]
    assert {name for name, _value in first[2]} == {name for name, _value in second[2]}
    assert first[3].replace(b"Willow", b"") == second[3].replace(b"Heron1", b"")
    assert asked[0] == asked[1]


def test_the_deck_tells_no_kinds_and_no_two_phones_share_one(story: PhoneStory) -> None:
    decks = [phone_signs.deck(uuid4()) for _ in range(2)]
    assert len({*decks[0], *decks[1]}) == 2 * 2 * len(phone_signs.BUTTONS)
    assert {len(code) for code in decks[0]} == {32}


def test_an_envelope_is_for_one_word_of_one_phone(story: PhoneStory) -> None:
    side, phone = story.opened()
    note = side.note()
    whole = base64.b64decode(note["note"])
    wrong = {
        "another word": {**note, "id": str(uuid4())},
        "altered": {**note, "note": base64.b64encode(whole[:-1] + bytes([whole[-1] ^ 1])).decode()},
        "cut off": {**note, "note": base64.b64encode(whole[:-1]).decode()},
        "another deck": {**note, "note": phone_side.in_the_open("00" * 16, 1)},
        "no envelope": {**note, "note": "Willow"},
    }
    assert {what: side.post("add", body).status_code for what, body in wrong.items()} == dict.fromkeys(wrong, 400)
    assert not Word.objects.filter(phone=phone).exists()


def test_a_browser_without_cryptography_sends_as_many_bytes(story: PhoneStory) -> None:
    side, phone = story.opened()
    note = side.note()
    plain = phone_side.in_the_open(side.given["deck"][OK], note["at"])
    assert len(plain) == len(note["note"])
    assert side.post("add", {**note, "note": plain}).json()["id"] == note["id"]
    assert Word.objects.get(phone=phone).kind == "ok"


def test_when_it_was_said_does_not_hang_on_the_clock_of_the_phone(story: PhoneStory) -> None:
    side, phone = story.opened()
    Phone.objects.filter(id=phone.id)
    wrong = int(time.time() * 1000) + 7 * 3600 * 1000
    note = side.note(OK, at_ms=wrong)
    with time_machine.travel(timezone.now() + timedelta(minutes=40), tick=False):
        side.post("add", {**note, "at": wrong + 30 * 60 * 1000})
        said = Word.objects.get(phone=phone).said_at
        assert abs(timezone.now() - said - timedelta(minutes=30)) < timedelta(seconds=2)


def test_it_is_told_when_the_next_word_is_due_and_nothing_of_legs_without_a_phone(story: PhoneStory) -> None:
    expecting.expect_words(story.coordinator, story.group)
    side, _phone = story.opened()
    first = ExpectedWord.objects.filter(group=story.group).order_by("due_at")[0]
    told = side.post("look").json()
    assert sorted(told) == ["name", "next", "now", "until"]
    assert told["next"] == int(first.due_at.timestamp())
    Leg.objects.filter(id=first.leg_id).update(phone=False)
    assert side.post("look").json()["next"] == 0


def _ended(story: PhoneStory, phone: Phone) -> None:
    phones.end_phone(story.coordinator, phone.id)


def _replaced(story: PhoneStory, phone: Phone) -> None:
    story.escort.outcome, story.escort.ended_by_id = "replaced", story.coordinator.user_id
    story.escort.ended_at = timezone.now()
    story.escort.save()


def _arrived(story: PhoneStory, phone: Phone) -> None:
    Mission.objects.filter(id=story.mission.id).update(state="ended")


@pytest.mark.parametrize("over", [_ended, _replaced, _arrived])
def test_a_phone_that_is_over_is_told_to_erase_itself_and_hands_in_nothing(
    story: PhoneStory, over: Callable[[PhoneStory, Phone], None]
) -> None:
    side, phone = story.opened()
    note = side.note()
    over(story, phone)
    answer = side.post("add", note)
    assert answer.json() == {"over": 1}
    assert answer.cookies["pad"].value == ""
    phone.refresh_from_db()
    assert phone.wiped_at is not None
    assert not Word.objects.filter(phone=phone).exists()


def test_past_its_time_a_phone_is_over(story: PhoneStory) -> None:
    side, phone = story.opened()
    with time_machine.travel(phone.expires_at + timedelta(seconds=1), tick=False):
        assert side.post("look").json() == {"over": 1}


def test_what_was_noted_before_its_time_came_in_late_with_its_own_time_and_nothing_new(story: PhoneStory) -> None:
    side, phone = story.opened()
    before, after = phone.expires_at - timedelta(hours=1), phone.expires_at + timedelta(days=1)
    ok, duress = (side.note(place, int(before.timestamp() * 1000)) for place in (OK, DURESS))
    with time_machine.travel(after, tick=False):
        look = side.post("look")
        assert (look.json(), look.cookies) == ({"over": 1}, {})
        now = int(after.timestamp() * 1000)
        answers = [side.post("add", note | {"at": now}) for note in (ok, duress, ok)]
    assert [answer.json()["id"] for answer in answers] == [ok["id"], duress["id"], ok["id"]]
    assert len({len(answer.content) for answer in answers}) == 1
    words = dict(Word.objects.filter(phone=phone).values_list("kind", "said_at"))
    assert words == {"ok": before, "duress": before}
    phone.refresh_from_db()
    assert phone.wiped_at is None
    with time_machine.travel(phone.expires_at + phone_rules.LATE, tick=False):
        assert side.post("add", ok).json() == {"over": 1}


def test_a_phone_that_was_ended_hands_in_nothing_late(story: PhoneStory) -> None:
    side, phone = story.opened()
    note = side.note()
    _ended(story, phone)
    with time_machine.travel(phone.expires_at + timedelta(hours=1), tick=False):
        assert side.post("add", note).json() == {"over": 1}
    assert not Word.objects.filter(phone=phone).exists()


def test_while_the_mission_waits_to_be_approved_again_a_word_stays_on_the_phone(story: PhoneStory) -> None:
    side, phone = story.opened()
    note = side.note()
    Mission.objects.filter(id=story.mission.id).update(state="planned", departed_at=None)
    assert side.post("add", note).json()["id"] == ""
    Mission.objects.filter(id=story.mission.id).update(state="approved")
    assert side.post("add", note).json()["id"] == note["id"]
    assert Word.objects.filter(phone=phone).count() == 1


def test_who_has_cleared_the_page_is_over_for_us_as_well(story: PhoneStory) -> None:
    side, phone = story.opened()
    del side.given["half"]  # the page has forgotten it; the cookie is still there
    assert side.post("close").cookies["pad"].value == ""
    phone.refresh_from_db()
    assert phone.wiped_at is not None
