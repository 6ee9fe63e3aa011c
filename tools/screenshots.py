"""Make the pictures of the READMEs from the demonstration: python tools/screenshots.py

Builds the invented scenario in a folder of its own, serves it, looks at it with Chromium, writes docs/images/*.webp. The
clock of the pages is the real one, so the pictures differ a little each time.
"""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
sys.path.insert(0, str(ROOT))

from tests import chromium  # noqa: E402

LARGEST = 120_000
"""A README must open on a slow line."""


@dataclass(frozen=True)
class Picture:
    """One picture: whose page, how wide, in which light, and how to get there from the first page."""

    name: str
    role: str
    width: int
    height: int
    theme: str
    go: Callable[[Any], None]


def review(page: Any) -> None:
    page.goto(page.url + "tracing/")
    page.click(".page-primary a")


def child(page: Any) -> None:
    page.goto(page.url + "children/")
    page.click("main tbody th a")


def work(page: Any) -> None:
    """My work is where everybody arrives."""


def board(page: Any) -> None:
    """The mission that is under way."""
    page.goto(page.url + "missions/board/")
    page.click("main a[href$='/board/']:not([href='/missions/board/'])")


def phone(page: Any) -> None:
    """The page of an escort, opened with a code that the coordinator has just been shown."""
    language = page.get_attribute("html", "lang")
    board(page)
    page.goto(page.url.replace("/board/", "/phones/"))
    page.click("main a[href*='/phones/for/']")
    page.fill("main [name=reason]", "…")
    page.click("main .form-buttons .button-primary")
    address, code = page.locator("main .code").all_inner_texts()[:2]
    page.goto(f"{address}?{language}#{code}")
    page.click("#form button")
    page.wait_for_selector("#pad", state="visible")


def phone_word(page: Any) -> None:
    """The same with a word that can still be undone."""
    phone(page)
    page.click("#pad [data-i='0']")
    page.wait_for_selector("#undo", state="visible")


PICTURES = (
    Picture("work-1440-dark", "mission_coordinator", 1440, 900, "dark", work),
    Picture("work-390-light", "case_worker", 390, 844, "light", work),
    Picture("child-1440-light", "case_worker", 1440, 900, "light", child),
    Picture("child-390-dark", "case_worker", 390, 844, "dark", child),
    Picture("review-1440-light", "tracing_analyst", 1440, 900, "light", review),
    Picture("review-390-dark", "tracing_analyst", 390, 844, "dark", review),
    Picture("board-1440-light", "mission_coordinator", 1440, 900, "light", board),
    Picture("board-390-dark", "mission_coordinator", 390, 844, "dark", board),
    Picture("phone-390-light", "mission_coordinator", 390, 844, "light", phone),
    Picture("phone-390-dark", "mission_coordinator", 390, 844, "dark", phone_word),
)
"""The four main screens, each at a desk and on a phone, one of the two in the dark; then the escort's phone in both."""
LANGUAGES = {"en": "", "uk": "-uk"}


@contextmanager
def demonstration() -> Iterator[tuple[str, dict[str, Any]]]:
    """The invented scenario on a free port: its address, and the sign-ins."""
    with tempfile.TemporaryDirectory(prefix="dodomu-pictures-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_"))}
        environment["DODOMU_HOME"] = str(Path(folder, "home"))
        command = [str(Path(sys.executable).with_name("dodomu")), "demo", "--json", "--port", port]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                told = next(json.loads(line) for line in server.stdout if line.startswith("{"))
                wait_for(told["url"])
                yield told["url"], told
            finally:
                server.terminate()


def wait_for(url: str) -> None:
    for _ in range(600):
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The demonstration did not answer.")


def take(browser: Any, url: str, told: dict[str, Any], picture: Picture, language: str) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.theme, reduced_motion="reduce"
    )
    context.add_cookies([{"name": "language", "value": language, "url": url}])
    page = context.new_page()
    page.goto(url)
    page.fill("main input[name=login]", told["sign_ins"][picture.role])
    page.fill("main input[name=password]", told["password"])
    page.click("main form:not(#mfa_login) button")
    page.wait_for_url(url)
    in_language(page, language)
    picture.go(page)
    page.wait_for_load_state("networkidle")
    target = IMAGES / f"{picture.name}{LANGUAGES[language]}.webp"
    keep(page.screenshot(), target)
    context.close()
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}  {size / 1000:.0f} kB")
    if size > LARGEST:
        raise SystemExit("That picture is too large: lower its height.")


def keep(taken: bytes, target: Path) -> None:
    """A picture of words needs few bytes and sharp edges."""
    from PIL import Image

    with Image.open(io.BytesIO(taken)) as picture:
        picture.convert("RGB").save(target, "WEBP", quality=80, method=6)


def in_language(page: Any, language: str) -> None:
    """An account has a language of its own; the switch changes it for good, so ask only when it differs."""
    if page.get_attribute("html", "lang") != language:
        page.click(f"form.language button[value={language}]")
        page.wait_for_selector(f"html[lang={language}]")


def main() -> None:
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(exist_ok=True)
    with demonstration() as (url, told), sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium.program(), args=chromium.ARGUMENTS)
        for language in LANGUAGES:
            for picture in PICTURES:
                take(browser, url, told, picture, language)
        browser.close()


if __name__ == "__main__":
    main()
