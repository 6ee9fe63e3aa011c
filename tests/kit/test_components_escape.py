"""Nothing that somebody typed becomes part of a page's own code, whichever component shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms

import dodomu
from dodomu.engine.values.names import NameForm
from dodomu.kit.charts import Step, waterfall
from dodomu.kit.comparison import ComparisonRow
from dodomu.kit.forms import ConfirmForm, FormMixin, PartialDateField
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter
from tests.kit.pieces import ChildrenTable, asked, rendered

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"
COTTON = Path(dodomu.__file__).parent / "kit/templates/cotton"
VALUES = re.compile(r'(?<=\s)([a-z_]+)="[^"]*"')
NO_TEXT = {"level", "method", "focus", "guard"}
"""Attributes that only the author of a page writes, from a list of a few words."""


class Page(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


class EvilForm(FormMixin, forms.Form):
    name = forms.CharField(label=EVIL, help_text="A name", initial=EVIL)
    choice = forms.ChoiceField(label=EVIL, choices=[(EVIL, EVIL)], widget=forms.RadioSelect, required=False)
    born = PartialDateField(label="Born", required=False)

    def clean_name(self) -> str:
        raise forms.ValidationError(EVIL)


class EvilTable(ChildrenTable):
    caption = EVIL
    columns = (Column("name", EVIL, kind="name", link=lambda _row: EVIL), Column("risk", EVIL))
    filters = (Filter("risk", EVIL, ((EVIL, EVIL),)),)


THING = {
    "title": EVIL, "text": EVIL, "note": EVIL, "due": EVIL, "act": EVIL, "label": EVIL, "url": EVIL, "when": EVIL,
    "source": EVIL, "icon": EVIL, "tone": EVIL, "state": EVIL, "count": EVIL,
}  # fmt: skip


def of_values(name: str) -> dict[str, Any]:
    """The values a component takes as objects, each full of it."""
    table = EvilTable(
        asked(f"/?risk={EVIL}&sort={EVIL}&other={EVIL}".replace("&amp;", "")), [{"name": EVIL, "risk": EVIL}]
    )
    table.can_export = True
    return {
        "status": Status(EVIL, EVIL, EVIL),
        "name": NameForm(family=EVIL),
        "tabs": [THING],
        "events": [THING],
        "items": [THING],
        "steps": [THING],
        "rows": [ComparisonRow(EVIL, EVIL, EVIL, EVIL, EVIL)],
        "chart": waterfall([Step(EVIL, 1.0, EVIL)], EVIL),
        "form": ConfirmForm({"confirm": EVIL}, word=EVIL)
        if name == "confirm"
        else EvilForm({"name": EVIL, "born": EVIL}),
        "field": EvilForm({"name": EVIL, "choice": EVIL})["choice"],
        "table": table,
        "pager": table.pager,
    }


def vars_of(name: str) -> tuple[list[str], list[str]]:
    """The text attributes and the object attributes of a component."""
    declared = re.search(r"<c-vars (.*?)/>", (COTTON / f"{name}.html").read_text(encoding="utf-8"), re.DOTALL)
    words = declared.group(1) if declared else ""
    objects = re.findall(r":([a-z_]+)=", words)
    return [text for text in re.findall(r"(?<![:\w])([a-z_]+)=", words) if text not in NO_TEXT], objects


def harmless(page: str) -> None:
    found = Page(page)
    assert not found.tags & {"script", "img"}, page
    assert not {name for name in found.attributes if name.startswith("on")}, page
    assert "<script" not in found.text or "&lt;script" in page


COMPONENTS = sorted(path.stem for path in COTTON.glob("*.html"))


@pytest.mark.parametrize("name", [name for name in COMPONENTS if name != "table"])
def test_a_typed_text_stays_text_in_every_attribute_and_slot(name: str) -> None:
    texts, _ = vars_of(name)
    given = " ".join(f'{one}="{{{{ evil }}}}"' for one in texts)
    harmless(rendered(f"<c-{name} {given}>{{{{ evil }}}}</c-{name}>", evil=EVIL))


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_value_handed_over_stays_text(name: str) -> None:
    texts, objects = vars_of(name)
    values = of_values(name)
    given = " ".join(
        [f':{one}="evil"' for one in texts] + [f':{one}="values.{one}"' for one in objects if one in values]
    )
    harmless(rendered(f"<c-{name} {given}>{{{{ evil }}}}</c-{name}>", evil=EVIL, values=values))


@pytest.mark.parametrize("name", ["button", "form"])
def test_attributes_that_are_handed_on_cannot_be_left(name: str) -> None:
    page = rendered(f'<c-{name} :value="evil" :data-name="evil" title="{{{{ evil }}}}">x</c-{name}>', evil=EVIL)
    harmless(page)
    assert Page(page).values.count(EVIL.replace("&amp;", "&")) + Page(page).values.count(EVIL) >= 2


@pytest.mark.parametrize("slot", ["actions", "foot"])
def test_the_slots_of_a_card_escape_too(slot: str) -> None:
    harmless(rendered(f'<c-card title="t"><c-slot name="{slot}">{{{{ evil }}}}</c-slot></c-card>', evil=EVIL))


@pytest.mark.parametrize("source", ['<c-card title="{{ name }}">x</c-card>', "<c-chip>{{ name }}</c-chip>"])
def test_a_text_is_escaped_once_and_not_twice(source: str) -> None:
    assert "Мар'яна & <син>" in Page(rendered(source, name="Мар'яна & <син>")).text


def test_every_text_of_a_message_is_escaped() -> None:
    class Message:
        level_tag = "error"

        def __str__(self) -> str:
            return EVIL

    harmless(rendered('{% include "kit/messages.html" %}', messages=[Message()]))


@pytest.mark.parametrize("part", ["rail", "bar", "menu", "top", "ribbons"])
def test_the_frame_of_the_page_escapes(part: str) -> None:
    links = [THING] * 6
    context = {
        "navigation": links, "account_links": links, "viewer": {"display_name": EVIL, "alone": True}, "alarms": 2,
        "alarms_url": EVIL, "search_url": EVIL, "search_text": EVIL, "home_url": EVIL, "here": EVIL, "theme": EVIL,
        "sign_out_url": EVIL, "demo": True,
    }  # fmt: skip
    harmless(rendered('{% include "kit/' + part + '.html" %}', **context))
