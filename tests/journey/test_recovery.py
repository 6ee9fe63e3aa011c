"""Care plan, goals, visits, closing: what is done after the arrival."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from dodomu.base import contributions, journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases import queries as case_queries
from dodomu.journey.recovery import actions, queries
from dodomu.journey.recovery.actions import ClosingInput, Visited
from dodomu.journey.recovery.models import CarePlan, Visit
from tests.journey.cases_people import Office, today, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Viewers = Callable[..., Any]


class Home(Office):
    """Olena is at home; her worker has begun the care plan thirty days ago."""

    def __init__(self, viewer_with: Viewers, risk: str = "low", days: int = 30) -> None:
        super().__init__(viewer_with, risk)
        self.start = today() - timedelta(days=days)
        self.plan: CarePlan = actions.begin_plan(self.willow, self.case.id, self.start, self.willow.user_id)

    def page(self, viewer: Any = None) -> Any:
        return queries.plan(viewer or self.willow, self.plan.id)

    def due(self, code: str) -> Any:
        return next(row for row in self.page().dues if row.code == code)

    def visit(self, code: str = "", by: Any = None, **more: Any) -> Visit:
        given = {
            "held_on": today(),
            "how": "home",
            "seen": "yes",
            "alone": "yes",
            "safety": "safe",
            "summary": "She sings.",
        }
        return actions.record_visit(
            by or self.willow, self.plan.id, Visited(**(given | more)), self.due(code).id if code else None
        )

    def recovery(self) -> str:
        histories = case_queries.case(self.willow, self.case.id).histories
        now = next(one.now for one in histories if one.axis == "recovery")
        return now.code if now else ""

    def ask_closing(self) -> Any:
        return actions.ask_closing(
            self.willow, self.plan.id, ClosingInput("goals", "She goes to school.", "yes", "yes")
        )


@pytest.fixture
def home(viewer_with: Viewers) -> Home:
    return Home(viewer_with)


def test_a_plan_lays_out_its_visits_and_moves_the_case(home: Home) -> None:
    page = home.page()
    assert [row.code for row in page.dues][:4] == ["d3", "d7", "d14", "d30"]
    assert (page.row.next_on, home.recovery()) == (home.start + timedelta(days=3), "plan_active")


def test_a_case_has_one_active_plan(home: Home) -> None:
    with pytest.raises(actions.AlreadyBegun) as begun:
        actions.begin_plan(home.willow, home.case.id, today())
    assert begun.value.plan_id == home.plan.id
    with pytest.raises(IntegrityError), transaction.atomic():
        CarePlan.objects.create(case=home.case, start=today(), risk="low", by_id=home.willow.user_id, at=timezone.now())


def test_another_team_finds_no_plan_and_a_hotline_operator_has_no_right(home: Home) -> None:
    with pytest.raises(OutOfReach):
        queries.plan(home.heron, home.plan.id)
    with pytest.raises(OutOfReach):
        home.visit(by=home.heron)
    with pytest.raises(NotAllowed):
        queries.plans(home.viewer_with("hotline"), {})


def test_a_visit_in_which_the_child_was_seen_meets_what_was_due(home: Home) -> None:
    home.visit("d3", held_on=home.start + timedelta(days=2))
    page = home.page()
    assert "d3" not in [row.code for row in page.dues]
    assert (page.visits[0].summary, home.recovery()) == ("She sings.", "monitored")


def test_an_attempt_leaves_the_visit_due_with_its_day(home: Home) -> None:
    home.visit("d3", seen="no", alone="", why_not="not_found", safety="cannot_tell")
    due = home.due("d3")
    assert (due.due_on, due.tried) == (home.start + timedelta(days=3), 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"alone": ""}, "alone"),
        ({"seen": "no"}, "why_not"),
        ({"alone": "no"}, "why_not"),
        ({"safety": "fine"}, "safety"),
        ({"held_on": date(2020, 1, 1)}, "held_on"),
        ({"summary": " "}, "summary"),
    ],
)
def test_a_visit_says_who_was_seen_and_why_not(home: Home, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}: "):
        home.visit(**wrong)
    assert not Visit.objects.exists()


def test_the_database_refuses_an_unseen_child_without_a_reason(home: Home) -> None:
    visit = home.visit()
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(
            plan=home.plan,
            held_on=today(),
            how="home",
            seen="no",
            safety="safe",
            summary_sealed=visit.summary_sealed,
            by_id=home.willow.user_id,
            at=timezone.now(),
        )


def test_safety_shows_to_the_team_and_a_private_note_to_its_author_alone(home: Home) -> None:
    actions.note_privately(home.willow, home.plan.id, "She told me about the dog.")
    home.visit(safety="concern")
    assert [note.text for note in home.page().notes] == ["She told me about the dog."]
    beside = home.page(home.colleague)
    assert (beside.notes, beside.row.safety) == ((), "concern")
    assert home.page(home.director).notes == ()


def test_nobody_finds_the_words_of_a_note_in_the_table(home: Home) -> None:
    actions.note_privately(home.willow, home.plan.id, "She told me about the dog.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_sealed FROM recovery_privatenote")
        assert b"dog" not in bytes(cursor.fetchone()[0])


def test_danger_is_the_first_work_of_whoever_owns_the_plan(home: Home) -> None:
    home.visit(safety="danger")
    items = contributions.work_items(home.willow, timezone.now() + timedelta(hours=1))
    assert (items[0].code, items[0].section) == ("recovery.danger", "overdue")
    assert not [item for item in contributions.work_items(home.heron) if item.code.startswith("recovery")]


def test_a_child_not_seen_twice_in_a_row_is_a_concern(home: Home) -> None:
    unseen = {"seen": "no", "alone": "", "why_not": "carer", "safety": "cannot_tell"}
    home.visit(**unseen)
    assert not queries.unsafe(home.willow)
    home.visit(**unseen)
    assert [one.what for one in queries.unsafe(home.willow)] == ["not_seen"]


def test_goals_and_actions_are_set_changed_and_ended(home: Home) -> None:
    goal = actions.set_goal(home.willow, home.plan.id, "school", "I want to read again.", "yes")
    action = actions.add_action(home.willow, goal.id, "Call the school", tomorrow(), home.colleague.user_id)
    assert [row.text for row in queries.actions_due(home.colleague)] == ["Call the school"]
    actions.change_action(home.willow, action.id, tomorrow() + timedelta(days=1), home.colleague.user_id, "Holiday")
    actions.end_action(home.colleague, action.id, "done")
    with pytest.raises(actions.NotOpen):
        actions.end_action(home.willow, action.id, "done")
    actions.end_goal(home.willow, goal.id, "reached", "She reads to her brother.")
    shown = home.page().goals[0]
    assert (shown.end, shown.actions[0].state, len(shown.actions[0].history)) == ("reached", "done", 3)


def test_what_could_not_be_done_says_why(home: Home) -> None:
    goal = actions.set_goal(home.willow, home.plan.id, "home", "A room of my own", "unable")
    action = actions.add_action(home.willow, goal.id, "Ask the town", tomorrow())
    with pytest.raises(ValueError, match=r"^note: "):
        actions.end_action(home.willow, action.id, "unable")


def test_a_higher_risk_asks_for_a_denser_row_and_missed_visits_keep_their_day(home: Home) -> None:
    from dodomu.journey.cases import actions as case_actions

    case_actions.change_risk(home.willow, home.case.id, "high", "He was seen near the house.")
    assert home.page().denser
    actions.lay_out_anew(home.willow, home.plan.id)
    codes = [row.code for row in home.page().dues]
    assert ("d3" in codes, "m2-" in codes, home.page().denser) == (True, True, False)


def test_closing_takes_a_second_person_and_leaves_a_visit_in_three_months(home: Home) -> None:
    closing = home.ask_closing()
    with pytest.raises(actions.SamePerson):
        actions.answer_closing(home.willow, closing.id, "Good.", agrees=True)
    assert [one.closing_id for one in queries.closings_waiting(home.colleague)] == [closing.id]
    actions.answer_closing(home.colleague, closing.id, "I read it.", agrees=True)
    page = home.page()
    assert ([row.code for row in page.dues], page.row.state, home.recovery()) == (["closing"], "closed", "closed")
    with time_machine.travel(timezone.now() + timedelta(days=95)):
        assert [row.code for row in queries.visits_due(home.willow)] == ["closing"]
        home.visit("closing", held_on=today())
        assert queries.visits_due(home.willow) == ()


def test_a_closing_that_is_not_confirmed_leaves_the_plan_as_it_was(home: Home) -> None:
    actions.answer_closing(home.colleague, home.ask_closing().id, "Too early.", agrees=False)
    page = home.page()
    assert (page.active, page.closing.second_reason) == (True, "Too early.")


def test_a_closed_plan_takes_no_goal_until_it_is_open_again(home: Home) -> None:
    actions.answer_closing(home.colleague, home.ask_closing().id, "I read it.", agrees=True)
    with pytest.raises(actions.PlanClosed):
        actions.set_goal(home.willow, home.plan.id, "school", "Again", "yes")
    actions.reopen_plan(home.willow, home.plan.id, "She asked for us.")
    codes = [row.code for row in home.page().dues]
    assert (home.page().active, "closing" in codes, "m2" in codes) == (True, False, True)


def test_after_the_last_visit_of_the_row_one_comes_every_year(viewer_with: Viewers) -> None:
    home = Home(viewer_with, days=800)
    for code in [row.code for row in home.page().dues]:
        home.visit(code)
    assert [row.code for row in home.page().dues] == ["yearly"]


def test_who_works_alone_closes_and_it_is_marked(viewer_with: Viewers) -> None:
    from dataclasses import replace

    home = Home(viewer_with)
    alone = replace(home.willow, alone=True)
    closing = actions.ask_closing(alone, home.plan.id, ClosingInput("goals", "She is well.", "yes", "yes"))
    assert (closing.state, home.page().active) == ("alone", False)


def test_an_arrived_child_without_a_plan_waits_in_my_work(viewer_with: Viewers) -> None:
    office = Office(viewer_with)
    office.step("recovery", "arrived")
    assert [one.case_number for one in queries.without_plan(office.willow)] == [office.case.number]
    actions.begin_plan(office.willow, office.case.id, today())
    assert queries.without_plan(office.willow) == []


def test_the_life_line_the_childs_page_and_the_case_show_the_plan(home: Home) -> None:
    home.visit("d3", safety="danger")
    events = [event.title for event in contributions.timeline(home.willow, home.child) if event.lane == "recovery"]
    assert "visit in the first three days" in [str(title) for title in events]
    assert "in danger" in str(contributions.child_head(home.willow, home.child).warnings[0].title)
    assert [section.id for section in contributions.child_sections(home.willow, home.child)].count("recovery") == 1
    assert [str(line.title) for line in contributions.case_lines(home.willow, home.case.id, home.child)].count(
        "Care plan"
    )
    assert not [event for event in contributions.timeline(home.heron, home.child) if event.lane == "recovery"]


def test_every_act_leaves_a_leaf_and_no_word_in_the_journal(home: Home) -> None:
    home.visit()
    home.ask_closing()
    kinds = {leaf.kind for leaf in journal.entries_about(home.plan.pid)}
    assert journal.verify().intact
    assert {"recovery.begun", "recovery.visit", "recovery.closing_asked"} <= kinds
