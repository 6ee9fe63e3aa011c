"""Who else has a record open: told to those who may see it, forgotten within a minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.actions import assign
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Presence
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.presence import LIFE, Place, be_there, leave, others, place_of
from dodomu.base.access.viewer import Viewer
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
Look = Callable[..., Viewer]


@pytest.fixture
def child() -> UUID:
    return uuid4()


@pytest.fixture
def place(child: UUID) -> Place:
    return Place("case", uuid4(), Act.CASE_READ, child)


@pytest.fixture
def olena(child: UUID) -> Viewer:
    return worker("Willow", child)


@pytest.fixture
def danylo(child: UUID) -> Viewer:
    return worker("Willow", child)


def worker(team: str, child: UUID | None = None) -> Viewer:
    viewer = Viewer.of(make_user("case_worker", team=make_team(team)))
    if child:
        assign(viewer, child, make_team(team))
    return viewer


def test_the_first_is_alone(olena: Viewer, place: Place) -> None:
    assert be_there(olena, place).others == ()


def test_the_second_hears_who_is_there_and_since_when(olena: Viewer, danylo: Viewer, place: Place) -> None:
    with time_machine.travel(NOON, tick=False):
        be_there(olena, place)
        there = be_there(danylo, place).others
    assert [(one.name, one.since) for one in there] == [(olena.display_name, NOON)]


def test_a_sign_of_life_keeps_the_hour_of_coming(olena: Viewer, danylo: Viewer, place: Place) -> None:
    for seconds in (0, 20, 40, 60, 80):
        with time_machine.travel(NOON + timedelta(seconds=seconds), tick=False):
            be_there(olena, place)
    with time_machine.travel(NOON + timedelta(seconds=90), tick=False):
        assert [one.since for one in others(danylo, place)] == [NOON]


def test_who_gives_no_sign_of_life_is_gone_within_a_good_minute(olena: Viewer, danylo: Viewer, place: Place) -> None:
    with time_machine.travel(NOON, tick=False):
        be_there(olena, place)
    with time_machine.travel(NOON + LIFE, tick=False):
        assert be_there(danylo, place).others == ()
        assert Presence.objects.count() == 1


def test_who_comes_back_is_there_from_then_on(olena: Viewer, danylo: Viewer, place: Place) -> None:
    for at in (NOON, NOON + timedelta(hours=1)):
        with time_machine.travel(at, tick=False):
            be_there(olena, place)
            assert [one.since for one in others(danylo, place)] == [at]


def test_who_closes_the_page_is_gone_at_once(olena: Viewer, danylo: Viewer, place: Place) -> None:
    leave(olena, place, be_there(olena, place).until)
    assert be_there(danylo, place).others == ()


def test_a_page_that_was_left_does_not_close_the_one_that_came_after(
    olena: Viewer, danylo: Viewer, place: Place
) -> None:
    with time_machine.travel(NOON, tick=False):
        first = be_there(olena, place)
    with time_machine.travel(NOON + timedelta(seconds=5), tick=False):
        be_there(olena, place)
        leave(olena, place, first.until)
        assert len(others(danylo, place)) == 1


def test_another_record_is_another_place(olena: Viewer, danylo: Viewer, place: Place, child: UUID) -> None:
    be_there(olena, place)
    assert be_there(danylo, Place("case", uuid4(), Act.CASE_READ, child)).others == ()


def test_another_team_does_not_hear_who_is_there(olena: Viewer, place: Place) -> None:
    be_there(olena, place)
    with pytest.raises(OutOfReach):
        others(worker("Heron"), place)


def test_a_role_without_the_act_is_refused(viewer_with: Look, place: Place) -> None:
    with pytest.raises(NotAllowed):
        be_there(viewer_with("auditor"), place)


def test_a_token_is_good_for_its_own_reader_only(olena: Viewer, danylo: Viewer, place: Place) -> None:
    token = place.signed_for(olena)
    assert place_of(olena, token) == place
    with pytest.raises(OutOfReach):
        place_of(danylo, token)


@pytest.mark.parametrize("token", ["", "forged", "a:b:c"])
def test_a_forged_token_leads_nowhere(olena: Viewer, token: str) -> None:
    with pytest.raises(OutOfReach):
        place_of(olena, token)


def test_a_token_ends_with_the_working_day(olena: Viewer, place: Place) -> None:
    with time_machine.travel(NOON, tick=False):
        token = place.signed_for(olena)
    with time_machine.travel(NOON + timedelta(hours=13), tick=False), pytest.raises(OutOfReach):
        place_of(olena, token)


def test_being_there_leaves_no_trace_in_the_journal(olena: Viewer, place: Place) -> None:
    before = len(journal.recent(100))
    be_there(olena, place)
    assert len(journal.recent(100)) == before


def test_the_database_keeps_one_row_for_each_and_no_endless_ones(olena: Viewer, place: Place) -> None:
    be_there(olena, place)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(kind="case", record=place.record, user_id=olena.user_id, until=now + LIFE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(kind="case", record=uuid4(), user_id=olena.user_id, since=now, until=now)
