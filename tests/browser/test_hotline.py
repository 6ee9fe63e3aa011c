"""A call at the hotline: kept as it is typed, whatever happens to page, session, window or network (points 21 to 30)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PATIENCE_MS, PHONE, Site

Open = Callable[..., Any]
SAVED = re.compile(r"^saved \d\d:\d\d$")
NAME = "Мирна Галина"


def take_a_call(page: Any, site: Site) -> Any:
    page.goto(site.url)
    page.locator("main form[action='/calls/'] button").click()
    page.wait_for_url("**/caller/")
    return page


@pytest.fixture
def call(signed_in: Open, site: Site) -> Any:
    """The first step of a new call."""
    return take_a_call(signed_in("hotline"), site)


def write(page: Any, field: str, text: str) -> None:
    """Fill a field and leave it."""
    page.fill(field, text)
    page.press(field, "Tab")


def kept(page: Any) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved", timeout=PATIENCE_MS)
    expect(page.locator("#saved")).to_have_text(SAVED)


def said(page: Any, text: str | re.Pattern[str]) -> None:
    """The line under the form says so, as soon as the server has (not) answered."""
    expect(page.locator("#saved")).to_contain_text(text, timeout=PATIENCE_MS)


def go_on(page: Any, step: str) -> None:
    page.locator("main .form-buttons .button-primary").click()
    page.wait_for_url(f"**/{step}/")


def test_leaving_a_field_saves_and_a_reload_loses_nothing(call: Any) -> None:
    write(call, "#id_caller_name", NAME)
    kept(call)
    call.reload()
    expect(call.locator("#id_caller_name")).to_have_value(NAME)


def test_writing_on_saves_without_leaving_the_field(call: Any) -> None:
    call.locator("#id_caller_name").press_sequentially(NAME)
    kept(call)


def test_the_keyboard_saves_and_stays_then_goes_on(call: Any) -> None:
    here = call.url
    call.fill("#id_caller_name", NAME)
    call.press("#id_caller_name", "Control+s")
    kept(call)
    assert call.url == here
    call.press("#id_caller_name", "Control+Enter")
    call.wait_for_url("**/children/")


def test_after_a_session_that_ended_the_operator_is_back_at_the_step(open_page: Open, site: Site) -> None:
    page = open_page(PHONE)
    site.sign_in(page, "hotline")
    take_a_call(page, site)
    go_on(page, "children")
    write(page, "#id_c1-name", "Мирна Дарина")
    kept(page)
    here = page.url
    page.context.clear_cookies(name="session")
    page.locator("main .form-buttons .button-primary").click()
    page.wait_for_url("**/account/login/**")
    page.fill("main input[name=login]", site.username("hotline"))
    page.fill("main input[name=password]", site.password)
    page.click("main form:not(#mfa_login) button")
    expect(page).to_have_url(here, timeout=PATIENCE_MS)
    expect(page.locator("#id_c1-name")).to_have_value("Мирна Дарина")


def test_without_a_session_the_page_waits_and_keeps_what_is_typed(open_page: Open, site: Site) -> None:
    page = open_page()
    site.sign_in(page, "hotline")
    take_a_call(page, site)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="session")
    write(page, "#id_caller_name", NAME)
    said(page, "you are signed out")
    expect(page.get_by_role("link", name="Sign in in a new window")).to_be_visible()
    page.context.add_cookies(cookies)
    kept(page)


def test_without_the_network_the_line_says_since_when(signed_in: Open, site: Site) -> None:
    page = take_a_call(signed_in("hotline", offline=True), site)
    page.context.set_offline(True)
    write(page, "#id_caller_name", NAME)
    said(page, re.compile(r"^not saved since \d\d:\d\d, trying again$"))
    page.context.set_offline(False)
    kept(page)


def test_leaving_asks_only_while_something_is_unsaved(signed_in: Open, site: Site) -> None:
    page = take_a_call(signed_in("hotline", offline=True), site)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    write(page, "#id_caller_name", NAME)
    kept(page)
    page.reload()
    assert asked == []
    page.context.set_offline(True)
    write(page, "#id_caller_name", "Мирна")
    said(page, "not saved since")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_an_old_window_shows_both_versions_and_the_operator_chooses(call: Any) -> None:
    other = call.context.new_page()
    other.goto(call.url)
    write(call, "#id_caller_name", NAME)
    kept(call)
    write(other, "#id_caller_name", "Мирна Ганна")
    said(other, "Another window changed this step.")
    other.get_by_role("button", name="See both versions").click()
    expect(other.locator("main")).to_contain_text(NAME)
    other.get_by_label("Written in this window").check()
    other.get_by_role("button", name="Keep these answers").click()
    expect(other.locator("#id_caller_name")).to_have_value("Мирна Ганна")


def test_what_can_be_said_of_a_known_child_stands_there_for_every_child(call: Any) -> None:
    go_on(call, "children")
    expect(call.locator("#possibly")).to_be_hidden()
    write(call, "#id_c1-name", "Безрідна Ярина Вигадана")
    write(call, "#id_c1-birth_date", "5.03.2015")
    expect(call.locator("#id_c1-birth_date_reading")).to_have_text("Understood as: 5 March 2015", timeout=PATIENCE_MS)
    expect(call.locator("#possibly")).to_be_visible(timeout=PATIENCE_MS)
    expect(call.locator("#possibly")).to_contain_text("the caller may be the danger")


def test_two_ways_of_not_knowing_stand_where_nothing_is_typed(call: Any) -> None:
    go_on(call, "children")
    why = call.locator(".answer", has=call.locator("#id_c1-birth_date")).locator(".answer-why")
    expect(why.get_by_label("Not asked")).to_be_checked()
    call.fill("#id_c1-birth_date", "2015")
    expect(why).to_be_hidden()


def walk(page: Any) -> None:
    """Two children in one call, to the receipt."""
    page.fill("#id_caller_name", NAME)
    go_on(page, "children")
    page.get_by_role("button", name="Add another child").click()
    expect(page.locator("#id_c2-name")).to_be_visible(timeout=PATIENCE_MS)
    page.fill("#id_c1-name", "Мирна Дарина")
    page.fill("#id_c2-name", "Мирний Остап")
    page.select_option("#id_c1-kinship", "mother")
    page.select_option("#id_c2-kinship", "mother")
    go_on(page, "events")
    page.locator("main .form-buttons .button-primary").click()
    expect(page.locator(".errors a")).to_have_text("Write what was said, in a sentence at least.")
    page.fill("#id_words", "Дітей забрали з пансіонату.")
    page.fill("#id_c1-whereabouts", "Тихоплинськ")
    page.check("#id_c2-same")
    go_on(page, "wishes")
    go_on(page, "check")
    expect(page.locator("main")).to_contain_text("Мирний Остап")
    page.locator("main a[href*='#id_c2-name']").click()
    page.fill("#id_c2-name", "Мирний Остап Ілліч")
    go_on(page, "check")
    page.get_by_role("button", name="Record the call").click()
    page.wait_for_url("**/recorded/")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_the_whole_call_is_taken(signed_in: Open, site: Site, scripts: bool) -> None:
    page = signed_in("hotline", java_script_enabled=scripts)
    walk(take_a_call(page, site))
    page.goto(f"{site.url}/calls/")
    assert NAME not in page.content()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_no_step_scrolls_sideways(signed_in: Open, site: Site, width: int, language: str) -> None:
    page = take_a_call(signed_in("hotline", {"width": width, "height": 844}, language=language), site)
    start = page.url.removesuffix("caller/")
    for step in ("caller", "children", "events", "wishes", "check"):
        page.goto(f"{start}{step}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step


def test_my_work_lists_two_unfinished_calls(signed_in: Open, site: Site) -> None:
    page = signed_in("hotline", DESK)
    take_a_call(page, site)
    take_a_call(page, site)
    page.goto(site.url)
    assert page.locator("main .worklist a[href^='/calls/']").count() >= 2
