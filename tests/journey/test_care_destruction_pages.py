"""Pages on which care data are destroyed: read first, ask, answer as the second person, and what is said afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dodomu.base import contributions, keys
from dodomu.base.access.models import User
from dodomu.journey.cases.models import CareDestruction
from tests.journey.destruction_story import SECRET, Closed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FORM = {"why": "erasure_request", "reason": "Her mother asks in writing.", "read": "on"}


@pytest.fixture
def closed(viewer_with: Callable[..., Any]) -> Closed:
    return Closed(viewer_with)


@pytest.fixture
def page_of(client_for: Any) -> Callable[[Any], Client]:
    return lambda viewer: client_for(User.objects.get(id=viewer.user_id))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def url_of(asked: CareDestruction) -> str:
    return reverse("cases:answer_destruction", args=[asked.case_id, asked.id])


def test_the_way_from_a_number_to_the_case_page_that_says_what_was_done(closed: Closed, page_of: Any) -> None:
    protector, director = page_of(closed.protector), page_of(closed.director)
    found = protector.post(reverse("cases:destructions"), {"number": closed.case.number}, follow=True)
    said = text(found)
    for words in ("1 task", "1 care plan", "1 exhibit with its chain of custody", "the journal", "dodomu-keys-"):
        assert words in said
    url = reverse("cases:destroy", args=[closed.case.id])
    assert "tick that you have" in text(protector.post(url, {**FORM, "read": "", "seen": closed.seen}))
    done = protector.post(url, {**FORM, "seen": closed.seen}, follow=True)
    assert "Another person has to answer" in text(done)
    asked = CareDestruction.objects.get()
    (item,) = [one for one in contributions.work_items(closed.director) if one.code == "case.destruction_second"]
    assert item.url == url_of(asked)
    assert "Her mother asks in writing." in text(director.get(item.url))
    after = director.post(item.url, {"answer": "yes", "reason": "I read it."}, follow=True)
    assert "Nobody can read them again" in text(after)
    assert not keys.open_keys({closed.case.data_key_id})
    page = text(director.get(reverse("cases:case", args=[closed.case.id])))
    assert "The care data of this case were destroyed" in page
    assert f"{closed.protector.display_name} asked for it, {closed.director.display_name} confirmed it" in page
    assert SECRET not in page
    assert "Open it again" not in page
    assert "destroyed" in text(protector.get(reverse("cases:destructions")))


def test_a_page_that_grew_old_is_refused_and_what_was_typed_stays(closed: Closed, page_of: Any) -> None:
    protector = page_of(closed.protector)
    answer = protector.post(reverse("cases:destroy", args=[closed.case.id]), {**FORM, "seen": "0" * 64})
    assert "Something was added since you opened this page" in text(answer)
    assert FORM["reason"] in answer.content.decode()
    assert closed.seen in answer.content.decode()
    assert not CareDestruction.objects.exists()


def test_the_second_person_sees_that_something_was_added(closed: Closed, page_of: Any) -> None:
    asked, director = closed.ask(), page_of(closed.director)
    closed.warn()
    assert "Something was added to the case since" in text(director.get(url_of(asked)))
    answer = director.post(url_of(asked), {"answer": "yes", "reason": "I read it."})
    assert "Two people have to end these entries first" in text(answer)
    assert keys.open_keys({closed.case.data_key_id})


def test_a_hold_is_named_and_there_is_no_form(closed: Closed, page_of: Any) -> None:
    closed.hold()
    protector, url = page_of(closed.protector), reverse("cases:destroy", args=[closed.case.id])
    page = protector.get(url)
    assert f"A legal hold stands on case №{closed.case.number}" in text(page)
    assert 'name="reason"' not in page.content.decode()
    protector.post(url, {**FORM, "seen": closed.seen})
    assert not CareDestruction.objects.exists()


def test_a_review_leads_to_it_and_the_rule_needs_a_review(closed: Closed, page_of: Any) -> None:
    protector, url = page_of(closed.protector), reverse("cases:destroy", args=[closed.case.id])
    given = {**FORM, "why": "retention", "seen": closed.seen}
    assert "Nobody has marked this case to be destroyed" in text(protector.post(url, given))
    closed.mark()
    assert "marked to be destroyed in the review" in text(protector.get(url))
    assert "A second person is asked" in text(protector.post(url, given, follow=True))


def test_what_is_typed_into_a_case_that_was_destroyed_meets_a_kind_page(closed: Closed, page_of: Any) -> None:
    closed.destroyed()
    worker = page_of(closed.willow)
    given = {"whom": "A neighbour", "why": "He asks around.", "since": "2026-01-01"}
    answer = worker.post(reverse("cases:new_warning", args=[closed.case.id]), given)
    assert answer.status_code == 410
    assert "lawfully destroyed" in text(answer)
