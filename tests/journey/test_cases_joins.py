"""A join makes the case propose, a person answers, a split takes back what rested on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import may
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.models import Case, CaseEvent, Proposal
from dodomu.journey.registry import actions as registry
from tests.journey.tracing_pairs import olena_twice
from tests.people import make_team

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


class Story:
    """Olena recorded twice, two analysts, a director, a worker in each of two teams."""

    def __init__(self, viewer_with: Viewers) -> None:
        self.director, self.second = viewer_with("director"), viewer_with("tracing_analyst")
        self.analyst = viewer_with("tracing_analyst")
        self.willow = viewer_with("case_worker", team=make_team("Willow"))
        self.heron = viewer_with("case_worker", team=make_team("Heron"))
        self.one, self.other = olena_twice(self.analyst)

    def open(self, person: Any, team: str, risk: str = "medium") -> Case:
        return actions.open_case(self.director, person, make_team(team).id, None, risk, "Her mother asked.")

    def join(self) -> Any:
        return registry.join_persons(self.analyst, self.second, self.one, self.other, "One mother.")

    def split(self, join: Any) -> None:
        registry.split_persons(self.analyst, join.id, "Two daughters.")


@pytest.fixture
def story(viewer_with: Viewers) -> Story:
    return Story(viewer_with)


def waiting() -> list[tuple[str, str]]:
    return list(Proposal.objects.filter(state="waiting").order_by("kind").values_list("kind", "value"))


def test_a_join_proposes_the_next_step_and_changes_nothing(story: Story) -> None:
    case = story.open(story.one, "Willow")
    story.join()
    assert waiting() == [("axis_step", "claimed")]
    assert queries.case(story.willow, case.id).histories[0].now is None


def test_accepting_records_the_step_with_the_reason(story: Story) -> None:
    case = story.open(story.one, "Willow")
    story.join()
    (proposal,) = queries.waiting_proposals(story.willow)
    actions.accept(story.willow, proposal.id, "The list names the place.")
    history = queries.case(story.willow, case.id).histories[0]
    assert history.now is not None
    assert (history.now.code, history.entries[0].proposed_because) == ("claimed", "persons_joined")
    assert waiting() == []


def test_declining_keeps_the_reason_and_changes_nothing(story: Story) -> None:
    case = story.open(story.one, "Willow")
    story.join()
    (proposal,) = queries.waiting_proposals(story.willow)
    actions.decline(story.willow, proposal.id, "The list is two years old.")
    page = queries.case(story.willow, case.id)
    assert (page.proposals[0].state, page.proposals[0].reason) == ("declined", "The list is two years old.")
    assert page.histories[0].now is None


def test_a_proposal_is_answered_once(story: Story) -> None:
    story.open(story.one, "Willow")
    story.join()
    (proposal,) = queries.waiting_proposals(story.willow)
    actions.accept(story.willow, proposal.id, "The list names the place.")
    with pytest.raises(actions.AlreadyAnswered):
        actions.decline(story.willow, proposal.id, "Too late.")


def test_only_the_own_team_answers(story: Story) -> None:
    story.open(story.one, "Willow")
    story.join()
    assert queries.waiting_proposals(story.heron) == []


def test_the_team_sees_the_joined_child_whichever_record_it_began_with(story: Story) -> None:
    case = story.open(story.other, "Heron")
    story.join()
    assert may(story.heron, Act.PERSON_READ, subject=story.one)
    assert queries.case(story.heron, case.id).row.person_id == min(story.one, story.other)


def test_after_a_split_the_team_sees_its_own_child_only(story: Story) -> None:
    story.open(story.other, "Heron")
    story.split(story.join())
    assert may(story.heron, Act.PERSON_READ, subject=story.other)
    assert not may(story.heron, Act.PERSON_READ, subject=story.one)


def test_two_cases_stay_and_the_more_urgent_is_proposed_to_lead(story: Story) -> None:
    medium, critical = story.open(story.one, "Willow"), story.open(story.other, "Heron", "critical")
    story.join()
    lead = Proposal.objects.get(kind="lead")
    assert (lead.case_id, lead.other_case_id) == (critical.id, medium.id)
    assert queries.cases(story.director, {}).total == 2


def test_a_led_case_says_who_leads_until_the_split(story: Story) -> None:
    medium, critical = story.open(story.one, "Willow"), story.open(story.other, "Heron", "critical")
    join = story.join()
    actions.accept(story.heron, Proposal.objects.get(kind="lead").id, "Heron has met the mother.")
    assert queries.case(story.willow, medium.id).row.led_by == critical.number
    story.split(join)
    medium.refresh_from_db()
    assert medium.led_by_id is None
    assert CaseEvent.objects.filter(case=medium, what="led_no_more").count() == 1


def test_a_split_lapses_what_nobody_answered(story: Story) -> None:
    story.open(story.one, "Willow")
    story.split(story.join())
    assert Proposal.objects.get().state == "lapsed"


def test_a_split_proposes_the_way_back_for_an_accepted_step(story: Story) -> None:
    story.open(story.one, "Willow")
    join = story.join()
    (proposal,) = queries.waiting_proposals(story.willow)
    actions.accept(story.willow, proposal.id, "The list names the place.")
    story.split(join)
    assert waiting() == [("axis_step", "unknown")]


def test_a_case_opened_after_the_join_proposes_at_once(story: Story) -> None:
    story.join()
    story.open(story.other, "Willow")
    assert waiting() == [("axis_step", "claimed")]


def test_the_joined_child_has_one_case_whichever_record_is_named(story: Story) -> None:
    story.open(story.one, "Willow")
    story.join()
    with pytest.raises(actions.AlreadyOpen):
        story.open(story.other, "Heron")
