"""Steps on a child's road that several browser tests walk, each by the colleague who does it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Site


def import_list(site: Site, source: str, rows: list[str]) -> None:
    """A list this installation has never seen, from the terminal. ``rows``: one a line, the headings first."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        file.write_text("\n".join(rows), encoding="utf-8")
        done = site.cli("import", str(file), "--source", source, "--as", "tracing-analyst", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr


def go_on(page: Any, pattern: str) -> None:
    page.locator("main .form-buttons .button-primary").click()
    page.wait_for_url(pattern)


def take_the_call(page: Any, site: Site, *, name: str, born: str, more: dict[str, str] | None = None) -> None:
    """A mother calls about her child. ``more``: further fields of the step with the children."""
    page.goto(site.url)
    page.locator("main form[action='/calls/'] button").click()
    page.wait_for_url("**/caller/")
    page.fill("#id_caller_name", "Вигадана Берегиня")
    go_on(page, "**/children/")
    page.fill("#id_c1-name", name)
    page.fill("#id_c1-birth_date", born)
    page.fill("#id_c1-birth_place", "Бахмут")
    for field, value in (more or {}).items():
        page.select_option(f"[name=c1-{field}]", value)
    go_on(page, "**/events/")
    expect(page.locator("#possibly")).to_be_visible()
    page.fill("textarea[name$=words]:not([name*=wish])", "Востаннє дзвонила з пансіонату навесні.")
    go_on(page, "**/wishes/")
    go_on(page, "**/check/")
    expect(page.locator("main")).to_contain_text(name)
    go_on(page, "**/recorded/")


def decide(page: Any, site: Site, *, called: str, listed: str) -> str:
    """The analyst finds the pair that the call made and takes the two for one child; the address of the pair."""
    page.goto(f"{site.url}/tracing/?state=open")
    pair = page.locator("main tbody tr", has_text=called)
    while not pair.count():
        page.reload()
    pair.locator("th a").first.click()
    expect(page.locator("main")).to_contain_text(listed.split()[1])
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


def open_the_case(page: Any, site: Site, name: str) -> str:
    """The director gives the child to a team; the clocks of the risk level start. The address of the case."""
    page.goto(f"{site.url}/children/")
    page.locator("main .list-table tbody tr", has_text=name.split(maxsplit=1)[0][:6]).locator("th a").first.click()
    page.locator("main a[href*='/cases/open/']").first.click()
    page.select_option("#id_team", label="Верба")
    page.select_option("#id_worker", index=0)
    page.locator("input[name=risk][value=high]").check()
    page.fill("#id_reason", "Дитину знайдено у списку пансіонату.")
    go_on(page, "**/cases/*/")
    expect(page.locator("#deadlines .status")).not_to_have_count(0)
    return str(page.url)
