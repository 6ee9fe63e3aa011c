"""Reading canonical JSON strictly: whatever two readers could take differently is refused by name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    DuplicateKey,
    LoneSurrogate,
    NestedTooDeep,
    NotCanonical,
    NotJson,
    NumberRefused,
    canonical_json,
    parse_canonical,
)
from tests.engine.json_values import text, values


@given(values)
def test_what_was_written_reads_back(value: object) -> None:
    assert parse_canonical(canonical_json(value)) == value


@settings(max_examples=100)
@given(st.binary(max_size=40) | text.map(str.encode) | values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_exactly_or_refused_by_name(body: bytes) -> None:
    try:
        value = parse_canonical(body)
    except NotCanonical:
        return
    assert canonical_json(value) == body


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b'{"a":1,"a":1}', DuplicateKey),
        (b'{"b":{"a":1,"a":2}}', DuplicateKey),
        (b'{"a":1,"\\u0061":2}', DuplicateKey),
        (b"NaN", NumberRefused),
        (b'{"a":-Infinity}', NumberRefused),
        (b"1e400", NumberRefused),
        (b"[1.0]", NumberRefused),
        (b"1E2", NumberRefused),
        (b"9007199254740992", NumberRefused),
        (b"-9007199254740992", NumberRefused),
        (b"1" * 1_000_000, NumberRefused),
        (b'"\\ud800"', LoneSurrogate),
        (b'{"\\udfff":1}', LoneSurrogate),
        (b'"\xed\xa0\x80"', NotJson),
        (b'"\xff"', NotJson),
        (b"\xef\xbb\xbf1", NotJson),
        (b"", NotJson),
        (b"{", NotJson),
        (b"1 2", NotJson),
        (b"01", NotJson),
        (b'"\n"', NotJson),
        (b"{'a':1}", NotJson),
        (b"[" * 100_000, NestedTooDeep),
        (b'{"a":' * 100_000, NestedTooDeep),
        (b"[" * 33 + b"]" * 33, NestedTooDeep),
        (b"-0", NotCanonical),
        (b' {"a":1}', NotCanonical),
        (b'{"a":1}\n', NotCanonical),
        (b'{"a": 1}', NotCanonical),
        (b'{"b":1,"a":2}', NotCanonical),
        (b'"\\u0061"', NotCanonical),
        (b'"\\/"', NotCanonical),
        (b'"\\u000A"', NotCanonical),
    ],
    ids=lambda value: value[:20].hex() if isinstance(value, bytes) else value.__name__,
)
def test_each_ambiguity_has_its_name(body: bytes, refusal: type[NotCanonical]) -> None:
    with pytest.raises(NotCanonical) as caught:
        parse_canonical(body)
    assert type(caught.value) is refusal


def test_brackets_inside_text_do_not_count_as_nesting() -> None:
    value = ["[{" * 500, '"[' * 500, "\\[" * 500]
    assert parse_canonical(canonical_json(value)) == value


def test_wide_is_not_deep() -> None:
    value = [[number] for number in range(500)]
    assert parse_canonical(canonical_json(value)) == value


def test_as_deep_as_may_be_written_may_be_read() -> None:
    body = b"[" * 32 + b"]" * 32
    assert canonical_json(parse_canonical(body)) == body


def test_a_closed_text_does_not_hide_an_open_one() -> None:
    # Closing brackets that were never opened must not buy room for more depth than allowed.
    with pytest.raises(NestedTooDeep):
        parse_canonical(b"]" * 50_000 + b"[" * 50_100)


def test_an_unfinished_text_full_of_quotes_is_refused_in_one_pass() -> None:
    with pytest.raises(NotJson):
        parse_canonical(b'["' + b'\\"[' * 300_000)
