"""The page on an escort's phone, in a real browser: without a connection, exactly once, cleared without a trace.

A phone of 360 px in its own browser context; the office beside it issues codes and counts the words that came.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import PATIENCE_MS, Site, _environment
from tests.browser.sound import SIDEWAYS, WHOLE
from tests.browser.tongues import strangers

Open = Callable[..., Any]
SMALL = {"width": 360, "height": 700}
NARROWEST = {"width": 320, "height": 640}
ONLY_SENT = re.compile(r"^[^·]+ · sent [^·]+$")
TELLING = re.compile(r"dodomu|mission|escort|child|duress|forced", re.IGNORECASE)
KEPT = """async () => ({
    databases: (await indexedDB.databases()).map((one) => one.name), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    local: localStorage.length, session: sessionStorage.length, cookies: document.cookie})"""
NOTHING = {"databases": [], "caches": [], "workers": 0, "local": 0, "session": 0, "cookies": ""}
STORED = """async () => {
    const open = await new Promise((done) => { const asked = indexedDB.open("pad"); asked.onsuccess = () => done(asked.result) })
    const rows = (name) => new Promise((done) => {
        const asked = open.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result) })
    const shape = (one) => one instanceof CryptoKey ? `key ${one.extractable}` : JSON.stringify(one, (name, value) =>
        value instanceof ArrayBuffer ? `${value.byteLength} locked bytes` : value instanceof Uint8Array ? value.length : value)
    const found = { kept: (await rows("kept")).map(shape), out: (await rows("out")).map(shape) }
    open.close()
    return found }"""
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, input")].filter((one) => one.checkVisibility())
    .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 44 || box.height < 44 })
    .map((one) => one.outerHTML)"""


class Office:
    """The process on the demonstration's home (``phone_office``)."""

    def __init__(self, site: Site) -> None:
        secret = json.loads((site.home / "demo.json").read_text(encoding="utf-8"))["passphrase"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.phone_office"],
            cwd=Path(__file__).resolve().parent.parent.parent,
            env=_environment(site.home) | {"DODOMU_DEMO": "yes", "DODOMU_PASSPHRASE": secret},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "{}\n"

    def ask(self, verb: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{verb}\n")
        self.process.stdin.flush()
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def office(site: Site) -> Iterator[Office]:
    found = Office(site)
    yield found
    found.close()


@pytest.fixture
def phone(open_page: Open, site: Site, office: Office) -> Callable[..., Any]:
    """A page that was just opened with a code: ``phone(language="uk")``."""

    def opened(language: str = "en", size: dict[str, int] = SMALL, **more: Any) -> Any:
        page = open_page(size, offline=True, **more)
        page.clock.install()
        page.goto(f"{site.url}/notes/?{language}#{office.ask('issue')['code']}")
        page.locator("#form button").click()
        expect(page.locator("#pad")).to_be_visible(timeout=PATIENCE_MS)
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        return page

    return opened


def held(page: Any, name: str) -> None:
    """Press a button and let it go after counting to three."""
    box = page.get_by_role("button", name=name).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.clock.fast_forward(3_000)
    page.mouse.up()


def undo_time_passes(page: Any) -> None:
    """On the clock of the page."""
    expect(page.locator("#undo")).to_be_visible()
    page.clock.fast_forward(11_000)
    expect(page.locator("#undo")).to_be_hidden()


def test_five_words_queued_without_a_connection_are_received_exactly_once(phone: Open, office: Office) -> None:
    """Airplane mode, five words and one undone, reload, connection: five, though the answer to one was lost."""
    page = phone()
    assert "#" not in page.url
    page.context.set_offline(True)
    page.get_by_role("button", name="All well").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#list li")).to_have_count(0)
    for name in ("All well", "All well", "I need help"):
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Running late").click()
    page.get_by_role("button", name="30 min").click()
    page.get_by_role("button", name="Going back").click()
    page.get_by_role("button", name="Yes, going back").click()
    expect(page.locator("#undo-what")).to_contain_text("Going back")

    page.reload()
    expect(page.locator("#list li")).to_have_count(5)
    expect(page.locator("#line")).to_contain_text("No connection")
    lost = []

    def cut_off(route: Any) -> None:
        """The server stores the first word, and its answer never arrives."""
        if not lost:
            lost.append(route.fetch().json()["id"])
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.context.route("**/notes/add", cut_off)
    page.context.set_offline(False)
    undo_time_passes(page)
    page.clock.fast_forward(10_000)  # until it tries again
    expect(page.locator("#list")).to_have_text(ONLY_SENT, timeout=PATIENCE_MS)
    assert [len(one) for one in lost] == [36]  # the server had stored it
    assert office.ask("words") == {"kinds": {"ok": 2, "help": 1, "delay": 1, "abort": 1}, "ids": 5}


def test_a_held_button_looks_is_kept_and_travels_like_a_touched_one(phone: Open, office: Office) -> None:
    """The one word that must not be told from another: what the page shows, keeps, sends and hears back is alike."""
    page = phone()
    sent, heard, shown, kept = [], [], [], []
    page.on("request", lambda one: sent.append(json.loads(one.post_data)) if one.url.endswith("/add") else None)
    page.on("response", lambda one: heard.append(one) if one.url.endswith("/add") else None)
    button = page.get_by_role("button", name="All well")
    for press in (button.click, lambda: held(page, "All well")):
        page.context.set_offline(True)
        press()
        expect(page.locator("#undo-what")).to_contain_text("All well")
        expect(page.locator("#list")).to_contain_text("waiting")
        page.mouse.move(180, 300)
        shown.append(
            re.sub(r"\d+", "", page.locator("#hand").inner_html() + page.locator("#list li").last.inner_html())
        )
        kept.append(page.evaluate(STORED)["out"])
        page.context.set_offline(False)
        undo_time_passes(page)
        expect(page.locator("#list")).to_have_text(ONLY_SENT, timeout=PATIENCE_MS)
    assert office.ask("words") == {"kinds": {"ok": 1, "duress": 1}, "ids": 2}
    assert shown[0] == shown[1]
    assert kept[0] == kept[1]
    assert kept[0][0].count("locked bytes") == 1
    assert len({tuple((name, len(str(value))) for name, value in body.items()) for body in sent}) == 1
    assert len({(one.status, len(one.body()), tuple(sorted(one.all_headers()))) for one in heard}) == 1


def test_nothing_that_is_kept_on_the_phone_can_be_read_or_says_what_it_is(phone: Open) -> None:
    page = phone()
    page.context.set_offline(True)
    page.get_by_role("button", name="I need help").click()
    expect(page.locator("#list li")).to_have_count(1)
    stored = page.evaluate(STORED)
    assert "key false" in stored["kept"]
    assert all("locked bytes" in one for one in stored["out"])
    assert [one for one in stored["kept"] if "open" in one] == []
    everything = json.dumps([stored, page.evaluate(KEPT), page.content(), page.url])
    assert not TELLING.search(everything)
    page.get_by_role("button", name="Undo").click()


def test_clearing_asks_first_and_leaves_nothing(phone: Open, office: Office, site: Site) -> None:
    page = phone()
    assert page.evaluate(KEPT)["workers"] == 1
    assert [one["name"] for one in page.context.cookies()] == ["pad"]
    page.context.set_offline(True)
    page.get_by_role("button", name="All well").click()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#wipe-what")).to_have_text("Not sent yet: 1. Clear everything all the same?")
    page.get_by_role("button", name="Not now").click()
    expect(page.locator("#list li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    page.context.set_offline(False)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#wipe-what")).to_have_text("Clear everything on this page?")
    page.get_by_role("button", name="Yes, clear everything").click()
    expect(page.locator("#answer")).to_have_text("There is nothing here.", timeout=PATIENCE_MS)
    assert page.evaluate(KEPT) == NOTHING
    assert page.context.cookies() == []
    assert office.ask("wiped") == {"wiped": True}
    page.goto(f"{site.url}/notes/")
    expect(page.locator("#start")).to_be_visible()
    expect(page.locator("#pad")).to_be_hidden()


def test_cleared_without_a_connection_it_is_over_at_the_next_one(phone: Open, office: Office, site: Site) -> None:
    page = phone()
    page.context.set_offline(True)
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Yes, clear everything").click()
    expect(page.locator("#answer")).to_have_text("There is nothing here.", timeout=PATIENCE_MS)
    assert page.evaluate(KEPT) == NOTHING
    page.context.set_offline(False)
    with page.expect_response("**/notes/close"):
        page.goto(f"{site.url}/notes/")
    assert page.context.cookies() == []
    assert office.ask("wiped") == {"wiped": True}


def test_ended_from_the_office_it_erases_itself_at_the_next_contact(phone: Open, office: Office) -> None:
    page = phone()
    office.ask("end")
    page.reload()
    expect(page.locator("#answer")).to_have_text("There is nothing here.", timeout=PATIENCE_MS)
    assert page.evaluate(KEPT) == NOTHING
    assert page.context.cookies() == []
    assert office.ask("wiped") == {"wiped": True}


def test_past_its_time_it_erases_itself_without_a_connection(phone: Open) -> None:
    page = phone()
    page.context.set_offline(True)
    page.add_init_script("const then = Date.now; Date.now = () => then() + 40 * 86400000")
    page.reload()
    expect(page.locator("#answer")).to_have_text("There is nothing here.", timeout=PATIENCE_MS)
    assert page.evaluate(KEPT)["databases"] == []


def test_past_its_time_what_is_unsent_waits_closed_and_is_handed_in_late(phone: Open, office: Office) -> None:
    page = phone()
    page.context.set_offline(True)
    page.get_by_role("button", name="All well").click()
    undo_time_passes(page)
    page.add_init_script("const then = Date.now; Date.now = () => then() + 40 * 86400000")
    page.reload()
    expect(page.locator("#wipe-what")).to_contain_text("Not sent yet: 1.", timeout=PATIENCE_MS)
    expect(page.locator("#keys")).to_be_hidden()
    assert page.inner_text("#sheet").strip() == ""
    page.context.set_offline(False)
    expect(page.locator("#answer")).to_have_text("There is nothing here.", timeout=PATIENCE_MS)
    assert office.ask("words") == {"kinds": {"ok": 1}, "ids": 1}
    assert page.evaluate(KEPT) == NOTHING
    assert office.ask("wiped") == {"wiped": True}


def test_a_second_device_is_refused(phone: Open, open_page: Open, office: Office, site: Site) -> None:
    code = office.ask("issue")["code"]
    for answer in ("", "This code opens nothing. Ask for a new one."):
        page = open_page(SMALL)
        page.goto(f"{site.url}/notes/?en")
        page.fill("#code", code.lower())
        page.locator("#form button").click()
        expect(page.locator("#pad" if not answer else "#answer")).to_be_visible()
        expect(page.locator("#answer")).to_have_text(answer)


def test_without_a_secure_address_it_says_that_it_needs_a_connection(
    open_page: Open, office: Office, site: Site
) -> None:
    page = open_page(SMALL)
    page.add_init_script(
        "delete Navigator.prototype.serviceWorker; Object.defineProperty(crypto, 'subtle', { value: undefined })"
    )
    page.clock.install()
    page.goto(f"{site.url}/notes/?en#{office.ask('issue')['code']}")
    page.locator("#form button").click()
    expect(page.locator("#plain")).to_contain_text("the page cannot open without a connection")
    page.get_by_role("button", name="I need help").click()
    undo_time_passes(page)
    expect(page.locator("#list")).to_have_text(ONLY_SENT, timeout=PATIENCE_MS)
    assert office.ask("words") == {"kinds": {"help": 1}, "ids": 1}


def test_without_javascript_it_says_so_and_nothing_else(browser: Any, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, locale="uk-UA")
    page = context.new_page()
    page.goto(f"{site.url}/notes/")
    assert page.locator("main").inner_text().strip().startswith("Цій сторінці потрібен JavaScript.")
    assert not TELLING.search(page.content())
    context.close()


@pytest.mark.parametrize(("language", "theme", "size"), [("uk", "light", NARROWEST), ("en", "dark", SMALL)])
def test_every_state_of_the_page_can_be_used_by_everybody(
    phone: Open, office: Office, language: str, theme: str, size: dict[str, int]
) -> None:
    """axe, large targets, no sideways scroll on the narrowest phone, one language."""
    office.ask("expect")
    page = phone(language=language, theme=theme, size=size, bypass_csp=True)
    page.evaluate(axe.SCRIPT)
    for opener in ("", "#late-open", "#sure-open", "#wipe-open", "[data-i='0']"):
        if opener:
            page.locator(opener).click()
        assert page.evaluate(WHOLE) == []
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate(SIDEWAYS) <= 0
        assert strangers(page) == []
        if opener.endswith("-open"):
            page.locator("[data-back]:visible").click()
    page.locator("#undo-button").click()


def test_the_coordinator_issues_a_phone_and_ends_it(signed_in: Open, office: Office, site: Site) -> None:
    pages = office.ask("pages")
    page = signed_in("mission_coordinator", SMALL, bypass_csp=True)
    page.goto(site.url + pages["phones"])
    page.get_by_role("link", name="Issue").click()
    page.get_by_role("button", name="Issue the phone").click()
    expect(page.locator("figure svg")).to_be_visible()
    expect(page.locator("main")).to_contain_text("held while counting slowly to three")
    page.evaluate(axe.SCRIPT)
    assert page.evaluate(WHOLE) == []
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_role("link", name="It is open on the phone").click()
    assert page.evaluate(SIDEWAYS) <= 0
    expect(page.locator("main")).to_contain_text("waits for its code")
    page.get_by_role("link", name="End this phone").click()
    page.get_by_role("button", name="End the phone").click()
    expect(page.locator("main")).to_contain_text("ended from here")
