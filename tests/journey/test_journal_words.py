"""Whatever is journaled can be read: each kind of entry has words, and so has each code it holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override

import dodomu
from dodomu.journey.office.queries.journal_codes import NAMES, value_in_words
from dodomu.journey.office.queries.journal_words import KINDS

WRITTEN = re.compile(r'\b(?:append|_?leaf)\((?:[^()"]|\([^()]*\))*?"([a-z_]+\.[a-z_0-9]+)"')
SOURCES = [path.read_text(encoding="utf-8") for path in Path(dodomu.__file__).parent.rglob("*.py")]


def code_names(source: str) -> Iterator[str]:
    """The names in every mapping that a file hands to the journal as ``codes`` or collects under that name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.keyword(arg="codes", value=given) | ast.AnnAssign(target=ast.Name(id="codes"), value=given):
                pass
            case ast.Assign(targets=[ast.Name(id="codes")], value=given):
                pass
            case _:
                continue
        for one in ast.walk(given) if given else ():
            if isinstance(one, ast.Dict):
                yield from (key.value for key in one.keys if isinstance(key, ast.Constant))


def test_every_kind_that_an_act_writes_has_words() -> None:
    written = {kind for text in SOURCES for kind in WRITTEN.findall(text)}
    assert len(written) > 100
    assert written - set(KINDS) == set()


def test_every_code_that_an_act_writes_has_a_name() -> None:
    written = {name for text in SOURCES if "journal" in text for name in code_names(text)}
    assert len(written) > 60
    assert sorted(written - set(NAMES)) == []


def test_a_later_stage_says_what_its_codes_mean() -> None:
    with override("uk"):
        assert value_in_words("figures.published_added", "source", "un") != "un"
        assert value_in_words("figures.published_added", "series", "returned") != "returned"
        assert value_in_words("figures.published_added", "series", "no such series") == "no such series"
