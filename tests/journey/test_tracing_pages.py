"""The pages of tracing as a browser gets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing import actions
from dodomu.journey.tracing.models import Candidate, Decision
from dodomu.journey.tracing.web import contributed
from tests.journey.registry_people import recorded_child
from tests.journey.tracing_pairs import REASON, olena_pair

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.fixture
def analyst(client_for: Clients) -> Any:
    client_for("director")
    return client_for("tracing_analyst")


@pytest.fixture
def pair(analyst: Any) -> Candidate:
    return olena_pair(Viewer.of(analyst.user))


def page_of(pair: Candidate) -> str:
    return reverse("tracing:candidate", args=[pair.id])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_queue_says_what_waits(analyst: Any, pair: Candidate) -> None:
    found = text(analyst.get(reverse("tracing:queue")))
    assert "1 pair waits for a decision." in found
    assert page_of(pair) in found


def test_an_empty_queue_says_what_to_do(analyst: Any) -> None:
    assert "No pair waits here" in text(analyst.get(reverse("tracing:queue")))


def test_the_review_shows_both_records_evidence_and_sources(analyst: Any, pair: Candidate) -> None:
    found = text(analyst.get(page_of(pair)))
    for words in (
        "5 March 2014",
        "3 May 2014",
        "Day and month of birth are swapped",
        "Бахмут",
        "Артемовск",
        "a parent",
    ):
        assert words in found
    assert "brother or sister?" in found


def test_the_title_and_the_address_name_nobody(analyst: Any, pair: Candidate) -> None:
    response = analyst.get(page_of(pair))
    title = response.content.decode().split("<title>")[1].split("</title>")[0]
    assert "Коваленко" not in title
    assert "Match review" in title


def test_opening_a_review_is_journaled(analyst: Any, pair: Candidate) -> None:
    analyst.get(page_of(pair))
    assert [entry.kind for entry in journal.entries_about(pair.pid)] == ["candidate.opened"]


def test_a_decision_without_a_reason_is_explained(analyst: Any, pair: Candidate) -> None:
    response = analyst.post(page_of(pair), {"verdict": "same", "reason": ""})
    assert "Fill in “Reason”." in text(response)
    assert "<title>Error:" in response.content.decode().replace("\n", "")
    assert not Decision.objects.exists()


def test_one_decides_and_the_other_confirms_in_the_browser(client_for: Clients, analyst: Any, pair: Candidate) -> None:
    analyst.post(page_of(pair), {"verdict": "same", "reason": REASON})
    assert "somebody else has to confirm" in text(analyst.get(page_of(pair)))
    director = client_for("director")
    assert "1 waits for you as the second person." in text(director.get(reverse("tracing:queue")))
    assert REASON in text(director.get(page_of(pair)))
    given = {"answer": "confirm", "reason": "I see the same mother."}
    director.post(reverse("tracing:second", args=[pair.id]), given)
    pair.refresh_from_db()
    assert pair.status == "same"
    assert "Open the child" in text(director.get(page_of(pair)))


def test_the_author_gets_no_form_of_the_second_person(analyst: Any, pair: Candidate) -> None:
    analyst.post(page_of(pair), {"verdict": "same", "reason": REASON})
    analyst.post(reverse("tracing:second", args=[pair.id]), {"answer": "confirm", "reason": "Myself."})
    pair.refresh_from_db()
    assert pair.status == "waiting"


def test_two_rows_of_one_list_ask_for_a_tick(analyst: Any, pair: Candidate) -> None:
    Candidate.objects.filter(id=pair.id).update(one_list=True)
    assert "Both records are rows of one list" in text(analyst.get(page_of(pair)))
    analyst.post(page_of(pair), {"verdict": "same", "reason": REASON})
    assert not Decision.objects.exists()


def test_a_decision_is_undone_in_the_browser(analyst: Any, pair: Candidate) -> None:
    analyst.post(page_of(pair), {"verdict": "different", "reason": "Another mother."})
    decision = Decision.objects.get()
    where = reverse("tracing:undo", args=[pair.id, decision.id])
    assert "goes back to the queue" in text(analyst.get(where))
    analyst.post(where, {"reason": "I had read the wrong row."})
    pair.refresh_from_db()
    assert pair.status == "open"


def test_two_records_are_put_side_by_side_from_the_search(analyst: Any) -> None:
    viewer = Viewer.of(analyst.user)
    one = recorded_child(viewer, "Гнатюк Назар Петрович", born="2015-06-01")
    other = recorded_child(viewer, "Бондар Кіра Юріївна", born="2011-06-01")
    where = f"{reverse('tracing:compare')}?a={one}&b={other}"
    assert "Гнатюк" in text(analyst.get(where))
    assert not Candidate.objects.exists()
    response = analyst.post(where)
    assert response.url == page_of(Candidate.objects.get())


def test_with_one_record_the_closest_are_offered(analyst: Any, pair: Candidate) -> None:
    found = text(analyst.get(f"{reverse('tracing:compare')}?a={pair.person_a_id}"))
    assert f"b={pair.person_b_id}" in found


@pytest.mark.parametrize("role", ["hotline", "case_worker", "administrator", "auditor", "escort"])
def test_other_roles_are_refused(client_for: Clients, pair: Candidate, role: str) -> None:
    client = client_for(role)
    assert client.get(reverse("tracing:queue")).status_code == 403
    assert client.get(page_of(pair)).status_code == 403


def test_an_unknown_pair_is_not_found(analyst: Any, pair: Candidate) -> None:
    assert analyst.get(reverse("tracing:candidate", args=[pair.person_a_id])).status_code == 404


def test_work_of_today_names_pairs_without_a_name(analyst: Any, pair: Candidate) -> None:
    viewer = Viewer.of(analyst.user)
    (item,) = contributed.work_items(viewer)
    assert (item.url, "Коваленко" in str(item.title) + str(item.note)) == (page_of(pair), False)
    assert "born" in str(item.note)


def test_the_api_decides_by_the_same_rules(analyst: Any, pair: Candidate) -> None:
    listed = analyst.get("/api/tracing/").json()
    assert (listed["total"], listed["pairs"][0]["id"]) == (1, str(pair.id))
    given = json.dumps({"verdict": "same", "reason": REASON})
    where = f"/api/tracing/{pair.id}/decisions"
    decided = analyst.post(where, given, content_type="application/json").json()
    assert decided["outcome"] == "waiting"
    own = f"/api/tracing/decisions/{decided['id']}/confirm"
    assert analyst.post(own, given, content_type="application/json").status_code == 409
    assert analyst.get(f"/api/tracing/{pair.id}").json()["decisions"][0]["reason"] == REASON


def test_alone_the_page_says_that_nobody_confirms(client_for: Clients) -> None:
    client = client_for("tracing_analyst")
    pair = olena_pair(Viewer.of(client.user))
    assert "marked “not confirmed”" in text(client.get(page_of(pair)))
    client.post(page_of(pair), {"verdict": "same", "reason": REASON})
    assert "not confirmed: nobody else works here" in text(client.get(page_of(pair)))


def test_a_settled_pair_cannot_be_decided_again(analyst: Any, pair: Candidate) -> None:
    viewer = Viewer.of(analyst.user)
    actions.decide(viewer, pair.id, "same", REASON)
    with pytest.raises(actions.NotNow):
        actions.decide(viewer, pair.id, "different", REASON)


def test_a_joined_pair_shows_its_decision_and_no_comparison(client_for: Clients, analyst: Any, pair: Candidate) -> None:
    second = client_for("tracing_analyst")
    analyst.post(page_of(pair), {"verdict": "same", "reason": REASON})
    second.post(reverse("tracing:second", args=[pair.id]), {"answer": "confirm", "reason": REASON})
    shown = text(analyst.get(page_of(pair)))
    assert "one child’s now" in shown
    assert "alike then" in shown
    assert "waterfall" not in shown
