"""What plans and missions add to pages that are not theirs: my work, the life-line, what is missing, the child's page; jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions import actions, jobs
from dodomu.journey.missions.models import Mission, ReturnPlan
from tests.journey.missions_story import Road as MissionRoad
from tests.journey.plans_people import Road as PlanRoad
from tests.people import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Make = Callable[..., Any]


@pytest.fixture
def plans(viewer_with: Make) -> PlanRoad:
    return PlanRoad(viewer_with)


@pytest.fixture
def road(viewer_with: Make) -> MissionRoad:
    return MissionRoad(viewer_with)


def work(viewer: Viewer, stage: str) -> list[str]:
    return sorted(one.code for one in contributions.work_items(viewer) if one.code.startswith(stage))


def titles(viewer: Viewer, person: Any) -> list[str]:
    return [str(one.title) for one in contributions.timeline(viewer, person) if one.lane == "road"]


def test_a_child_without_a_plan_lacks_one_and_then_what_the_plan_lacks(plans: PlanRoad) -> None:
    assert "No return plan is begun" in [str(one.title) for one in contributions.missing(plans.willow, plans.child)]
    plans.begin()
    lacking = [str(one.title) for one in contributions.missing(plans.willow, plans.child)]
    assert "The child has not been asked for their own view" in lacking
    assert contributions.missing(plans.heron, plans.child) == []


def test_a_plan_that_is_ready_stands_on_the_child_s_page_and_on_the_life_line(plans: PlanRoad) -> None:
    plan = plans.ready()
    section = next(one for one in contributions.child_sections(plans.willow, plans.child) if one.id == "return-plan")
    assert str(section.lines[0].word) == "ready to travel"
    assert section.links[0][1].endswith(f"/plans/{plan.id}/")
    told = titles(plans.willow, plans.child)
    assert "Return plan: plan begun" in told
    assert "Return plan: declared ready" in told
    assert "Day of travel" in told
    assert "The return plan is READY" in [str(one.title) for one in contributions.missing(plans.willow, plans.child)]


def test_answers_are_asked_of_the_second_person_and_not_of_the_first(plans: PlanRoad) -> None:
    plans.begin()
    plans.decide(confirm=False)
    assert "plan.second" in work(plans.director, "plan.")
    assert "plan.second" not in work(plans.willow, "plan.")


def test_papers_to_apply_for_are_work_of_who_looks_after_the_plan(plans: PlanRoad) -> None:
    plans.begin()
    plans.details()
    assert "plan.order_paper" in work(plans.willow, "plan.")
    assert work(plans.heron, "plan.") == []


def test_a_ready_plan_falls_back_by_itself_when_its_day_has_passed(plans: PlanRoad) -> None:
    plan = plans.ready()
    jobs.look_at_ready_plan.func(str(plan.id))
    assert ReturnPlan.objects.get(id=plan.id).state == "ready"
    with time_machine.travel(timezone.now() + timedelta(days=41)):
        jobs.look_at_ready_plan.func(str(plan.id))
    assert ReturnPlan.objects.get(id=plan.id).state == "open"


def test_a_mission_that_departs_soon_and_is_not_ready_is_work_of_its_coordinator(viewer_with: Make) -> None:
    road = MissionRoad(viewer_with, start=timezone.now() + timedelta(hours=30))
    road.mission()
    stranger = viewer_with("mission_coordinator", team=make_team("Heron"))
    assert "mission.mend" in work(road.coordinator, "mission.")
    assert work(stranger, "mission.") == []


def test_an_approval_waits_for_another_than_who_asked(road: MissionRoad) -> None:
    mission = road.whole()
    actions.ask_approval(road.coordinator, mission.id, "All is prepared.")
    assert "mission.second" in work(road.second, "mission.")
    assert "mission.second" not in work(road.coordinator, "mission.")


def test_what_became_of_the_children_is_asked_once_the_mission_should_have_arrived(road: MissionRoad) -> None:
    mission = road.departed()
    assert "mission.outcome" not in work(road.coordinator, "mission.")
    earlier = timezone.now() - timedelta(hours=5)
    Mission.objects.filter(id=mission.id).update(arrives_at=earlier)
    assert "mission.outcome" in work(road.coordinator, "mission.")


def test_the_life_line_and_the_page_of_a_child_tell_of_its_mission_to_those_who_reach_it(
    road: MissionRoad, viewer_with: Make
) -> None:
    mission = road.departed()
    person = mission.children.get().case.person_id
    assert "On a mission: on the way" in titles(road.coordinator, person)
    section = next(one for one in contributions.child_sections(road.coordinator, person) if one.id == "missions")
    assert str(section.lines[0].title) == mission.code_name
    stranger = viewer_with("mission_coordinator", team=make_team("Heron"))
    assert not [one for one in contributions.child_sections(stranger, person) if one.id == "missions"]
    masked = next(
        one for one in contributions.child_sections(_worker(viewer_with, road), person) if one.id == "missions"
    )
    assert mission.code_name not in str(masked.lines[0].title)


def _worker(viewer_with: Make, road: MissionRoad) -> Any:
    """A case worker of the team: who sees the child, and not by which way it travels."""
    return viewer_with("case_worker", team=road.team)
