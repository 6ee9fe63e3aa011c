"""Editing: two people on one record, saving by keys, leaving with unsaved words, the language in mid-form (22 to 25, 46, 49)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site

Open = Callable[..., Any]
WORDS = "Тітка написала, що притулок закривають."


@pytest.fixture
def statement(signed_in: Open, site: Site) -> Any:
    """The empty form of the hotline."""
    page = signed_in("hotline")
    page.goto(f"{site.url}/reports/new/")
    return page


def asked_on_leaving(page: Any, leave: Callable[[], Any]) -> list[str]:
    """The questions the browser asks; each is answered with yes."""
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    leave()
    page.remove_listener("dialog", answer)
    return asked


def hand_over_form(page: Any, site: Site) -> str:
    """Open the form that gives the first case of the list to somebody; its address."""
    page.goto(f"{site.url}/cases/")
    page.goto(site.url + str(page.locator("main .list-table tbody th a").first.get_attribute("href")))
    page.goto(f"{page.url}hand-over/")
    return str(page.url)


def give_to_another(page: Any) -> None:
    """Hand the case back to the team, or to somebody where nobody has it."""
    somebody = page.locator("#id_worker option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    named = page.locator("#id_worker option:checked").get_attribute("value")
    options = [""] if named else somebody
    for option in options:
        page.select_option("#id_worker", option)
        page.fill("#id_reason", "I am on leave.")
        where = page.url
        with page.expect_navigation():
            page.press("#id_reason", "Control+Enter")
        if page.url != where:
            return


def test_two_people_on_one_case_are_told_and_nobody_is_overwritten(signed_in: Open, site: Site) -> None:
    worker, director = signed_in("case_worker"), signed_in("director", PHONE, language="uk")
    where = hand_over_form(worker, site)
    director.goto(where)
    expect(director.locator(".presence")).to_contain_text("працює з цим записом від")
    director.fill("#id_reason", WORDS)
    give_to_another(worker)
    with director.expect_navigation():
        director.press("#id_reason", "Control+Enter")
    expect(director.locator(".merge")).to_contain_text("Коли ви відкрили сторінку:")
    expect(director.locator(".merge input[type=radio]:checked")).to_have_count(0)
    expect(director.locator("#id_reason")).to_have_value(WORDS)
    expect(director).to_have_title(re.compile("^Помилка: "))
    assert director.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    director.locator(".errors a").first.click()
    expect(director.locator("#keep-worker_0")).to_be_focused()


def test_the_merge_screen_works_without_javascript(open_page: Open, signed_in: Open, site: Site) -> None:
    plain, other = open_page(java_script_enabled=False), signed_in("director")
    site.sign_in(plain, "case_worker")
    where = hand_over_form(plain, site)
    other.goto(where)
    expect(other.locator(".presence")).to_contain_text("has this open since")
    give_to_another(other)
    plain.fill("#id_reason", "y")
    plain.locator("main .form-buttons button").click()
    expect(plain.locator(".merge")).to_be_visible()
    plain.check("#keep-worker_0")
    plain.locator("main .form-buttons button").click()
    expect(plain.locator(".page-messages")).to_contain_text("Nothing was changed")


def test_a_page_that_stays_open_hears_who_came(signed_in: Open, site: Site) -> None:
    first, second = signed_in("director"), signed_in("case_worker")
    where = hand_over_form(second, site)
    second.goto(f"{site.url}/cases/")
    first.clock.install()
    first.goto(where)
    expect(first.locator(".presence .banner")).to_have_count(0)
    second.goto(where)
    first.clock.run_for(21_000)
    expect(first.locator(".presence")).to_contain_text("has this open since")


@pytest.mark.parametrize("keys", ["Control+s", "Control+Enter", "Meta+Enter"])
def test_the_keys_save_from_inside_a_field(statement: Any, keys: str) -> None:
    with statement.expect_navigation():
        statement.press("#id_words", keys)
    expect(statement.locator(".errors")).to_be_focused()


def test_the_keys_save_from_beside_the_form(statement: Any) -> None:
    statement.evaluate("document.activeElement.blur()")
    with statement.expect_navigation():
        statement.keyboard.press("Control+s")
    expect(statement.locator(".errors")).to_be_focused()


def test_leaving_with_unsaved_words_asks_first(statement: Any, site: Site) -> None:
    statement.locator("#id_words").press_sequentially("She")
    assert asked_on_leaving(statement, lambda: statement.goto(f"{site.url}/help/")) == ["beforeunload"]


def test_leaving_asks_nothing_when_nothing_was_changed(statement: Any, site: Site) -> None:
    statement.locator("#id_words").press_sequentially("She")
    for _ in "She":
        statement.press("#id_words", "Backspace")
    assert asked_on_leaving(statement, lambda: statement.goto(f"{site.url}/help/")) == []


def test_leaving_asks_nothing_of_a_search_box(statement: Any, site: Site) -> None:
    statement.goto(f"{site.url}/help/")
    statement.evaluate("document.querySelector('main').click()")
    assert asked_on_leaving(statement, lambda: statement.goto(f"{site.url}/reports/new/")) == []


def test_sending_asks_nothing_and_a_refused_form_asks_again(statement: Any, site: Site) -> None:
    statement.locator("#id_words").press_sequentially("She")

    def send() -> None:
        with statement.expect_navigation():
            statement.press("#id_words", "Control+Enter")

    assert asked_on_leaving(statement, send) == []
    statement.locator("#id_name").focus()
    statement.keyboard.press("Tab")
    assert asked_on_leaving(statement, lambda: statement.goto(f"{site.url}/help/")) == ["beforeunload"]


def test_what_is_typed_survives_the_change_of_language(statement: Any) -> None:
    statement.locator("#id_words").press_sequentially(WORDS)
    statement.select_option("#id_kind", "relative")
    with statement.expect_navigation():
        statement.click("button[name=language][value=uk]")
    expect(statement.locator("html")).to_have_attribute("lang", "uk")
    expect(statement.locator("#id_words")).to_have_value(WORDS)
    expect(statement.locator("#id_kind")).to_have_value("relative")


def test_a_word_of_the_glossary_opens_by_key(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/office/roles/")
    word = page.locator("main details.term summary").first
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main details.term p").first).to_be_visible()
    page.locator("main details.term p a").first.click()
    expect(page.locator("tr:target")).to_be_visible()
