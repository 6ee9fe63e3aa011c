"""The child's page and the life-line in a browser: points 12, 15, 16, 20, 41, 42, 50, 54 and 58 of the interface."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site
from tests.browser.paged import open_row

Open = Callable[..., Any]
NAME = "Коваленко Олена Андріївна"
FIXED = "Math.min(innerHeight, ...[...document.querySelectorAll('.bar, .page-primary')].filter((part) => getComputedStyle(part).position === 'fixed' && part.offsetHeight).map((part) => part.getBoundingClientRect().top))"
"""Where the part of the window ends that no fixed bar covers."""


def opened(page: Any, site: Site, part: str = "") -> Any:
    """The page of a child with a case, a photo, warnings and contradictions, or a page of its own beside it."""
    page.goto(f"{site.url}/children/")
    open_row(page, NAME)
    expect(page.locator(".child-head")).to_be_visible()
    if part:
        page.goto(page.url.split("#")[0] + part)
    return page


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_photo_age_status_and_worker_stand_above_the_fold(
    signed_in: Open, site: Site, size: dict[str, int], language: str
) -> None:
    page = opened(signed_in("case_worker", size, language=language), site)
    end = page.evaluate(FIXED)
    for part in (".photo", ".child-age", "#name button", ".child-axes > div:last-child", ".child-contacts a"):
        box = page.locator(f".child-head {part}").first.bounding_box()
        assert box["y"] + box["height"] <= end, part


def test_the_name_is_not_in_the_page_before_it_is_asked_for(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site)
    assert "Коваленко" not in page.content()
    page.get_by_role("button", name="Show the name").click()
    expect(page.locator(".child-name-full")).to_contain_text(NAME)
    expect(page.locator(".child-name-full")).to_be_focused()


def test_the_name_stands_in_latin_letters_on_demand(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site)
    page.get_by_role("button", name="Show the name").click()
    latin = page.get_by_text("Kovalenko Olena Andriivna")
    expect(latin).not_to_be_visible()
    page.locator("#name summary", has_text="In Latin letters").click()
    expect(latin).to_be_visible()


def test_the_clear_photo_is_fetched_only_when_asked_for(signed_in: Open, site: Site) -> None:
    page = signed_in("case_worker")
    fetched: list[str] = []
    page.on("request", lambda sent: fetched.append(sent.url))
    opened(page, site)
    assert [url for url in fetched if "/blurred/" in url]
    assert not [url for url in fetched if "/clear/" in url]
    page.get_by_role("button", name="Show the photo").click()
    expect(page.get_by_role("img", name="Photo of the child")).to_be_visible()
    assert [url for url in fetched if "/clear/" in url]


def test_neither_title_nor_address_holds_the_name(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site)
    for part in ("life-line/", "photos/", "history/", "print/"):
        assert "Коваленко" not in page.title() + page.url
        opened(page, site, part)
    assert re.fullmatch(r"Print a child's page · Dodomu", page.title())


def test_the_arrows_walk_along_the_life_line(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site, "life-line/")
    marks = page.locator(".life-wide .life-mark")
    marks.first.focus()
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.closest('[data-lane]').getAttribute('aria-label')")
    assert focused == page.locator(".life-wide [data-lane]").nth(1).get_attribute("aria-label")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.locator(".life-wide .life-mark[tabindex='0']").count() == 1


def test_a_mark_that_stands_for_several_leads_nearer(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site, "life-line/")
    page.locator(".life-wide .life-mark[href*='from=']").first.click()
    expect(page.get_by_role("link", name="The whole life")).to_be_visible()
    assert "from=" in page.url


def test_a_lane_is_filtered_and_the_address_keeps_it(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site, "life-line/")
    page.get_by_role("checkbox", name=re.compile("^Whereabouts")).check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".life-rows .event-source").first).to_contain_text("Whereabouts")
    assert page.locator(".life-rows .event-source", has_text="Work on the case").count() == 0
    assert "lane=whereabouts" in page.url


def test_on_the_phone_the_drawing_stands_above_a_list_by_years(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker", PHONE, language="uk"), site, "life-line/")
    expect(page.locator(".life-narrow")).to_be_visible()
    expect(page.locator(".life-wide")).not_to_be_visible()
    expect(page.locator(".life-of-year").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_printing_asks_what_for_and_shows_a_sheet_without_name_or_navigation(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site)
    page.keyboard.press("Control+p")
    page.wait_for_url("**/print/**")
    page.get_by_label("What is it printed for?").select_option("meeting")
    page.get_by_role("button", name="Go to the print view").click()
    expect(page.get_by_role("button", name="Print", exact=True)).to_be_visible()
    page.emulate_media(media="print")
    for part in (".rail", ".top", ".bar", ".page-primary", ".back"):
        assert not page.locator(part).first.is_visible()
    expect(page.locator(".classification")).to_be_visible()
    shown = page.locator("main").inner_text()
    assert "Коваленко" not in shown
    assert "http" not in shown + page.evaluate("getComputedStyle(document.querySelector('main a'), '::after').content")


def test_the_history_says_from_what_to_what(signed_in: Open, site: Site) -> None:
    page = opened(signed_in("case_worker"), site, "history/")
    assert NAME not in page.content()
    page.get_by_role("button", name="Show the names too").click()
    expect(page.locator(".change", has_text=NAME).first).to_be_visible()


def test_an_overseer_sees_who_looked(signed_in: Open, site: Site) -> None:
    opened(signed_in("case_worker"), site)
    page = opened(signed_in("data_protection_officer"), site, "history/viewed/")
    expect(page.locator(".change", has_text="Opened the page").first).to_be_visible()
