"""The help: every document renders, every link in it leads somewhere, and nothing else can be read through it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from dodomu.base.settings import SecondFactor
from dodomu.kit import handbook
from dodomu.kit.handbook import Document, Kind, files, rendering
from tests.entry.conftest import ROOT
from tests.people import make_user

LANGUAGES = ("uk", "en")
DOCUMENTS = handbook.documents()
WORDS = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def address_of(name: str) -> str:
    return f"/help/{name}/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.DODOMU = replace(settings.DODOMU, second_factor=SecondFactor.OPTIONAL)


def signed_in(role: str, language: str = "en") -> Client:
    user = make_user(role)
    user.language = language
    user.save(update_fields=["language"])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_document_renders_within_the_policy(document: Document, language: str) -> None:
    shown = handbook.render(document, language, address_of)
    assert shown.title
    assert shown.html
    assert not re.search(r"<(script|style|img|h1)|\s(style|on\w+)=", shown.html)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_link_inside_the_help_leads_to_a_page_and_a_heading_of_it(document: Document, language: str) -> None:
    for written in re.findall(r'href="([^"]+)"', handbook.render(document, language, address_of).html):
        parts = urlsplit(written)
        if parts.scheme:
            assert parts.scheme == "https"
            continue
        name = resolve(parts.path).kwargs["name"] if parts.path else document.name
        there = handbook.document(name)
        assert there or handbook.handed_out(name), written
        if parts.fragment and there:
            assert f'id="{parts.fragment}"' in handbook.render(there, language, address_of).html, written


@pytest.mark.parametrize("path", sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")]), ids=lambda one: one.name)
def test_every_link_in_the_repository_leads_to_a_file(path: Path) -> None:
    for written in WORDS.findall(path.read_text(encoding="utf-8")):
        parts = urlsplit(written)
        if not parts.scheme and parts.path:
            assert (path.parent / parts.path).exists(), written


def test_every_document_of_the_folders_is_offered() -> None:
    there = {path for kind in Kind for path in (ROOT / "docs" / kind.value).glob("*.md")}
    assert there == {path for one in DOCUMENTS if not one.in_both for path in one.files.values()}


def test_the_glossary_speaks_the_readers_language_and_marks_the_other() -> None:
    shown = handbook.render(handbook.document("reference/glossary"), "uk", address_of)  # type: ignore[arg-type]
    assert (shown.title, shown.language) == ("Словник", "uk")
    assert '<td data-label="English" lang="en">report</td>' in shown.html
    assert "one received" not in shown.html
    assert " · " not in shown.html


def test_markup_of_a_document_is_shown_as_words(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# X\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) ![b](b.png)\n")
    made = Document("how-to/x", Kind.HOW_TO, {"en": tmp_path / "x.md"})
    shown = rendering.render(made, "en", address_of).html
    assert "<script" not in shown
    assert "<a" not in shown
    assert "<img" not in shown


@pytest.mark.parametrize("name", ["../README", "how-to/../../README", "decisions/README", "settings", "reference/x"])
@pytest.mark.django_db
def test_a_name_that_is_not_in_the_list_is_not_found(name: str) -> None:
    assert signed_in("hotline").get(f"/help/{name}/").status_code == 404


@pytest.mark.django_db
def test_the_list_and_a_page_open_in_the_readers_language() -> None:
    client = signed_in("escort", "uk")
    assert "Довідка" in client.get("/help/").content.decode()
    page = client.get("/help/tutorials/first-list/").content.decode()
    assert "Перший список" in page
    assert "лише англійською" not in page


@pytest.mark.django_db
def test_where_only_english_exists_it_says_so_and_marks_it() -> None:
    page = signed_in("escort", "uk").get("/help/explanation/architecture/").content.decode()
    assert "Ця сторінка є лише англійською." in page
    assert '<article class="prose prose-wide" lang="en">' in page


@pytest.mark.django_db
def test_the_list_of_the_tutorial_is_handed_out_as_it_is() -> None:
    answer = signed_in("hotline").get("/help/tutorials/invented-list.csv/")
    assert b"".join(answer.streaming_content) == (ROOT / "docs/tutorials/invented-list.csv").read_bytes()  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.django_db
def test_a_passer_by_is_led_to_the_sign_in_page() -> None:
    assert "/account/login/" in Client().get("/help/reference/glossary/")["Location"]


def test_in_a_wheel_the_packed_documents_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "docs/how-to").mkdir(parents=True)
    (tmp_path / "docs/how-to/only-this.md").write_text("# Only this\n")
    monkeypatch.setattr(files, "PACKED", tmp_path)
    known: Callable[[], dict[str, Document]] = files._known.__wrapped__
    assert set(known()) == {"how-to/only-this", "reference/glossary"}


def test_a_wheel_carries_every_kind_of_document_to_where_it_is_read() -> None:
    hook = (ROOT / "tools/build_hook.py").read_text(encoding="utf-8")
    assert all(f'"docs/{kind.value}"' in hook for kind in Kind)
    assert f'"{files.GLOSSARY}"' in hook
    assert f'"{files.PACKED.relative_to(ROOT / "src").as_posix()}"' in hook
