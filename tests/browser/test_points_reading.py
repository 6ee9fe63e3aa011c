"""Language, keyboard, no JavaScript, kind error pages (points 46, 51, 52, 56, 60)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site

Open = Callable[..., Any]
REFERENCE = re.compile(r"^[2-9A-Z]{4}-[2-9A-Z]{4}$")
CHILD = re.compile(r"^Child( №\d+)?$")
OUTLINE = (
    "() => getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow"
)


def switch_language(page: Any, to: str) -> None:
    with page.expect_navigation():
        page.click(f"button[name=language][value={to}]")


@pytest.mark.parametrize("path", ["/children/?sort=-born", "/tracing/?state=open", "/office/account/", "/account/2fa/"])
def test_the_language_changes_and_the_place_stays(signed_in: Open, site: Site, path: str) -> None:
    page = signed_in("director" if path.startswith("/children") else "tracing_analyst")
    page.goto(site.url + path)
    switch_language(page, "uk")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    assert page.url == site.url + path
    page.locator("header button[name=language][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == site.url + path


def test_a_visitor_can_choose_the_language_too(page: Any, site: Site) -> None:
    page.goto(f"{site.url}/account/login/")
    switch_language(page, "uk" if page.locator("html").get_attribute("lang") == "en" else "en")
    expect(page.locator("button[name=language]")).to_have_count(1)


@pytest.mark.parametrize(
    ("rows", "words"),
    [(1, "1 рядок"), (2, "2 рядки"), (5, "5 рядків"), (11, "11 рядків"), (21, "21 рядок"), (22, "22 рядки")],
)
def test_ukrainian_counts_as_ukrainians_do(signed_in: Open, site: Site, rows: int, words: str) -> None:
    page = signed_in("tracing_analyst", language="uk")
    page.goto(f"{site.url}/lists/new/")
    table = "\n".join(["ПІБ;Дата народження", *(f"Пшенична Дана;{day:02d}.02.2015" for day in range(1, rows + 1))])
    page.set_input_files("input[type=file]", {"name": "n.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.fill("input[name=source]", f"Список на {rows}")
    page.select_option("select[name=kind]", "other")
    page.locator("main .form-buttons button").click()
    expect(page.locator(".page-primary button")).to_have_text(re.compile(rf"Імпортувати {words}$"))


def test_the_first_tab_offers_to_skip_to_the_content(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/children/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()


def test_the_skip_link_leads_to_the_content(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/children/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main#content")).to_be_focused()


def test_a_child_can_be_opened_with_the_keyboard_alone(signed_in: Open, site: Site) -> None:
    page = signed_in("case_worker")
    page.goto(f"{site.url}/children/")
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) != "nonenone"
        if page.evaluate("document.activeElement.matches('main tbody th a')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(CHILD)


def test_a_question_mark_lists_the_shortcuts(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/children/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Go to the search box")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_letter_typed_into_a_field_is_only_a_letter(signed_in: Open, site: Site) -> None:
    page = signed_in("hotline")
    page.goto(f"{site.url}/reports/new/")
    page.locator("#id_words").press_sequentially("where? 1/2")
    expect(page.locator("#id_words")).to_have_value("where? 1/2")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_can_be_switched_off(signed_in: Open, site: Site) -> None:
    page = signed_in("tracing_analyst")
    page.goto(f"{site.url}/children/")
    page.keyboard.press("?")
    with page.expect_navigation():
        page.get_by_role("button", name="Switch off the keys / and ?").click()
    page.keyboard.press("/")
    expect(page.locator("#search-box")).not_to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_javascript_one_signs_in_and_reads(open_page: Open, site: Site) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    site.sign_in(page, "case_worker")
    page.goto(f"{site.url}/children/")
    page.get_by_role("link", name="Коваленко Олена Андріївна").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CHILD)
    page.get_by_role("button", name="Show the name").click()
    expect(page.locator("#name .fact").first).to_be_visible()


def test_without_javascript_a_statement_is_recorded(open_page: Open, site: Site) -> None:
    page = open_page(java_script_enabled=False)
    site.sign_in(page, "hotline")
    page.goto(f"{site.url}/reports/new/")
    page.select_option("#id_kind", "relative")
    page.fill("#id_name", "Вітряна Стефа")
    page.fill("#id_birth_date", "навесні 2015")
    page.locator("main .form-buttons button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The statement is recorded")


def test_without_javascript_a_refused_form_reads_the_date_back(open_page: Open, site: Site) -> None:
    page = open_page(java_script_enabled=False)
    site.sign_in(page, "hotline")
    page.goto(f"{site.url}/reports/new/")
    page.fill("#id_birth_date", "5.3.2014")
    page.locator("main .form-buttons button").click()
    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator("#id_birth_date_reading")).to_contain_text("5 March 2014")


def test_without_javascript_the_search_answers(open_page: Open, site: Site) -> None:
    page = open_page(java_script_enabled=False)
    site.sign_in(page, "tracing_analyst")
    page.fill("#search-box", "Kovalenko Yelena")
    page.press("#search-box", "Enter")
    expect(page.locator("main ol > li").first).to_contain_text("Коваленко Олена Андріївна")


@pytest.mark.parametrize(
    ("path", "uk", "en"),
    [
        ("/nowhere/", "Такої сторінки немає", "There is no such page"),
        ("/children/", "Ця сторінка для вас закрита", "This page is not open to you"),
    ],
)
def test_a_refusal_is_kind_and_in_both_languages(signed_in: Open, site: Site, path: str, uk: str, en: str) -> None:
    page = signed_in("hotline", refused=True)
    page.goto(site.url + path)
    expect(page.locator("section[lang=uk] h2")).to_have_text(uk)
    expect(page.locator("section[lang=en] h2")).to_have_text(en)


def test_a_refusal_has_one_number_to_read_out(signed_in: Open, site: Site) -> None:
    page = signed_in("hotline", refused=True)
    page.goto(f"{site.url}/nowhere/")
    expect(page.locator("section[lang=en] .reference")).to_have_text(REFERENCE)
    said = page.locator(".reference").all_inner_texts()
    assert len(set(said)) == 1


def test_a_child_of_another_team_and_a_child_that_is_none_look_alike(signed_in: Open, site: Site) -> None:
    analyst, worker = signed_in("tracing_analyst"), signed_in("case_worker", refused=True)
    # By the search: a list shows first what other tests have changed.
    analyst.goto(f"{site.url}/search/")
    analyst.fill("main input[name=q]", "Лисенко Юрій")
    analyst.press("main input[name=q]", "Enter")
    link = analyst.locator("main").get_by_role("link", name="Лисенко Юрій Павлович").first.get_attribute("href")
    nobody = "/children/00000000-0000-7000-8000-000000000000/"
    seen = []
    for path in (link, nobody):
        status = worker.goto(site.url + str(path)).status
        seen.append(
            (
                status,
                worker.locator("section[lang=en]")
                .inner_text()
                .replace(worker.locator(".reference").first.inner_text(), ""),
            )
        )
    assert seen[0] == seen[1]
