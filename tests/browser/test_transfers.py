"""Referring a child out and back, and answering somebody who asks for the file, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site

Open = Callable[..., Any]


def test_a_waiting_referral_is_read_and_accepted_on_a_phone(signed_in: Open, site: Site) -> None:
    page = signed_in("case-worker-2", PHONE, language="uk")
    page.goto(f"{site.url}/cases/sendings/?side=receiver&state=sent")
    page.locator("main .list-table tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("психологічна допомога")
    expect(page.locator("main")).to_contain_text("Коваленко")
    page.get_by_role("link", name="Прийняти").click()
    page.get_by_role("button", name="Прийняти").click()
    expect(page.locator("main")).to_contain_text("прийнято")


def test_without_consent_the_form_says_why_and_keeps_what_was_typed(signed_in: Open, site: Site) -> None:
    page = signed_in("case_worker")
    page.goto(f"{site.url}/cases/sendings/?side=sender&state=accepted")
    page.locator("main .list-table tbody th a").first.click()
    case_url = page.locator("a.back").get_attribute("href")
    page.goto(f"{site.url}{case_url}send/referral/")
    page.locator("#id_receiver").select_option(index=1)
    page.locator("input[name=profile][value=school]").check()
    page.fill("#id_asked", "A place in form five, please.")
    page.locator("input[name=basis][value=vital]").check()
    page.get_by_role("button", name="Check what leaves").click()
    expect(page.locator(".errors")).to_contain_text("Say why it goes without consent.")
    expect(page.locator("#id_asked")).to_have_value("A place in form five, please.")


def test_an_overdue_enquiry_shows_as_late(signed_in: Open, site: Site) -> None:
    page = signed_in("case_worker")
    page.goto(f"{site.url}/cases/sendings/?kind=enquiry")
    expect(page.locator("main .list-table")).to_contain_text("answer overdue")


def test_a_request_for_the_file_is_compiled(signed_in: Open, site: Site) -> None:
    page = signed_in("data_protection_officer")
    page.goto(f"{site.url}/cases/requests/")
    page.locator("main .list-table tbody th a").first.click()
    page.get_by_role("link", name="Compile the file").click()
    page.get_by_role("button", name="Compile it").click()
    page.get_by_role("link", name="Read the compiled file").click()
    expect(page.locator("main")).to_contain_text("Що про вас повідомлено")
