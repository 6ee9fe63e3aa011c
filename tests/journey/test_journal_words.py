"""Whatever is journaled can be read: each kind of entry has words."""

from __future__ import annotations

import re
from pathlib import Path

import dodomu
from dodomu.journey.office.queries.journal_words import KINDS

WRITTEN = re.compile(r'\b(?:append|_?leaf)\((?:[^()"]|\([^()]*\))*?"([a-z_]+\.[a-z_0-9]+)"')


def test_every_kind_that_an_act_writes_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(dodomu.__file__).parent.rglob("*.py")]
    written = {kind for text in sources for kind in WRITTEN.findall(text)}
    assert len(written) > 100
    assert written - set(KINDS) == set()
