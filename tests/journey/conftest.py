"""What is journaled in any test of a stage must be readable on the page of the journal, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

EDITIONS = {"authority", "log_before", "log_begun", "table"}
"""Codes whose values are names, of tables of rules, authorities of time and logs: they are names in both languages."""


SEEN: set[tuple[str, str, str]] = set()


@pytest.fixture(autouse=True)
def _whatever_is_journaled_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils.translation import override

    from dodomu.base.journal import writing
    from dodomu.journey.office.queries.journal_codes import NAMES, value_in_words
    from dodomu.journey.office.queries.journal_words import KINDS

    real = writing.leaf_body

    def require(kind: str, name: str, value: str) -> None:
        if (kind, name, value) in SEEN:
            return
        assert name in NAMES, f"{kind}, {name}: journal_codes has no name for this code"
        if name not in EDITIONS and re.search("[a-z]{3}", value) and not re.fullmatch("[0-9a-f-]{8,}", value):
            with override("uk"):
                assert value_in_words(kind, name, value) != value, f"{kind}, {name}: {value} has no words"
        SEEN.add((kind, name, value))

    def body(entry: writing.Entry, *rest: Any) -> bytes:
        assert entry.kind in KINDS, f"{entry.kind}: journal_words has no words for this act"
        for name, value in entry.codes.items():
            require(entry.kind, name, str(value))
        return real(entry, *rest)

    monkeypatch.setattr(writing, "leaf_body", body)
