"""Evidence in a browser: a file taken in on a telephone over a bad network, handed over, received, opened with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import PHONE, Site

CONTENT = b"\x89PNG an invented picture " * 2_000
FILE = {"name": "знімок.png", "mimeType": "image/png", "buffer": CONTENT}


def fill(page: Any) -> None:
    page.set_input_files("main input[name=file]", FILE)
    page.fill("main input[name=what]", "Світлина шкільного щоденника")
    page.select_option("main select[name=source]", "giver")
    page.select_option("main select[name=way]", "sent")
    page.fill("main input[name=giver_name]", "Сорока Марія")
    page.fill("main input[name=place]", "Кабінет команди")


def test_a_file_whose_way_breaks_off_is_sent_again_and_counts_once(site: Site, signed_in: Callable[..., Any]) -> None:
    page = signed_in("case_worker", PHONE, language="uk", offline=True)
    page.goto(f"{site.url}/evidence/")
    page.goto(site.url + str(page.locator("main a[href*='/evidence/cases/']").first.get_attribute("href")))
    before = page.locator("#exhibits a").count()
    address = page.url
    page.locator("main .page-primary a").click()
    fill(page)
    page.context.set_offline(True)
    page.locator("main .form-buttons button").click()
    page.get_by_text("З’єднання перервалося").wait_for()
    assert page.input_value("main input[name=what]") == "Світлина шкільного щоденника"
    page.context.set_offline(False)
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 4 and "cases" not in url)
    assert "Світлина шкільного щоденника" in page.inner_text("main")
    assert "Сорока Марія" in page.inner_text("#custody")
    page.goto(address)
    assert page.locator("#exhibits a").count() == before + 1


def test_it_is_handed_over_received_and_opened_as_a_file(site: Site, signed_in: Callable[..., Any]) -> None:
    worker = signed_in("case_worker", PHONE, language="uk")
    worker.goto(f"{site.url}/evidence/")
    worker.goto(
        site.url + str(worker.locator("main a[href*='/evidence/cases/']").first.get_attribute("href")) + "take/"
    )
    fill(worker)
    worker.locator("main .form-buttons button").click()
    worker.locator("#custody").wait_for()
    exhibit = worker.url
    worker.locator("main .page-primary a").click()
    worker.select_option("main select[name=receiver]", label="Гліб Печатний")
    worker.fill("main input[name=place]", "Сейф")
    worker.locator("main .form-buttons button").click()
    worker.wait_for_url(exhibit)
    officer = signed_in("evidence_officer", PHONE, language="uk")
    officer.goto(exhibit)
    officer.locator("main .page-primary a").click()
    officer.check("main input[name=arrived][value=yes]")
    officer.locator("main .form-buttons button").click()
    officer.wait_for_url(exhibit)
    assert officer.locator("#custody li[data-state=received]").count() == 2
    officer.locator("main a[href$='/open/']").first.click()
    officer.check("main input[name=purpose][value=describe]")
    officer.fill("main textarea[name=reason]", "Щоб описати.")
    with officer.expect_download() as coming:
        officer.locator("main .form-buttons button").click()
    saved = coming.value
    assert saved.suggested_filename.startswith("exhibit-")
    assert saved.path().read_bytes() == CONTENT
