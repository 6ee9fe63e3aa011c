"""Every main page: no violation for axe, no sideways scroll, one language, no child's name in title or address.

Every run: axe in Ukrainian on a light phone and at a dark desk, its rules of colours on two of each kind of text, all else in
both languages. The heavy one: every rule on everything, in light and dark, Ukrainian and English, at a desk and on a phone,
each with each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dodomu.entry.scenario.children import children
from tests.browser.conftest import DESK, PATIENCE_MS, REFUSAL, Site, signed_in_state
from tests.browser.sound import EVERY_LOOK, troubles, violations
from tests.browser.stops import STOPS, Stop


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """Where the links to the stops led."""
    return {}


@pytest.fixture(scope="module")
def desks(browser: Any, site: Site) -> Iterator[Callable[[str], Any]]:
    """One page for each colleague, kept open for the whole walk; it remembers what went wrong on it."""
    open_ones: dict[str, Any] = {}

    def of(who: str) -> Any:
        if who not in open_ones:
            state = None
            if who:
                state = site.states[who] = site.states.get(who) or signed_in_state(browser, site, who)
            context = browser.new_context(storage_state=state, reduced_motion="reduce")
            context.set_default_timeout(PATIENCE_MS)
            open_ones[who] = context.new_page()
        return open_ones[who]

    yield of
    for page in open_ones.values():
        page.context.close()


@pytest.fixture(params=["uk", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=STOPS, ids=str)
def stop(request: pytest.FixtureRequest) -> Stop:
    found: Stop = request.param
    return found


@pytest.fixture
def opened(desks: Callable[[str], Any], site: Site, known: dict[str, str], stop: Stop, language: str) -> Iterator[Any]:
    """The page of the stop, in the language."""
    page, said = desks(stop.who), []
    page.context.add_cookies([{"name": "language", "value": language, "url": site.url}])
    page.set_viewport_size(DESK)

    def listen(message: Any) -> None:
        if message.type == "error" and not (stop.refused and REFUSAL.search(message.text)):
            said.append(message.text)

    page.on("console", listen)
    stop.open(page, site, known)
    yield page
    page.remove_listener("console", listen)
    assert said == []


@pytest.fixture(scope="module")
def childrens_names() -> frozenset[str]:
    words: set[str] = set()
    for child in children().values():
        written = f"{child.name} {child.listed.name if child.listed else ''}"
        words |= {word.casefold() for word in re.findall(r"[\w'’]{3,}", written)}
    return frozenset(words)


def test_the_page_is_sound(opened: Any, site: Site, language: str, childrens_names: frozenset[str]) -> None:
    """One visit, many looks: every trouble of the page is told at once."""
    assert troubles(opened, language, childrens_names, frozenset(site.sign_ins.values())) == []


def test_one_pale_word_among_many_is_found(desks: Callable[[str], Any], site: Site) -> None:
    """Colours are looked at on two of each kind: what is paler than its like is a kind of its own."""
    page = desks("director")
    page.goto(f"{site.url}/cases/")
    assert violations(page, ((DESK, "light"),)) == []
    page.locator("main td a").last.evaluate("one => { one.style.color = '#c8c8c8'; }")
    assert [one.split(": ")[0] for one in violations(page, ((DESK, "light"),))] == [f"{DESK['width']} px, light"]


@pytest.mark.heavy
def test_the_page_is_sound_in_every_look(opened: Any) -> None:
    """All sizes and themes in both languages."""
    assert violations(opened, EVERY_LOOK, whole=True) == []


def test_the_pages_of_a_list_being_tried_are_sound(
    desks: Callable[[str], Any], site: Site, language: str, childrens_names: frozenset[str]
) -> None:
    """The dry run and the meanings of the columns; nothing is recorded."""
    page = desks("tracing_analyst")
    page.context.add_cookies([{"name": "language", "value": language, "url": site.url}])
    page.goto(f"{site.url}/lists/new/")
    table = "NAME;DOB\nКвітнева Ждана;01.02.2016\nЯблунева Ружена;31.02.2015\n"
    page.set_input_files("input[type=file]", {"name": "x.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.fill("input[name=source]", "Притулок «Барвінок»")
    page.select_option("select[name=kind]", "other")
    page.locator("main .form-buttons button").click()
    page.wait_for_url(re.compile("/lists/[0-9a-f-]{36}/$"))
    names = frozenset({"NAME", "DOB", *site.sign_ins.values()})
    assert troubles(page, language, childrens_names, names) == []
    page.goto(f"{page.url}columns/")
    assert troubles(page, language, childrens_names, names) == []
