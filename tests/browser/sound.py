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
RUN = """async ([first, rules]) => {
    const found = async (where, options) => where === document || where.include.length
        ? (await axe.run(where, {resultTypes: ["violations"], ...options})).violations : [];
    // What looks the same to the last colour behind it has the same contrast: the first two of a kind stand for a list of hundreds.
    const kinds = new Map(), depth = new Map();
    const behind = (one) => {
        if (!one) return "";
        if (!depth.has(one)) {
            const style = getComputedStyle(one);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode];
            const key = behind(one.parentElement) + "/" + own.join();
            depth.set(one, kinds.get(key) ?? (kinds.set(key, kinds.size), kinds.size - 1) + "");
        }
        return depth.get(one);
    };
    const looks = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        const typed = one.matches("input, textarea, select");
        const speaks = typed || [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim());
        if (!speaks || !one.checkVisibility({visibilityProperty: true})) continue;
        const style = getComputedStyle(one), around = one.parentElement, its = getComputedStyle(around);
        const look = [one.tagName, one.className, around.tagName, around.className, style.color, style.fontSize, style.fontWeight,
            style.textDecorationLine, style.textShadow, its.color, behind(one), !!one.closest("[disabled], [aria-disabled=true]"),
            [...one.attributes].filter((part) => /^(aria|data)-/.test(part.name)).map((part) => part.name)].join();
        const alike = looks.get(look) ?? [];
        if (alike.length < 2) looks.set(look, [...alike, one]);
    }
    const some = {include: [...looks.values()].flat()};
    const all = first ? await found(document, {rules: Object.fromEntries(rules.map((rule) => [rule, {enabled: false}]))}) : [];
    return [...all, ...await found(some, {runOnly: rules})]
        .map((one) => one.id + ": " + one.nodes.map((node) => node.target.join(" ")).join(" | "));
}"""
"""What axe finds: its rules but those of colours where it is the ``first`` look, and those of colours on two of each kind."""
WHOLE = """async () => (await axe.run(document, {resultTypes: ["violations"]}))
    .violations.map((one) => one.id + ": " + one.nodes.map((node) => node.target.join(" ")).join(" | "))"""
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


def violations(page: Any, looks: Looks, *, whole: bool = False) -> list[str]:
    """What axe finds in each look; ``whole``: every rule on every element each time, as in ``make test-all``."""
    found: list[str] = []
    if looks:
        page.evaluate(axe.SCRIPT)
    for size, theme in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        told = page.evaluate(WHOLE) if whole else page.evaluate(RUN, [theme == "light", COLOUR_RULES])
        found += [f"{size['width']} px, {theme}: {violation}" for violation in told]
    return found


def wider_than_the_screen(page: Any) -> list[str]:
    found = []
    for size in (PHONE, NARROWEST):
        page.set_viewport_size(size)
        over = page.evaluate(SIDEWAYS)
        if over > 0:
            found.append(f"{size['width']} px: scrolls sideways by {over} px")
    return found
