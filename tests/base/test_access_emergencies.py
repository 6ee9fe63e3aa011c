"""Break-glass and leaving."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import actions, policy, queries
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import Assignment, BreakGlass, User
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.refusals import Refused
from dodomu.base.access.viewer import Viewer
from tests.people import founder, make_team, make_user

pytestmark = pytest.mark.django_db
REASON = "The corridor closes at six and her papers are with us."


def worker() -> User:
    return make_user("case_worker", team=make_team())


def broken(user: User, hours: int = 4) -> BreakGlass:
    return actions.break_glass(Viewer.of(user), uuid4(), "danger", REASON, hours=hours)


def test_breaking_the_glass_opens_reading_of_that_one_person() -> None:
    iryna = worker()
    emergency = broken(iryna)
    viewer = Viewer.of(iryna)
    assert policy.may(viewer, Act.PERSON_READ, subject=emergency.subject)
    assert not policy.may(viewer, Act.CASE_WORK, subject=emergency.subject)
    assert not policy.may(viewer, Act.PERSON_READ, subject=uuid4())


def test_breaking_the_glass_opens_compartments_but_never_the_sealed_one() -> None:
    iryna = worker()
    emergency = broken(iryna)
    viewer = Viewer.of(iryna)
    assert policy.sees_compartment(viewer, Compartment.CLINICAL, emergency.subject)
    assert not policy.sees_compartment(viewer, Compartment.SEALED, emergency.subject)


def test_the_opening_ends_by_itself() -> None:
    iryna = worker()
    emergency = broken(iryna)
    with time_machine.travel(timezone.now() + timedelta(hours=4, minutes=1)):
        assert not policy.may(Viewer.of(iryna), Act.PERSON_READ, subject=emergency.subject)


def test_the_opening_can_be_closed_early() -> None:
    iryna = worker()
    emergency = broken(iryna)
    actions.end_break_glass(Viewer.of(iryna), emergency)
    assert not Viewer.of(iryna).broken_glass


def test_a_stranger_cannot_close_it() -> None:
    emergency = broken(worker())
    with pytest.raises(NotAllowed):
        actions.end_break_glass(Viewer.of(worker()), emergency)


def test_the_alarm_rings_for_every_officer_until_each_has_seen_it() -> None:
    emergency = broken(worker())
    officer, director = make_user("data_protection_officer"), make_user("director")
    actions.acknowledge_alarm(Viewer.of(officer), emergency)
    assert queries.unseen_alarms(Viewer.of(officer)) == 0
    assert queries.unseen_alarms(Viewer.of(director)) == 1


def test_one_does_not_acknowledge_ones_own_alarm() -> None:
    both = make_user("case_worker", "director")
    founder()
    with pytest.raises(Refused) as refusal:
        actions.acknowledge_alarm(Viewer.of(both), broken(both))
    assert refusal.value.code == "own_alarm"


def test_an_opening_that_ended_still_rings() -> None:
    iryna = worker()
    emergency = broken(iryna)
    actions.end_break_glass(Viewer.of(iryna), emergency)
    assert queries.unseen_alarms(Viewer.of(make_user("director"))) == 1


def test_the_words_are_sealed_and_read_by_those_who_see_alarms() -> None:
    emergency = broken(worker())
    assert REASON.encode() not in bytes(emergency.reason_sealed)
    assert queries.emergencies(Viewer.of(make_user("director")))[0].reason == REASON


def test_the_journal_holds_the_code_and_not_the_words() -> None:
    emergency = broken(worker())
    entry = journal.entries_about(emergency.subject)[0]
    assert (entry.kind, entry.codes) == ("glass.broken", {"why": "danger", "hours": 4})


@pytest.mark.parametrize(("reason", "hours"), [("help", 4), (REASON, 0), (REASON, 25)])
def test_too_few_words_or_too_many_hours_are_refused(reason: str, hours: int) -> None:
    with pytest.raises(Refused):
        actions.break_glass(Viewer.of(worker()), uuid4(), "danger", reason, hours=hours)


def test_who_does_not_work_with_children_cannot_break_the_glass() -> None:
    with pytest.raises(NotAllowed):
        broken(make_user("administrator", "auditor", "hotline"))


def test_the_database_refuses_a_longer_limit_afterwards() -> None:
    emergency = broken(worker())
    with pytest.raises(DatabaseError), transaction.atomic():
        BreakGlass.objects.filter(pk=emergency.pk).update(until=timezone.now() + timedelta(days=9))


def test_leaving_ends_every_right() -> None:
    iryna = worker()
    actions.leave(Viewer.of(founder()), iryna)
    iryna.refresh_from_db()
    assert not iryna.is_active
    assert not iryna.has_usable_password()
    assert not iryna.role_grants.filter(until=None).exists()
    assert not Viewer.of(iryna).acts


def test_leaving_hands_the_children_over() -> None:
    iryna, petro, child = worker(), worker(), uuid4()
    actions.assign(Viewer.of(founder()), child, make_team(), iryna)
    actions.leave(Viewer.of(founder()), iryna, petro)
    assert Assignment.objects.get(subject=child, until=None).user == petro
    assert Assignment.objects.filter(subject=child).count() == 2


def test_nobody_leaves_children_behind_without_a_successor() -> None:
    iryna = worker()
    actions.assign(Viewer.of(founder()), uuid4(), make_team(), iryna)
    with pytest.raises(Refused) as refusal:
        actions.leave(Viewer.of(founder()), iryna)
    assert refusal.value.code == "no_successor"


def test_a_successor_must_stay() -> None:
    iryna, gone = worker(), worker()
    actions.leave(Viewer.of(founder()), gone)
    with pytest.raises(Refused) as refusal:
        actions.leave(Viewer.of(founder()), iryna, gone)
    assert refusal.value.code == "successor"


def test_nobody_lets_themselves_leave() -> None:
    with pytest.raises(Refused):
        actions.leave(Viewer.of(founder()), founder())


def test_the_stages_hear_that_somebody_left(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[dict[str, object]] = []
    monkeypatch.setitem(events._handlers, "staff_left", [lambda **ids: heard.append(ids)])
    iryna, petro = worker(), worker()
    actions.leave(Viewer.of(founder()), iryna, petro)
    assert heard == [{"user_id": iryna.pk, "hand_over_to_id": petro.pk}]


def test_when_a_stage_fails_nobody_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_ids: object) -> None:
        raise RuntimeError

    monkeypatch.setitem(events._handlers, "staff_left", [fail])
    iryna = worker()
    with pytest.raises(RuntimeError):
        actions.leave(Viewer.of(founder()), iryna)
    iryna.refresh_from_db()
    assert iryna.is_active
