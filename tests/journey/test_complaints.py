"""Complaints about staff: they go outside the team, and nothing of them shows to those they are about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from dodomu.base import contributions, journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.office import actions
from dodomu.journey.office.actions import ComplaintInput
from dodomu.journey.office.complaint_terms import due_at
from dodomu.journey.office.models import Complaint
from dodomu.journey.office.queries import complaints as queries
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]
WORDS = "He took my telephone and laughed."


def told(by: Any, **more: Any) -> Complaint:
    return actions.record_complaint(by, ComplaintInput("child", WORDS, **({"who": "The tall driver"} | more)))


def test_an_officer_outside_the_team_reads_what_was_said(viewer_with: Viewers) -> None:
    officer = viewer_with("safeguarding_officer")
    complaint = told(viewer_with("case_worker", team=make_team("Willow")), reach="Through her aunt")
    page = queries.complaint(officer, complaint.id)
    assert (page.words, page.who, page.reach) == (WORDS, "The tall driver", "Through her aunt")


def test_who_it_is_about_sees_neither_it_nor_that_there_is_one(viewer_with: Viewers) -> None:
    viewer_with("safeguarding_officer")
    director = viewer_with("director")
    complaint = told(viewer_with("hotline"), about_id=director.user_id)
    assert queries.complaints(director) == []
    with pytest.raises(OutOfReach):
        queries.complaint(director, complaint.id)
    with pytest.raises(OutOfReach):
        actions.answer_complaint(director, complaint.id, "not_upheld", "I did nothing.")


def test_nobody_of_that_persons_team_sees_it(viewer_with: Viewers) -> None:
    willow, heron = make_team("Willow"), make_team("Heron")
    accused = viewer_with("case_worker", team=willow)
    beside = viewer_with("safeguarding_officer", team=willow)
    outside = viewer_with("safeguarding_officer", team=heron)
    complaint = told(viewer_with("hotline"), about_id=accused.user_id)
    assert [row.id for row in queries.complaints(outside)] == [complaint.id]
    assert queries.complaints(beside) == []


def test_nobody_of_a_team_that_is_named_sees_it(viewer_with: Viewers) -> None:
    willow = make_team("Willow")
    beside = viewer_with("safeguarding_officer", team=willow)
    outside = viewer_with("safeguarding_officer")
    told(viewer_with("hotline"), team_id=willow.id)
    assert (queries.complaints(beside), len(queries.complaints(outside))) == ([], 1)


def test_a_complaint_that_nobody_outside_could_read_is_refused_and_not_kept(viewer_with: Viewers) -> None:
    director = viewer_with("director")
    with pytest.raises(actions.NobodyOutside):
        told(viewer_with("hotline"), about_id=director.user_id)
    assert not Complaint.objects.exists()


def test_it_is_taken_up_looked_into_answered_and_opened_again(viewer_with: Viewers) -> None:
    officer = viewer_with("safeguarding_officer")
    complaint = told(viewer_with("hotline"))
    actions.take_complaint(officer, complaint.id, "I talk to the girl tomorrow.")
    with pytest.raises(actions.NotNow):
        actions.take_complaint(officer, complaint.id, "I as well.")
    actions.note_complaint(officer, complaint.id, "Two saw it.")
    actions.answer_complaint(officer, complaint.id, "upheld", "He drives no more children.")
    assert queries.complaint(officer, complaint.id).row.state == "ended"
    actions.reopen_complaint(officer, complaint.id, "A second girl said the same.")
    page = queries.complaint(officer, complaint.id)
    assert page.steps[0].note == "A second girl said the same."
    assert (page.row.state, page.row.outcome_label) == ("looking", "")


@pytest.mark.parametrize(
    "given",
    [
        ComplaintInput("nobody", WORDS, who="He"),
        ComplaintInput("child", "  ", who="He"),
        ComplaintInput("child", WORDS),
    ],
)
def test_what_is_missing_is_named(viewer_with: Viewers, given: ComplaintInput) -> None:
    viewer_with("safeguarding_officer")
    with pytest.raises(ValueError, match=r"^(teller|words|who): "):
        actions.record_complaint(viewer_with("hotline"), given)


def test_the_receipt_tells_how_far_it_is_and_nothing_else(viewer_with: Viewers) -> None:
    officer, worker = viewer_with("safeguarding_officer"), viewer_with("case_worker")
    complaint = told(worker)
    found = queries.receipt(worker, f" {complaint.receipt.lower()} ")
    assert found is not None
    assert (found.number, found.state, found.answered_at) == (complaint.number, "new", None)
    actions.answer_complaint(officer, complaint.id, "not_upheld", "It was another driver.")
    ended = queries.receipt(worker, complaint.receipt)
    assert ended is not None
    assert (ended.state, ended.answered_at is not None) == ("ended", True)
    assert queries.receipt(worker, "AAAA-AAAA") is None


def test_the_terms_are_shorter_where_somebody_is_in_danger() -> None:
    now = timezone.now()
    assert due_at("take", now, urgent=True) < due_at("take", now, urgent=False)
    with pytest.raises(ValueError, match="code"):
        due_at("take", now - timedelta(days=9999), urgent=True)


def test_it_is_work_of_those_who_may_answer_it_and_of_nobody_else(viewer_with: Viewers) -> None:
    officer, worker = viewer_with("safeguarding_officer"), viewer_with("case_worker")
    told(worker, urgent=True)
    assert [item.code for item in contributions.work_items(officer)] == ["complaint.urgent"]
    assert not [item for item in contributions.work_items(worker) if item.code.startswith("complaint")]


def test_no_word_of_it_stands_in_the_clear_in_the_table_or_the_journal(viewer_with: Viewers) -> None:
    viewer_with("safeguarding_officer")
    told(viewer_with("hotline"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM office_complaint")
        row = cursor.fetchone()
    assert not [cell for cell in row if "telephone" in str(bytes(cell) if isinstance(cell, memoryview) else cell)]
    assert journal.verify().intact


def test_who_answers_no_complaints_may_not_list_them(viewer_with: Viewers) -> None:
    with pytest.raises(NotAllowed):
        queries.complaints(viewer_with("case_worker"))


def test_pages_from_passing_it_on_to_the_answer(client_for: Callable[..., Any]) -> None:
    officer, worker = client_for("safeguarding_officer"), client_for("case_worker")
    refused = worker.post(reverse("office:new_complaint"), {"teller": "child", "words": WORDS})
    assert "Say whom it is about" in refused.content.decode()
    passed = worker.post(reverse("office:new_complaint"), {"teller": "child", "words": WORDS, "who": "The driver"})
    complaint = Complaint.objects.get()
    assert complaint.receipt in passed.content.decode()
    asked = worker.post(reverse("office:complaint_receipt"), {"receipt": complaint.receipt}).content.decode()
    assert "nobody has looked at it yet" in asked
    assert WORDS not in asked
    page = reverse("office:complaint", args=[complaint.id])
    assert WORDS in officer.get(page).content.decode()
    assert officer.post(page, {"note": "I talk to her."}).status_code == 302
    answer = reverse("office:answer_complaint", args=[complaint.id])
    assert officer.post(answer, {"outcome": "upheld", "note": "He drives no more."}).status_code == 302
    assert "He drives no more." in officer.get(page).content.decode()
    assert f"№{complaint.number}" in officer.get(reverse("office:complaints")).content.decode()


def test_who_it_is_about_finds_no_page(client_for: Callable[..., Any]) -> None:
    make_user("safeguarding_officer")
    client = client_for("director")
    complaint = told(viewer_of(client), about_id=client.user.id)
    assert client.get(reverse("office:complaint", args=[complaint.id])).status_code == 404


def viewer_of(client: Any) -> Any:
    from dodomu.base.access.viewer import Viewer

    return Viewer.of(client.user)
