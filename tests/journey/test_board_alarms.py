"""Alarms: when silence becomes one, who owns it, how it is answered, and what a closed way ahead does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.base.jobs.worker import run_worker
from dodomu.base.journal import recent
from dodomu.journey.missions.actions import alarms, alarms_closed, escalation
from dodomu.journey.missions.actions.escalation import ContactInput
from dodomu.journey.missions.models import Alarm, ExpectedWord, LinkRule
from dodomu.journey.missions.queries import board_alarms
from tests.journey.board_story import Story
from tests.people import make_team

pytestmark = pytest.mark.django_db
CLOCK = Viewer.system("missions.alarms")


@pytest.fixture
def story(viewer_with: Callable[..., Any]) -> Story:
    story = Story(viewer_with)
    story.expect()
    return story


def test_silence_grows_from_late_to_critical_each_alarm_once(story: Story) -> None:
    # Departure: 20 minutes late for the slow tenth of 40, overdue after 40, critical after 90.
    grown = []
    for minutes in (9, 21, 22, 41, 91, 92):
        new = alarms.raise_silences(CLOCK, story.at(minutes))
        grown.append((new, story.alarms()))
    assert grown == [
        (0, []),
        (1, ["late"]),
        (0, ["late"]),
        (1, ["overdue"]),
        (1, ["critical"]),  # the word from the checkpoint is late as well: it is the same silence
        (0, ["critical"]),
    ]
    owners = set(Alarm.objects.values_list("owner", flat=True))
    assert owners == {story.coordinator.user_id}
    assert Alarm.objects.get(kind="overdue").steps.get().what == "grew"


def test_a_word_ends_the_alarm_about_it(story: Story) -> None:
    alarms.raise_silences(CLOCK, story.at(41))
    word = story.say(0.5, about="departed")
    assert story.alarms() == []
    assert Alarm.objects.get().ended_word == word


def test_an_alarm_is_seen_tried_passed_on_and_ended_with_a_reason(story: Story) -> None:
    director = story.viewer_with("director")
    given = ContactInput(when="all", staff_id=director.user_id, reach="+380 00 000 00 00", after_minutes=10)
    contact = escalation.add_contact(story.coordinator, story.mission.id, given)
    colleague = story.viewer_with("mission_coordinator", team=story.team)
    alarms.raise_silences(CLOCK, story.at(41))
    alarm = Alarm.objects.get()
    assert alarms.acknowledge(colleague, alarm.id).owner_id == colleague.user_id
    alarms.note_tried(colleague, alarm.id, "Rang twice, no answer.")
    alarms.pass_on(colleague, alarm.id, contact.id)
    page = board_alarms.alarm(director, alarm.id, story.at(60))
    assert [step.what for step in page.steps] == ["seen", "tried", "passed_on"]
    assert (page.row.owner, page.row.seen_by) == (director.display_name, colleague.display_name)
    assert [(one.called, one.due) for one in page.contacts] == [(True, False)]
    with pytest.raises(ValueError, match="reason"):
        alarms.end_alarm(colleague, alarm.id, " ")
    alarms.end_alarm(colleague, alarm.id, "The guide at the meeting point saw them leave.")
    assert story.alarms() == []
    assert ExpectedWord.objects.get(id=alarm.expected_id).dropped_at is not None
    assert alarms.raise_silences(CLOCK, story.at(95)) == 1  # now about the word from the checkpoint
    assert Alarm.objects.get(ended_at=None).expected.about == "at_checkpoint"  # type: ignore[union-attr]
    with pytest.raises(alarms.AlarmEnded):
        alarms.acknowledge(colleague, alarm.id)
    kinds = [entry.kind for entry in recent(20)]
    assert "group_alarm.raised" in kinds
    assert "group_alarm.passed_on" in kinds


def test_alarms_of_another_team_do_not_exist(story: Story) -> None:
    alarms.raise_silences(CLOCK, story.at(41))
    alarm = Alarm.objects.get()
    other = story.viewer_with("mission_coordinator", team=make_team("Heron"))
    with pytest.raises(OutOfReach):
        alarms.acknowledge(other, alarm.id)
    with pytest.raises(NotAllowed):
        alarms.acknowledge(story.viewer_with("director"), alarm.id)
    with pytest.raises(NotAllowed):
        alarms.raise_silences(story.viewer_with("case_worker", team=story.team))
    assert board_alarms.alarms_for(other) == []
    assert [row.kind for row in board_alarms.alarms_for(story.coordinator)] == ["overdue"]


def test_the_worker_raises_what_is_overdue_though_nobody_looks(viewer_with: Callable[..., Any]) -> None:
    story = Story(viewer_with, start=timezone.now() - timedelta(minutes=45))
    story.expect()
    story.close(3)
    run_worker(once=True)
    run_worker(once=True)
    assert story.alarms() == ["closed_way", "overdue"]


def test_a_closed_crossing_ahead_raises_an_alarm_until_it_is_taken_back(story: Story) -> None:
    rule = story.close(3)
    assert [alarms_closed.watch_ways(CLOCK) for _ in range(2)] == [1, 0]
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.leg, alarm.rule) == ("closed_way", story.legs[3], rule)
    page = board_alarms.alarm(story.coordinator, alarm.id)
    assert page.row.fallback is not None
    assert page.row.fallback.code == "S"
    withdrawn = {"withdrawn_by_id": story.coordinator.user_id, "withdrawn_at": timezone.now()}
    LinkRule.objects.filter(id=rule.id).update(withdrawn_reason_sealed=b"x", **withdrawn)
    alarms_closed.watch_ways(CLOCK)
    assert story.alarms() == []


def test_an_opening_that_has_expired_by_then_is_not_taken_for_open(story: Story) -> None:
    expired = story.close(3, "opening", until=story.at(300))
    assert alarms_closed.watch_ways(CLOCK) == 1
    story.close(3, "opening", replaces=expired)
    assert alarms_closed.watch_ways(CLOCK) == 0
    assert story.alarms() == []


def test_a_closure_that_is_over_by_then_raises_nothing(story: Story) -> None:
    story.close(3, until=story.at(200))
    assert alarms_closed.watch_ways(CLOCK) == 0


def test_the_escalation_list_names_who_is_refused(story: Story) -> None:
    stranger = story.viewer_with("case_worker")
    for given, field in (
        ({"staff_id": stranger.user_id}, "staff"),
        ({"name": ""}, "name"),
        ({"reach": " "}, "reach"),
        ({"after_minutes": -1}, "after_minutes"),
        ({"when": "sometimes"}, "when"),
    ):
        whole: dict[str, Any] = {"when": "all", "name": "The duty doctor", "reach": "112"} | given
        with pytest.raises(ValueError, match=f"^{field}:"):
            escalation.add_contact(story.coordinator, story.mission.id, ContactInput(**whole))
    added = escalation.add_contact(
        story.coordinator, story.mission.id, ContactInput(when="all", name="The duty doctor", reach="112")
    )
    escalation.remove_contact(story.coordinator, added.id)
    with pytest.raises(escalation.AlreadyRemoved):
        escalation.remove_contact(story.coordinator, added.id)
    assert board_alarms.escalation(story.coordinator, story.mission.id).contacts == ()
