"""My work, the team, saved views, many lines at once, and how heavy a page is (points 5, 6, 10, 11, 53, 55, 57)."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site
from tests.browser.stops import ROW

Open = Callable[..., Any]
NARROW = {"width": 320, "height": 700}
FIRST_LOAD, AFTERWARDS = 150_000, 50_000
"""Bytes, each file compressed by itself with gzip."""
TARGETS = """() => [...document.querySelectorAll('main button, main select, main input:not([type=hidden]), main summary')]
  .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden'))
  .map((one) => [(one.closest('label') ?? one).getBoundingClientRect(), one.outerHTML.slice(0, 80)])
  .filter(([box]) => box.width && (box.width < 24 || box.height < 24)).map(([, html]) => html)"""


def tool(page: Any, name: str) -> Any:
    """Open one of the tools of the list."""
    details = page.locator("details.tool", has=page.locator("summary", has_text=name))
    details.locator("summary").first.click()
    return details


def test_a_section_of_my_work_has_its_own_address(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(site.url)
    page.get_by_role("link", name="Waiting for me as second person").click()
    page.wait_for_url("**/?show=second")
    expect(page.locator(".tab[aria-current=page]")).to_contain_text("Waiting for me as second person")


def test_from_the_team_one_comes_to_the_cases_behind_a_figure(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(f"{site.url}/work/team/")
    link = page.locator("main .list-table tbody td a").first
    count = link.inner_text().strip()
    link.click()
    expect(page.locator(".list-count")).to_have_text(f"{count} entr{'y' if count == '1' else 'ies'}")


def test_a_view_is_saved_found_again_and_deleted(signed_in: Open, site: Site) -> None:
    page = signed_in("director", PHONE)
    page.goto(f"{site.url}/cases/?risk=high&sort=-risk")
    sheet = tool(page, "Views")
    sheet.get_by_label("Name of the view").fill("High risk first")
    sheet.get_by_role("button", name="Save this view").click()
    page.goto(f"{site.url}/cases/")
    tool(page, "Views").get_by_role("link", name="High risk first", exact=True).click()
    expect(page.locator(".chips")).to_contain_text("Risk: high")
    tool(page, "Views").get_by_role("link", name="Change the view").click()
    page.locator("summary", has_text="Delete this view").click()
    page.get_by_role("button", name="Delete the view").click()
    expect(page.get_by_text("The view is deleted.")).to_be_visible()


def test_back_returns_to_the_same_page_of_the_list(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    address = f"{site.url}/children/?sort=name&sex=f"
    page.goto(address)
    first = page.locator(ROW).first.inner_text()
    page.locator(ROW).nth(3).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Child")
    page.go_back()
    assert page.url == address
    expect(page.locator(ROW).first).to_have_text(first)


def test_ticked_lines_are_counted_confirmed_and_given_back(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(f"{site.url}/cases/")
    # The form stands at "nobody": a case that somebody works on changes hands by it.
    page.locator("tr", has=page.locator("[data-tick]"), has_not_text="nobody yet").first.locator("[data-tick]").check()
    expect(page.locator("[data-told]")).to_have_text("Ticked: 1")
    page.get_by_role("button", name="Give to somebody").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Give 1 case to somebody")
    page.fill("#id_reason", "The worker is ill.")
    page.locator("main .form-buttons button").click()
    expect(page.get_by_text("1 case is in other hands now.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 case is in the hands it was in before.")).to_be_visible()


def test_one_box_ticks_the_page_and_another_means_all(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(f"{site.url}/cases/")
    rows = page.locator("[data-tick]").count()
    page.locator("[data-tick-all] input").check()
    expect(page.locator("[data-told]")).to_have_text(f"Ticked: {rows}")
    page.locator("[data-every]").check()
    total = page.locator("[data-every]").get_attribute("data-every")
    expect(page.locator("[data-told]")).to_have_text(f"Ticked: {total}")


def test_without_javascript_lines_are_ticked_and_views_saved(open_page: Open, site: Site) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    site.sign_in(page, "director")
    page.goto(f"{site.url}/cases/")
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name="Give to somebody").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Give 1 case to somebody")
    page.goto(f"{site.url}/cases/")
    expect(tool(page, "Views").get_by_label("Name of the view")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/work/team/", "/cases/", "/tracing/"])
def test_nothing_moves_sideways_and_targets_are_large_enough(signed_in: Open, site: Site, path: str) -> None:
    page = signed_in("director", NARROW)
    page.goto(site.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert page.evaluate(TARGETS) == []


def test_dark_can_be_chosen_and_stays(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(f"{site.url}/work/team/")
    page.locator("details.menu summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(int(part) for part in background.removeprefix("rgb(").removesuffix(")").split(",")) < 64


def test_who_wants_no_motion_gets_none(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(f"{site.url}/cases/")
    durations = (
        "[...document.querySelectorAll('main *')].map((one) => parseFloat(getComputedStyle(one).transitionDuration))"
    )
    assert max(page.evaluate(durations)) == 0


@pytest.mark.parametrize("path", ["/", "/cases/", "/work/team/", "/children/", "/tracing/"])
def test_pages_are_light(signed_in: Open, site: Site, path: str) -> None:
    page, answers = signed_in("director"), []
    # Playwright takes no method of a list itself.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto(site.url + path, wait_until="networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert sum(sizes.values()) < FIRST_LOAD
    assert sizes[site.url + path] < AFTERWARDS
