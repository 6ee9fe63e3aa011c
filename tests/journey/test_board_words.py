"""Words of groups: which are expected when, and what a word answers, moves and raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.missions.actions import expecting, words
from dodomu.journey.missions.actions.words import PhoneEnded, PhoneWord, WordInput
from dodomu.journey.missions.models import ExpectedWord, Word
from dodomu.journey.missions.phone_rules import LATE
from tests.journey.board_story import Story
from tests.people import make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(viewer_with: Callable[..., Any]) -> Story:
    return Story(viewer_with, start=timezone.now() - timedelta(hours=20))


LAID = [
    ("departed", 0),
    ("at_checkpoint", 60),
    ("through", 90),
    ("check", 210),
    ("departed", 240),
    ("through", 480),
    ("departed", 510),
    ("check", 690),
    ("arrived", 900),
]
"""A word before the silence of the third and fourth leg, and the next behind it; a sign of life on the long last leg."""


def test_words_are_expected_from_the_legs_and_none_within_planned_silence(story: Story) -> None:
    story.expect()
    assert story.open() == LAID
    silence = ExpectedWord.objects.get(leg=story.legs[3])
    assert silence.overdue_at - silence.due_at == timedelta(minutes=80 + 180)  # what both silent legs may take longer


def test_laying_out_again_changes_nothing(story: Story) -> None:
    story.expect()
    assert story.expect() == []
    assert story.open() == LAID


def test_a_new_way_drops_what_lies_ahead_and_keeps_what_is_due(story: Story) -> None:
    story.expect()
    kept = ExpectedWord.objects.filter(group=story.group).order_by("due_at").last()
    assert kept is not None
    ExpectedWord.objects.filter(group=story.group).exclude(id=kept.id).update(dropped_at=timezone.now())
    assert expecting.drop_words(story.group) == 0
    assert expecting.drop_words(story.group, due_too=True) == 1
    assert story.open() == []


def test_a_word_about_a_place_answers_it_and_what_came_before(story: Story) -> None:
    story.expect()
    story.say(62, about="at_checkpoint")
    assert story.open() == LAID[2:]
    story.legs[0].refresh_from_db()
    assert (story.legs[0].state, story.legs[0].ended_at) == ("travelled", story.at(62))


def test_a_delay_moves_the_leg_and_what_a_stop_does_not_take_up(story: Story) -> None:
    story.expect()
    story.say(0, about="departed")
    story.say(30, kind="delay", delay_minutes=50)
    # 30 minutes at the checkpoint take up 30 of the 50; the stop in C another 30.
    assert story.open()[:4] == [("at_checkpoint", 110), ("through", 110), ("check", 230), ("departed", 240)]
    old = ExpectedWord.objects.get(group=story.group, about="at_checkpoint", moved_to__isnull=False)
    assert (old.due_at, old.met_by_id) == (story.at(60), None)
    assert old.dropped_at is not None


def test_a_group_that_is_late_comes_later_to_what_is_behind(story: Story) -> None:
    story.expect()
    story.say(130, about="at_checkpoint")  # 70 late, 30 of them taken up by the stop
    assert story.open()[:3] == [("through", 130), ("check", 250), ("departed", 250)]


def test_a_word_without_a_subject_does_not_end_the_waiting_for_the_arrival(story: Story) -> None:
    story.expect()
    story.say(905)
    assert story.open() == [("arrived", 905 + 60)]


def test_a_phone_word_that_comes_twice_is_one_word(story: Story) -> None:
    story.expect()
    phone = story.phone()
    first, second = story.phone_word(0, about="departed"), story.phone_word(61, about="at_checkpoint")
    assert words.receive_word(phone, [first]) == [first.client_id]
    again = PhoneWord(client_id=first.client_id, kind="help", said_at=story.at(5))
    assert words.receive_word(phone, [again, second]) == [first.client_id, second.client_id]
    assert Word.objects.filter(group=story.group).count() == 2
    assert story.alarms() == []


def test_a_phone_whose_time_is_up_is_refused(story: Story) -> None:
    over = timezone.now() - LATE - timedelta(minutes=1)
    phone = story.phone(issued_at=over - timedelta(days=2), expires_at=over)
    with pytest.raises(PhoneEnded):
        words.receive_word(phone, [story.phone_word(0)])
    phone = story.phone(ended_by_id=story.coordinator.staff_id, ended_at=timezone.now())
    with pytest.raises(PhoneEnded):
        words.receive_word(phone, [story.phone_word(0)])
    assert not Word.objects.exists()


def test_duress_answers_like_ok_and_raises_an_alarm(story: Story) -> None:
    story.expect()
    phone = story.phone()
    ok, duress = story.phone_word(0, about="departed"), story.phone_word(61, kind="duress", about="at_checkpoint")
    before = (phone.expires_at, phone.ended_at, phone.wiped_at)
    assert words.receive_word(phone, [ok]) == [ok.client_id]
    assert words.receive_word(phone, [duress]) == [duress.client_id]
    assert story.open() == LAID[2:]
    assert story.alarms() == ["duress"]
    phone.refresh_from_db()
    assert (phone.expires_at, phone.ended_at, phone.wiped_at) == before


def test_help_and_turning_back_raise_alarms_at_once(story: Story) -> None:
    story.expect()
    story.say(10, kind="help")
    story.say(20, kind="abort")
    assert story.alarms() == ["abort", "help"]


def test_a_word_taken_down_wrongly_is_put_right(story: Story) -> None:
    story.expect()
    wrong = story.say(62, kind="help", about="at_checkpoint")
    right = story.say(5, about="departed", corrects_id=wrong.id)
    assert story.open() == LAID[1:]
    assert story.alarms() == []
    with pytest.raises(ValueError, match="corrects"):
        story.say(70, corrects_id=wrong.id)
    assert list(wrong.corrected_by.all()) == [right]


def test_a_form_sent_twice_is_one_word(story: Story) -> None:
    given = WordInput(kind="ok", channel="sms", said_at=story.at(1), client_id=story.group.id)
    first = words.record_word(story.coordinator, story.group.id, given)
    assert words.record_word(story.coordinator, story.group.id, given) == first


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"said_at": timezone.now() + timedelta(hours=1)}, "said_at"),
        ({"channel": "phone_page"}, "channel"),
        ({"kind": "delay"}, "delay_minutes"),
        ({"delay_minutes": 5}, "delay_minutes"),
        ({"kind": "fine"}, "kind"),
        ({"about": "lost"}, "about"),
    ],
)
def test_a_word_that_cannot_be_is_refused_by_the_name_of_its_field(
    story: Story, given: dict[str, Any], field: str
) -> None:
    whole = {"kind": "ok", "channel": "voice", "said_at": story.at(0)} | given
    with pytest.raises(ValueError, match=f"^{field}:"):
        words.record_word(story.coordinator, story.group.id, WordInput(**whole))


def test_only_the_team_that_runs_the_mission_records_words(story: Story, viewer_with: Callable[..., Any]) -> None:
    given = WordInput(kind="ok", channel="voice", said_at=story.at(0))
    with pytest.raises(OutOfReach):
        words.record_word(viewer_with("mission_coordinator", team=make_team("Heron")), story.group.id, given)
    with pytest.raises(NotAllowed):
        words.record_word(viewer_with("director"), story.group.id, given)
