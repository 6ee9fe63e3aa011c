"""The board as its readers see it: groups, words, alarms, the list behind them, and how an open page hears of changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dodomu.base import contributions
from dodomu.base.access import actions as staff
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions import alarms
from dodomu.journey.missions.models import Alarm, MissionChild, Word
from dodomu.journey.missions.queries.board import board as read_board
from dodomu.journey.missions.queries.board_pulse import Pulses, fingerprint, pulses
from dodomu.journey.missions.web.board_moments import NotAMoment, read_moment
from dodomu.journey.missions.web.board_stream import stream
from tests.journey.board_story import Story
from tests.journey.cases_people import Office
from tests.people import make_team

pytestmark = pytest.mark.django_db
CLOCK = Viewer.system("missions.alarms")
Make = Callable[..., Any]


@pytest.fixture
def story(viewer_with: Make) -> Story:
    """Willow departed 45 minutes ago by the plan and has not said so: overdue."""
    story = Story(viewer_with, start=timezone.now() - timedelta(minutes=45))
    story.expect()
    return story


def browser_of(client_for: Make, viewer: Viewer) -> Any:
    return client_for(User.objects.get(id=viewer.user_id))


def test_a_coordinator_sees_the_overdue_group_and_writes_its_word_down(story: Story, client_for: Make) -> None:
    alarms.raise_silences(CLOCK)
    client = browser_of(client_for, story.coordinator)
    page = client.get(reverse("missions:board")).content.decode()
    assert "overdue by 45 min" in page
    assert "Word is overdue" in page
    assert "I have seen it, I am on it" in page
    given = {
        "quick": f"ok:departed:{story.legs[0].id}",
        "channel": "messenger",
        "said": "",
        "client_id": story.group.id,
    }
    for _again in range(2):
        client.post(reverse("missions:record_word", args=[story.group.id]), given)
    word = Word.objects.get()
    assert (word.kind, word.about, word.channel, word.leg) == ("ok", "departed", "messenger", story.legs[0])
    part = client.get(reverse("missions:board_part")).content.decode()
    assert "overdue by" not in part
    assert story.alarms() == []


def test_a_director_reads_and_cannot_write(story: Story, client_for: Make) -> None:
    page = client_for("director").get(reverse("missions:mission_board", args=[story.mission.id])).content.decode()
    assert "overdue by 45 min" in page
    assert "A word came" not in page
    assert "Зоря B" in page


def test_missions_of_another_team_are_not_on_the_board(story: Story, client_for: Make) -> None:
    other = browser_of(client_for, story.viewer_with("mission_coordinator", team=make_team("Heron")))
    assert "Willow" not in other.get(reverse("missions:board_part")).content.decode()
    assert other.get(reverse("missions:mission_board", args=[story.mission.id])).status_code == 404
    assert other.post(reverse("missions:record_word", args=[story.group.id]), {}).status_code == 404


def test_duress_says_what_nobody_must_do(story: Story, client_for: Make) -> None:
    story.say(1, "duress")
    client = browser_of(client_for, story.coordinator)
    page = client.get(reverse("missions:alarm", args=[Alarm.objects.get().id])).content.decode()
    assert "Do not call or message this phone" in page
    assert "Do not call or message this phone" in client.get("/").content.decode()


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(story: Story, client_for: Make) -> None:
    client = browser_of(client_for, story.coordinator)
    url = reverse("missions:record_word", args=[story.group.id])
    given = {"kind": "delay", "channel": "voice", "said": "tomorrow 10:00", "note": "They wait for a bus."}
    page = client.post(url, given).content.decode()
    assert "Error:" in page
    assert "Say by how many minutes they are late." in page
    assert "Write a time that has come" in page
    assert "They wait for a bus." in page
    client.post(url, given | {"said": "12 min ago", "delay_minutes": "30"})
    word = Word.objects.get()
    assert timedelta(minutes=11) < timezone.now() - word.said_at < timedelta(minutes=13)
    wrong = client.get(f"{url}?corrects={word.id}").content.decode()
    assert "delayed by 30 min" in wrong
    client.post(url, {"kind": "ok", "channel": "voice", "said": "", "corrects": word.id})
    assert word.corrected_by.get().kind == "ok"
    assert "put right" in client.get(reverse("missions:group_words", args=[story.group.id])).content.decode()


def test_an_alarm_is_answered_on_its_page(story: Story, client_for: Make) -> None:
    alarms.raise_silences(CLOCK)
    alarm = Alarm.objects.get()
    client = browser_of(client_for, story.coordinator)
    url = reverse("missions:answer_alarm", args=[alarm.id])
    assert "Fill in" in client.post(url, {"act": "end", "reason": ""}).content.decode()
    for given in ({"act": "seen"}, {"act": "tried", "note": "No answer."}, {"act": "end", "reason": "They arrived."}):
        page = client.post(url, given, follow=True).content.decode()
    assert "The alarm has ended." in page
    assert "No answer." in page
    assert "They arrived." in page
    assert "This alarm has ended meanwhile." in client.post(url, {"act": "seen"}, follow=True).content.decode()


def test_the_escalation_list_is_kept_on_its_page(story: Story, client_for: Make) -> None:
    client = browser_of(client_for, story.coordinator)
    add = reverse("missions:escalation_add", args=[story.mission.id])
    assert "Choose a colleague or write a name." in client.post(add, {"reach": "112"}).content.decode()
    given = {"name": "The doctor on duty", "reach": "+380 00 000 00 00", "when": "help", "after_minutes": "5"}
    page = client.post(add, given, follow=True).content.decode()
    assert "The doctor on duty" in page
    contact = story.mission.escalation.get()
    remove = reverse("missions:escalation_remove", args=[story.mission.id, contact.id])
    assert "The doctor on duty" not in client.post(remove, follow=True).content.decode()


def test_the_board_costs_the_same_for_one_mission_and_for_many(story: Story, viewer_with: Make) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            read_board(story.coordinator)
            fingerprint(story.coordinator, pulses(story.coordinator))
        return len(asked)

    story.say(1, "help")
    alone = cost()
    for name in ("Heron", "Sedge"):
        other = Story(viewer_with, start=story.start, name=name)
        other.expect()
        other.say(1, "help")
    assert len(read_board(story.coordinator).groups) == 3
    assert cost() <= alone
    assert alone <= 14


def test_the_pulse_changes_with_words_and_alarms_of_missions_within_reach(story: Story) -> None:
    other = story.viewer_with("mission_coordinator", team=make_team("Heron"))

    def both() -> tuple[str, str]:
        found = pulses(CLOCK)
        return fingerprint(story.coordinator, found), fingerprint(other, found)

    steps = [both()]
    for act in (lambda: alarms.raise_silences(CLOCK), lambda: story.say(1), lambda: story.say(2, "help")):
        act()
        steps.append(both())
    assert len({mine for mine, _theirs in steps}) == 4
    assert len({theirs for _mine, theirs in steps}) == 1


def test_the_fall_back_of_the_stream_answers_once(story: Story, client_for: Make) -> None:
    answer = browser_of(client_for, story.coordinator).get(reverse("missions:board_changes")).json()
    assert answer["pulse"] == fingerprint(story.coordinator, pulses(story.coordinator))
    assert abs(answer["at"] / 1000 - timezone.now().timestamp()) < 60


def test_the_stream_speaks_when_something_changes_and_to_show_that_it_lives(story: Story) -> None:
    readings = iter([Pulses({}), Pulses({}), Pulses({story.mission.id: (story.team.id, "a word")})])
    last = Pulses({story.mission.id: (story.team.id, "a word")})

    async def read() -> Pulses:
        return next(readings, last)

    async def heard() -> list[str]:
        events = stream(story.coordinator, read, every=0, beat=0.05, lasts=0.2)
        return [json.loads(event[6:])["pulse"] for event in [one async for one in events] if event.startswith("data: ")]

    told = asyncio.run(heard())
    nothing, changed = fingerprint(story.coordinator, Pulses({})), fingerprint(story.coordinator, last)
    assert told[:2] == [nothing, changed]
    assert len(told) > 2
    assert set(told[2:]) == {changed}


@pytest.mark.usefixtures("in_english")
def test_words_of_the_group_stand_on_the_life_line_and_are_closed_without_the_compartment(viewer_with: Make) -> None:
    office = Office(viewer_with)
    story = Story(viewer_with, start=timezone.now() - timedelta(minutes=45))
    by = {"by_id": story.coordinator.staff_id, "at": timezone.now()}
    MissionChild.objects.create(
        mission=story.mission, case=office.case, group=story.group, code_name="Willow 1", state="boarded", **by
    )
    story.expect()
    story.say(1, about="departed")
    staff.assign(office.director, office.child, story.team)

    def told(viewer: Viewer) -> list[tuple[str, str]]:
        lines = [event for event in contributions.timeline(viewer, office.child) if event.id.startswith("word:")]
        return [(str(event.title), event.lane) for event in lines]

    assert told(story.coordinator) == [("Word of the group: all well · departed", "road")]
    assert told(office.willow) == [("Word of the group", "road")]


NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)  # 14:00 in Kyiv


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("", 0),
        ("13:40", -20),
        ("13.40", -20),
        ("23:50", -14 * 60 - 10),
        ("yesterday 14:00", -24 * 60),
        ("вчора о 14:00", -24 * 60),
        ("4 March 2026 14:00", -24 * 60),
        ("12 min ago", -12),
        ("12 хв тому", -12),
    ],
)
def test_a_moment_is_read_as_it_is_typed(typed: str, minutes: int) -> None:
    assert read_moment(typed, NOON) == NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["25:00", "soon", "tomorrow 10:00", "March 2026 14:00", "6 March 2026 14:00"])
def test_what_names_no_moment_that_has_come_is_refused(typed: str) -> None:
    with pytest.raises(NotAMoment):
        read_moment(typed, NOON)


def test_the_corridor_is_drawn_once_with_every_group_where_it_last_was(story: Story, client_for: Make) -> None:
    story.expect()
    story.say(1, "ok", about="departed", leg_id=story.legs[0].id)
    page = browser_of(client_for, story.coordinator).get(reverse("missions:board_part")).content.decode()
    assert page.count('class="way way-wide"') == 1
    assert 'aria-label="Willow: On the way from A ' in page
    assert "track-elsewhere" in page


def test_what_is_recorded_of_a_link_reaches_an_open_board(story: Story) -> None:
    before = fingerprint(story.coordinator, pulses(CLOCK))
    story.close(3)
    assert fingerprint(story.coordinator, pulses(CLOCK)) != before
