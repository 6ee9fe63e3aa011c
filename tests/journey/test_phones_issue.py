"""A phone is issued for one escort of one mission, by whoever runs it, for some days at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.missions import phone_rules
from dodomu.journey.missions.actions import phone_contact, phones
from dodomu.journey.missions.models import Leg, Mission, Phone
from dodomu.journey.missions.queries.phones import IN_USE, LAPSED, WAITING, mission_phones
from tests.journey.phone_story import PhoneStory
from tests.people import make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(viewer_with: Callable[..., Any]) -> PhoneStory:
    return PhoneStory(viewer_with)


def test_only_the_digest_of_the_code_is_kept(story: PhoneStory) -> None:
    issued = story.issue()
    row = Phone.objects.get(id=issued.phone_id)
    assert issued.code.encode() not in bytes(row.code_digest or b"")
    assert issued.code not in repr(issued)
    assert (row.token_digest, row.device_digest, row.paired_at) == (None, None, None)


def test_where_a_leg_ahead_has_no_phone_one_is_refused_without_a_reason(viewer_with: Callable[..., Any]) -> None:
    story = PhoneStory(viewer_with, phoneless=True)
    with pytest.raises(phones.ReasonNeeded):
        story.issue(reason="  ")
    row = Phone.objects.get(id=story.issue(reason="The director agreed: nobody else can be reached.").phone_id)
    assert b"director" not in bytes(row.reason_sealed or b"")
    shown = mission_phones(story.coordinator, story.mission.id).escorts[0].live
    assert shown is not None
    assert shown.reason == "The director agreed: nobody else can be reached."


def test_once_the_legs_without_a_phone_are_travelled_no_reason_is_needed(story: PhoneStory) -> None:
    Leg.objects.filter(id=story.legs[0].id).update(phone=False, state="travelled")
    assert story.issue().expires_at


def test_it_ends_a_day_after_the_latest_arrival_or_on_a_day_that_is_named(story: PhoneStory) -> None:
    latest = Leg.objects.get(id=story.legs[-1].id).latest_at
    assert story.issue().expires_at == latest + phone_rules.AFTER_ARRIVAL
    tomorrow = timezone.now() + timedelta(days=1)
    assert story.issue(until=tomorrow).expires_at == tomorrow
    with pytest.raises(phones.EndNotAllowed):
        story.issue(until=timezone.now() + timedelta(days=5))


def test_none_holds_longer_than_two_weeks_however_long_the_mission(story: PhoneStory) -> None:
    Leg.objects.filter(id=story.legs[-1].id).update(latest_at=timezone.now() + timedelta(days=90))
    assert story.issue().expires_at <= timezone.now() + timedelta(days=14)


def test_another_phone_for_the_same_escort_ends_the_first(story: PhoneStory) -> None:
    first, second = story.issue(), story.issue()
    with pytest.raises(phone_contact.CodeRefused):
        phone_contact.open_phone(first.code)
    assert phone_contact.open_phone(second.code)
    assert Phone.objects.filter(escort=story.escort, ended_at=None).count() == 1


def test_its_code_lapses_and_a_new_one_takes_its_place(story: PhoneStory) -> None:
    issued = story.issue()
    with time_machine.travel(timezone.now() + phone_rules.CODE_HOLDS + timedelta(seconds=1), tick=False):
        with pytest.raises(phone_contact.CodeRefused):
            phone_contact.open_phone(issued.code)
        assert mission_phones(story.coordinator, story.mission.id).escorts[0].phones[0].state == LAPSED
        again = phones.renew_code(story.coordinator, issued.phone_id)
        assert mission_phones(story.coordinator, story.mission.id).escorts[0].phones[0].state == WAITING
        phone_contact.open_phone(again.code)
    with pytest.raises(phones.NoPhoneNow):
        phones.renew_code(story.coordinator, issued.phone_id)


@pytest.mark.parametrize("state", ["planned", "ended", "cancelled"])
def test_a_mission_that_does_not_travel_has_no_phones(story: PhoneStory, state: str) -> None:
    departed = story.mission.departed_at if state == "ended" else None
    Mission.objects.filter(id=story.mission.id).update(state=state, departed_at=departed)
    with pytest.raises(phones.NoPhoneNow):
        story.issue()


def test_an_escort_who_left_the_mission_gets_none(story: PhoneStory) -> None:
    story.escort.outcome, story.escort.ended_by_id = "replaced", story.coordinator.user_id
    story.escort.ended_at = timezone.now()
    story.escort.save()
    with pytest.raises(phones.NoPhoneNow):
        story.issue()


def test_only_whoever_runs_the_mission_issues_and_ends(story: PhoneStory, viewer_with: Callable[..., Any]) -> None:
    issued = story.issue()
    other = viewer_with("mission_coordinator", team=make_team("Heron"))
    for act in (phones.end_phone, phones.renew_code):
        with pytest.raises(OutOfReach):
            act(other, issued.phone_id)
        with pytest.raises(NotAllowed):
            act(viewer_with("director"), issued.phone_id)
    with pytest.raises(OutOfReach):
        phones.issue_phone(other, story.escort.id)
    with pytest.raises(OutOfReach):
        mission_phones(other, story.mission.id)


def test_the_journal_holds_codes_of_each_step_and_no_word(viewer_with: Callable[..., Any]) -> None:
    story = PhoneStory(viewer_with, phoneless=True)
    side, phone = story.opened(reason="Agreed with the director.")
    assert mission_phones(story.coordinator, story.mission.id).escorts[0].phones[0].state == IN_USE
    phones.end_phone(story.coordinator, phone.id)
    side.post("look")
    leaves = [one for one in journal.entries_about(story.mission.pid) if one.codes.get("phone") == str(phone.id)]
    assert [one.kind for one in reversed(leaves)] == ["phone.issued", "phone.paired", "phone.ended", "phone.wiped"]
    assert leaves[-1].codes["despite_leg"] is True


def test_what_stands_in_the_row_of_a_phone_is_not_rewritten(story: PhoneStory) -> None:
    from django.db import DatabaseError, transaction

    issued = story.issue()
    for change in ({"expires_at": timezone.now() + timedelta(days=90)}, {"paired_at": timezone.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Phone.objects.filter(id=issued.phone_id).update(**change)
