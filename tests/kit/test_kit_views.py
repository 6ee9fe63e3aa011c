"""The small pages of the kit: light and dark, keys, chosen columns, how a date was read, the plain page."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dodomu.base.access.models import ListChoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


def posted(client: Client, name: str, **given: Any) -> Any:
    return client.post(reverse(f"kit:{name}"), given)


@pytest.mark.parametrize(("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("pink", "auto")])
def test_the_light_is_remembered(visitor: Client, chosen: str, kept: str) -> None:
    assert posted(visitor, "theme", theme=chosen).cookies["theme"].value == kept


def test_the_page_comes_in_the_chosen_light(client_for: Any) -> None:
    client = client_for("case_worker")
    posted(client, "theme", theme="dark")
    assert 'data-theme="dark"' in client.get(reverse("kit:gallery")).content.decode()


def test_one_returns_to_where_one_was(visitor: Client) -> None:
    assert posted(visitor, "theme", theme="dark", next="/children/?risk=high")["Location"] == "/children/?risk=high"


@pytest.mark.parametrize("name", ["theme", "keys"])
@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org", "javascript:alert(1)", "", "\\\\example.org"]
)
def test_nobody_is_led_to_another_site(visitor: Client, name: str, target: str) -> None:
    assert posted(visitor, name, next=target)["Location"] == "/"


def test_single_keys_can_be_switched_off_and_on(client_for: Any) -> None:
    client = client_for("case_worker")
    for state in ("off", "on"):
        posted(client, "keys", keys=state)
        assert f'data-keys="{state}"' in client.get(reverse("kit:gallery")).content.decode()


def test_chosen_columns_are_remembered_per_list(client_for: Any) -> None:
    client = client_for("case_worker")
    posted(client, "columns", table="gallery", column=["name", "number"])
    page = client.get(reverse("kit:gallery")).content.decode()
    assert re.findall(r'<th scope="col" class="cell-(\w+)"', page) == ["name", "number"]


@pytest.mark.parametrize("table", ["", "../x", "a;b", "ї", "x" * 41])
def test_a_list_that_cannot_be_is_not_remembered(client_for: Any, table: str) -> None:
    posted(client_for("case_worker"), "columns", table=table, column=["name"])
    assert not ListChoice.objects.exists()


def test_columns_that_cannot_be_are_left_out(client_for: Any) -> None:
    given = ["name", "a;b", "<script>", "born"]
    posted(client_for("case_worker"), "columns", table="children", column=given, sort="-born;")
    assert ListChoice.objects.values_list("columns", "sort").get() == ("name.born", "")


@pytest.mark.parametrize(("name", "given"), [("theme", {}), ("keys", {})])
def test_the_cookies_are_not_for_scripts_or_other_sites(visitor: Client, name: str, given: Any) -> None:
    [cookie] = posted(visitor, name, **given).cookies.values()
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("name", ["theme", "keys", "reading", "here"])
def test_a_link_changes_nothing(visitor: Client, name: str) -> None:
    answer = visitor.get(reverse(f"kit:{name}"), {"theme": "dark", "keys": "off"})
    assert answer.status_code == 405
    assert not {"theme", "keys"} & set(answer.cookies)


def reading(client: Client, text: str, kind: str = "any") -> str:
    answer = client.post(f"{reverse('kit:reading')}?field=born&kind={kind}", {"born": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_typed_date_is_read_back(visitor: Client) -> None:
    assert "Understood as: spring 2014 (1 Mar 2014 – 31 May 2014)" in reading(visitor, "навесні 2014")


def test_a_ukrainian_reads_it_in_ukrainian(visitor: Client) -> None:
    visitor.cookies["language"] = "uk"
    assert "весна 2014" in reading(visitor, "spring 2014")


def test_a_date_to_come_is_refused_only_for_a_birth(visitor: Client) -> None:
    with time_machine.travel("2026-11-27T10:00:00+00:00", tick=False):
        assert "in the future" in reading(visitor, "28.11.2026", "birth")
        assert "Understood as: 28 November 2026" in reading(visitor, "28.11.2026")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\x00", "9" * 5000, "' OR 1=1 --", "٣ березня"])
def test_what_is_no_date_is_never_repeated(visitor: Client, text: str) -> None:
    words = reading(visitor, text)
    assert text not in words
    assert "Understood as" not in words


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_typed_says_nothing(visitor: Client, text: str) -> None:
    assert reading(visitor, text).strip() == ""


def test_a_sign_of_life_is_answered_with_nothing(visitor: Client) -> None:
    answer = posted(visitor, "here")
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_plain_page_says_nothing_of_us(visitor: Client, language: str) -> None:
    visitor.cookies["language"] = language
    page = visitor.get(reverse("kit:notes")).content.decode()
    assert not re.search(r"dodomu|додому|child|дит", re.sub(r"<link[^>]*>", "", page), re.IGNORECASE)


def test_the_gallery_is_for_staff(visitor: Client) -> None:
    assert visitor.get(reverse("kit:gallery")).status_code == 302


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_gallery_shows_every_component(client_for: Any, language: str) -> None:
    page = client_for("case_worker", language=language).get(reverse("kit:gallery"))
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


def test_an_export_of_the_gallery_is_a_file(client_for: Any) -> None:
    answer = client_for("case_worker").post(
        f"{reverse('kit:gallery')}?risk=low", {"export": "csv", "purpose": "meeting"}
    )
    assert answer["Content-Disposition"].startswith('attachment; filename="gallery-')
    assert answer.content.decode("utf-8-sig").count("\r\n") == 17
