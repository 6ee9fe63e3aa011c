"""A running Dodomu with the invented scenario, and a real browser in front of it.

One demonstration serves the whole run, and each colleague signs in once: their cookies are handed to every page
that is theirs. A test that ends a session or sets up a second factor takes one of the ``newcomers``.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import chromium
from tests.entry.conftest import demonstrated

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PATIENCE_MS = 20_000
"""How long a page may take on a busy machine before a test gives up; nothing is measured by it."""
REFUSAL = re.compile(r"status of 40[34]")
BLOCKED = re.compile(r"Content Security Policy")
OFFLINE = re.compile(r"net::ERR_INTERNET_DISCONNECTED")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    absent = chromium.program() is None
    if absent and os.environ.get("DODOMU_SKIP_NOTHING"):
        pytest.exit("Browser tests must not be skipped here, and there is no Chromium.", returncode=3)
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if absent:
                item.add_marker(pytest.mark.skip(reason="NO CHROMIUM HERE: THE PAGES ARE NOT TESTED"))


@dataclass(frozen=True)
class Site:
    """The address and the sign-ins of the running demonstration."""

    url: str
    home: Path
    sign_ins: dict[str, str]
    password: str
    states: dict[str, Any] = field(default_factory=dict)

    @property
    def by_name(self) -> str:
        """The same site under a name: a passkey belongs to a name, never to a number."""
        return self.url.replace("127.0.0.1", "localhost")

    def username(self, who: str) -> str:
        """Sign-in name of the first person of a role; any other word is a sign-in name already."""
        return self.sign_ins.get(who, who)

    def sign_in(self, page: Any, who: str, language: str = "en", url: str = "") -> None:
        """Sign in by hand as the (first) person of a role, with the pages in this language."""
        page.context.clear_cookies()
        page.context.add_cookies([{"name": "language", "value": language, "url": url or self.url}])
        page.goto(f"{url or self.url}/account/login/")
        page.fill("main input[name=login]", self.username(who))
        page.fill("main input[name=password]", self.password)
        page.click("main form:not(#mfa_login) button")
        page.wait_for_url(lambda url: "/account/login" not in url)

    def cli(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``dodomu`` on the home of this demonstration."""
        return self.run(_dodomu(), *arguments)

    def run(self, *command: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a program on the home of this demonstration; ``given`` is what it reads."""
        passphrase = json.loads((self.home / "demo.json").read_text(encoding="utf-8"))["passphrase"]
        environment = _environment(self.home) | {"DODOMU_DEMO": "yes", "DODOMU_PASSPHRASE": passphrase}
        return subprocess.run(
            command, env=environment, input=given, capture_output=True, text=True, timeout=120, check=False
        )


def _dodomu() -> str:
    return str(Path(sys.executable).with_name("dodomu"))


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_"))}
    kept.pop("LANGUAGE", None)
    return kept | {"DODOMU_HOME": str(home), "PYTHONUNBUFFERED": "1", "LANG": "en_US.UTF-8"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """``dodomu demo`` on a copy of the demonstration of the run, on a free port."""
    room = demonstrated(tmp_path_factory)
    home = room / "home"
    port = _free_port()
    command = [_dodomu(), "demo", "--port", str(port), "--json"]
    log = (room / "log").open("w+")
    server = subprocess.Popen(command, env=_environment(home), stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        told = json.loads(_first_line(server))
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, server)
        yield Site(url, home, told["sign_ins"], told["password"])
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()
        assert server.stdout is not None
        server.stdout.close()


def _first_line(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if line.startswith("{"):
            return line
    raise AssertionError("dodomu demo --json said nothing")


def _wait_for(url: str, server: subprocess.Popen[str]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        assert server.poll() is None, "the server stopped"
        try:
            opener.open(f"{url}/account/login/", timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=chromium.program(), args=chromium.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Open a fresh page: ``open_page(PHONE, theme="dark")``; fails on console errors and foreign requests.

    ``refused=True`` is for pages that are meant to answer 403 or 404, which a browser reports as an error;
    ``blocked=True`` for what our own policy is meant to block, ``offline=True`` for a network that is taken away.
    """
    contexts, troubles = [], []

    def fresh(
        size: dict[str, int] = DESK,
        theme: str = "light",
        refused: bool = False,
        blocked: bool = False,
        offline: bool = False,
        **more: Any,
    ) -> Any:
        context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce", **more)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()

        def complain(text: str) -> None:
            meant = ((refused, REFUSAL), (blocked, BLOCKED), (offline, OFFLINE))
            if not any(said and pattern.search(text) for said, pattern in meant):
                troubles.append(text)

        page.on("console", lambda said: complain(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complain(str(error)))
        page.on(
            "request",
            lambda sent: (
                None if sent.url.startswith((site.url, site.by_name, "data:", "blob:")) else complain(sent.url)
            ),
        )
        return page

    yield fresh
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def newcomers(site: Site) -> Iterator[str]:
    """Sign-in names nobody has used: ``next(newcomers)`` for a test that sets up a second factor or ends sessions."""
    names = [f"newcomer-{letter}" for letter in "abcde"]
    done = site.run(
        sys.executable, "-m", "tests.browser.newcomers", *names, given=json.dumps({"password": site.password})
    )
    assert done.returncode == 0, done.stderr
    return iter(names)


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    return open_page()


@pytest.fixture
def signed_in(open_page: Callable[..., Any], site: Site, browser: Any) -> Callable[..., Any]:
    """A page of a colleague: ``signed_in("case_worker", PHONE, language="uk")``; each signs in once a run."""

    def of(who: str, size: dict[str, int] = DESK, language: str = "en", **more: Any) -> Any:
        if who not in site.states:
            site.states[who] = signed_in_state(browser, site, who)
        page = open_page(size, storage_state=site.states[who], **more)
        page.context.add_cookies([{"name": "language", "value": language, "url": site.url}])
        return page

    return of


def signed_in_state(browser: Any, site: Site, who: str) -> Any:
    """The cookies of somebody who has just signed in."""
    context = browser.new_context()
    site.sign_in(context.new_page(), who)
    state = context.storage_state()
    context.close()
    return state
