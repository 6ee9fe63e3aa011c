"""Finding and lists: the search, filters in the address, exports, imports, empty states (points 1 to 9)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import PHONE, Site
from tests.browser.paged import every_row
from tests.browser.stops import ROW

Open = Callable[..., Any]
PAGES = ("/", "/children/", "/tracing/", "/lists/", "/search/", "/office/account/", "/reports/new/")


def searched(page: Any, site: Site, words: str) -> Any:
    """The results of the search box in the head of the page."""
    page.goto(site.url)
    page.fill("#search-box", words)
    page.press("#search-box", "Enter")
    page.wait_for_url("**/search/")
    return page.locator("main ol > li")


@pytest.mark.parametrize("path", PAGES)
def test_the_search_box_is_on_every_page(signed_in: Open, site: Site, path: str) -> None:
    page = signed_in("tracing_analyst")
    page.goto(site.url + path)
    expect(page.locator("header [data-search]")).to_be_visible()


def test_slash_goes_to_the_search_box(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/children/")
    page.keyboard.press("/")
    expect(page.locator("#search-box")).to_be_focused()
    expect(page.locator("#search-box")).to_have_value("")


@pytest.mark.parametrize(
    "words", ["Коваленко Олена", "Коваленко Елена", "Kovalenko Olena", "Yelena Kovalenko 2017", "Коваленко Бахмут 2017"]
)
def test_a_child_is_found_under_any_spelling(signed_in: Open, site: Site, words: str) -> None:
    hits = searched(signed_in("tracing_analyst"), site, words)
    expect(hits.filter(has_text="Коваленко Олена Андріївна")).to_have_count(1)


def test_a_result_says_why_it_was_found(signed_in: Open, site: Site) -> None:
    hit = searched(signed_in("tracing_analyst"), site, "Yelena Kovalenko").first
    expect(hit).to_contain_text("the name sounds the same as")
    expect(hit).not_to_contain_text("Remove the filter")


def test_a_child_is_found_by_a_document_number(signed_in: Open, site: Site) -> None:
    hits = searched(signed_in("tracing_analyst"), site, "І-ТП 000417")
    expect(hits.first).to_contain_text("Коваленко Олена Андріївна")
    expect(hits.first).to_contain_text("document")


def test_a_child_is_found_by_a_phone_number(signed_in: Open, site: Site) -> None:
    hits = searched(signed_in("tracing_analyst"), site, "+380 20 555 01 77")
    expect(hits.filter(has_text="Гнатюк Марко").first).to_contain_text("phone")


def test_a_case_is_found_by_its_number(signed_in: Open, site: Site) -> None:
    hits = searched(signed_in("case_worker"), site, "№1")
    expect(hits.filter(has_text="Case №1").first).to_contain_text("the case number is equal")


def test_what_is_out_of_reach_is_not_found(signed_in: Open, site: Site) -> None:
    searched(signed_in("case_worker"), site, "Лисенко Юрій")
    expect_nothing = signed_in("case_worker")
    expect(searched(expect_nothing, site, "Лисенко Юрій").filter(has_text="Лисенко")).to_have_count(0)


def test_a_list_shows_its_total_and_its_filters(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/tracing/?state=open")
    rows = page.locator("main .list-table tbody tr").count()
    expect(page.locator(".list-count")).to_contain_text(f"{rows} entries")
    expect(page.locator(".chips")).to_contain_text("State: waits for a decision")


def test_a_chip_removes_its_filter(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/tracing/?state=unsure")
    page.click(".chips a")
    expect(page.locator(".chips")).to_have_count(0)
    assert "state" not in page.url


def test_a_chosen_filter_stands_in_the_address(signed_in: Open, site: Site) -> None:
    page = signed_in("case_worker")
    page.goto(f"{site.url}/cases/")
    page.click("details.tool summary:has-text('Filter')")
    page.select_option("select[name=risk]", "critical")
    page.click(".tool-sheet button:has-text('Show')")
    page.wait_for_url("**risk=critical*")


def test_the_copied_address_shows_a_colleague_the_same_list(signed_in: Open, site: Site) -> None:
    first, second = signed_in("tracing_analyst"), signed_in("tracing-analyst-2")
    first.goto(f"{site.url}/children/?sort=name")
    second.goto(first.url)
    assert second.locator(ROW).all_inner_texts() == first.locator(ROW).all_inner_texts()


def exported(page: Any, site: Site, kind: str, path: str = "/children/") -> bytes:
    """The file that leaves, after a purpose was chosen."""
    page.goto(site.url + path)
    page.click("details.tool summary:has-text('Export')")
    page.select_option("select[name=purpose]", "meeting")
    with page.expect_download() as download:
        page.click(f"button[name=export][value={kind}]")
    return Path(download.value.path()).read_bytes()


def test_a_csv_holds_exactly_what_is_on_the_list(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    content = exported(page, site, "csv")
    assert content.startswith("\ufeff".encode())
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) - 1 == len(every_row(page))


def test_an_xlsx_holds_exactly_what_is_on_the_list(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    book = CalamineWorkbook.from_filelike(BytesIO(exported(page, site, "xlsx")))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == every_row(page)


def test_no_file_leaves_without_a_purpose(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(f"{site.url}/children/")
    page.click("details.tool summary:has-text('Export')")
    page.click("button[name=export][value=csv]")
    expect(page.locator(".errors")).to_contain_text("Choose what the file is for")


def test_an_export_is_written_to_the_journal(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    exported(page, site, "csv")
    page.goto(f"{site.url}/office/journal/")
    expect(page.locator("main tbody tr", has_text="exported a list").first).to_contain_text("A working meeting")


def test_a_dry_run_names_the_rows_it_refuses(signed_in: Open, site: Site) -> None:
    """Nothing is recorded: the list is given up after the look."""
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/lists/new/")
    table = "ПІБ;Дата народження\nМісячна Ніна;31.02.2016\n;05.05.2015\nЗоряний Лука;01.06.2017\n"
    page.set_input_files(
        "input[type=file]", {"name": "camp.csv", "mimeType": "text/csv", "buffer": table.encode("utf-8")}
    )
    page.fill("input[name=source]", "Табір «Черешня»")
    page.select_option("select[name=kind]", "other")
    page.click("main button:has-text('Try the list')")
    expect(page.locator(".lead")).to_contain_text("Nothing is recorded yet.")
    expect(page.locator("main")).to_contain_text("refused")
    expect(page.locator("section[aria-labelledby=said]")).to_contain_text("Row 3")


@pytest.mark.parametrize(
    ("who", "path", "advice"),
    [
        ("auditor", "/", "Nothing waits for you now."),
        ("case_worker", "/office/emergencies/", "No emergency opening is running now."),
        ("tracing_analyst", "/lists/?status=withdrawn", "Remove a filter to see more."),
    ],
)
def test_an_empty_page_says_what_to_do(signed_in: Open, site: Site, who: str, path: str, advice: str) -> None:
    page = signed_in(who)
    page.goto(site.url + path)
    expect(page.locator("main")).to_contain_text(advice)


def test_on_a_phone_a_table_becomes_cards(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst", PHONE)
    page.goto(f"{site.url}/children/")
    expect(page.locator("main .list-table thead")).not_to_be_in_viewport()
    expect(page.locator("main .list-table tbody tr").first.locator(".cell-label").first).to_be_visible()
