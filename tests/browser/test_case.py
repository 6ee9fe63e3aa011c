"""The page of a case: what is due comes first, on a phone as well; a task and a warning through the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import PHONE, Site

SignedIn = Callable[..., Any]
ROW = "main .list-table tbody th a"


def open_flagged(page: Any, site: Site) -> None:
    """The invented case that has everything: a flag, a warning, deadlines, a task due today."""
    page.goto(f"{site.url}/cases/?flag=yes")
    page.goto(site.url + str(page.locator(ROW).last.get_attribute("href")))


def test_on_a_phone_warnings_deadlines_and_tasks_come_before_the_axes(signed_in: SignedIn, site: Site) -> None:
    page = signed_in("case_worker", PHONE, language="uk")
    open_flagged(page, site)
    order = [
        page.locator(where).first.bounding_box()["y"]
        for where in ("main .banner", "#deadlines", "#tasks", "#axis-legal")
    ]
    assert order == sorted(order)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_warning_is_read_before_anything_else(signed_in: SignedIn, site: Site) -> None:
    page = signed_in("case_worker")
    open_flagged(page, site)
    first = page.locator("main .banner").first
    assert "Never disclose to:" in first.inner_text()
    assert first.locator("svg").count() == 1
    assert "Олена" not in page.title()


def test_a_task_is_made_given_and_ended(signed_in: SignedIn, site: Site) -> None:
    page = signed_in("case-worker-2", PHONE)
    open_flagged(page, site)
    page.goto(str(page.url) + "tasks/new/")
    page.fill("main input[name=title]", "Call the clinic")
    page.fill("main input[name=day]", "5 March 2031")
    page.fill("main input[name=time]", "14:30")
    page.click("main .button-primary")
    page.click("#tasks >> text=Call the clinic")
    assert "5 Mar 2031, 14:30" in page.inner_text("main")
    page.click("main .button-primary")
    assert page.locator("#tasks > .card-body > ul >> text=Call the clinic").count() == 0


def test_a_wrong_day_is_said_at_the_field_and_nothing_is_lost(signed_in: SignedIn, site: Site) -> None:
    page = signed_in("case-worker-2")
    open_flagged(page, site)
    page.goto(str(page.url) + "tasks/new/")
    page.fill("main input[name=title]", "Call the clinic")
    page.fill("main input[name=day]", "spring 2031")
    page.click("main .button-primary")
    assert page.title().startswith("Error:")
    assert page.input_value("main input[name=title]") == "Call the clinic"
    assert "Name one single day" in page.inner_text("main")
