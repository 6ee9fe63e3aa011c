"""The check at the meeting point, and departure: who is there, who is not, who was not planned for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import actions as staff
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Assignment
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.missions import actions
from dodomu.journey.missions.models import ExpectedWord, Leg, ManifestLine, Mission, MissionApproval, MissionChild
from dodomu.journey.missions.queries import mission as page_of
from dodomu.journey.missions.queries.missions_departure import departure
from tests.journey.missions_story import Road

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


def axis(case: Case) -> list[str]:
    rows = AxisEntry.objects.filter(case=case, axis="return").order_by("at", "id")
    return list(rows.values_list("value", flat=True))


def states(mission: Mission) -> dict[str, str]:
    return dict(MissionChild.objects.filter(mission=mission).values_list("code_name", "state"))


def out_of_reach(road: Road, case: Case) -> None:
    for assignment in Assignment.objects.filter(subject=case.person_id, until=None):
        staff.unassign(road.director, assignment)


def test_who_is_there_departs_and_is_on_the_way(road: Road) -> None:
    heard: list[Any] = []
    events.subscribe("mission_departed")(lambda **ids: heard.append(ids["mission_id"]))
    try:
        mission = road.departed(2)
    finally:
        events._handlers["mission_departed"].pop()
    assert (mission.state, heard) == ("under_way", [mission.id])
    assert states(mission) == {"Sedge 1": "boarded", "Sedge 2": "boarded"}
    child = mission.children.first()
    assert child is not None
    assert axis(child.case) == ["on_the_way"]
    assert ExpectedWord.objects.filter(group__mission=mission).exists()
    assert "mission.departed" in [entry.kind for entry in journal.recent(20)]


def test_the_team_that_waits_sees_the_children_from_departure_on(road: Road) -> None:
    mission = road.gathered(road.approved(road.whole(1)))
    person = mission.children.get().case.person_id
    nurse = road.viewer_with("reception_clinician", team=road.waiting)
    assert not policy.may(nurse, Act.PERSON_READ, subject=person)
    actions.depart(road.coordinator, mission.id)
    assert policy.may(nurse, Act.PERSON_READ, subject=person)
    assert Assignment.objects.filter(subject=person, team=road.waiting, until=None).count() == 1


def test_a_child_who_does_not_come_stays_recorded_and_its_plan_is_free(road: Road) -> None:
    mission = road.departed(2, absent=("Sedge 2",))
    assert states(mission) == {"Sedge 1": "boarded", "Sedge 2": "no_show"}
    missed = mission.children.get(code_name="Sedge 2")
    assert axis(missed.case) == []
    assert missed.plan is not None
    road.put_child(road.mission("Fern"), missed.plan, "Fern 1")


def test_nobody_departs_while_a_child_is_not_checked(road: Road) -> None:
    mission = road.approved(road.whole(2))
    first = mission.children.order_by("code_name")[0]
    line = actions.Checked(first.id, True, "photo", "carried")
    actions.check_manifest(road.coordinator, mission.id, [line])
    with pytest.raises(actions.ManifestOpen) as refused:
        actions.depart(road.coordinator, mission.id)
    assert refused.value.who == ("Sedge 2",)
    road.gathered(mission, identity="not_checked")
    with pytest.raises(actions.ManifestOpen):
        actions.depart(road.coordinator, mission.id)


def test_a_check_of_yesterday_is_no_check(road: Road) -> None:
    mission = road.gathered(road.approved(road.whole(1)))
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False), pytest.raises(actions.ManifestOpen):
        actions.depart(road.coordinator, mission.id)


def test_a_mission_on_which_nobody_came_does_not_depart(road: Road) -> None:
    mission = road.gathered(road.approved(road.whole(1)), absent=("Sedge 1",))
    with pytest.raises(actions.ManifestOpen):
        actions.depart(road.coordinator, mission.id)


def test_medicine_that_is_missing_needs_a_reason(road: Road) -> None:
    for medicine in ("missing", "not_asked"):
        mission = road.gathered(road.approved(road.whole(1)) if not Mission.objects.exists() else Mission.objects.get())
        road.gathered(mission, medicine=medicine)
        with pytest.raises(actions.ReasonNeeded):
            actions.depart(road.coordinator, mission.id, " ")
    assert actions.depart(road.coordinator, Mission.objects.get().id, "Bought on the way.").state == "under_way"


def test_what_is_not_approved_as_it_stands_does_not_depart(road: Road) -> None:
    mission = road.gathered(road.whole(1))
    with pytest.raises(actions.NotApproved):
        actions.depart(road.coordinator, mission.id)


def test_the_approval_of_one_person_carries_a_departure_and_stands_for_it_afterwards(road: Road) -> None:
    mission = road.gathered(road.whole(1))
    alone = replace(road.coordinator, alone=True)
    actions.ask_approval(alone, mission.id, "Nobody else works here.")
    ready = departure(alone, mission.id)
    assert ready is not None
    assert (ready.may_go, ready.approval) == (True, "alone")
    actions.depart(alone, mission.id)
    MissionApproval.objects.update(void_at=timezone.now())
    (row,) = page_of(alone, mission.id).approvals
    assert (row.state, row.holds, row.departed_with) == ("alone", False, True)


def test_an_approval_that_was_lost_or_refused_before_does_not_stand_for_the_departure(road: Road) -> None:
    mission = road.whole(1)
    refused = actions.ask_approval(road.coordinator, mission.id, "All is prepared.")
    actions.answer_approval(road.second, refused.id, "Not yet.", agrees=False)
    alone = replace(road.coordinator, alone=True)
    for _time in range(2):
        actions.ask_approval(alone, mission.id, "Nobody else works here.")
        change_the_way(road, mission)
    approved = actions.ask_approval(alone, mission.id, "Nobody else works here.")
    actions.depart(alone, road.gathered(mission).id)
    assert [row.id for row in page_of(alone, mission.id).approvals if row.departed_with] == [approved.id]


def test_a_rule_that_breaks_at_the_last_moment_stops_departure(road: Road) -> None:
    mission = road.gathered(road.approved(road.whole(1)))
    road.open("BC", kind="closed")
    with pytest.raises(actions.RulesBroken) as refused:
        actions.depart(road.coordinator, mission.id)
    assert [one.code for one in refused.value.broken] == ["closed"]


def test_who_did_not_come_is_not_counted_by_the_rules(road: Road) -> None:
    mission = road.approved(road.whole(2))
    missing = mission.children.get(code_name="Sedge 2")
    assert missing.plan is not None
    type(missing.plan).objects.filter(id=missing.plan_id).update(state="open")
    road.gathered(mission, absent=("Sedge 2",))
    assert actions.depart(road.coordinator, mission.id).state == "under_way"


def change_the_way(road: Road, mission: Mission) -> None:
    """The last leg is silent, or is not any more: what was approved is another thing from here on."""
    leg = Leg.objects.filter(group__mission=mission).latest("order")
    given = actions.LegInput(leg.link_id, leg.departs_at, km=leg.km, silent=not leg.silent, fallback_id=leg.fallback_id)
    actions.change_leg(road.coordinator, leg.id, given)


def joined(road: Road, mission: Mission, case: Case) -> MissionChild:
    given = actions.ChildInput(mission.groups.get().id, "Sedge 9", mission.vehicles.get().id)
    return actions.join_at_meeting(road.coordinator, case.id, given, "He does not let go of his brother.")


def test_a_brother_at_the_meeting_point_departs_marked_until_a_second_person_answers(road: Road) -> None:
    one, other = road.siblings()
    mission = road.whole(1)
    road.put_child(mission, road.plan(one), "Sedge 5", vehicle_id=mission.vehicles.get().id)
    mission = road.approved(mission)
    child = joined(road, mission, other)
    assert (child.unplanned, Mission.objects.get().state) == (True, "planned")
    road.gathered(mission)
    ready = departure(road.coordinator, mission.id)
    assert ready is not None
    assert {"plan_not_ready", "no_authority"} <= {one.code for one in ready.to_decide}
    with pytest.raises(actions.NotApproved):
        actions.depart(road.coordinator, mission.id, "His brother goes.")
    actions.ask_approval(road.coordinator, mission.id, "He stands here alone.")
    with pytest.raises(actions.ReasonNeeded):
        actions.depart(road.coordinator, mission.id)
    actions.depart(road.coordinator, mission.id, "Nobody else takes him.")
    waiting = MissionApproval.objects.get(state="waiting")
    actions.answer_approval(road.second, waiting.id, "I would do the same.", agrees=True)
    assert axis(other) == ["on_the_way"]


def test_whatever_else_is_changed_waits_for_the_second_person(road: Road) -> None:
    mission = road.approved(road.whole(1))
    road.put_child(mission, road.plan(road.case(8)), "Sedge 8", vehicle_id=mission.vehicles.get().id)
    road.gathered(mission)
    actions.ask_approval(road.coordinator, mission.id, "One more.")
    with pytest.raises(actions.NotApproved):
        actions.depart(road.coordinator, mission.id)


def test_nobody_comes_along_without_a_case_within_reach(road: Road) -> None:
    mission = road.approved(road.whole(1))
    far = road.case(3)
    out_of_reach(road, far)
    with pytest.raises(policy.OutOfReach):
        joined(road, mission, far)


def test_who_does_not_reach_a_child_does_not_let_it_depart(road: Road) -> None:
    mission = road.gathered(road.approved(road.whole(1)))
    out_of_reach(road, mission.children.get().case)
    with pytest.raises(actions.NotReached):
        actions.depart(road.coordinator, mission.id)


def test_the_list_holds_only_answers_that_are_accepted_and_is_never_rewritten(road: Road) -> None:
    mission = road.whole(1)
    child = mission.children.get()
    for wrong in ({"identity": "by_smell"}, {"medicine": "perhaps"}):
        with pytest.raises(ValueError, match="accepted"):
            actions.check_manifest(road.coordinator, mission.id, [replace(actions.Checked(child.id, True), **wrong)])
    road.gathered(mission)
    assert ManifestLine.objects.get().identity == "photo"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE missions_manifestline SET present = NOT present")
