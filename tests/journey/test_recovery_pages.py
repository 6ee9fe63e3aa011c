"""The pages of recovery, from beginning a plan to closing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base.access.models import User
from dodomu.journey.recovery.models import Action, CarePlan, Goal, PlanClosing, Visit
from tests.journey.cases_people import Office, today, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
VISIT = {"held_on": "today", "how": "home", "seen": "yes", "alone": "yes", "safety": "concern", "summary": "She sings."}


def as_user(viewer: Any) -> User:
    return User.objects.get(id=viewer.user_id)


@pytest.fixture
def office(viewer_with: Callable[..., Any]) -> Office:
    return Office(viewer_with, "low")


@pytest.fixture
def worker(office: Office, client_for: Callable[..., Any]) -> Any:
    return client_for(as_user(office.willow))


def page(client: Any, name: str, *ids: Any) -> str:
    answer = client.get(reverse(f"recovery:{name}", args=ids))
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(client: Any, data: dict[str, Any], name: str, *ids: Any) -> Any:
    return client.post(reverse(f"recovery:{name}", args=ids), data)


def begun(client: Any, office: Office) -> CarePlan:
    assert send(client, {"start": today().isoformat(), "owner": ""}, "begin", office.case.id).status_code == 302
    return CarePlan.objects.get()


def test_a_plan_begins_at_the_case_and_stands_in_the_list(worker: Any, office: Office) -> None:
    case = worker.get(reverse("cases:case", args=[office.case.id])).content.decode()
    assert reverse("recovery:begin", args=[office.case.id]) in case
    plan = begun(worker, office)
    assert f"№{office.case.number}" in page(worker, "list")
    assert "Visit in the first three days" in page(worker, "plan", plan.id)
    assert "Care plan" in worker.get(reverse("cases:case", args=[office.case.id])).content.decode()


def test_the_day_of_arrival_is_known_from_the_case(worker: Any, office: Office) -> None:
    office.step("recovery", "arrived", "2024-05-07")
    assert 'value="2024-05-07"' in page(worker, "begin", office.case.id)


def test_a_day_that_has_not_come_is_no_arrival(worker: Any, office: Office) -> None:
    answer = send(worker, {"start": tomorrow().isoformat(), "owner": ""}, "begin", office.case.id)
    assert "This day has not come yet" in answer.content.decode()
    assert not CarePlan.objects.exists()


def test_a_visit_asks_whether_the_child_was_seen_alone_and_why_not(worker: Any, office: Office) -> None:
    plan = begun(worker, office)
    due = plan.dues.first()
    given = VISIT | {"held_on": today().isoformat()}
    refused = send(worker, given | {"alone": "no"}, "visit", plan.id, due.id).content.decode()
    assert "Say why the child was not seen, or not alone." in refused
    assert "She sings." in refused
    assert send(worker, given, "visit", plan.id, due.id).status_code == 302
    shown = page(worker, "plan", plan.id)
    assert "there is a concern" in shown
    assert Visit.objects.get().due_id == due.id


def test_goals_actions_and_notes(worker: Any, office: Office, client_for: Callable[..., Any]) -> None:
    plan = begun(worker, office)
    send(worker, {"domain": "school", "text": "I want to read.", "child_agrees": "yes"}, "new_goal", plan.id)
    goal = Goal.objects.get()
    given = {"text": "Call the school", "owner": "", "day": tomorrow().isoformat()}
    send(worker, given, "new_action", plan.id, goal.id)
    action = Action.objects.get()
    assert "Call the school" in page(worker, "action", plan.id, action.id)
    assert "Call the school" in page(worker, "change_action", plan.id, action.id)
    unable = send(worker, {"state": "unable", "note": ""}, "action", plan.id, action.id).content.decode()
    assert "Say why it could not be done." in unable
    send(worker, {"state": "done", "note": ""}, "action", plan.id, action.id)
    send(worker, {"end": "reached", "note": "She reads."}, "end_goal", plan.id, goal.id)
    send(worker, {"text": "About the dog."}, "note", plan.id)
    assert "About the dog." in page(worker, "plan", plan.id)
    beside = client_for(as_user(office.colleague))
    shown = page(beside, "plan", plan.id)
    assert "She reads." in shown
    assert "About the dog." not in shown


def test_two_people_close_a_plan_and_one_opens_it_again(
    worker: Any, office: Office, client_for: Callable[..., Any]
) -> None:
    plan, beside = begun(worker, office), client_for(as_user(office.colleague))
    given = {"why": "goals", "child_agrees": "yes", "carer_agrees": "not_asked", "reason": "She is well."}
    send(worker, given, "close", plan.id)
    closing = PlanClosing.objects.get()
    own = send(worker, {"agrees": "yes", "reason": "I know."}, "answer", plan.id, closing.id).content.decode()
    assert "You asked for it yourself" in own
    assert "She is well." in page(beside, "answer", plan.id, closing.id)
    send(beside, {"agrees": "yes", "reason": "I read it."}, "answer", plan.id, closing.id)
    assert "the plan is closed" in page(worker, "plan", plan.id)
    send(worker, {"reason": "She asked for us."}, "reopen", plan.id)
    assert "the plan is closed" not in page(worker, "plan", plan.id)


def test_an_owner_is_given_and_the_row_of_visits_follows_the_risk(worker: Any, office: Office) -> None:
    from dodomu.journey.cases import actions

    plan = begun(worker, office)
    send(worker, {"owner": str(office.colleague.user_id), "reason": "Leave"}, "give", plan.id)
    actions.change_risk(office.willow, office.case.id, "high", "Seen near the house.")
    assert "The risk level has changed" in page(worker, "plan", plan.id)
    send(worker, {}, "lay_out", plan.id)
    plan.refresh_from_db()
    assert (plan.risk, plan.owner_id) == ("high", office.colleague.user_id)


def test_another_team_finds_nothing(worker: Any, office: Office, client_for: Callable[..., Any]) -> None:
    plan = begun(worker, office)
    stranger = client_for(as_user(office.heron))
    assert stranger.get(reverse("recovery:plan", args=[plan.id])).status_code == 404
    assert send(stranger, {"reason": "x"}, "reopen", plan.id).status_code == 404
