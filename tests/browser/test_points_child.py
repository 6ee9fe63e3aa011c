"""The child's page: every fact with its source, conflicting facts side by side, vague dates as they were said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site
from tests.browser.paged import open_row

Open = Callable[..., Any]


@pytest.fixture
def olena(signed_in: Open, site: Site) -> Any:
    """The page of a child whom a mother, a teacher and a list speak of."""
    return child(signed_in("tracing_analyst"), site, "Коваленко Олена Андріївна")


def child(page: Any, site: Site, name: str) -> Any:
    page.goto(f"{site.url}/children/")
    open_row(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Child( №\d+)?"))
    return page


def fact(page: Any, label: str) -> Any:
    return page.locator(".fact", has=page.locator(f"dt:has-text('{label}')"))


def test_a_tap_on_a_source_shows_who_said_it_and_when(olena: Any) -> None:
    born = fact(olena, "Birth date")
    born.locator("details.provenance summary").first.click()
    source = born.locator(".provenance-body").first
    expect(source).to_contain_text("Source")
    expect(source).to_contain_text("As of")
    expect(source).to_contain_text("Recorded")


def test_from_a_fact_one_comes_to_the_statement_it_stands_in(olena: Any) -> None:
    born = fact(olena, "Birth date")
    born.locator("details.provenance summary").first.click()
    born.get_by_role("link", name="Open the statement").first.click()
    expect(olena.get_by_role("heading", level=1)).to_contain_text("Report:")


def test_dates_that_differ_stand_side_by_side(olena: Any) -> None:
    born = fact(olena, "Birth date")
    expect(born).to_contain_text("statements differ")
    expect(born).to_contain_text("5 March 2017")
    expect(born).to_contain_text("3 May 2017")


def test_a_season_is_shown_as_it_was_said(olena: Any) -> None:
    expect(fact(olena, "Birth date")).to_contain_text("spring 2018")


def test_about_a_year_is_shown_as_it_was_said(signed_in: Open, site: Site) -> None:
    page = child(signed_in("tracing_analyst"), site, "Гнатюк Мар'янка")
    expect(fact(page, "Birth date")).to_contain_text("about 2016")


def test_a_vague_date_can_be_typed_and_is_read_back(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst", PHONE)
    page.goto(f"{site.url}/reports/new/")
    page.fill("#id_birth_date", "весна 2014")
    page.press("#id_birth_date", "Tab")
    expect(page.locator("#id_birth_date_reading")).to_contain_text("Understood as: spring 2014")


def test_the_name_is_hidden_until_asked_for(olena: Any) -> None:
    expect(olena.locator("#name .fact")).to_have_count(0)
    olena.locator("#name button", has_text="Show the name").click()
    expect(olena.locator("#name .fact").first).to_be_visible()
