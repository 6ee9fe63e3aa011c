"""The road of a case, from a call to the printed life-line: on a phone in Ukrainian, then on a desk in English."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site

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
    """A list this installation has never seen, imported from the terminal."""
    rows = ["ФИО;Дата рождения;Место рождения", f"{look.listed};{look.born};Артёмовск"]
    rows += ["Верещагина Стефания Глебовна;02.02.2012;Камышовка"] if look is PHONE_UK else []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        file.write_text("\n".join(rows), encoding="utf-8")
        done = site.cli("import", str(file), "--source", f"Список {look.language}", "--as", "tracing-analyst", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr


def go_on(page: Any, pattern: str) -> None:
    page.locator("main .form-buttons .button-primary").click()
    page.wait_for_url(pattern)


def take_the_call(page: Any, site: Site, look: Look) -> None:
    page.goto(site.url)
    page.locator("main form[action='/calls/'] button").click()
    page.wait_for_url("**/caller/")
    page.fill("#id_caller_name", "Мати дитини")
    go_on(page, "**/children/")
    page.fill("#id_c1-name", look.called)
    page.fill("#id_c1-birth_date", look.born)
    page.fill("#id_c1-birth_place", "Бахмут")
    go_on(page, "**/events/")
    expect(page.locator("#possibly")).to_be_visible()
    page.fill("textarea[name$=words]:not([name*=wish])", "Востаннє дзвонила з пансіонату навесні.")
    go_on(page, "**/wishes/")
    go_on(page, "**/check/")
    expect(page.locator("main")).to_contain_text(look.called)
    go_on(page, "**/recorded/")


def decide(page: Any, site: Site, look: Look) -> str:
    """The analyst finds the pair that the call made and takes the two for one child."""
    page.goto(f"{site.url}/tracing/?state=open")
    pair = page.locator("main tbody tr", has_text=look.called)
    while not pair.count():
        page.reload()
    pair.locator("th a").first.click()
    expect(page.locator("main")).to_contain_text(look.listed.split()[1])
    page.locator("input[name=verdict][value=same]").check()
    page.fill("#id_reason", "Дата, місце і по батькові збігаються.")
    page.locator("main .button-primary").last.click()
    expect(page.get_by_role("status")).to_be_visible()
    return str(page.url)


def confirm(page: Any, pair: str) -> None:
    page.goto(pair)
    page.locator("input[name=answer][value=confirm]").check()
    page.fill("#id_reason", "Звірено з анкетою.")
    page.locator("main .button-primary").last.click()
    expect(page.get_by_role("status")).to_be_visible()


def open_the_case(page: Any, site: Site, look: Look) -> str:
    """The director gives the child to a team; the clocks of the risk level start."""
    page.goto(f"{site.url}/children/")
    page.locator("main .list-table tbody tr", has_text=look.called.split()[0][:6]).locator("th a").first.click()
    page.locator("main a[href*='/cases/open/']").first.click()
    page.select_option("#id_team", label="Верба")
    page.select_option("#id_worker", index=0)
    page.locator("input[name=risk][value=high]").check()
    page.fill("#id_reason", "Дитину знайдено у списку пансіонату.")
    go_on(page, "**/cases/*/")
    expect(page.locator("#deadlines .status")).not_to_have_count(0)
    return str(page.url)


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
    take_the_call(colleague("hotline"), site, look)
    pair = decide(colleague("tracing_analyst"), site, look)
    confirm(colleague("tracing-analyst-2"), pair)
    case = open_the_case(colleague("director"), site, look)
    worker, receiver = colleague("case_worker"), colleague("case-worker-2")
    record_consent(worker, case)
    sending = refer_out(worker, case)
    answer(receiver, sending, "accepted")
    answer(receiver, sending, "done")
    print_the_lifeline(worker, case)
    verified = site.cli("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
