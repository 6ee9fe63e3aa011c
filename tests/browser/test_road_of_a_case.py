"""The road of a case, from a call to the printed life-line: on a phone in Ukrainian, then on a desk in English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site
from tests.browser.road_steps import confirm, decide, go_on, import_list, open_the_case, take_the_call

Open = Callable[..., Any]


@dataclass(frozen=True)
class Look:
    """One way to walk the road, with a child of its own."""

    language: str
    size: dict[str, int]
    listed: str
    called: str
    born: str


PHONE_UK = Look("uk", PHONE, "Горностаев Ярополк Борисович", "Горностаєв Ярополк Борисович", "17.05.2013")
DESK_EN = Look("en", DESK, "Снегирёва Любава Остаповна", "Снігирьова Любава Остапівна", "08.09.2015")


def bring_in_the_list(site: Site, look: Look) -> None:
    rows = ["ФИО;Дата рождения;Место рождения", f"{look.listed};{look.born};Артёмовск"]
    rows += ["Верещагина Стефания Глебовна;02.02.2012;Камышовка"] if look is PHONE_UK else []
    import_list(site, f"Список {look.language}", rows)


def record_consent(page: Any, case: str) -> None:
    page.goto(f"{case}consent/new/")
    page.locator("input[name=uses][value=psychological]").check()
    page.locator("input[name=state][value=given]").check()
    page.locator("input[name=giver][value=child]").check()
    page.fill("#id_said_on", "01.11.2025")
    page.fill("#id_kept", "Папка 7, аркуш 2")
    go_on(page, "**/consent/")


def refer_out(page: Any, case: str) -> str:
    page.goto(f"{case}send/referral/")
    page.select_option("#id_receiver", label="Лелека")
    page.locator("input[name=profile][value=psychological]").check()
    page.fill("#id_asked", "Дві зустрічі з психологом.")
    page.locator("main .form-buttons .button-primary").click()
    go_on(page, "**/sendings/*/")
    return str(page.url)


def answer(page: Any, sending: str, state: str) -> None:
    page.goto(f"{sending}{state}/")
    page.fill("#id_reason", "Домовлено.")
    go_on(page, sending)


def print_the_lifeline(page: Any, case: str) -> None:
    page.goto(case)
    page.locator("main a[href*='/children/']").first.click()
    child = page.url
    page.goto(f"{child}print/")
    page.locator("#id_purpose option").nth(1).evaluate("one => one.parentElement.value = one.value")
    page.select_option("#id_what", index=1)
    page.locator("main .form-buttons .button-primary").click()
    expect(page.locator("[data-prints]")).to_be_visible()
    expect(page.locator("#print-life")).to_be_visible()


@pytest.mark.parametrize("look", [PHONE_UK, DESK_EN], ids=["phone-uk", "desk-en"])
def test_the_road_of_a_case(signed_in: Open, site: Site, look: Look) -> None:
    def colleague(who: str) -> Any:
        return signed_in(who, look.size, language=look.language)

    bring_in_the_list(site, look)
    take_the_call(colleague("hotline"), site, name=look.called, born=look.born)
    pair = decide(colleague("tracing_analyst"), site, called=look.called, listed=look.listed)
    confirm(colleague("tracing-analyst-2"), pair)
    case = open_the_case(colleague("director"), site, look.called)
    worker, receiver = colleague("case_worker"), colleague("case-worker-2")
    record_consent(worker, case)
    sending = refer_out(worker, case)
    answer(receiver, sending, "accepted")
    answer(receiver, sending, "done")
    print_the_lifeline(worker, case)
    verified = site.cli("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
