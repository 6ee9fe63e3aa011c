"""Needs, what carers must know, what nobody asks the child, and the sheet that is handed on."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from dodomu.base import contributions, journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases.actions import interviews
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.actions import NeedInput, SheetWanted
from dodomu.journey.reception.models import Particular, SheetOut, Topic
from dodomu.journey.reception.web.sheet_words import sheet_pages
from dodomu.kit.dates import today
from dodomu.kit.pdf import sheet_pdf
from tests.journey.reception_people import House

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def house(viewer_with: Callable[..., Any]) -> House:
    return House(viewer_with)


def test_a_need_waits_until_somebody_meets_it(house: House) -> None:
    (arrival,) = house.here()
    made = actions.note_need(house.clinician, arrival.id, NeedInput("clothing", "today", "Shoes, 36"))
    items = [one for one in contributions.work_items(house.worker) if one.code == "need.open"]
    assert [one.due_at for one in items] == [made.due_at]
    actions.end_need(house.worker, made.id, "met")
    assert queries.open_needs(house.clinician) == []
    with pytest.raises(actions.NotNow):
        actions.end_need(house.clinician, made.id, "met")


def test_a_need_that_is_no_longer_one_says_why(house: House) -> None:
    (arrival,) = house.here()
    made = actions.note_need(house.clinician, arrival.id, NeedInput("food", "now"))
    with pytest.raises(ValueError, match="note"):
        actions.end_need(house.clinician, made.id, "not_needed")
    with pytest.raises(ValueError, match="kind"):
        actions.note_need(house.clinician, arrival.id, NeedInput("toys", "now"))


def test_a_need_about_health_is_masked_for_who_does_not_see_health(house: House) -> None:
    (arrival,) = house.here()
    made = actions.note_need(house.clinician, arrival.id, NeedInput("dental", "days", "Broken tooth"))
    (row,) = queries.open_needs(house.worker)
    assert (row.masked, row.kind, row.note) == (True, "", "")
    with pytest.raises(OutOfReach):
        actions.end_need(house.worker, made.id, "met")
    psychologist = house.viewer_with("psychologist", team=house.heron)
    assert queries.need(psychologist, made.id).note == "Broken tooth"


def test_not_asked_unknown_and_nothing_are_three_answers_and_none_is_overwritten(house: House) -> None:
    (arrival,) = house.here()
    answers = {"allergies": ("unknown", ""), "diet": ("nothing", ""), "medicines": ("something", "Salbutamol")}
    actions.record_particulars(house.clinician, arrival.id, answers)
    actions.record_particulars(house.clinician, arrival.id, answers | {"allergies": ("something", "Nuts")})
    rows = {one.kind: (one.answer, one.words) for one in queries.arrival(house.clinician, arrival.id).particulars}
    assert rows["allergies"] == ("something", "Nuts")
    assert (rows["diet"], rows["religion"]) == (("nothing", ""), ("not_asked", ""))
    assert Particular.objects.count() == 4
    with pytest.raises(ValueError, match="words"):
        actions.record_particulars(house.clinician, arrival.id, {"diet": ("something", " ")})


def test_allergies_are_kept_from_who_does_not_see_health_and_diet_is_not(house: House) -> None:
    (arrival,) = house.here()
    given = {"allergies": ("something", "Nuts"), "diet": ("something", "No pork")}
    actions.record_particulars(house.clinician, arrival.id, given)
    rows = {one.kind: one for one in queries.arrival(house.worker, arrival.id).particulars}
    assert (rows["allergies"].masked, rows["allergies"].words, rows["diet"].words) == (True, "", "No pork")


def test_what_is_not_asked_is_seen_by_everybody_who_opens_the_page(house: House) -> None:
    (arrival,) = house.here()
    person = arrival.case.person_id
    made = actions.add_topic(house.clinician, person, "journey", "hurts")
    warnings = contributions.child_head(house.analyst, person).warnings
    assert [str(one.text) for one in warnings if str(one.title) == "Do not ask about"] == ["The way home"]
    assert b"journey" not in bytes(Topic.objects.get().topic_sealed)
    with pytest.raises(ValueError, match="already"):
        actions.add_topic(house.worker, person, "journey", "asked")
    with pytest.raises(NotAllowed):
        actions.add_topic(house.analyst, person, "home", "hurts")
    actions.end_topic(house.worker, made.id, "She speaks of it herself.")
    assert [one.ended_reason for one in queries.topics_of(house.worker, person)] == ["She speaks of it herself."]


def test_what_the_child_has_told_is_counted_by_kind_and_never_repeated(house: House) -> None:
    (arrival,) = house.here()
    planned = interviews.Planned("forensic", "An investigator", today(), event="What happened in May")
    row = interviews.plan_interview(house.worker, arrival.case_id, planned)
    interviews.hold_interview(house.worker, row.id, today())
    told = queries.told_of(house.clinician, arrival.case.person_id)
    assert told == [("for an investigation or a court", 1)]
    text = str(contributions.child_head(house.clinician, arrival.case.person_id).warnings)
    assert "May" not in text


def the_sheet(house: House, arrival: Any, viewer: Any, **more: Any) -> tuple[bytes, str]:
    page = queries.arrival(viewer, arrival.id)
    pages = sheet_pages(page, SheetWanted("case_work", **more), name="", by=viewer.display_name, at=arrival.arrived_at)
    content = sheet_pdf(pages)
    return content, "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)


def test_the_sheet_is_in_both_languages_in_cyrillic_and_its_bytes_repeat(house: House) -> None:
    (arrival,) = house.here()
    actions.record_particulars(house.clinician, arrival.id, {"diet": ("something", "ґречка, їжа без м'яса #1 *")})
    content, text = the_sheet(house, arrival, house.clinician)
    assert content == the_sheet(house, arrival, house.clinician)[0]
    assert "Hand-over sheet" in text
    assert "ґречка, їжа без м'яса #1 *" in text
    assert text.count(f"№{arrival.case.number}") >= 2
    assert "Коваленко" not in text


def test_what_the_reader_does_not_see_is_not_on_the_sheet(house: House) -> None:
    (arrival,) = house.here()
    actions.record_particulars(house.clinician, arrival.id, {"allergies": ("something", "Peanuts")})
    actions.record_triage(house.clinician, arrival.id, house.look(signs={"wheezing": "yes"}))
    assert "Peanuts" in the_sheet(house, arrival, house.clinician, languages="en")[1]
    text = the_sheet(house, arrival, house.worker, languages="en")[1]
    assert "Peanuts" not in text
    assert "Wheezing" not in text


def test_a_sheet_that_leaves_is_in_the_journal_with_its_purpose_and_digest(house: House) -> None:
    (arrival,) = house.here()
    actions.note_sheet(house.clinician, arrival.id, SheetWanted("meeting", named=True), b"file")
    leaf = journal.recent(1)[0]
    assert (leaf.kind, leaf.codes["purpose"], leaf.codes["named"]) == ("reception.sheet_out", "meeting", 1)
    assert bytes(SheetOut.objects.get().digest).hex() == leaf.codes["file"]


def test_a_child_may_ask_for_all_of_it(house: House) -> None:
    (arrival,) = house.here()
    actions.record_triage(house.clinician, arrival.id, house.look(), at=timezone.now())
    actions.record_particulars(house.clinician, arrival.id, {"allergies": ("something", "Peanuts")})
    officer = house.viewer_with("data_protection_officer")
    sections = {one.code: one for one in contributions.subject_file(officer, arrival.case.person_id)}
    assert str(sections["care"].entries[0].value).endswith("Peanuts")
    assert "36.8" in str(sections["triage"].entries[0].value)
