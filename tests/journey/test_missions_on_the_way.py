"""On the way: escorts replaced, another way, crossings, hand-overs, and what became of everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.policy import OutOfReach
from dodomu.journey.missions import actions
from dodomu.journey.missions.actions import phones
from dodomu.journey.missions.models import (
    ChildChange,
    ExpectedWord,
    HandOver,
    Leg,
    Mission,
    MissionApproval,
    MissionChild,
    MissionEscort,
    Phone,
)
from dodomu.journey.missions.queries.missions_checked import broken_rules
from tests.journey.missions_story import Road
from tests.journey.test_missions_departing import axis
from tests.people import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


def leader_of(mission: Mission) -> MissionEscort:
    return mission.escorts.get(part="leader")


def replacement(road: Road, mission: Mission, **more: Any) -> actions.EscortInput:
    given = {
        "escort_id": road.escort().id,
        "group_id": mission.groups.get().id,
        "part": "leader",
        "code_name": "Sedge new",
        "vehicle_id": mission.vehicles.get().id,
    }
    return actions.EscortInput(**(given | more))


def outcome(road: Road, child: MissionChild, state: str, reason: str = "So it was.", **more: Any) -> ChildChange:
    given = actions.Outcome(state, timezone.now(), reason, **more)
    return actions.record_outcome(road.coordinator, child.id, given)


def hand(road: Road, child: MissionChild, **more: Any) -> actions.HandOverInput:
    assert child.plan is not None
    given = {
        "happened_at": timezone.now(),
        "identity": "document",
        "authority_id": child.plan.authorities.get().id,
        "from_escort_id": leader_of(child.mission).id,
        "to_name": "Коваленко Ірина",
        "from_confirmed": True,
        "to_confirmed": True,
    }
    return actions.HandOverInput(**(given | more))


def test_an_escort_is_replaced_on_the_way_with_what_became_of_the_old_one(road: Road) -> None:
    mission = road.departed(1)
    old = leader_of(mission)
    phones.issue_phone(road.coordinator, old.id, reason="There is no other way.")
    given = replacement(road, mission)
    new, broken = actions.replace_escort(road.coordinator, old.id, given, "Taken at the checkpoint.", "detained")
    old.refresh_from_db()
    assert (old.outcome, new.replaces_id) == ("detained", old.id)
    assert b"checkpoint" not in bytes(old.reason_sealed or b"")
    assert Phone.objects.get().ended_by_id == road.coordinator.user_id
    assert MissionApproval.objects.get().void_at is not None
    assert [one.code for one in broken if one.severity == "blocking"] == []


def test_who_may_not_travel_replaces_nobody(road: Road) -> None:
    mission = road.approved(road.whole(1))
    old = leader_of(mission)
    unchecked = replacement(road, mission, escort_id=road.escort(checks=()).id)
    with pytest.raises(actions.NotEligible):
        actions.replace_escort(road.coordinator, old.id, unchecked, "She is ill.")
    with pytest.raises(ValueError, match="outcome"):
        actions.replace_escort(road.coordinator, old.id, replacement(road, mission), "She is ill.", "detained")
    old.refresh_from_db()
    assert old.ended_at is None


def test_an_adult_who_is_gone_and_not_replaced_breaks_the_rules(road: Road) -> None:
    mission = road.departed(1)
    with pytest.raises(ValueError, match="reason"):
        actions.end_escort(road.coordinator, leader_of(mission).id, "deceased")
    actions.end_escort(road.coordinator, leader_of(mission).id, "deceased", "Shelling.")
    found = [one.code for one in broken_rules(Mission.objects.get()) if one.severity == "blocking"]
    assert "two_adults" in found


def another_way(road: Road, mission: Mission, codes: str = "BS SC CD DF") -> list[actions.LegInput]:
    at, legs = road.start + timedelta(hours=2), []
    for code in codes.split():
        legs.append(actions.LegInput(road.links[code].id, at))
        at += timedelta(hours=6)
    return legs


def test_another_way_replaces_the_legs_ahead_and_other_words_are_waited_for(road: Road) -> None:
    mission = road.departed(1)
    group = mission.groups.get()
    first = Leg.objects.get(group=group, order=1)
    Leg.objects.filter(id=first.id).update(began_at=timezone.now())
    before = set(ExpectedWord.objects.filter(group=group, dropped_at=None).values_list("id", flat=True))
    heard: list[Any] = []
    events.subscribe("mission_rerouted")(lambda **ids: heard.append(ids["mission_id"]))
    try:
        actions.reroute(road.coordinator, group.id, "The bridge is closed.", another_way(road, mission))
    finally:
        events._handlers["mission_rerouted"].pop()
    legs = list(Leg.objects.filter(group=group).order_by("id"))
    assert [leg.state for leg in legs] == ["planned", *["replaced"] * 3, *["planned"] * 4]
    assert [leg.order for leg in legs if leg.state == "planned"] == [1, 2, 3, 4, 5]
    now = set(ExpectedWord.objects.filter(group=group, dropped_at=None).values_list("leg__link__code", flat=True))
    assert {"BS", "SC"} <= now
    assert not before & set(
        ExpectedWord.objects.filter(dropped_at=None, leg__state="replaced").values_list("id", flat=True)
    )
    assert heard == [mission.id]


def test_a_way_with_a_gap_or_a_closed_leg_is_not_taken(road: Road) -> None:
    mission = road.departed(1)
    group = mission.groups.get()
    with pytest.raises(actions.RulesBroken) as refused, transaction.atomic():
        actions.reroute(road.coordinator, group.id, "Shorter.", another_way(road, mission, "AB CD"), 1)
    assert [one.code for one in refused.value.broken] == ["gap"]
    road.open("BS", kind="closed")
    with pytest.raises(actions.RulesBroken), transaction.atomic():
        actions.reroute(road.coordinator, group.id, "Shorter.", another_way(road, mission, "AB BS SC CD DF"), 1)
    assert not Leg.objects.filter(state="replaced").exists()


def test_behind_a_crossing_the_children_have_crossed(road: Road) -> None:
    mission = road.departed(2)
    one, other = mission.children.order_by("code_name")
    outcome(road, other, "refused", "Her paper was not accepted.")
    legs = {leg.link.code: leg for leg in Leg.objects.filter(group__mission=mission)}
    actions.record_travelled(road.coordinator, legs["AB"].id, timezone.now())
    assert axis(one.case) == ["on_the_way"]
    actions.record_travelled(road.coordinator, legs["CD"].id, timezone.now())
    actions.record_travelled(road.coordinator, legs["CD"].id, timezone.now())
    assert axis(one.case) == ["on_the_way", "crossed"]
    assert axis(other.case) == ["on_the_way", "refused"]
    with pytest.raises(ValueError, match="ended_at"):
        actions.record_travelled(road.coordinator, legs["DF"].id, timezone.now() + timedelta(hours=1))


def test_a_child_is_handed_over_with_identity_authority_and_both_adults(road: Road) -> None:
    mission = road.departed(1)
    child = mission.children.get()
    heard: list[Any] = []
    events.subscribe("custody_handed_over")(lambda **ids: heard.append(ids["hand_over_id"]))
    try:
        row = actions.hand_over(road.coordinator, child.id, hand(road, child))
    finally:
        events._handlers["custody_handed_over"].pop()
    assert (axis(child.case), heard) == (["on_the_way", "handed_over"], [row.id])
    assert "Коваленко".encode() not in bytes(row.to_sealed or b"")
    assert "mission.handed_over" in [entry.kind for entry in journal.recent(3)]


def test_who_has_crossed_and_is_handed_over_stays_crossed(road: Road) -> None:
    mission = road.departed(1)
    child = mission.children.get()
    crossing = Leg.objects.get(link__code="CD")
    actions.record_travelled(road.coordinator, crossing.id, timezone.now())
    actions.hand_over(road.coordinator, child.id, hand(road, child))
    assert axis(child.case) == ["on_the_way", "crossed"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"from_confirmed": False}, actions.NotConfirmed),
        ({"to_confirmed": False}, actions.NotConfirmed),
        ({"identity": "not_checked"}, actions.NotConfirmed),
        ({"authority_id": None}, actions.NoAuthority),
        ({"to_name": ""}, ValueError),
        ({"happened_at": timezone.now() - timedelta(days=30)}, ValueError),
    ],
)
def test_a_hand_over_that_lacks_something_is_none(road: Road, wrong: dict[str, Any], error: type[Exception]) -> None:
    child = road.departed(1).children.get()
    with pytest.raises(error):
        actions.hand_over(road.coordinator, child.id, replace(hand(road, child), **wrong))
    assert not HandOver.objects.exists()


def test_an_authority_that_does_not_hold_on_that_day_gives_nobody_the_child(road: Road) -> None:
    child = road.departed(1).children.get()
    assert child.plan is not None
    child.plan.authorities.update(valid_until=timezone.now().date() - timedelta(days=1))
    with pytest.raises(actions.NoAuthority):
        actions.hand_over(road.coordinator, child.id, hand(road, child))


def test_the_database_refuses_a_hand_over_without_both_adults(road: Road) -> None:
    child = road.departed(1).children.get()
    row = actions.hand_over(road.coordinator, child.id, hand(road, child))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE missions_handover SET note_sealed = NULL")
    more = {"child": child, "happened_at": timezone.now(), "identity": "photo", "from_sealed": b"x", "to_sealed": b"x"}
    with pytest.raises(DatabaseError), transaction.atomic():
        HandOver.objects.create(from_confirmed=True, to_confirmed=False, by_id=row.by_id, at=row.at, **more)


def test_a_mission_ends_when_of_everybody_it_is_known_what_became_of_them(road: Road) -> None:
    mission = road.departed(3)
    one, two, three = mission.children.order_by("code_name")
    outcome(road, one, "returned")
    outcome(road, two, "lost_contact", "The phone is off since noon.")
    with pytest.raises(actions.StillOpen) as refused:
        actions.end_mission(road.coordinator, mission.id)
    assert refused.value.who == ("Sedge 3", "Sedge adult 1", "Sedge adult 2")
    outcome(road, three, "detained", "Taken at the border.")
    for row in mission.escorts.all():
        actions.end_escort(road.coordinator, row.id, "done")
    assert actions.end_mission(road.coordinator, mission.id).state == "ended"
    assert axis(three.case)[-1] == "aborted"
    assert axis(two.case) == ["on_the_way"]
    assert not ExpectedWord.objects.filter(met_by=None, dropped_at=None).exists()


def test_who_was_lost_can_be_found_after_the_mission_has_ended(road: Road) -> None:
    mission = road.departed(1)
    child = mission.children.get()
    outcome(road, child, "lost_contact", "Nothing heard.")
    for row in mission.escorts.all():
        actions.end_escort(road.coordinator, row.id, "done")
    actions.end_mission(road.coordinator, mission.id)
    outcome(road, child, "returned", "His aunt brought him.")
    states = ChildChange.objects.filter(child=child).order_by("at", "id").values_list("state", flat=True)
    assert list(states) == ["boarded", "lost_contact", "returned"]
    with pytest.raises(ValueError, match="returned"):
        outcome(road, child, "detained", "No.")


@pytest.mark.parametrize(
    "wrong",
    [{"happened_at": timezone.now() + timedelta(days=40)}, {"reason": " "}, {"state": "flown"}],
)
def test_an_outcome_that_cannot_be_is_refused(road: Road, wrong: dict[str, Any]) -> None:
    child = road.departed(1).children.get()
    given = replace(actions.Outcome("returned", timezone.now(), "So it was."), **wrong)
    with pytest.raises(ValueError, match=r"accepted|say it"):
        actions.record_outcome(road.coordinator, child.id, given)


def test_each_outcome_is_told_by_the_id_of_the_child_on_the_mission(road: Road) -> None:
    child = road.departed(1).children.get()
    heard: list[Any] = []
    events.subscribe("child_state_changed")(lambda **ids: heard.append(ids["mission_child_id"]))
    try:
        outcome(road, child, "hospital", "A fever.")
    finally:
        events._handlers["child_state_changed"].pop()
    assert heard == [child.id]
    assert axis(child.case) == ["on_the_way"]


def test_another_team_does_nothing_on_the_way(road: Road) -> None:
    child = road.departed(1).children.get()
    heron = road.viewer_with("mission_coordinator", team=make_team("Heron"))
    with pytest.raises(OutOfReach):
        actions.record_outcome(heron, child.id, actions.Outcome("returned", timezone.now(), "So it was."))
    with pytest.raises(OutOfReach):
        actions.hand_over(heron, child.id, hand(road, child))
    with pytest.raises(OutOfReach):
        actions.end_escort(heron, leader_of(child.mission).id, "done")
