"""A running Dodomu with the invented scenario, and a real browser in front of it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    absent = not Path(CHROMIUM).exists()
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

    def sign_in(self, page: Any, role: str, language: str = "en") -> None:
        """Sign in as the (first) person of a role, with the pages in this language."""
        page.context.clear_cookies()
        page.context.add_cookies([{"name": "language", "value": language, "url": self.url}])
        page.goto(f"{self.url}/account/login/")
        page.fill("input[name=login]", self.sign_ins[role])
        page.fill("input[name=password]", self.password)
        page.click("main form [type=submit], main form button:not([type])")
        page.wait_for_url(lambda url: "/account/login" not in url)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """``dodomu demo`` in a folder of its own, on a free port."""
    home = tmp_path_factory.mktemp("demo")
    port = _free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DODOMU_")}
    environment |= {"DODOMU_HOME": str(home / "home"), "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [str(Path(sys.executable).with_name("dodomu")), "demo", "--port", str(port), "--json"]
    log = (home / "log").open("w+")
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        told = json.loads(_first_line(server))
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, server)
        yield Site(url, home / "home", told["sign_ins"], told["password"])
    finally:
        server.terminate()
        server.wait(timeout=20)


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
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Open a fresh page: ``open_page(PHONE, theme="dark")``; fails on console errors and foreign requests."""
    contexts, troubles = [], []

    def fresh(size: dict[str, int] = DESK, theme: str = "light", **more: Any) -> Any:
        context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request",
            lambda sent: None if sent.url.startswith((site.url, "data:", "blob:")) else troubles.append(sent.url),
        )
        return page

    yield fresh
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    return open_page()
