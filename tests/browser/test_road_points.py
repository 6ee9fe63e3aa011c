"""The road home on the screen and on paper: the drawn corridor without the internet (point 36), the mission sheet (point 37)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import segno
from playwright.sync_api import expect
from pypdf import PdfReader

from dodomu.engine.matching.places import known_town, place_key
from dodomu.entry.scenario.children import read
from tests.browser.conftest import PHONE, Site

Open = Callable[..., Any]
KALYNA, CRANE = (f"main .list-table tbody th a:has-text('{name}')" for name in ("Калина", "Журавель"))
A4_POINTS = (595, 842)
INK = """() => {
    const light = (colour) => {
        const [r, g, b, a] = (colour.match(/[\\d.]+/g) ?? []).map(Number);
        return a === 0 ? null : 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return [...document.querySelectorAll(".sheet-paper, .sheet-paper *:not(svg, svg *)")].map((one) => {
        const style = getComputedStyle(one);
        return { text: one.textContent.trim() && light(style.color), paper: light(style.backgroundColor) };
    });
}"""
"""How light the words of the sheet and what lies behind them are, from 0 (black) to 255 (white); null: transparent."""


def go(page: Any, site: Site, path: str, *links: str) -> str:
    page.goto(site.url + path)
    for link in links:
        page.goto(site.url + str(page.locator(link).first.get_attribute("href")))
    return str(page.url)


def cut_off(page: Any, site: Site) -> list[str]:
    """Take the internet away; what the page asks of anybody but us is remembered."""
    foreign: list[str] = []
    ours = urlsplit(site.url).netloc

    def only_ours(route: Any) -> None:
        if urlsplit(route.request.url).netloc == ours or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    page.context.route("**/*", only_ours)
    return foreign


def test_the_corridor_is_drawn_without_the_internet_and_nothing_leaves_our_origin(signed_in: Open, site: Site) -> None:
    page = signed_in("mission_coordinator")
    foreign = cut_off(page, site)
    go(page, site, "/missions/corridors/", CRANE)
    expect(page.locator("svg.way-wide .way-place")).to_have_count(15)
    expect(page.locator("svg.way-wide .way-link")).to_have_count(21)
    assert page.locator("main img, main iframe, main canvas, main .leaflet-container").count() == 0
    go(page, site, "/missions/", KALYNA)
    expect(page.locator("svg.way-wide .way-group")).to_have_count(2)
    page.goto(f"{site.url}/missions/board/")
    expect(page.locator("svg.way-wide .way-group").first).to_be_visible()
    assert foreign == []


def test_on_a_telephone_the_corridor_is_as_wide_as_the_screen_and_the_board_has_its_line(
    signed_in: Open, site: Site
) -> None:
    page = signed_in("mission_coordinator", PHONE)
    go(page, site, "/missions/corridors/", CRANE)
    expect(page.locator("svg.way-narrow")).to_be_visible()
    expect(page.locator("svg.way-wide")).to_be_hidden()
    assert page.locator("svg.way-narrow").bounding_box()["width"] <= PHONE["width"]
    page.goto(f"{site.url}/missions/board/")
    expect(page.locator(".track-narrow").first).to_be_visible()
    expect(page.locator(".board-drawn").first).to_be_hidden()


def test_simferopol_is_in_ukraine_wherever_we_name_places() -> None:
    """The table of Ukrainian towns names it; towns of the neighbour are not in it."""
    assert known_town("Сімферополь")
    assert place_key("Симферополь") == place_key("Сімферополь")
    assert not known_town("Воронеж")


def test_the_mission_sheet_is_one_page_in_black_and_white_with_nothing_but_the_record_in_its_code(
    signed_in: Open, site: Site
) -> None:
    page = signed_in("mission_coordinator")
    url = go(page, site, "/missions/", KALYNA, "main a[href$='/sheet/']")
    record = urlsplit(url).path.split("/")[2]
    page.check("main input[name=purpose][value=road]")
    page.click("main .form-buttons button")
    paper = page.locator(".sheet-paper")
    expect(paper).to_contain_text("Калина 1")
    said = paper.inner_text()
    names = [child["name"].split()[0] for family in read("road.toml")["family"] for child in family["children"]]
    assert not [name for name in names if name in said]
    expected = segno.make(record, error="m", micro=False).svg_inline(scale=3, border=2, omitsize=True)
    drawn = paper.locator("svg path").get_attribute("d")
    assert f'd="{drawn}"' in expected

    page.emulate_media(media="print")
    for one in page.evaluate(INK):
        assert one["text"] in {"", None} or one["text"] <= 90
        assert one["paper"] is None or one["paper"] >= 230
    printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    size = printed.pages[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == A4_POINTS


def test_full_names_are_on_paper_only_when_somebody_chose_so(signed_in: Open, site: Site) -> None:
    page = signed_in("mission_coordinator")
    go(page, site, "/missions/", KALYNA, "main a[href$='/sheet/']")
    page.check("main input[name=purpose][value=reception]")
    page.check("main input[name=named]")
    page.click("main .form-buttons button")
    expect(page.locator(".sheet-paper")).to_contain_text("Мельничук")
    assert len(PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages) == 1
