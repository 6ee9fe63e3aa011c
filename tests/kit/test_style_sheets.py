"""The style sheets: every class that is used exists, every colour can be read in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

import dodomu

PACKAGE = Path(dodomu.__file__).parent
SHEETS = sorted((PACKAGE / "kit/static/kit/css").glob("*.css"))
CSS = re.sub(r"/\*.*?\*/", "", "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS), flags=re.DOTALL)
TOKENS = (PACKAGE / "kit/static/kit/css/1-tokens.css").read_text(encoding="utf-8")
TAGS = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
CLASSES = re.compile(r"""\bclass="((?:[^"{]|\{%.*?%\}|\{\{.*?\}\})*)\"""", re.DOTALL)
EITHER = re.compile(r"([\w-]+-)\{% if [^%]*%\}([\w-]+)\{% else %\}([\w-]+)\{% endif %\}")
"""Half a class that a condition completes: button- and then harm or primary."""
COMPOSED = re.compile(r"[\w-]*\{\{.*?\}\}[\w-]*")
"""A class that a value makes: cell- and the kind of a column."""
ONLY_NAMES = {
    "list-plain": "a list that the reset already strips; the class says so to the next author",
    "ribbons": "a section whose parts are styled",
    "more": "the drawer of the bottom bar, styled by its summary and its sheet",
    "shell-main": "the second column of the grid of the shell",
    "board-connection": "the line that the board's script fills with the state of the connection",
    "totp": "an input that a browser test and the password manager find",
}
PAIRS = [
    *[(ink, ground) for ink in ("ink", "muted", "act", "harm", "well", "notice") for ground in ("paper", "surface", "sunken")],
    *[("ink", f"{tone}-soft") for tone in ("act", "notice", "harm", "well")],
    *[(tone, f"{tone}-soft") for tone in ("act", "notice", "harm", "well")],
    ("act-strong", "surface"), ("harm-strong", "surface"),
    ("on-act", "act"), ("on-act", "act-strong"), ("on-harm", "harm"), ("on-harm", "harm-strong"), ("on-well", "well"),
    ("on-notice", "notice-bar"),
]  # fmt: skip
EDGES = [
    ("line-strong", "surface"),
    ("line-strong", "paper"),
    ("focus", "surface"),
    ("focus", "paper"),
    ("act", "surface"),
]


def classes_used() -> dict[str, str]:
    """Each class that a template writes out in full, with one of the places."""
    used = {}
    for path in [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.svg")]:
        for found in CLASSES.findall(path.read_text(encoding="utf-8")):
            whole = EITHER.sub(r"\1\2 \1\3", found)
            words = TAGS.sub(" ", COMPOSED.sub(" ", whole)).split()
            used |= dict.fromkeys(words, path.name)
    return used


def classes_known() -> set[str]:
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS))


def tokens(theme: str) -> dict[str, str]:
    """The colours of light, of dark as the system has it, or of dark as chosen."""
    start = {"light": ":root {", "system": ':root:not([data-theme="light"]) {', "dark": ':root[data-theme="dark"] {'}[
        theme
    ]
    block = TOKENS.split(start, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;", block))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21, WCAG 2.2 (success criterion 1.4.3)."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_every_class_of_a_template_is_styled() -> None:
    used = classes_used()
    assert len(used) > 100
    assert {name: place for name, place in used.items() if name not in classes_known() | set(ONLY_NAMES)} == {}


def test_no_reason_outlives_its_class() -> None:
    assert set(ONLY_NAMES) - set(classes_used()) == set()
    assert set(ONLY_NAMES) & classes_known() == set()


def test_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    assert contrast(tokens(theme)[text], tokens(theme)[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_the_edge_of_a_control_can_be_seen(theme: str, edge: str, ground: str) -> None:
    assert contrast(tokens(theme)[edge], tokens(theme)[ground]) >= 3


def test_dark_is_the_same_whether_chosen_or_as_the_system_has_it() -> None:
    assert tokens("dark") == tokens("system")


def test_dark_answers_every_colour_of_light() -> None:
    assert set(tokens("dark")) == set(tokens("light"))


def test_every_token_that_is_used_is_set() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) - set(re.findall(r"--([\w-]+)\s*:", CSS)) == set()


def test_no_sheet_fetches_anything_from_elsewhere() -> None:
    assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", CSS) == []


def test_colours_live_in_the_tokens_alone() -> None:
    rest = [sheet for sheet in SHEETS if sheet.name not in ("1-tokens.css", "7-print.css")]
    found = {sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8")) for sheet in rest}
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_motion_stops_for_those_who_asked() -> None:
    assert "prefers-reduced-motion" in CSS


def test_every_sheet_of_paper_bears_the_line_of_the_page_in_its_language() -> None:
    sheet = (PACKAGE / "kit/static/kit/css/7-print.css").read_text(encoding="utf-8")
    for language in ("en", "uk"):
        with translation.override(language):
            said = gettext("Confidential: personal data of children. Do not leave unattended.")
        assert f'@page {language} {{ @bottom-left {{ content: "{said}"' in sheet
