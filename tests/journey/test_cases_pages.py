"""The pages of cases as a browser gets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from dodomu.base import contributions, journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.cases.web import contributed
from dodomu.journey.registry import actions as registry
from tests.journey.registry_people import recorded_child
from tests.journey.tracing_pairs import olena_twice
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.fixture
def worker(client_for: Clients) -> Any:
    return client_for(make_user("case_worker", team=make_team("Willow")))


@pytest.fixture
def director(client_for: Clients) -> Any:
    return client_for("director")


@pytest.fixture
def olena(viewer_with: Clients) -> UUID:
    return recorded_child(viewer_with("tracing_analyst"), "Коваленко Олена Іванівна", born="2014-03-05")


@pytest.fixture
def case(director: Any, worker: Any, olena: UUID) -> Case:
    viewer = Viewer.of(director.user)
    return actions.open_case(viewer, olena, make_team("Willow").id, worker.user.id, "high", "Her mother asked.")


def page_of(case: Case) -> str:
    return reverse("cases:case", args=[case.id])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_case_is_opened_in_the_browser(director: Any, worker: Any, olena: UUID) -> None:
    where = f"{reverse('cases:open')}?person={olena}"
    assert "Коваленко" in text(director.get(where))
    given = {"team": make_team("Willow").id, "worker": worker.user.id, "risk": "high", "reason": "Her mother asked."}
    response = director.post(where, given, follow=True)
    assert "Case №1 is open." in text(response)
    assert Case.objects.get().person_id == olena


def test_a_second_opening_leads_to_the_open_case(director: Any, case: Case, olena: UUID) -> None:
    response = director.get(f"{reverse('cases:open')}?person={olena}")
    assert response.url == page_of(case)


def test_without_a_team_the_page_says_what_to_do(director: Any, olena: UUID) -> None:
    assert "There is no team yet" in text(director.get(f"{reverse('cases:open')}?person={olena}"))


def test_a_worker_of_another_team_is_refused_at_the_field(director: Any, worker: Any, olena: UUID) -> None:
    given = {"team": make_team("Heron").id, "worker": worker.user.id, "risk": "high", "reason": "Her mother asked."}
    response = director.post(f"{reverse('cases:open')}?person={olena}", given)
    assert "does not work cases in that team" in text(response)
    assert not Case.objects.exists()


@pytest.mark.parametrize("person", ["", "nobody", "019e0000-0000-7000-8000-000000000000"])
def test_a_case_for_nobody_is_not_found(director: Any, person: str) -> None:
    assert director.get(f"{reverse('cases:open')}?person={person}").status_code == 404


def test_the_list_shows_the_case_to_its_team(worker: Any, case: Case) -> None:
    found = text(worker.get(reverse("cases:list")))
    for words in ("№1", "Коваленко", "high", "Willow", "not recorded", "1 open case.", "1 is yours."):
        assert words in found


def test_the_list_of_another_team_is_empty(client_for: Clients, case: Case) -> None:
    heron = client_for(make_user("case_worker", team=make_team("Heron")))
    found = text(heron.get(reverse("cases:list")))
    assert "No cases here" in found
    assert "Коваленко" not in found
    assert heron.get(page_of(case)).status_code == 404


def test_a_filter_lives_in_the_address_and_shows_as_a_chip(worker: Any, case: Case) -> None:
    assert "№1" in text(worker.get(f"{reverse('cases:list')}?risk=high"))
    assert "№1" not in text(worker.get(f"{reverse('cases:list')}?risk=low"))


def test_an_export_asks_for_its_purpose_and_is_journaled(director: Any, case: Case) -> None:
    where = reverse("cases:list")
    assert director.post(where, {"export": "csv"})["Content-Type"].startswith("text/html")
    response = director.post(where, {"export": "csv", "purpose": "meeting"})
    assert "Коваленко" in response.content.decode("utf-8-sig")
    assert journal.recent(1)[0].kind == "case.list_exported"


def test_a_case_worker_gets_no_export(worker: Any, case: Case) -> None:
    response = worker.post(reverse("cases:list"), {"export": "csv", "purpose": "meeting"})
    assert response["Content-Type"].startswith("text/html")


def test_the_page_has_four_axes_and_a_neutral_title(worker: Any, case: Case) -> None:
    response = worker.get(page_of(case))
    for words in ("Whereabouts", "Legal status", "Return", "Recovery", "Her mother asked."):
        assert words in text(response)
    title = response.content.decode().split("<title>")[1].split("</title>")[0]
    assert "Case №1" in title
    assert "Коваленко" not in title


def test_a_step_is_recorded_in_words(worker: Any, case: Case) -> None:
    where = reverse("cases:step", args=[case.id, "legal"])
    given = {"value": "deported", "since": "spring 2023", "verification": "cross_checked", "source": "", "note": ""}
    found = text(worker.post(where, given, follow=True))
    assert "spring 2023" in found
    assert "cross-checked" in found


def test_a_step_in_the_future_is_explained(worker: Any, case: Case) -> None:
    where = reverse("cases:step", args=[case.id, "whereabouts"])
    found = text(worker.post(where, {"value": "located", "since": "2999-01-01", "source": "", "note": ""}))
    assert "This day has not come yet." in found
    assert not AxisEntry.objects.exists()


def test_a_step_is_withdrawn_in_the_browser(worker: Any, case: Case) -> None:
    worker.post(reverse("cases:step", args=[case.id, "whereabouts"]), {"value": "located", "since": "2024", "note": ""})
    where = reverse("cases:withdraw_step", args=[case.id, AxisEntry.objects.get().id])
    found = text(worker.post(where, {"reason": "Another girl of that name."}, follow=True))
    assert "Withdrawn:" in found


def test_a_proposal_is_answered_in_the_browser(worker: Any, director: Any, viewer_with: Clients) -> None:
    analyst, second = viewer_with("tracing_analyst"), viewer_with("tracing_analyst")
    one, other = olena_twice(analyst)
    viewer = Viewer.of(director.user)
    case = actions.open_case(viewer, one, make_team("Willow").id, worker.user.id, "high", "Her mother asked.")
    registry.join_persons(analyst, second, one, other, "One mother.")
    assert "1 proposal waits for your answer." in text(worker.get(page_of(case)))
    (item,) = contributed.work_items(Viewer.of(worker.user))
    given = {"answer": "accept", "since": "", "source": "", "reason": "The list names the place."}
    assert "Accepted and recorded." in text(worker.post(item.url, given, follow=True))
    assert AxisEntry.objects.get().value == "claimed"


def test_a_case_is_handed_over_in_the_browser(worker: Any, case: Case) -> None:
    colleague = make_user("case_worker", team=make_team("Willow"))
    where = reverse("cases:hand_over", args=[case.id])
    given = {"team": make_team("Willow").id, "worker": colleague.id, "reason": "I am on leave."}
    worker.post(where, given)
    case.refresh_from_db()
    assert case.worker_id == colleague.id


def test_the_risk_level_changes_with_a_reason(worker: Any, case: Case) -> None:
    found = text(
        worker.post(reverse("cases:risk", args=[case.id]), {"risk": "low", "reason": "With an aunt."}, follow=True)
    )
    assert "The risk level is changed." in found
    assert "With an aunt." in found


@pytest.mark.parametrize("role", ["hotline", "tracing_analyst", "administrator", "auditor", "escort"])
def test_other_roles_are_refused(client_for: Clients, case: Case, role: str) -> None:
    client = client_for(role)
    assert client.get(reverse("cases:list")).status_code == 403
    assert client.get(page_of(case)).status_code == 403


def test_a_director_reads_and_assigns_but_does_not_work(director: Any, case: Case) -> None:
    assert director.get(page_of(case)).status_code == 200
    assert director.get(reverse("cases:hand_over", args=[case.id])).status_code == 200
    assert director.get(reverse("cases:risk", args=[case.id])).status_code == 403


@pytest.mark.parametrize("typed", ["1", "№1", "№ 1", "case 1", "Справа №1"])
def test_a_case_is_found_by_its_number(worker: Any, case: Case, typed: str) -> None:
    (hit,) = contributed.search(Viewer.of(worker.user), typed)
    assert hit.url == page_of(case)


def test_a_number_out_of_reach_finds_nothing(viewer_with: Clients, case: Case) -> None:
    assert contributed.search(viewer_with("case_worker", team=make_team("Heron")), "1") == []


def test_the_life_line_has_the_steps_of_the_case(worker: Any, case: Case) -> None:
    worker.post(reverse("cases:step", args=[case.id, "whereabouts"]), {"value": "located", "since": "2024", "note": ""})
    titles = [str(event.title) for event in contributions.timeline(Viewer.of(worker.user), case.person_id)]
    assert any("located" in title for title in titles)


def test_a_child_without_a_case_lacks_one(director: Any, olena: UUID) -> None:
    (item,) = contributed.missing(Viewer.of(director.user), olena)
    assert (item.done, str(olena) in item.url) == (False, True)


def test_the_api_lists_and_answers_by_the_same_rules(worker: Any, case: Case, client_for: Clients) -> None:
    assert worker.get("/api/cases/").json()["cases"][0]["number"] == 1
    assert worker.get(f"/api/cases/{case.id}").json()["risk"] == "high"
    heron = client_for(make_user("case_worker", team=make_team("Heron")))
    assert heron.get("/api/cases/").json()["total"] == 0
    assert heron.get(f"/api/cases/{case.id}").status_code == 404
    unknown = f"/api/cases/proposals/{case.id}"
    given = json.dumps({"answer": "accept", "reason": "Yes."})
    assert worker.post(unknown, given, content_type="application/json").status_code == 404
