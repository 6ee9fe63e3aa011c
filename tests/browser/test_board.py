"""The mission board (points 31, 32, 48): it turns overdue by itself, shows when it is out of touch, takes words in two taps."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site
from tests.browser.sound import violations, wider_than_the_screen
from tests.browser.tongues import strangers

Open = Callable[..., Any]
Begin = Callable[..., dict[str, str]]
_numbers = count(1)


@pytest.fixture
def begin(site: Site) -> Iterator[Begin]:
    """Put a mission on the way: ``begin(seconds)`` until its first word is overdue. It is ended after the test."""
    begun: list[str] = []

    def board(*command: str) -> dict[str, str]:
        done = site.run(sys.executable, "-m", "tests.browser.board_mission", *command)
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return found

    def one(seconds: float = 3600) -> dict[str, str]:
        found = board("begin", f"Reed {next(_numbers)}", str(seconds))
        begun.append(found["mission"])
        return found

    yield one
    for mission in begun:
        board("end", mission)


def card(page: Any, ids: dict[str, str]) -> Any:
    return page.locator(f"#group-{ids['group']}")


def stay(page: Any) -> None:
    """Mark the page: after a reload the mark is gone."""
    page.evaluate("window.stayed = true")


def test_a_word_turns_overdue_without_a_reload(signed_in: Open, site: Site, begin: Begin) -> None:
    ids = begin(12)
    page = signed_in("mission_coordinator")
    page.goto(f"{site.url}/missions/board/")
    stay(page)
    expect(card(page, ids).locator(".board-state")).to_contain_text("late by 39 min")
    expect(card(page, ids).locator(".board-state")).to_contain_text("overdue by 40 min", timeout=30_000)
    # The alarm itself comes from the worker, and to the page by its stream.
    expect(card(page, ids).locator(".banner-title")).to_contain_text("Word is overdue", timeout=30_000)
    assert page.evaluate("window.stayed") is True
    card(page, ids).get_by_role("button", name="I have seen it").click()
    expect(page.get_by_text("You are on it. Everybody who")).to_be_visible()
    expect(card(page, ids).get_by_text("is on it, since")).to_be_visible()


def test_a_word_is_recorded_in_two_taps_and_others_see_it_at_once(signed_in: Open, site: Site, begin: Begin) -> None:
    ids = begin(1200)
    watching, writing = signed_in("director"), signed_in("mission_coordinator", PHONE)
    watching.goto(f"{site.url}/missions/board/")
    stay(watching)
    expect(card(watching, ids)).to_contain_text("late by")
    other = signed_in("mission_coordinator")
    other.goto(f"{site.url}/missions/{ids['mission']}/board/")
    card(other, ids).locator("summary").click()
    other.fill(f"#said-{ids['group']}", "14:0")
    writing.goto(f"{site.url}/missions/board/")
    card(writing, ids).locator("summary").click()
    card(writing, ids).get_by_role("button", name="All well: departed").click()
    expect(writing.get_by_text("The word is recorded.")).to_be_visible()
    expect(card(watching, ids)).to_contain_text("departed · A", timeout=15_000)
    expect(card(watching, ids).locator(".board-state")).not_to_contain_text("late by")
    assert watching.evaluate("window.stayed") is True
    # What a colleague is typing stays while the board around it changes.
    expect(card(other, ids)).to_contain_text("departed · A", timeout=15_000)
    expect(other.locator(f"#said-{ids['group']}")).to_have_value("14:0")


def test_a_board_that_is_out_of_touch_says_how_old_it_is(signed_in: Open, site: Site, begin: Begin) -> None:
    ids = begin(600)
    page = signed_in("mission_coordinator", offline=True)
    page.clock.install()
    page.goto(f"{site.url}/missions/{ids['mission']}/board/")
    connection = page.locator("[data-board-connection]")
    expect(connection).to_contain_text("Live.")
    page.context.set_offline(True)
    # The browser has told the page, and nothing that was on its way is taken for a sign of the server any more.
    expect(connection).not_to_contain_text("Live.")
    page.clock.fast_forward(11 * 60_000)
    expect(connection).to_contain_text("11 min old: no connection.")
    expect(connection.locator(".tone-notice")).to_be_visible()
    # The clock goes on also without the server.
    expect(card(page, ids).locator(".board-state")).to_contain_text("overdue by")
    page.context.set_offline(False)
    expect(connection).to_contain_text("Live.", timeout=30_000)


def test_without_javascript_the_board_reads_and_takes_a_word(open_page: Open, site: Site, begin: Begin) -> None:
    ids = begin()
    page = open_page(PHONE, java_script_enabled=False)
    site.sign_in(page, "mission_coordinator")
    page.goto(f"{site.url}/missions/board/")
    expect(page.locator("[data-board-connection]")).to_contain_text("Data of")
    card(page, ids).locator("summary").click()
    card(page, ids).get_by_label("by messenger").check()
    card(page, ids).get_by_role("button", name="30 min").click()
    expect(page.get_by_text("The word is recorded.")).to_be_visible()
    expect(card(page, ids)).to_contain_text("delayed by 30 min")
    page.locator("[data-board-reload]").click()
    expect(card(page, ids)).to_contain_text("by messenger")


def test_the_pages_of_the_board_are_sound(signed_in: Open, site: Site, begin: Begin) -> None:
    ids = begin(-60)
    writing = signed_in("mission_coordinator")
    writing.goto(f"{site.url}/missions/board/")
    card(writing, ids).locator("summary").click()
    card(writing, ids).get_by_role("button", name="Under duress").click()
    alarm = card(writing, ids).locator("a[href*='/alarms/']").first.get_attribute("href")
    group, mission = f"/missions/groups/{ids['group']}/words/", f"/missions/{ids['mission']}"
    addresses = ("/missions/board/", f"{mission}/board/", str(alarm), group, f"{group}record/", f"{mission}/escalation/",
                 f"{mission}/escalation/add/")  # fmt: skip
    troubles = []
    for language, look in (("uk", (PHONE, "light")), ("en", (DESK, "dark"))):
        page = signed_in("mission_coordinator", language=language)
        for address in addresses:
            page.goto(site.url + address)
            for panel in page.locator("details").all():
                panel.evaluate("(one) => one.open = true")
            found = [*violations(page, (look,)), *wider_than_the_screen(page)]
            found += [f"in the other language: {text}" for text in strangers(page, {*site.sign_ins.values()})]
            troubles += [(language, address, trouble) for trouble in found]
    assert troubles == []
