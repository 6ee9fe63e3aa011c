"""Icons that exist and are shown in the gallery; statuses that never speak by colour alone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import dodomu
from dodomu.kit.icons import NAMES, icon
from dodomu.kit.status import TONE_ICONS, Status
from tests.kit.pieces import rendered

PACKAGE = Path(dodomu.__file__).parent
SYMBOLS = (
    ElementTree.parse(PACKAGE / "kit/static/kit/icons.svg").getroot().findall("{http://www.w3.org/2000/svg}symbol")
)
DRAWN = {str(symbol.get("id")) for symbol in SYMBOLS}
NAMED = re.compile(
    r"""{% icon "([\w-]+)"|\bicon="([\w-]+)"|<c-icon name="([\w-]+)"|icon_of \S+ "([\w-]+)"|"icon": "([\w-]+)\""""
)
STATUS = re.compile(r"""Status\(.*?\), ?"\w+", ?"([\w-]+)"\)""")
TONES = (*TONE_ICONS, "", "purple")


def icons_named() -> dict[str, str]:
    """Every icon that a template or a status of the code names, with a place where it is named."""
    found = {}
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        pattern = NAMED if path.suffix == ".html" else STATUS
        for groups in pattern.finditer(text):
            found[next(filter(None, groups.groups()))] = path.name
    return found


def test_every_icon_that_is_named_is_drawn() -> None:
    named = icons_named()
    assert len(named) > 30
    assert {name: place for name, place in named.items() if name not in DRAWN} == {}


def test_the_gallery_shows_every_icon_that_is_drawn() -> None:
    assert set(NAMES) == DRAWN
    assert len(NAMES) == len(set(NAMES)) == len(SYMBOLS)


def test_all_icons_are_of_one_stroke_set() -> None:
    looks = {(symbol.get("viewBox"), symbol.get("stroke"), symbol.get("stroke-width")) for symbol in SYMBOLS}
    assert looks == {("0 0 24 24", "currentColor", "1.75")}


def test_an_icon_without_a_label_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in icon("child")
    assert "aria-label" not in icon("child")


def test_an_icon_with_a_label_is_read_out() -> None:
    assert 'role="img" aria-label="Overdue"' in icon("alert", label="Overdue")


@pytest.mark.parametrize("tone", TONES)
def test_a_status_has_an_icon_and_a_word_whatever_its_tone(tone: str) -> None:
    page = str(Status("overdue", tone).__html__())
    assert re.search(r'<use href="[^"]+icons\.svg#([\w-]+)">', page).group(1) in DRAWN  # type: ignore[union-attr]
    assert page.endswith("overdue</span>")


def test_each_tone_has_an_icon_of_its_own() -> None:
    assert len(set(TONE_ICONS.values())) == len(TONE_ICONS)


def test_an_unknown_tone_is_neutral() -> None:
    assert 'class="status tone-neutral"' in str(Status("closed", '"><script>').__html__())


def test_a_status_may_bring_its_own_icon() -> None:
    assert "icons.svg#road" in str(Status("on the way", "act", "road").__html__())


@pytest.mark.parametrize("source", ['<c-status tone="harm">overdue</c-status>', '<c-status :status="status" />'])
def test_the_component_says_the_same_as_the_value(source: str) -> None:
    status = Status("overdue", "harm")
    assert rendered(source, status=status).strip() == str(status.__html__())
