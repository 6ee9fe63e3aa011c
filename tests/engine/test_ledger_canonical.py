"""Canonical JSON and salted commitments."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.ledger import HashRefused, NotCanonical, canonical_json, commitment, commitment_to_digest
from tests.engine.json_values import text, values


@given(values)
def test_the_text_reads_back_as_the_same_value(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


@given(st.dictionaries(text, st.integers(0, 9), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_writing_does_not_matter(value: dict[str, int], random: object) -> None:
    keys = list(value)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert canonical_json({key: value[key] for key in keys}) == canonical_json(value)


def test_keys_sort_by_utf16_units_as_the_standard_says() -> None:
    # RFC 8785, section 3.2.3: the emoji's surrogate (D83D) comes before U+FB33.
    written = canonical_json({"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3}).decode()
    assert list(json.loads(written)) == ["\u20ac", "\U0001f600", "\ufb33"]


def test_control_characters_are_escaped_as_the_standard_says() -> None:
    assert canonical_json('\u000f\n"\\/\u007f') == b'"\\u000f\\n\\"\\\\/\x7f"'


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, -(2**53), b"x", {1: "x"}, {"x"}, "\ud800", {"\ud800": 1}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_bottomless_nesting_is_refused() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(NotCanonical, match="nested"):
        canonical_json(value)


def test_a_commitment_is_salt_digest_and_length() -> None:
    salt, content = b"s" * 32, "Оксана Вигадана".encode()
    length = len(content).to_bytes(8, "big")
    assert commitment(salt, content) == sha256(salt + sha256(content).digest() + length).hexdigest()
    assert commitment(salt, content) == commitment_to_digest(salt, sha256(content).digest(), len(content))


def test_another_salt_gives_an_unrelated_commitment() -> None:
    assert commitment(b"a" * 32, b"report") != commitment(b"b" * 32, b"report")


@pytest.mark.parametrize("salt", [b"", b"short", bytes(31)])
def test_a_short_salt_is_refused(salt: bytes) -> None:
    with pytest.raises(HashRefused, match="salt"):
        commitment(salt, b"report")
