"""The pages on which people's requests about data are answered, as a browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions
from dodomu.journey.cases.models import DataRequest
from dodomu.journey.registry.models import Fact
from dodomu.kit.dates import today
from tests.journey.registry_people import recorded_child

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.fixture
def director(client_for: Clients) -> Any:
    return client_for("director")


@pytest.fixture
def officer(client_for: Clients, director: Any) -> Any:
    """One of several colleagues, so that somebody else can release."""
    return client_for("data_protection_officer")


@pytest.fixture
def olena(viewer_with: Clients) -> UUID:
    return recorded_child(viewer_with("tracing_analyst"), "Коваленко Олена Іванівна", born="2014-03-05")


@pytest.fixture
def row(officer: Any, olena: UUID) -> DataRequest:
    asked = actions.Asked("access", "subject", "document", "Олена", "All of it.", today(), language="en")
    return actions.record_request(Viewer.of(officer.user), olena, asked)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(name: str, row: DataRequest) -> str:
    return reverse(f"cases:{name}", args=[row.id])


def test_a_request_is_recorded_from_the_childs_page(officer: Any, olena: UUID) -> None:
    sections = contributions.child_sections(Viewer.of(officer.user), olena)
    (link,) = next(section for section in sections if section.id == "data-requests").links
    given = {
        "kind": "access",
        "fact": "",
        "requester": "subject",
        "requester_name": "Олена, box 7",
        "identity": "document",
        "asked": "All of it.",
        "received_on": today().isoformat(),
        "language": "uk",
    }
    assert "Recorded as request №1." in text(officer.post(link[1], given, follow=True))
    assert DataRequest.objects.get().person_id == olena


def test_what_is_missing_is_said_at_the_field(officer: Any, olena: UUID) -> None:
    found = text(officer.post(f"{reverse('cases:new_request')}?person={olena}", {"kind": "rectification"}))
    assert "Choose the fact that is said to be wrong." in found
    assert "Error:" in found


def test_the_file_is_compiled_read_and_released(officer: Any, director: Any, row: DataRequest) -> None:
    assert "What is stated about you" in text(officer.get(page("compile", row)))
    assert "The file is compiled." in text(officer.post(page("compile", row), {}, follow=True))
    assert "Коваленко Олена Іванівна" in text(director.get(page("read_file", row)))
    answer = {"answer": "release", "reason": ""}
    assert "You compiled this file" in text(officer.post(page("release", row), answer, follow=True))
    assert "released to the requester" in text(director.post(page("release", row), answer, follow=True))
    assert officer.get(page("download_file", row))["Content-Type"] == "application/zip"


def test_before_it_is_released_it_is_not_downloaded(officer: Any, row: DataRequest) -> None:
    officer.post(page("compile", row), {})
    assert officer.get(page("download_file", row)).status_code == 404


def test_the_second_person_finds_it_in_the_work(officer: Any, director: Any, row: DataRequest) -> None:
    codes = [item.code for item in contributions.work_items(Viewer.of(officer.user))]
    assert "request.answer" in codes
    officer.post(page("compile", row), {})
    assert "request.second" in [item.code for item in contributions.work_items(Viewer.of(director.user))]
    assert "request.second" not in [item.code for item in contributions.work_items(Viewer.of(officer.user))]


def test_a_correction_leads_to_the_fact(officer: Any, olena: UUID) -> None:
    fact = Fact.objects.get(attribute="birth_date")
    asked = actions.Asked(
        "rectification", "subject", "document", "Олена", "I was born in May.", today(), fact_id=fact.id
    )
    row = actions.record_request(Viewer.of(officer.user), olena, asked)
    assert reverse("registry:fact_correct", args=[fact.id]) in text(officer.get(page("request", row)))
    found = text(officer.post(page("answer_request", row), {"answer": "refuse", "reason": " "}))
    assert "Say why." in found


def test_titles_name_nobody(officer: Any, row: DataRequest) -> None:
    found = officer.get(page("request", row)).content.decode()
    assert "Коваленко" not in found.split("<title>")[1].split("</title>")[0]


def test_in_ukrainian_no_english_is_left(client_for: Clients, row: DataRequest) -> None:
    found = text(client_for("data_protection_officer", language="uk").get(page("request", row)))
    assert "Скласти файл" in found
    assert "Compile" not in found


@pytest.mark.parametrize("role", ["case_worker", "tracing_analyst", "hotline", "administrator"])
def test_other_roles_are_refused(client_for: Clients, row: DataRequest, role: str) -> None:
    assert client_for(role).get(page("request", row)).status_code == 403
