"""What tutorials and how-to pages call by name stands in the interface under exactly that name, in both languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from babel.messages.pofile import read_po

from dodomu.entry.scenario.children import read
from tests.entry.conftest import ROOT

PAGES = (
    "tutorials/first-list", "tutorials/road-home", "how-to/run-a-mission", "how-to/receive-children",
    "how-to/stay-beside-a-child", "how-to/read-the-figures", "how-to/keep-evidence",
)  # fmt: skip
BOLD, NAMED = re.compile(r"\*\*([^*]+)\*\*"), re.compile(r"\*{1,2}([^*]+)\*{1,2}")
HOLE = re.compile(r"%\(\w+\)s|\{\w+\}|%s")
SCENARIO = {*read("staff.toml")["teams"], *(one["name"] for one in read("staff.toml")["person"])}
OF_THE_READER = {"Willow", "Taras", "Верба", "Тарас"}
"""What whoever walks the first tutorial has named."""


def named(page: str, language: str, what: re.Pattern[str]) -> list[str]:
    file = ROOT / "docs" / (f"{page}.md" if language == "en" else f"{page}.uk.md")
    steps = re.sub(r"^```.*?^```$|`[^`\n]*`", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = (" ".join(one.split()) for one in what.findall(steps))
    return [one for one in found if one not in SCENARIO | OF_THE_READER]


@cache
def words() -> list[tuple[set[str], set[str]]]:
    """Every word of the interface as (English, Ukrainian), each with its plural forms."""
    both = []
    for language in ("en", "uk"):
        with (ROOT / f"src/dodomu/locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
            both.append({(one.id, one.context): forms(one.string) for one in read_po(file, locale=language) if one.id})
    return [(said, both[1][key]) for key, said in both[0].items()]


def forms(said: Any) -> set[str]:
    return {said} if isinstance(said, str) else set(said)


def says(said: set[str], name: str) -> bool:
    """Whether the interface says the name: a hole holds anything, and a heading begins with a capital letter."""
    return bool(said & {name, name[:1].lower() + name[1:]}) or any(fits(form, name) for form in said)


def fits(form: str, name: str) -> bool:
    first, *rest = HOLE.split(form) if "%" in form or "{" in form else [form]
    words_around = first + "".join(rest)
    if not rest or not words_around.strip() or not (name.startswith(first) and name.endswith(rest[-1])):
        return False
    return bool(re.fullmatch(".+?".join(map(re.escape, [first, *rest])), name))


def same(english: str, ukrainian: str) -> bool:
    return any(says(first, english) and says(second, ukrainian) for first, second in words())


def unknown(names: list[str], of: int) -> list[str]:
    said = {form for both in words() for form in both[of]}
    return [name for name in names if not says(said, name)]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_pressed_stands_in_the_interface_and_is_the_same_in_both_languages(page: str) -> None:
    english, ukrainian = (named(page, language, BOLD) for language in ("en", "uk"))
    assert not unknown(english, 0)
    assert not unknown(ukrainian, 1)
    pairs = list(zip(english, ukrainian, strict=True))
    assert not [pair for pair in pairs if not same(*pair) and pair != ("English", "Українська")]


def test_what_the_road_home_chooses_stands_in_the_interface() -> None:
    assert not unknown(named("tutorials/road-home", "en", NAMED), 0)
    assert not unknown(named("tutorials/road-home", "uk", NAMED), 1)
