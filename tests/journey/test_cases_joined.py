"""Two open cases of one child: one leads, the other closes as joined and opens by itself on a split, in any order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import may
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Case, CaseEvent, Closing, Proposal
from dodomu.journey.registry import actions as registry
from tests.journey.cases_people import tomorrow
from tests.journey.registry_people import recorded_child
from tests.people import make_team

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]
NAMES = {"Willow": "Тополенко Злата", "Heron": "Тополенко Злата Ігорівна", "Stork": "Тополенко Златка"}
TEAMS = tuple(NAMES)


class Story:
    """One child recorded three times, each record with a case in a team of its own."""

    def __init__(self, viewer_with: Viewers) -> None:
        self.director, self.second = viewer_with("director"), viewer_with("tracing_analyst")
        self.analyst = viewer_with("tracing_analyst")
        self.worker = {team: viewer_with("case_worker", team=make_team(team)) for team in TEAMS}
        self.child = {team: recorded_child(self.analyst, name, born="2015-06-01") for team, name in NAMES.items()}
        self.case = {team: self._open(team) for team in TEAMS}

    def _open(self, team: str) -> Case:
        return actions.open_case(self.director, self.child[team], make_team(team).id, None, "medium", "She was seen.")

    def join(self, one: str, other: str) -> Any:
        return registry.join_persons(self.analyst, self.second, self.child[one], self.child[other], "One mother.")

    def split(self, join: Any) -> None:
        registry.split_persons(self.analyst, join.id, "Two daughters.")

    def choose(self, leading: str, led: str) -> None:
        """A worker of the leading team answers the question which of the two leads."""
        pair = {self.case[leading].id, self.case[led].id}
        waiting = Proposal.objects.filter(kind="lead", state="waiting")
        proposal = next(one for one in waiting if {one.case_id, one.other_case_id} == pair)
        lead_id = self.case[leading].id
        actions.accept(self.worker[leading], proposal.id, "We know the mother.", lead_id=lead_id)

    def open_teams(self) -> set[str]:
        return {case.team.name for case in Case.objects.filter(closed_at=None).select_related("team")}

    def leader_of(self, team: str) -> str:
        leading = Case.objects.get(id=self.case[team].id).led_by
        return leading.team.name if leading else ""


@pytest.fixture
def story(viewer_with: Viewers) -> Story:
    return Story(viewer_with)


@pytest.mark.parametrize(("leading", "led"), [("Willow", "Heron"), ("Heron", "Willow")])
def test_a_person_chooses_which_case_leads_and_the_other_closes_as_joined(story: Story, leading: str, led: str) -> None:
    story.join("Willow", "Heron")
    story.choose(leading, led)
    assert story.open_teams() == {leading, "Stork"}
    assert (story.leader_of(led), Closing.objects.get().outcome) == (leading, "joined")


def test_both_cases_stay_visible_to_both_teams(story: Story) -> None:
    story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    for viewer in (story.worker["Willow"], story.worker["Heron"]):
        for team in ("Willow", "Heron"):
            assert queries.case(viewer, story.case[team].id).row.number == story.case[team].number


def test_the_work_of_the_led_case_is_seen_with_the_leading_one(story: Story) -> None:
    actions.make_task(story.worker["Heron"], story.case["Heron"].id, "Call the aunt", Due.on(tomorrow()))
    story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    work = queries.work(story.worker["Willow"], story.case["Willow"].id)
    assert [(task.title, task.case_number) for task in work.open_tasks] == [
        ("Call the aunt", story.case["Heron"].number)
    ]
    assert [led.team for led in work.led] == ["Heron"]


def test_a_task_of_the_led_case_is_ended_from_the_leading_one(story: Story) -> None:
    task = actions.make_task(story.worker["Heron"], story.case["Heron"].id, "Call the aunt", Due.on(tomorrow()))
    story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    assert actions.end_task(story.worker["Willow"], task.id, "done").state == "done"


def test_on_a_split_the_led_case_opens_by_itself_with_its_own_team(story: Story) -> None:
    join = story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    story.split(join)
    assert story.open_teams() == set(TEAMS)
    assert story.leader_of("Heron") == ""
    assert not may(story.worker["Willow"], Act.PERSON_READ, subject=story.child["Heron"])
    happened = CaseEvent.objects.filter(case=story.case["Heron"]).order_by("id").values_list("what", flat=True)
    assert list(happened) == ["opened", "led", "closed", "led_no_more", "reopened"]


def test_its_clocks_run_again_after_the_split(story: Story) -> None:
    join = story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    story.split(join)
    clocks = queries.work(story.worker["Heron"], story.case["Heron"].id).open_clocks
    assert "response" in {row.clock.code for row in clocks}


def test_a_joined_case_is_not_opened_by_hand(story: Story) -> None:
    story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    with pytest.raises(actions.NotWaiting):
        actions.reopen_case(story.worker["Heron"], story.case["Heron"].id, "Ours.")


def test_the_leading_case_that_closed_stays_closed_when_the_other_opens(story: Story) -> None:
    join = story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    actions.close_case(story.worker["Willow"], story.case["Willow"].id, "returned", "At home.")
    story.split(join)
    assert story.open_teams() == {"Heron", "Stork"}


def test_a_case_opened_for_the_joined_child_is_not_pushed_aside(story: Story) -> None:
    join = story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    actions.close_case(story.worker["Willow"], story.case["Willow"].id, "returned", "At home.")
    newer = actions.open_case(story.director, story.child["Heron"], make_team("Stork").id, None, "low", "Seen again.")
    story.split(join)
    assert set(Case.objects.filter(closed_at=None).values_list("id", flat=True)) == {newer.id, story.case["Stork"].id}


def test_a_closed_case_no_longer_answers_which_one_leads(story: Story) -> None:
    story.join("Willow", "Heron")
    proposal = Proposal.objects.get(kind="lead", state="waiting")
    other = story.worker["Heron"]
    actions.close_case(other, story.case["Heron"].id, "returned", "At home.")
    with pytest.raises(actions.AlreadyAnswered):
        actions.accept(other, proposal.id, "Ours leads.")


def test_of_three_cases_the_rest_is_asked_about_again(story: Story) -> None:
    story.join("Willow", "Heron")
    story.join("Heron", "Stork")
    story.choose("Heron", "Willow")
    story.choose("Stork", "Heron")
    assert story.open_teams() == {"Stork"}
    assert (story.leader_of("Willow"), story.leader_of("Heron")) == ("Heron", "Stork")
    assert [led.team for led in queries.work(story.worker["Stork"], story.case["Stork"].id).led] == ["Heron", "Willow"]


@pytest.mark.parametrize("order", list(permutations(range(2))))
@pytest.mark.parametrize(
    "chain", [("Willow", "Heron", "Stork"), ("Willow", "Stork", "Heron"), ("Heron", "Willow", "Stork")]
)
def test_after_all_splits_in_any_order_every_case_is_its_own_again(
    story: Story, chain: tuple[str, ...], order: tuple[int, ...]
) -> None:
    joins = [story.join("Willow", "Heron"), story.join("Heron", "Stork")]
    last, middle, first = chain
    story.choose(middle, last)
    story.choose(first, middle)
    for place in order:
        story.split(joins[place])
    assert story.open_teams() == set(TEAMS)
    assert [story.leader_of(team) for team in TEAMS] == ["", "", ""]
    assert Proposal.objects.filter(kind="lead", state="waiting").count() == 0


def test_a_split_in_the_middle_asks_which_of_the_remaining_two_leads(story: Story) -> None:
    first = story.join("Willow", "Heron")
    story.join("Heron", "Stork")
    story.choose("Willow", "Heron")
    story.choose("Willow", "Stork")
    story.split(first)
    assert story.open_teams() == set(TEAMS)
    pairs = Proposal.objects.filter(kind="lead", state="waiting").values_list(
        "case__team__name", "other_case__team__name"
    )
    assert [set(pair) for pair in pairs] == [{"Heron", "Stork"}]


def test_joined_split_and_joined_again(story: Story) -> None:
    story.split(story.join("Willow", "Heron"))
    join = story.join("Willow", "Heron")
    story.choose("Heron", "Willow")
    story.split(join)
    story.join("Willow", "Heron")
    story.choose("Willow", "Heron")
    assert story.open_teams() == {"Willow", "Stork"}
    assert Closing.objects.filter(outcome="joined").count() == 2
    assert Closing.objects.filter(reopening__at__lte=timezone.now()).count() == 1
