"""Consent, interviews and access on request, as colleagues meet them in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site
from tests.browser.stops import ROW

Open = Callable[..., Any]
VERONIKA = "Дорошенко Вероніка Сергіївна"


def found(page: Any, site: Site, words: str) -> Any:
    page.goto(f"{site.url}/search/")
    page.fill("main input[name=q]", words)
    page.click("main form[role=search] button")
    page.wait_for_load_state()
    return page.locator("main")


def links(page: Any, site: Site) -> set[str]:
    return {str(link.get_attribute("href")) for link in found(page, site, VERONIKA).locator("h2 a").all()}


def test_a_record_whose_consent_was_withdrawn_is_found_by_her_worker_only(signed_in: Open, site: Site) -> None:
    worker = signed_in("case_worker")
    hers = links(worker, site)
    assert len(hers - links(signed_in("tracing_analyst"), site)) == 1


def test_consent_says_what_is_stopped_on_a_telephone(signed_in: Open, site: Site) -> None:
    page = signed_in("case_worker", PHONE)
    found(page, site, VERONIKA).get_by_role("link", name=VERONIKA).first.click()
    page.goto(site.url + str(page.locator("main a[href$='/consent/']").first.get_attribute("href")))
    expect(page.locator("main")).to_contain_text("2 uses of this child's data are stopped.")
    expect(page.locator("#use-tracing")).to_contain_text("withdrawn: stopped")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_second_account_asks_the_second_person(signed_in: Open, site: Site) -> None:
    page = signed_in("director")
    page.goto(site.url)
    page.locator("main a[href*='/interviews/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A second account of the same event")
    expect(page.locator("main")).to_contain_text("The child has told of it 1 time already.")
    page.get_by_label("No, the child is not asked again").check()
    page.get_by_role("button", name="Save the answer").click()
    expect(page.locator("main")).to_contain_text("Say why, so that your colleague knows what to do instead.")


def asked(page: Any, site: Site, words: str) -> None:
    """Ask for the first closed part on the first page of a child that has one."""
    page.goto(f"{site.url}/children/")
    for path in [str(row.get_attribute("href")) for row in page.locator(ROW).all()]:
        page.goto(site.url + path)
        ask = page.locator("main a[href*='/office/access/ask/']")
        if ask.count():
            page.goto(site.url + str(ask.first.get_attribute("href")))
            page.fill("#id_reason", words)
            page.locator("main .form-buttons button").first.click()
            page.wait_for_url("**/children/**")
            break
    page.goto(f"{site.url}/office/access/")
    expect(page.locator("#mine")).to_contain_text(words)


def test_a_masked_part_is_asked_for_granted_and_closed_again(open_page: Open, signed_in: Open, site: Site) -> None:
    words = "I meet the child where it lives, and the way takes a day."
    clinician = open_page()
    site.sign_in(clinician, "reception_clinician")
    asked(clinician, site, words)
    officer = signed_in("data_protection_officer")
    officer.goto(f"{site.url}/office/access/")
    officer.locator("#waiting li", has_text=words).get_by_role("link", name="Answer").click()
    officer.get_by_label("Open it for a limited time").check()
    officer.get_by_role("button", name="Save the answer").click()
    expect(officer.locator("#open")).to_contain_text("open now")
    clinician.goto(f"{site.url}/office/access/")
    expect(clinician.locator("#mine")).to_contain_text("open now")
    clinician.locator("#mine").get_by_role("button", name="Close it now").click()
    expect(clinician.locator("#mine")).to_contain_text("closed again")
