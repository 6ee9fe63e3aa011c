"""The pages of what is at work in a case, as a browser gets them: deadlines, tasks, flags, warnings, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Case, Closing, Flag, NeverDisclose, Proposal, Task
from dodomu.journey.registry import actions as registry
from tests.journey.cases_people import today, tomorrow
from tests.journey.registry_people import recorded_child
from tests.journey.tracing_pairs import olena_twice
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.fixture
def worker(client_for: Clients) -> Any:
    return client_for(make_user("case_worker", team=make_team("Willow")))


@pytest.fixture
def colleague(client_for: Clients) -> Any:
    return client_for(make_user("case_worker", team=make_team("Willow")))


@pytest.fixture
def case(worker: Any, viewer_with: Clients) -> Case:
    olena = recorded_child(viewer_with("tracing_analyst"), "Коваленко Олена Іванівна", born="2014-03")
    return actions.open_case(viewer_with("director"), olena, make_team("Willow").id, worker.user.id, "high", "Asked.")


def at(name: str, *arguments: Any) -> str:
    return reverse(f"cases:{name}", args=arguments)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def me(client: Any) -> Viewer:
    return Viewer.of(client.user)


def page(client: Any, case: Case) -> str:
    return text(client.get(at("case", case.id)))


def clock_url(client: Any, case: Case, code: str = "response") -> str:
    rows = queries.work(me(client), case.id).clocks
    start = next(row.clock.start_ref for row in rows if row.clock.code == code)
    return at("clock", case.id, code, start)


def test_the_page_says_first_what_is_due(worker: Any, case: Case) -> None:
    found = page(worker, case)
    assert found.index("Response") < found.index("Whereabouts")
    assert "the earliest possible one is used" in found


def test_the_page_speaks_ukrainian(client_for: Clients, case: Case) -> None:
    user = make_user("case_worker", team=make_team("Willow"))
    user.language = "uk"
    user.save(update_fields=("language",))
    client = client_for(user)
    client.cookies["language"] = "uk"
    found = text(client.get(at("case", case.id)))
    for words in ("Строки", "Реагування", "18-річчя", "Завдання"):
        assert words in found


def test_a_task_is_made_and_ended_in_the_browser(worker: Any, case: Case) -> None:
    given = {"title": "Call the aunt", "owner": "", "day": tomorrow().isoformat(), "time": "14:30"}
    assert "The task is made." in text(worker.post(at("new_task", case.id), given, follow=True))
    where = at("task", case.id, Task.objects.get().id)
    assert "Say why the task is dropped." in text(worker.post(where, {"state": "dropped", "note": ""}))
    assert "stays in the history" in text(worker.post(where, {"state": "done", "note": ""}, follow=True))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "2020-01-01"}, "This time has passed."),
        ({"day": "spring 2031"}, "Name one single day"),
        ({"time": "half past"}, "hours and minutes"),
        ({"title": ""}, "Fill in"),
    ],
)
def test_bad_input_is_named_and_kept(worker: Any, case: Case, wrong: dict[str, str], says: str) -> None:
    given = {"title": "Call the aunt", "owner": "", "day": tomorrow().isoformat(), "time": ""} | wrong
    found = text(worker.post(at("new_task", case.id), given))
    assert says in found
    assert all(value in found for value in given.values())


def test_a_task_is_changed_in_the_browser(worker: Any, colleague: Any, case: Case) -> None:
    task = actions.make_task(me(worker), case.id, "Call the aunt", Due.on(tomorrow()))
    where = at("change_task", case.id, task.id)
    assert worker.get(where).status_code == 200
    given = {
        "owner": str(colleague.user.id),
        "day": (tomorrow() + timedelta(days=3)).isoformat(),
        "time": "",
        "note": "",
    }
    worker.post(where, given)
    assert Task.objects.get().owner_id == colleague.user.id


def test_a_flag_is_raised_and_cleared_in_the_browser(worker: Any, case: Case) -> None:
    given = {"reason": "The father has called twice.", "day": today().isoformat(), "time": ""}
    assert "The father has called twice." in text(worker.post(at("new_flag", case.id), given, follow=True))
    where = at("clear_flag", case.id, Flag.objects.get().id)
    assert "The flag is cleared." in text(worker.post(where, {"note": "Talked to him."}, follow=True))


def test_a_response_is_recorded_in_the_browser(worker: Any, case: Case) -> None:
    given = {"kind": "met", "day": "", "time": "", "reason": "Spoke with the mother."}
    found = text(worker.post(clock_url(worker, case), given, follow=True))
    assert "Spoke with the mother." in found
    assert "Plan" in found


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"kind": "moved", "day": ""}, "Say until which day it is moved."),
        ({"kind": "met", "day": "2020-01-01"}, "before the deadline began"),
        ({"kind": "met", "reason": ""}, "Fill in"),
    ],
)
def test_an_impossible_answer_to_a_deadline_is_refused(
    worker: Any, case: Case, given: dict[str, str], says: str
) -> None:
    sent = {"day": "", "time": "", "reason": "Spoke."} | given
    assert says in text(worker.post(clock_url(worker, case), sent))


def test_a_certificate_is_recorded_in_the_browser(worker: Any, case: Case) -> None:
    given = {"kind": "certificate_for_return", "holder": "the aunt", "issued_on": "", "valid_until": ""}
    where = at("new_document", case.id)
    assert "count from its day of issue" in text(worker.post(where, given))
    given["issued_on"] = today().isoformat()
    assert "Certificate for return" in text(worker.post(where, given, follow=True))


def test_a_warning_is_added_shown_and_ended_by_two(worker: Any, colleague: Any, case: Case) -> None:
    given = {"whom": "Her uncle Stepan", "why": "He handed her over.", "since": today().isoformat(), "until": ""}
    assert "Never disclose to: Her uncle Stepan" in text(worker.post(at("new_warning", case.id), given, follow=True))
    entry = NeverDisclose.objects.get().id
    worker.post(at("end_warning", case.id, entry), {"reason": "He is dead."})
    answer = at("answer_warning", case.id, entry)
    assert "Another person has to answer." in text(worker.get(answer))
    assert "A colleague asks you" in page(colleague, case)
    colleague.post(answer, {"answer": "yes", "reason": "I saw the paper."})
    assert "Warnings that have ended" in page(colleague, case)


def test_a_warning_stands_at_the_head_of_the_childs_page(worker: Any, case: Case) -> None:
    actions.add_never_disclose(me(worker), case.id, actions.Warned("Her uncle Stepan", "He sold her.", today()))
    with translation.override("en"):
        titles = [str(one.title) for one in contributions.child_head(me(worker), case.person_id).warnings]
    assert "Never disclose to: Her uncle Stepan" in titles


def test_a_case_is_closed_in_the_browser_after_reading_what_is_open(worker: Any, case: Case) -> None:
    actions.make_task(me(worker), case.id, "Call the aunt", Due.on(tomorrow()))
    where = at("close", case.id)
    given = {"outcome": "returned", "refused_by": "", "reason": "She is at home."}
    assert "Call the aunt" in text(worker.get(where))
    assert "Read what is still open" in text(worker.post(where, given))
    found = text(worker.post(where, given | {"seen": "on"}, follow=True))
    assert "The case is closed." in found
    assert "returned home" in found
    assert "Call the aunt" in found


def test_a_refusal_says_by_whom(worker: Any, case: Case) -> None:
    given = {"outcome": "refused", "refused_by": "", "reason": "She wants to stay.", "seen": "on"}
    assert "Say who refuses" in text(worker.post(at("close", case.id), given))


def test_a_death_is_closed_by_two_in_the_browser(worker: Any, colleague: Any, case: Case) -> None:
    given = {"outcome": "died", "refused_by": "", "reason": "The certificate is here.", "seen": "on"}
    assert "Until they agree, the case stays open." in text(worker.post(at("close", case.id), given, follow=True))
    where = at("answer_closing", case.id, Closing.objects.get().id)
    assert "Another person has to answer." in text(worker.get(where))
    found = text(colleague.post(where, {"answer": "yes", "reason": "I read it."}, follow=True))
    assert "confirmed by a second person" in found


def test_a_case_is_opened_again_in_the_browser(worker: Any, case: Case) -> None:
    actions.close_case(me(worker), case.id, "returned", "At home.")
    assert "Open it again" in page(worker, case)
    found = text(worker.post(at("reopen", case.id), {"reason": "Taken away again."}, follow=True))
    assert "The case is open again." in found
    assert "Taken away again." in found


def test_a_closed_case_has_no_pages_for_new_things(worker: Any, case: Case) -> None:
    actions.close_case(me(worker), case.id, "returned", "At home.")
    for name in ("new_task", "new_flag", "new_document", "close", "risk"):
        assert worker.get(at(name, case.id)).status_code == 404


def test_another_team_finds_none_of_it(client_for: Clients, worker: Any, case: Case) -> None:
    task = actions.make_task(me(worker), case.id, "Call the aunt", Due.on(tomorrow()))
    heron = client_for(make_user("case_worker", team=make_team("Heron")))
    for where in (at("task", case.id, task.id), at("new_task", case.id), clock_url(worker, case), at("close", case.id)):
        assert heron.get(where).status_code == 404


def test_the_other_of_two_cases_can_lead(worker: Any, client_for: Clients, viewer_with: Clients) -> None:
    analyst, second, director = viewer_with("tracing_analyst"), viewer_with("tracing_analyst"), viewer_with("director")
    one, other = olena_twice(analyst)
    first = actions.open_case(director, one, make_team("Willow").id, worker.user.id, "high", "Asked.")
    later = actions.open_case(director, other, make_team("Heron").id, None, "low", "Asked.")
    registry.join_persons(analyst, second, one, other, "One mother.")
    where = at("answer", first.id, Proposal.objects.get(kind="lead").id)
    assert f"Case №{later.number} leads; case №{first.number} closes as joined" in text(worker.get(where))
    found = text(worker.post(where, {"answer": "other", "reason": "They know the mother."}, follow=True))
    assert f"Case №{later.number}</a> leads" in found


def test_what_is_due_stands_in_my_work(worker: Any, colleague: Any, case: Case) -> None:
    actions.make_task(me(worker), case.id, "Call the aunt", Due.on(today()), colleague.user.id)
    actions.raise_flag(me(worker), case.id, "The father has called twice.", Due.on(today()))
    actions.close_case(me(worker), case.id, "died", "The certificate is here.")
    codes = {client: {item.code for item in contributions.work_items(me(client))} for client in (worker, colleague)}
    assert "case.flag_open" in codes[worker]
    assert {"case.task_due", "case.closing_second"} <= codes[colleague]
    assert "case.closing_second" not in codes[worker]


def test_deadlines_stand_on_the_life_line(worker: Any, case: Case) -> None:
    with translation.override("en"):
        titles = [str(event.title) for event in contributions.timeline(me(worker), case.person_id)]
    assert "Deadline: Response, running" in titles
    assert "Deadline: 18th birthday, running" in titles


@pytest.mark.parametrize(
    ("query", "there"), [("?due=overdue", False), ("?due=week", True), ("?state=closed", False), ("?flag=yes", False)]
)
def test_the_list_is_filtered_by_what_is_at_work(worker: Any, case: Case, query: str, there: bool) -> None:
    assert ("№1" in text(worker.get(f"{at('list')}{query}"))) is there
