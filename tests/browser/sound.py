"""When a page is sound: no violation for axe, no sideways scroll, one language, no child's name in title or address."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote

from tests.browser import axe
from tests.browser.conftest import DESK, PHONE
from tests.browser.tongues import strangers

NARROWEST = {"width": 320, "height": 640}
Looks = tuple[tuple[dict[str, int], str], ...]
EVERY_LOOK: Looks = tuple((size, theme) for size in (DESK, PHONE) for theme in ("light", "dark"))
LOOKS: dict[str, Looks] = {"uk": ((PHONE, "light"), (DESK, "dark")), "en": ()}
"""Longer words on the narrow page, and colours on the wide page in the dark. What axe looks for is the same in both languages:
it reads the Ukrainian pages each time, and those in English in every look where ``make test-all`` does."""
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
"""What alone can differ in the dark: the theme changes colours and nothing else."""
VIOLATIONS = """async (rules) => (await axe.run(document, {
    resultTypes: ["violations"], ...(rules.length ? {runOnly: rules} : {}),
})).violations.map((one) => one.id + ": " + one.nodes.map((node) => node.target.join(" ")).join(" | "))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def troubles(
    page: Any, language: str, childrens_names: Collection[str], names: frozenset[str] = frozenset()
) -> list[str]:
    """Everything that is wrong with the page as it stands, in the looks of its language.

    ``childrens_names`` are words without capitals, ``names`` data of the page that may look like words of the interface.
    """
    found = [*violations(page, LOOKS[language]), *wider_than_the_screen(page)]
    if page.locator("html").get_attribute("lang") != language:
        found.append("html lang is another language")
    found += [f"in the other language: {text}" for text in strangers(page, names)]
    told = re.findall(r"[\w'’]+", f"{page.title()} {unquote(page.url)}".casefold())
    return found + [f"names a child: {name}" for name in childrens_names if name in told]


def violations(page: Any, looks: Looks) -> list[str]:
    """What axe finds in each look."""
    found: list[str] = []
    if looks:
        page.evaluate(axe.SCRIPT)
    for size, theme in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        rules = COLOUR_RULES if theme == "dark" else []
        found += [f"{size['width']} px, {theme}: {violation}" for violation in page.evaluate(VIOLATIONS, rules)]
    return found


def wider_than_the_screen(page: Any) -> list[str]:
    found = []
    for size in (PHONE, NARROWEST):
        page.set_viewport_size(size)
        over = page.evaluate(SIDEWAYS)
        if over > 0:
            found.append(f"{size['width']} px: scrolls sideways by {over} px")
    return found
