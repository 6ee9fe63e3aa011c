"""Forms: errors that lead to their field, free dates, two ways of not knowing, no dead button (points 21 to 30)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site

Open = Callable[..., Any]
FORMS = (
    ("hotline", "/reports/new/"),
    ("tracing_analyst", "/lists/new/"),
    ("administrator", "/office/staff/new/"),
    ("case_worker", "/office/emergencies/new/"),
)


@pytest.fixture
def statement(signed_in: Open, site: Site) -> Any:
    """The empty form of the hotline."""
    return new_statement(signed_in("hotline"), site)


def new_statement(page: Any, site: Site) -> Any:
    page.goto(f"{site.url}/reports/new/")
    return page


def send(page: Any) -> None:
    with page.expect_navigation():
        page.locator("main .form-buttons button").first.click()


def test_after_a_refusal_the_summary_has_the_focus(statement: Any) -> None:
    send(statement)
    expect(statement.locator(".errors")).to_be_focused()


def test_the_title_says_error(statement: Any) -> None:
    send(statement)
    expect(statement).to_have_title(re.compile("^Error: "))


def test_the_title_says_error_in_ukrainian(signed_in: Open, site: Site) -> None:
    page = new_statement(signed_in("hotline", language="uk"), site)
    send(page)
    expect(page).to_have_title(re.compile("^Помилка: "))


def test_each_line_of_the_summary_leads_to_its_field(statement: Any) -> None:
    send(statement)
    statement.locator(".errors a", has_text="Write the name of the child").click()
    expect(statement.locator("#id_name")).to_be_focused()


def test_the_field_says_the_same_as_the_summary(statement: Any) -> None:
    send(statement)
    said = statement.locator(".errors a", has_text="Write the name of the child").inner_text()
    expect(statement.locator("#id_name_error")).to_contain_text(said)
    assert "id_name_error" in str(statement.locator("#id_name").get_attribute("aria-describedby"))


def test_what_was_typed_is_still_there_after_a_refusal(statement: Any) -> None:
    statement.fill("#id_birth_place", "Тихоплинськ")
    send(statement)
    expect(statement.locator("#id_birth_place")).to_have_value("Тихоплинськ")


@pytest.mark.parametrize("typed", ["05.03.2014", "5 March 2014", "5 березня 2014", "2014-03-05", "5.3.2014"])
def test_a_date_is_understood_in_any_order(statement: Any, typed: str) -> None:
    statement.fill("#id_birth_date", typed)
    statement.press("#id_birth_date", "Tab")
    expect(statement.locator("#id_birth_date_reading")).to_have_text("Understood as: 5 March 2014")


def test_a_day_that_does_not_exist_is_told_at_once(statement: Any) -> None:
    statement.fill("#id_birth_date", "31.02.2014")
    statement.press("#id_birth_date", "Tab")
    expect(statement.locator("#id_birth_date_reading")).to_contain_text("There is no such day in the calendar.")


def test_what_can_be_read_two_ways_is_asked_again(statement: Any) -> None:
    statement.fill("#id_birth_date", "05.03.14")
    send(statement)
    expect(statement.locator("#id_birth_date_error")).to_contain_text("Write the year with four digits")


@pytest.mark.parametrize(("who", "path"), FORMS)
def test_no_date_needs_a_calendar(signed_in: Open, site: Site, who: str, path: str) -> None:
    page = signed_in(who)
    page.goto(site.url + path)
    expect(page.locator("main input[type=date], main input[type=datetime-local]")).to_have_count(0)


def test_unknown_and_not_asked_are_two_answers(statement: Any) -> None:
    expect(statement.get_by_label("Unknown: we asked, nobody could say")).to_have_count(1)
    expect(statement.get_by_label("Not asked")).to_be_checked()


@pytest.mark.parametrize(
    ("answer", "shown"), [("Unknown: we asked, nobody could say", "sex unknown"), ("Not asked", "sex not asked")]
)
def test_the_childs_page_keeps_the_two_apart(signed_in: Open, site: Site, answer: str, shown: str) -> None:
    page = new_statement(signed_in("tracing_analyst"), site)
    page.select_option("#id_kind", "relative")
    page.fill("#id_name", f"Вигадана Ніка {'Перша' if shown == 'sex unknown' else 'Друга'}")
    page.get_by_label(answer).check()
    send(page)
    page.get_by_role("link", name="Open the child's page").click()
    expect(page.locator(".child-age")).to_contain_text(shown)


@pytest.mark.parametrize(("who", "path"), FORMS)
def test_no_button_is_dead(signed_in: Open, site: Site, who: str, path: str) -> None:
    page = signed_in(who)
    page.goto(site.url + path)
    expect(page.locator("main button[disabled], main [aria-disabled=true]")).to_have_count(0)


@pytest.mark.parametrize(("who", "path"), FORMS)
def test_an_empty_form_explains_what_it_lacks(signed_in: Open, site: Site, who: str, path: str) -> None:
    page = signed_in(who)
    page.goto(site.url + path)
    send(page)
    expect(page.locator(".errors li").first).to_be_visible()
