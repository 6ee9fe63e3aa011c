"""Making a mission: who may, what stands on it, what takes an approval away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases.actions import NotWaiting, SamePerson
from dodomu.journey.missions import actions
from dodomu.journey.missions.corridor_rules import Hours, Opening, open_at
from dodomu.journey.missions.models import (
    Cost,
    Leg,
    Mission,
    MissionApproval,
    MissionChild,
    MissionEvent,
    Place,
)
from dodomu.journey.missions.queries.missions_checked import broken_rules
from dodomu.journey.missions.queries.missions_taken import escort_rests
from tests.journey.missions_story import SAID, WHY, Road
from tests.people import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


def codes(mission: Mission, severity: str = "blocking") -> list[str]:
    return [one.code for one in broken_rules(mission) if one.severity == severity]


def events_of(mission: Mission) -> list[str]:
    return list(MissionEvent.objects.filter(mission=mission).order_by("at", "id").values_list("what", flat=True))


def test_a_mission_that_keeps_every_rule_is_approved_by_two(road: Road) -> None:
    mission = road.whole()
    assert codes(mission) == []
    asked = actions.ask_approval(road.coordinator, mission.id, "All is prepared.")
    with pytest.raises(SamePerson):
        actions.answer_approval(road.coordinator, asked.id, "Yes.", agrees=True)
    with pytest.raises(ValueError, match="approval"):
        actions.ask_approval(road.second, mission.id, "Again.")
    actions.answer_approval(road.second, asked.id, "I read it.", agrees=True)
    assert Mission.objects.get().state == "approved"
    assert journal.recent(1)[0].kind == "mission.approval_answered"
    with pytest.raises(NotWaiting):
        actions.answer_approval(road.director, asked.id, "I too.", agrees=True)


def test_the_database_keeps_author_and_second_apart(road: Road) -> None:
    asked = actions.ask_approval(road.coordinator, road.whole().id, "All is prepared.")
    same = {"state": "confirmed", "second": road.coordinator.user_id, "second_at": timezone.now()}
    with pytest.raises(DatabaseError), transaction.atomic():
        MissionApproval.objects.filter(id=asked.id).update(second_reason_sealed=b"x", **same)


def test_where_nobody_else_works_an_approval_is_marked_as_not_confirmed(road: Road) -> None:
    alone = replace(road.coordinator, alone=True)
    assert actions.ask_approval(alone, road.whole().id, "Nobody else is here.").state == "alone"
    assert Mission.objects.get().state == "approved"


def test_a_mission_with_a_broken_rule_is_not_approved(road: Road) -> None:
    mission = road.mission()
    with pytest.raises(actions.RulesBroken) as refused:
        actions.ask_approval(road.coordinator, mission.id, "All is prepared.")
    assert {"no_children", "two_adults", "no_legs"} <= {one.code for one in refused.value.broken} | {"two_adults"}


def test_a_second_person_can_say_no_and_it_is_kept(road: Road) -> None:
    mission = road.whole()
    asked = actions.ask_approval(road.coordinator, mission.id, "All is prepared.")
    actions.answer_approval(road.director, asked.id, "The way is not safe.", agrees=False)
    assert Mission.objects.get().state == "planned"
    assert events_of(mission)[-1] == "declined"
    assert b"safe" not in bytes(MissionApproval.objects.get().second_reason_sealed or b"")


def change_date(road: Road, mission: Mission) -> None:
    given = actions.MissionInput(
        mission.code_name, road.team.id, road.corridor.id, road.start - timedelta(hours=1), road.waiting.id
    )
    actions.change_mission(road.coordinator, mission.id, given)


def change_leg(road: Road, mission: Mission) -> None:
    leg = Leg.objects.filter(group__mission=mission).order_by("order")[3]
    given = actions.LegInput(leg.link_id, leg.departs_at, km=leg.km, silent=True, fallback_id=leg.fallback_id)
    actions.change_leg(road.coordinator, leg.id, given)


def change_seats(road: Road, mission: Mission) -> None:
    child = mission.children.get()
    actions.give_seats(
        road.coordinator, child.group_id, [actions.SeatInput(child.id, child.vehicle_id, medical_escort=True)]
    )


def add_somebody(road: Road, mission: Mission) -> None:
    road.put_child(mission, road.plan(road.case(7)), "Sedge 7", vehicle_id=mission.vehicles.get().id)


def add_vehicle(road: Road, mission: Mission) -> None:
    group = mission.groups.get()
    actions.add_vehicle(road.coordinator, actions.VehicleInput(group.id, "car", "BB 1111", seats=3))


def take_off_escort(road: Road, mission: Mission) -> None:
    row = mission.escorts.first()
    assert row is not None
    actions.release_escort(road.coordinator, row.id, "She is ill.")


def test_whatever_is_changed_takes_the_approval_away(road: Road) -> None:
    mission = road.approved(road.whole(1))
    for change in (change_date, change_leg, change_seats, add_somebody, add_vehicle, take_off_escort):
        with transaction.atomic():
            change(road, mission)
            found = Mission.objects.get(id=mission.id)
            assert (found.state, events_of(mission)[-1]) == ("planned", "approval_lost"), change.__name__
            assert MissionApproval.objects.get().void_at is not None
            transaction.set_rollback(True)
        with transaction.atomic():
            pass


def test_a_child_who_is_taken_off_is_free_for_another_mission(road: Road) -> None:
    mission = road.approved(road.whole(2))
    child = mission.children.order_by("code_name")[0]
    actions.drop_child(road.coordinator, child.id, "He has a fever.")
    assert Mission.objects.get(id=mission.id).state == "planned"
    assert child.changes.get().state == "dropped"
    other = road.mission("Fern")
    assert child.plan is not None
    road.put_child(other, child.plan, "Fern 1")
    with pytest.raises(actions.Elsewhere, match="mission"):
        road.put_child(road.mission("Lilac"), child.plan, "Lilac 1")


def test_a_cancelled_mission_frees_its_plans_and_escorts(road: Road) -> None:
    mission = road.approved(road.whole(2))
    with pytest.raises(ValueError, match="reason"):
        actions.cancel_mission(road.coordinator, mission.id, " ")
    actions.cancel_mission(road.coordinator, mission.id, "The crossing is closed.")
    assert Mission.objects.get().state == "cancelled"
    assert set(MissionChild.objects.values_list("state", flat=True)) == {"dropped"}
    assert not mission.escorts.filter(ended_at=None).exists()
    assert {child.plan.state for child in mission.children.all() if child.plan} == {"ready"}
    with pytest.raises(actions.MissionNotNow):
        actions.cancel_mission(road.coordinator, mission.id, "Again.")


def test_only_children_whose_plan_is_ready_are_put_on_a_mission(road: Road) -> None:
    mission = road.mission()
    with pytest.raises(ValueError, match="plan"):
        road.put_child(mission, road.plan(road.case(), state="open"), "Sedge 1")


def test_a_plan_that_is_not_ready_any_more_stops_the_mission(road: Road) -> None:
    mission = road.whole(1)
    mission.children.get().plan.__class__.objects.update(state="open")
    assert codes(mission) == ["plan_not_ready"]


def test_who_may_lawfully_take_the_child_must_hold_to_the_last_day(road: Road) -> None:
    mission = road.mission()
    road.put_child(mission, road.plan(road.case(), until=(road.start - timedelta(days=1)).date()), "Sedge 1")
    assert "no_authority" in codes(mission)


def test_a_paper_that_runs_out_on_the_way_stops_the_mission(road: Road) -> None:
    mission = road.whole(1)
    plan = mission.children.get().plan
    assert plan is not None
    day = (road.start - timedelta(days=1)).date()
    plan.papers.create(kind="passport", held="held", valid_until=day, **road.common)
    assert codes(mission) == ["runs_out"]


def test_a_paper_of_the_case_counts_on_the_mission_as_it_does_in_the_plan(road: Road) -> None:
    mission = road.whole(1)
    case, issued = mission.children.get().case, (road.start - timedelta(days=95)).date()
    given = {"kind": "certificate_for_return", "holder_sealed": b"x", "by_id": road.coordinator.staff_id}
    case.documents.create(issued_on=issued, at=timezone.now(), **given)
    assert codes(mission) == ["runs_out"]
    case.documents.create(issued_on=issued + timedelta(days=90), at=timezone.now(), **given)
    assert codes(mission) == []


def test_an_escort_who_was_not_checked_is_refused_with_the_reasons(road: Road) -> None:
    mission = road.mission()
    with pytest.raises(actions.NotEligible) as refused:
        road.put_escort(mission, road.escort(checks=("background",)), "Sedge A")
    assert "not checked: first aid" in refused.value.reasons


def test_an_escort_is_on_one_mission_at_a_time(road: Road) -> None:
    escort = road.escort()
    road.put_escort(road.mission(), escort, "Sedge A")
    with pytest.raises(actions.Elsewhere) as refused:
        road.put_escort(road.mission("Fern"), escort, "Fern A")
    assert refused.value.code_name == "Sedge"
    later = road.mission("Lilac", departs_at=road.start + timedelta(days=9))
    road.put_escort(later, escort, "Lilac A")


def test_a_brother_who_is_ready_and_left_behind_is_for_people_to_decide(road: Road) -> None:
    one, other = road.siblings()
    mission = road.whole(1)
    road.put_child(mission, road.plan(one), "Sedge 5", vehicle_id=mission.vehicles.get().id)
    assert "sibling_left_out" not in codes(mission, "decide")
    plan = road.plan(other)
    assert "sibling_left_out" in codes(mission, "decide")
    road.put_child(mission, plan, "Sedge 6", vehicle_id=mission.vehicles.get().id)
    assert "sibling_left_out" not in codes(mission, "decide")


def test_a_code_name_that_names_a_child_or_a_place_is_refused(road: Road) -> None:
    mission = road.mission()
    plan = road.plan(road.case(1, "Тополенко Мирослава Іванівна"))
    with pytest.raises(actions.NameTells):
        road.put_child(mission, plan, "Мирослава 1")
    with pytest.raises(actions.NameTells):
        road.put_child(mission, plan, "Myroslava 1")
    with pytest.raises(actions.NameTells):
        actions.add_group(road.coordinator, mission.id, "Вигадане")
    road.put_child(mission, plan, "Осока 1")
    with pytest.raises(actions.NameTaken):
        road.mission("SEDGE")


def test_under_occupation_neither_phone_nor_table_is_carried_unless_somebody_decides_so(road: Road) -> None:
    mission = road.mission()
    group = mission.groups.get()
    for link in ("AB", "BC", "CD", "DF"):
        actions.add_leg(road.coordinator, group.id, actions.LegInput(road.links[link].id, road.start))
    legs = {leg.link.code: leg for leg in Leg.objects.filter(group=group)}
    assert [(legs[code].phone, legs[code].table) for code in ("AB", "BC", "CD", "DF")] == [
        (False, False),
        (False, False),
        (False, False),
        (True, True),
    ]
    first = legs["AB"]
    given = actions.LegInput(first.link_id, first.departs_at, phone=True)
    assert actions.change_leg(road.coordinator, first.id, given).phone


def test_a_leg_has_its_times_from_the_link_unless_they_are_said(road: Road) -> None:
    group = road.mission().groups.get()
    leg = actions.add_leg(road.coordinator, group.id, actions.LegInput(road.links["AB"].id, road.start))
    assert (leg.arrives_at - leg.departs_at, leg.latest_at - leg.departs_at) == (
        timedelta(minutes=60),
        timedelta(minutes=100),
    )
    slow = actions.LegInput(road.links["BC"].id, leg.latest_at, minutes=200)
    later = actions.add_leg(road.coordinator, group.id, slow)
    assert later.latest_at - later.departs_at == timedelta(minutes=200)
    with pytest.raises(ValueError, match="direction"):
        actions.add_leg(road.coordinator, group.id, actions.LegInput(road.links["CD"].id, road.start, backward=True))


def test_a_leg_taken_off_lets_the_others_move_up_and_stays_in_the_history(road: Road) -> None:
    mission = road.mission()
    road.way(mission)
    second = Leg.objects.get(link__code="BC")
    actions.remove_leg(road.coordinator, second.id)
    rows = Leg.objects.filter(group__mission=mission).order_by("order", "id")
    assert [(leg.link.code, leg.order, leg.state) for leg in rows if leg.state == "planned"] == [
        ("AB", 1, "planned"),
        ("CD", 2, "planned"),
        ("DF", 3, "planned"),
    ]
    assert Leg.objects.get(link__code="BC").state == "replaced"
    assert "gap" in codes(mission)


def test_another_team_and_other_roles_do_nothing_to_a_mission(road: Road) -> None:
    mission = road.whole(1)
    heron = road.viewer_with("mission_coordinator", team=make_team("Heron"))
    worker = road.viewer_with("case_worker", team=road.team)
    with pytest.raises(OutOfReach):
        actions.cancel_mission(heron, mission.id, "Why not.")
    with pytest.raises(OutOfReach):
        actions.add_child(heron, road.plan(road.case(5)).id, actions.ChildInput(mission.groups.get().id, "Sedge 9"))
    with pytest.raises(NotAllowed):
        actions.cancel_mission(worker, mission.id, "Why not.")
    with pytest.raises(NotAllowed):
        actions.cancel_mission(road.director, mission.id, "Why not.")


def test_words_of_a_mission_are_sealed_and_its_history_is_never_rewritten(road: Road) -> None:
    mission = road.mission(meeting="Behind the school, at six")
    assert b"school" not in bytes(mission.meeting_sealed or b"")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM missions_missionevent")
    heard = [entry.kind for entry in journal.recent(1)]
    assert heard == ["mission.made"]


def test_costs_are_struck_out_and_stay(road: Road) -> None:
    mission = road.mission()
    given = actions.CostInput("transport", 125_050, "UAH", note="Bus")
    cost = actions.add_cost(road.coordinator, mission.id, given)
    actions.strike_cost(road.coordinator, cost.id)
    assert Cost.objects.get().struck_by_id == road.coordinator.user_id
    with pytest.raises(ValueError, match="struck"):
        actions.strike_cost(road.coordinator, cost.id)
    for wrong in (
        replace(given, kind="bribe"),
        replace(given, currency="XXX"),
        replace(given, amount=0),
    ):
        with pytest.raises(ValueError, match=r"kind|currency|amount"):
            actions.add_cost(road.coordinator, mission.id, wrong)


def test_the_approval_of_a_mission_is_told_by_its_id(road: Road) -> None:
    heard: list[Any] = []
    events.subscribe("mission_approved")(lambda **ids: heard.append(ids["mission_id"]))
    try:
        mission = road.whole()
        asked = actions.ask_approval(road.coordinator, mission.id, "All is prepared.")
        actions.answer_approval(road.second, asked.id, "I read it.", agrees=True)
    finally:
        events._handlers["mission_approved"].pop()
    assert heard == [mission.id]


def test_a_crossing_outside_its_hours_is_broken_by_the_clock_of_the_place_where_it_begins(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    mission = road.whole()
    assert "shut" not in {one.code for one in broken_rules(mission)}
    leg = Leg.objects.get(group__mission=mission, link=road.links["CD"])
    Place.objects.filter(id=leg.start_id).update(zone="Asia/Tbilisi")
    local = leg.departs_at.astimezone(ZoneInfo("Asia/Tbilisi"))
    minute = local.hour * 60 + local.minute
    hours = Hours(frozenset(range(1, 8)), (minute + 5) % 1440, (minute + 65) % 1440 or 1440)
    monkeypatch.setitem(SAID, "opening", Opening((hours,)))
    road.open("CD")
    told = next(one for one in broken_rules(Mission.objects.get(id=mission.id)) if one.code == "shut")
    assert f"begins at C at {local:%H:%M}" in told.sentence
    with pytest.raises(actions.RulesBroken):
        actions.ask_approval(road.coordinator, mission.id, WHY)


def test_days_on_which_a_crossing_is_shut_and_nights_across_midnight() -> None:
    nights = Opening((Hours(frozenset({5}), 22 * 60, 2 * 60),))
    friday = datetime(2026, 3, 6, 22, tzinfo=UTC)
    assert [open_at(nights, friday + timedelta(hours=hours)) for hours in (-1, 0, 3, 4, 24)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_rest_is_counted_to_the_nearest_other_mission_that_was_not_cancelled(road: Road) -> None:
    mission = road.whole()
    escort = mission.escorts.order_by("code_name").first().escort
    assert escort_rests([escort.id], mission) == {}
    other = road.mission("Heron", departs_at=mission.arrives_at + timedelta(hours=30))
    road.put_escort(other, escort, "Heron adult", "leader")
    assert escort_rests([escort.id], mission) == {escort.id: (30, "Heron")}
    assert "escort_rest" in codes(mission, "decide")
    actions.cancel_mission(road.coordinator, other.id, "Nobody can travel.")
    assert escort_rests([escort.id], mission) == {}


def test_the_rules_are_asked_in_as_many_statements_however_many_escorts_travel(road: Road) -> None:
    mission = road.whole(4)

    def statements() -> int:
        broken_rules(Mission.objects.get())  # keys that are opened once are remembered
        with CaptureQueriesContext(connection) as asked:
            broken_rules(Mission.objects.get())
        return len(asked)

    before = statements()
    for name in ("Sedge adult 3", "Sedge adult 4"):
        road.put_escort(mission, road.escort(), name, vehicle_id=mission.vehicles.get().id)
    assert statements() == before
