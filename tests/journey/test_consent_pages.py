"""The pages of consent, of the child's own view, of interviews and of access on request, as their readers use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dodomu.base import contributions
from dodomu.base.access import actions as access
from dodomu.base.access.models import AccessRequest
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions.child_view import Asked, record_child_view
from dodomu.journey.cases.actions.interviews import Planned, plan_interview
from dodomu.journey.cases.models import ChildView, Consent, Interview
from dodomu.kit.dates import today
from tests.journey.consent_story import PDF, ConsentStory

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]
GIVEN = {"uses": ["tracing"], "state": "given", "giver": "mother", "giver_name": "Коваленко Ірина", "note": ""}
DATES = {"said_on": "5 March 2024", "valid_from": "", "valid_until": "", "kept": "Folder 7"}


@pytest.fixture
def story() -> ConsentStory:
    return ConsentStory()


@pytest.fixture
def worker(story: ConsentStory, client_for: Clients) -> Client:
    return client_for(story.worker_user)


def url(story: ConsentStory, name: str, *more: Any) -> str:
    return reverse(f"cases:{name}", args=[story.case.id, *more])


def text(response: Any) -> str:
    return response.content.decode()


def test_consent_is_recorded_and_shown(story: ConsentStory, worker: Client) -> None:
    sent = worker.post(url(story, "consent_new"), GIVEN | DATES, follow=True)
    assert sent.status_code == 200
    assert "Коваленко Ірина" in text(sent)
    row = Consent.objects.get()
    assert (row.use, row.state, row.valid_from) == ("tracing", "given", row.said_on)


def test_a_form_is_handed_in_and_can_be_opened_again(story: ConsentStory, worker: Client) -> None:
    paper = SimpleUploadedFile("scan.pdf", PDF)
    worker.post(url(story, "consent_new"), GIVEN | DATES | {"kept": "", "file": paper})
    opened = worker.get(url(story, "consent_file", Consent.objects.get().id))
    assert opened.getvalue() == PDF  # type: ignore[attr-defined]
    assert "scan" not in opened["Content-Disposition"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kept": ""}, "Hand the form in as a file, or say where the paper is kept."),
        ({"giver_name": ""}, "Write the name of this person."),
        ({"said_on": "March 2024"}, "Here an exact day is needed"),
        ({"valid_until": "4 March 2024"}, "This day is before the consent begins."),
        ({"uses": []}, "Fill in “What the data may be used for”."),
        ({"file": SimpleUploadedFile("form.pdf", b"MZ not a form")}, "This is no PDF and no picture"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    story: ConsentStory, worker: Client, changed: dict[str, Any], said: str
) -> None:
    answer = text(worker.post(url(story, "consent_new"), GIVEN | DATES | {"note": "She read it twice."} | changed))
    assert said in answer
    assert "She read it twice." in answer
    assert not Consent.objects.exists()


def test_withdrawing_is_one_form_and_says_what_it_does(story: ConsentStory, worker: Client) -> None:
    (row,) = story.give("tracing")
    assert "not in search, not in lists, not in sharing" in text(worker.get(url(story, "consent_withdraw", row.id)))
    given = {"giver": "mother", "giver_name": "Коваленко Ірина", "said_on": today().isoformat(), "note": ""}
    page = text(worker.post(url(story, "consent_withdraw", row.id), given, follow=True))
    assert "withdrawn: stopped" in page
    assert "1 use of this child's data is stopped." in page


def test_the_director_reads_and_cannot_record(story: ConsentStory, client_for: Clients) -> None:
    director = client_for("director")
    page = text(director.get(url(story, "consent")))
    assert "Nobody has written down yet" in page
    assert url(story, "consent_new") not in page
    assert director.get(url(story, "consent_new")).status_code == 403


def test_the_exported_list_leaves_the_child_out_and_says_how_many(story: ConsentStory, client_for: Clients) -> None:
    story.withdraw("authorities")
    analyst = client_for("tracing_analyst")
    content = text(analyst.post(reverse("registry:children"), {"export": "csv", "purpose": "authority"}))
    assert "1 child was left out" in content
    assert "Олена Іванівна" not in content
    whole = text(analyst.post(reverse("registry:children"), {"export": "csv", "purpose": "meeting"}))
    assert "left out" not in whole


def test_the_list_of_cases_leaves_it_out_too(story: ConsentStory, client_for: Clients) -> None:
    story.withdraw("authorities")
    content = text(client_for("director").post(reverse("cases:list"), {"export": "csv", "purpose": "authority"}))
    assert "1 child was left out" in content
    assert f"№{story.case.number}" not in content


def test_the_list_on_the_page_says_how_many_it_leaves_out(story: ConsentStory, client_for: Clients) -> None:
    story.withdraw()
    assert "1 child is left out" in text(client_for("tracing_analyst").get(reverse("registry:children")))


def test_the_child_s_own_view_is_kept_and_a_later_one_beside_it(story: ConsentStory, worker: Client) -> None:
    given = {"how": "video", "on": "May 2024", "present": "Nobody else", "interpreting": "own_language"}
    for words in ("I want to go home.", "I want to stay with my brother."):
        worker.post(url(story, "child_view"), given | {"words": words, "explained": ""})
    page = text(worker.get(url(story, "consent")))
    assert "I want to go home." in page
    assert "I want to stay with my brother." in page
    assert ChildView.objects.count() == 2


def test_the_view_is_missing_until_it_is_there(story: ConsentStory, in_english: None) -> None:
    def done() -> list[bool]:
        items = contributions.missing(story.worker, story.one)
        return [item.done for item in items if str(item.title) == "The child's own view"]

    assert done() == [False]
    asked = Asked(PartialDate.of_day(today()), "declined", "own_language", "Nobody else")
    record_child_view(story.worker, story.case.id, asked)
    assert done() == [True]


def test_a_second_account_is_entered_answered_and_counted(
    story: ConsentStory, worker: Client, client_for: Clients
) -> None:
    first = plan_interview(
        story.worker, story.case.id, Planned("hotline", "Operator", today(), event="The evacuation", outside=True)
    )
    given = {
        "when": "plan", "event": str(first.event_id), "new_event": "", "kind": "forensic", "body": "Investigator",
        "on": today().isoformat(), "place": "", "compartment": "", "reason": "",
    }  # fmt: skip
    assert "Say why it has to be once more." in text(worker.post(url(story, "interview_new"), given))
    worker.post(url(story, "interview_new"), given | {"reason": "The court asks."})
    waiting = Interview.objects.get(state="waiting")
    assert "Save the answer" not in text(worker.get(url(story, "interview_second", waiting.id)))
    director = client_for("director")
    answered = director.post(url(story, "interview_second", waiting.id), {"answer": "agree", "reason": ""}, follow=True)
    assert "planned" in text(answered)
    held = worker.post(url(story, "interview_held", waiting.id), {"held_on": today().isoformat()}, follow=True)
    assert "told 2 times" in text(held)


def test_access_is_asked_for_where_it_is_masked_and_granted(
    story: ConsentStory, worker: Client, client_for: Clients
) -> None:
    ask = reverse("office:access_request", args=[story.one, "clinical"])
    assert "at least 15 characters" in text(worker.post(ask, {"reason": "please", "hours": "24"}))
    worker.post(ask, {"reason": "The clinic asks which medicines she took.", "hours": "24"})
    request = AccessRequest.objects.get()
    officer = client_for("data_protection_officer")
    assert "The clinic asks" in text(officer.get(reverse("office:access")))
    officer.post(reverse("office:answer_access", args=[request.id]), {"answer": "grant", "hours": "4", "words": ""})
    assert "open now" in text(worker.get(reverse("office:access")))
    closed = officer.post(reverse("office:end_access", args=[request.id]), follow=True)
    assert "Closed. Nothing of it is shown any more." in text(closed)


def test_a_request_waits_as_work_without_a_name(story: ConsentStory) -> None:
    access.request_access(story.worker, story.one, "clinical", "The clinic asks about her medicines.", hours=8)
    (item,) = [one for one in contributions.work_items(story.officer) if one.code == "access.request"]
    assert "Коваленко" not in f"{item.title}{item.note}"


def test_the_history_of_a_child_shows_requests_and_emergencies(story: ConsentStory, client_for: Clients) -> None:
    access.request_access(story.worker, story.one, "clinical", "The clinic asks about her medicines.", hours=8)
    access.break_glass(story.worker, story.one, "danger", "She stands at the closed crossing.")
    page = text(client_for("director").get(reverse("office:child_access", args=[story.one])))
    assert "The clinic asks about her medicines." in page
    assert "She stands at the closed crossing." in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("consent", "Згода і власна думка дитини"),
        ("consent_new", "Записати згоду або відмову"),
        ("child_view", "Власна думка дитини"),
        ("interviews", "Реєстр опитувань"),
        ("interview_new", "Внести опитування"),
    ],
)
def test_the_pages_speak_ukrainian(story: ConsentStory, client_for: Clients, name: str, words: str) -> None:
    page = text(client_for(story.worker_user, language="uk").get(url(story, name)))
    assert words in page


def test_who_can_see_what_is_told_from_the_roles(client_for: Clients) -> None:
    page = text(client_for("hotline").get(reverse("office:roles_help")))
    assert "open a closed part of a child&#x27;s page to a colleague for a limited time" in page
    assert "find a child whose consent to tracing was withdrawn" in page
