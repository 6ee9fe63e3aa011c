"""Safety at the desk: the idle lock, the quick hide, no foreign request, a demonstration that says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site

Open = Callable[..., Any]
MINUTE = 60_000
NOTHING_TO_SCROLL = {"width": 1440, "height": 3_000}
"""A late scroll event would be a sign of life."""
WORDS = "Тітка каже, що хлопчик любить потяги."


@pytest.fixture
def writing(open_page: Open, site: Site) -> Any:
    """Somebody of the hotline writes a statement; the clock of the browser is ours, the session theirs alone."""
    page = open_page(NOTHING_TO_SCROLL)
    site.sign_in(page, "hotline")
    page.clock.install()
    page.goto(f"{site.url}/reports/new/")
    page.fill("#id_words", WORDS)
    return page


def wait(page: Any, minutes: int) -> None:
    """Nobody moves for so long; two seconds more, so that a look of every second sees it."""
    page.clock.run_for(minutes * MINUTE + 2_000)
    page.clock.resume()


def unlock(page: Any, site: Site) -> None:
    page.fill("main input[type=password]", site.password)
    page.get_by_role("button", name="Unlock").click()


def test_a_minute_before_the_lock_one_is_asked(writing: Any) -> None:
    wait(writing, 14)
    expect(writing.get_by_role("dialog", name="Are you still there?")).to_be_visible()


def test_a_sign_of_life_takes_the_question_away(writing: Any) -> None:
    wait(writing, 14)
    writing.get_by_role("button", name="Go on working").click()
    expect(writing.get_by_role("dialog")).to_have_count(0)
    wait(writing, 2)
    expect(writing.locator("#id_words")).to_have_value(WORDS)


def test_after_fifteen_minutes_the_page_is_locked(writing: Any) -> None:
    wait(writing, 16)
    expect(writing.get_by_role("heading", level=1)).to_have_text("Locked")


def test_a_locked_session_opens_no_page(writing: Any, site: Site) -> None:
    wait(writing, 16)
    writing.wait_for_url("**/office/lock/**")
    writing.goto(site.url)
    expect(writing.get_by_role("heading", level=1)).to_have_text("Locked")


def test_after_unlocking_nothing_typed_is_lost(writing: Any, site: Site) -> None:
    wait(writing, 16)
    writing.wait_for_url("**/office/lock/**")
    unlock(writing, site)
    writing.get_by_role("link", name="Go on writing").click()
    expect(writing.locator("#id_words")).to_have_value(WORDS)


def test_escape_twice_hides_the_page(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/children/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/kit/notes/")
    expect(page).to_have_title("Notes")


def test_the_hidden_page_says_nothing_of_us(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst", language="uk")
    page.goto(f"{site.url}/kit/notes/")
    expect(page.locator("body")).not_to_contain_text("Додому")
    expect(page.locator("body")).not_to_contain_text("дит")


def test_on_a_phone_a_tap_hides_the_page(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst", PHONE)
    page.goto(f"{site.url}/children/")
    page.locator(".bar summary").click()
    page.locator(".bar [data-hides]").click()
    page.wait_for_url("**/kit/notes/")


def test_nothing_is_asked_of_another_origin(signed_in: Open, site: Site) -> None:
    page, asked = signed_in("tracing_analyst"), []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/children/", "/tracing/", "/kit/gallery/"):
        page.goto(site.url + path)
    assert asked
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []


def test_the_browser_is_told_to_run_no_foreign_code(page: Any, site: Site) -> None:
    policy = page.goto(f"{site.url}/account/login/").headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_script_written_into_a_page_does_not_run(open_page: Open, site: Site) -> None:
    page = open_page(blocked=True)
    page.goto(f"{site.url}/account/login/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/", "/children/", "/tracing/", "/office/account/", "/account/2fa/"])
def test_every_page_says_that_all_this_is_invented(
    signed_in: Open, site: Site, path: str, size: dict[str, int]
) -> None:
    page = signed_in("tracing_analyst", size)
    page.goto(site.url + path)
    expect(page.get_by_text("Every person and every event here is invented.")).to_be_in_viewport()


def test_the_sign_in_page_says_so_too(page: Any, site: Site) -> None:
    page.goto(f"{site.url}/account/login/")
    expect(page.locator(".ribbon")).to_be_in_viewport()
