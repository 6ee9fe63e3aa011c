"""Pages for when something is in the way: kind, in both languages, with a number, with nothing of anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from dodomu.kit import errors

REFERENCE = re.compile(rf"[{errors.ALPHABET}]{{4}}-[{errors.ALPHABET}]{{4}}")
NAME = "Коваленко-Олена"
Answer = Callable[[HttpRequest], HttpResponse]
PAGES: dict[str, tuple[Answer, int, str, str]] = {
    "bad request": (errors.bad_request, 400, "The request could not be read", "Запит не вдалося прочитати"),
    "forbidden": (errors.forbidden, 403, "This page is not open to you", "Ця сторінка для вас закрита"),
    "stale form": (errors.csrf_failure, 403, "The form has expired", "Строк форми минув"),
    "not found": (errors.not_found, 404, "There is no such page", "Такої сторінки немає"),
    "only forms": (
        errors.KindRefusal(lambda _request: HttpResponse(status=405)), 405,
        "This page opens only from its form", "Ця сторінка відкривається лише зі своєї форми",
    ),
    "too large": (
        lambda request: errors.bad_request(request, RequestDataTooBig("secret")), 413,
        "Too much at once", "Забагато за один раз",
    ),
    "too often": (errors.too_often, 429, "Too many attempts", "Забагато спроб"),
    "broken": (errors.broken, 500, "Something broke on our side", "У нас щось зламалося"),
}  # fmt: skip


def asked() -> HttpRequest:
    return RequestFactory().get(f"/children/{NAME}/?q={NAME}")


@pytest.fixture(params=PAGES)
def page(request: Any) -> tuple[HttpResponse, int, str, str]:
    answer, status, english, ukrainian = PAGES[request.param]
    return answer(asked()), status, english, ukrainian


def test_it_says_what_happened_in_both_languages(page: Any) -> None:
    response, status, english, ukrainian = page
    text = response.content.decode()
    assert response.status_code == status
    assert re.search(rf'<section lang="en".*<h2>{english}</h2>', text, re.DOTALL)
    assert re.search(rf'<section lang="uk".*<h2>{ukrainian}</h2>.*<section lang="en"', text, re.DOTALL)


def test_it_has_one_number_to_read_out(page: Any) -> None:
    text = page[0].content.decode()
    assert set(REFERENCE.findall(text)) == {page[0]["X-Reference"]}


def test_it_offers_a_way_on_in_both_languages(page: Any) -> None:
    text = page[0].content.decode()
    assert '<a href="/">To the first page</a>' in text
    assert '<a href="/">На першу сторінку</a>' in text


def test_it_blames_nobody(page: Any) -> None:
    words = page[0].content.decode().lower()
    assert not re.search(r"\b(illegal|invalid|fatal|denied|failure|traceback|заборонено)\b", words)


def test_it_repeats_nothing_that_was_asked(page: Any) -> None:
    text = page[0].content.decode()
    assert NAME not in text
    assert "secret" not in text


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_shell_is_in_the_language_of_the_reader(language: str) -> None:
    with translation.override(language):
        assert f'<html lang="{language}"' in errors.not_found(asked()).content.decode()


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ('"><script>', "auto"), ("", "auto")])
def test_it_keeps_the_chosen_light(cookie: str, theme: str) -> None:
    request = asked()
    request.COOKIES["theme"] = cookie
    assert f'data-theme="{theme}"' in errors.broken(request).content.decode()


def test_the_number_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    response = errors.broken(asked())
    assert f"reference {response['X-Reference']}" in caplog.text
    assert NAME not in caplog.text


def test_numbers_have_no_signs_that_are_mixed_up() -> None:
    assert not set(errors.ALPHABET) & set("01OIBS8LQGZ") - {"8"}
    assert all(REFERENCE.fullmatch(errors.new_reference()) for _ in range(50))


def test_two_errors_have_two_numbers() -> None:
    assert len({errors.new_reference() for _ in range(50)}) == 50


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_answered_kindly() -> None:
    response = Client().get(f"/children/{NAME}/nothing/")
    assert response.status_code == 404
    assert NAME not in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_answered_kindly() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("kit:theme"), {"theme": "dark"})
    assert "The form has expired" in response.content.decode()


@pytest.mark.django_db
def test_a_page_for_forms_opened_by_a_link_is_answered_kindly() -> None:
    response = Client().get(reverse("kit:theme"))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This page opens only from its form" in response.content.decode()


def test_a_refusal_with_words_of_its_own_keeps_them() -> None:
    answer = errors.KindRefusal(lambda _request: HttpResponse(b"Method not allowed", status=405))(asked())
    assert answer.content == b"Method not allowed"  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_signed_in_reader_sees_no_name_on_an_error_page(client_for: Any) -> None:
    client = client_for("case_worker")
    page = client.get("/nothing/").content.decode()
    assert client.user.display_name not in page
    assert client.user.username not in page


@pytest.mark.django_db
def test_it_is_shown_when_what_every_page_knows_is_broken(client_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError(NAME)

    client = client_for("case_worker")
    client.raise_request_exception = False
    monkeypatch.setattr("dodomu.entry.navigation.reverse", broken)
    response = client.get("/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert NAME not in response.content.decode()


def test_it_is_shown_when_the_database_is_gone() -> None:
    """Without the mark of the database every query of this test fails, like in an outage."""
    client = Client(raise_request_exception=False)
    client.cookies["session"] = "a" * 32
    response = client.get("/")
    assert response.status_code == 500
    assert "У нас щось зламалося" in response.content.decode()


@pytest.mark.django_db
def test_who_tries_to_sign_in_too_often_is_answered_kindly(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client = Client(REMOTE_ADDR="192.0.2.77")
    attempt = {"login": "heron", "password": "wrong"}
    client.post(reverse("account_login"), attempt)
    response = client.post(reverse("account_login"), attempt)
    assert response.status_code == 429
    assert "Забагато спроб" in response.content.decode()


def test_a_strange_host_is_answered_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dodomu.kit.views.safe_next", lambda _request: (_ for _ in ()).throw(SuspiciousOperation(NAME)))
    response = Client(raise_request_exception=False).post(reverse("kit:theme"), {"theme": "dark"})
    assert response.status_code == 400
    assert NAME not in response.content.decode()
