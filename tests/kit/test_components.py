"""Every component of the README renders with nothing but its defaults, and says what it should to those who listen."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import dodomu
from dodomu.engine.values.names import NameForm
from dodomu.kit.forms import ConfirmForm
from tests.kit.pieces import ChildrenTable, asked, rendered

pytestmark = pytest.mark.usefixtures("in_english")
KIT = Path(dodomu.__file__).parent / "kit"
EXISTING = sorted(path.stem for path in (KIT / "templates/cotton").glob("*.html"))
WITHOUT_END = {"input", "meta", "link", "br", "hr", "line", "rect", "path"}
NEEDS = {"table": ' :table="table"', "field": ' :field="form.confirm"'}
"""A list without a list is a mistake of the author of the page, and so is a field of no form."""
AT = datetime(2025, 3, 14, 12, 2, tzinfo=UTC)


class Nesting(HTMLParser):
    """Which elements were left open or closed out of turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in WITHOUT_END:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        """An element of a drawing that ends at once."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_readme_names_every_component() -> None:
    named = set(re.findall(r"`<c-([a-z]+)>`", (KIT / "README.md").read_text(encoding="utf-8")))
    assert named == set(EXISTING)


@pytest.mark.parametrize("name", EXISTING)
def test_each_component_renders_with_its_defaults(name: str) -> None:
    page = rendered(f"<c-{name}{NEEDS.get(name, '')} />", table=ChildrenTable(asked(), []), form=ConfirmForm())
    assert "None" not in page
    assert "{{" not in page
    assert "<c-" not in page
    assert (Nesting(page).open, Nesting(page).wrong) == ([], [])


@pytest.mark.parametrize("name", EXISTING)
def test_no_component_carries_style_or_script(name: str) -> None:
    page = rendered(
        f"<c-{name}{NEEDS.get(name, '')}>text</c-{name}>", table=ChildrenTable(asked(), []), form=ConfirmForm()
    )
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page)


def test_a_button_with_an_address_is_a_link() -> None:
    assert rendered('<c-button href="/children/">Children</c-button>').startswith('<a class="button button-secondary"')


def test_a_button_hands_on_its_name_and_value() -> None:
    assert ' name="answer" value="yes"' in rendered('<c-button name="answer" value="yes">Yes</c-button>')


def test_a_card_is_named_by_its_title() -> None:
    page = rendered('<c-card title="Where" id="where">text</c-card>')
    assert 'aria-labelledby="where-title"' in page
    assert '<h2 class="card-title" id="where-title">' in page


def test_what_is_masked_is_said_to_be_hidden_and_can_be_asked_for() -> None:
    page = rendered('<c-masked label="Shelter" why="Needs a compartment" request_url="/ask/" />')
    for said in ("Shelter", "Hidden.", "Needs a compartment", '<a class="button button-small" href="/ask/">'):
        assert said in page


def test_a_fact_shows_its_source_and_the_other_values() -> None:
    page = rendered(
        '<c-fact label="Born" value="2014" source="Hotline" observed="2023" words="навесні">'
        '<c-slot name="others">2013, by a neighbour</c-slot></c-fact>'
    )
    assert '<details class="provenance">' in page
    assert '<q lang="uk">навесні</q>' in page
    assert "2013, by a neighbour" in page


def test_a_name_says_its_language() -> None:
    assert rendered('<c-name :name="name" />', name=NameForm(given="Олена", family="Гай")).strip() == (
        '<span lang="uk">Гай Олена</span>'
    )


def test_a_moment_is_read_by_machines_and_people() -> None:
    page = rendered('<c-moment :at="at" />', at=AT)
    assert 'datetime="2025-03-14T12:02:00+00:00"' in page
    assert ">14 Mar 2025, 14:02 EET (Kyiv)<" in page


def test_the_current_tab_is_marked() -> None:
    tabs = [{"label": "Now", "url": "#", "current": True}, {"label": "History", "url": "#", "count": 0}]
    page = rendered('<c-tabs :tabs="tabs" label="Sections" />', tabs=tabs)
    assert page.count('aria-current="page"') == 1
    assert '<span class="tab-count">0</span>' in page


def test_what_is_done_and_what_is_missing_is_said_in_words() -> None:
    items = [{"title": "Certificate", "done": True}, {"title": "Power of attorney"}]
    page = rendered('<c-missing title="Missing" :items="items" />', items=items)
    assert "Done:" in page
    assert "Missing:" in page


def test_a_step_that_is_done_is_said_to_be() -> None:
    steps = [{"label": "File", "state": "done"}, {"label": "Columns", "state": "now"}]
    page = rendered('<c-steps :steps="steps" />', steps=steps)
    assert "(done)" in page
    assert page.count('aria-current="step"') == 1


def test_progress_of_unknown_length_has_no_value() -> None:
    assert '<progress max="100" aria-label="Comparing">' in rendered('<c-progress label="Comparing" />')


def test_an_event_without_an_hour_keeps_its_words() -> None:
    page = rendered('<c-timeline :events="events" />', events=[{"when": "spring 2025", "title": "Seen at a school"}])
    assert "spring 2025" in page
    assert "<time" not in page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Тітка <написала>", '<span lang="uk">Тітка &lt;написала&gt;</span>'),
        ("The camp closes.", '<span lang="en">The camp closes.</span>'),
        ("2014", "2014"),
        (None, ""),
    ],
)
def test_what_somebody_wrote_says_its_language(text: str | None, html: str) -> None:
    assert rendered("{{ text|said }}", text=text) == html


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Warsaw", "14 Mar 2025, 14:02 EET (Kyiv)|13:02 CET (Warsaw)"),
        ("Europe/Bucharest", "14 Mar 2025, 14:02 EET (Kyiv)"),
        ("", "14 Mar 2025, 14:02 EET (Kyiv)"),
        ("Nowhere/Else", "14 Mar 2025, 14:02 EET (Kyiv)"),
        ("Asia/Vladivostok", "14 Mar 2025, 14:02 EET (Kyiv)|22:02 +10 (Warsaw)"),
        ("Pacific/Auckland", "14 Mar 2025, 14:02 EET (Kyiv)|15 Mar 2025, 01:02 NZDT (Warsaw)"),
    ],
)
def test_a_time_elsewhere_is_told_beside_the_time_of_kyiv(zone: str, said: str) -> None:
    page = rendered(f'<c-time :at="at" zone="{zone}" place="Warsaw" />', at=AT)
    assert re.findall(r'nowrap">([^<]+)<', page) == said.split("|")
