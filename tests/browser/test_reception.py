"""Reception in a browser: a group received without retyping, triage on a phone, the sheet that is handed on."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Site


@pytest.fixture(scope="module")
def group(site: Site) -> dict[str, Any]:
    """The group Rowan: two children are expected, two are here; each test has its own of them."""
    done = site.run(sys.executable, "-m", "tests.browser.reception_centre", "Rowan")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_group_of_a_mission_is_received_without_retyping(
    group: dict[str, Any], site: Site, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("reception_clinician")
    page.goto(f"{site.url}/reception/")
    page.locator(f"main a[href*='{group['group']}']").first.click()
    page.select_option("main [name=everybody]", "photo")
    page.locator("main .form-buttons button").click()
    for arrival in group["expected"]:
        page.goto(f"{site.url}/reception/{arrival}/")
        assert "№" in page.inner_text("main h1")
        assert "Rowan / A" in page.inner_text("main")
        assert page.locator("main a[href$='/triage/']").count() == 1


def test_a_danger_sign_on_a_phone_is_red_at_once_and_nothing_else_is_asked(
    group: dict[str, Any], site: Site, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("reception_clinician", PHONE, offline=True)
    page.goto(f"{site.url}/reception/{group['here'][0]}/triage/")
    bar = page.locator(".triage-bar")
    assert "UNDETERMINED" in bar.inner_text()
    page.context.set_offline(True)
    page.get_by_label("Struggles to breathe").check()
    assert "RED" in bar.inner_text()
    assert "UNDETERMINED" not in bar.inner_text()
    page.context.set_offline(False)
    bar.get_by_role("button").click()
    page.wait_for_url(lambda url: "/triage/" in url and group["here"][0] not in url)
    told = page.inner_text("main")
    assert "RED: now" in told
    assert "To measure" in told


def test_a_wrong_number_stays_with_its_message_a_comma_is_read_and_what_is_missing_is_named(
    group: dict[str, Any], site: Site, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("reception_clinician", PHONE)
    page.goto(f"{site.url}/reception/{group['here'][1]}/triage/")
    page.fill("[name=temperature]", "36,6")
    page.fill("[name=heart_rate]", "900")
    page.locator("#saved[data-state=saved]").wait_for()
    assert "Cannot be read: Heart rate" in page.inner_text(".triage-bar")
    page.reload()
    assert page.input_value("[name=temperature]") == "36,6"
    page.locator(".triage-bar button").click()
    assert "Heart rate: accepted is 0 to 350 per minute." in page.inner_text(".errors")
    assert page.input_value("[name=heart_rate]") == "900"
    page.fill("[name=heart_rate]", "90")
    page.locator(".triage-bar button").click()
    page.wait_for_url(lambda url: group["here"][1] not in url)
    told = page.inner_text("main")
    assert "UNDETERMINED" in told
    assert "36.6" in told
    assert "Breathing rate" in told


def test_the_hand_over_sheet_is_one_file_in_both_languages(
    group: dict[str, Any], site: Site, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("reception_clinician")
    page.goto(f"{site.url}/reception/{group['here'][0]}/sheet/")
    page.select_option("[name=purpose]", index=1)
    page.check("[name=languages][value='uk,en']")
    with page.expect_download() as download:
        page.locator("main .form-buttons button").click()
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(download.value.path().read_bytes())).pages)
    assert "Передавальний лист" in text
    assert "Data of a child" in text
    assert "Triage" in text
    assert "Кедрова" not in text
