"""Sealed values: they open in their place under their key, and nowhere else."""

from __future__ import annotations

import copy
import os
import pickle
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.base.keys import OpenKey, SealBroken, seal, unseal

ROW, OTHER_ROW = uuid4(), uuid4()
KEY = OpenKey(uuid4(), os.urandom(32))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(values)
def test_what_was_sealed_comes_back(value: object) -> None:
    assert unseal(KEY, "registry_fact", ROW, "value", seal(KEY, "registry_fact", ROW, "value", value)) == value


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [("registry_report", ROW, "value"), ("registry_fact", OTHER_ROW, "value"), ("registry_fact", ROW, "words")],
)
def test_a_value_moved_elsewhere_does_not_open(table: str, row: UUID, column: str) -> None:
    blob = seal(KEY, "registry_fact", ROW, "value", "Мар'яна Вигадана")
    with pytest.raises(SealBroken):
        unseal(KEY, table, row, column, blob)


@given(st.data())
def test_one_changed_bit_is_noticed(data: st.DataObject) -> None:
    blob = bytearray(seal(KEY, "registry_fact", ROW, "value", "Данило Вигаданий"))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        unseal(KEY, "registry_fact", ROW, "value", bytes(blob))


@pytest.mark.parametrize("length", [0, 1, 28, 40])
def test_a_cut_off_value_is_noticed(length: int) -> None:
    blob = seal(KEY, "registry_fact", ROW, "value", "Данило Вигаданий")
    with pytest.raises(SealBroken):
        unseal(KEY, "registry_fact", ROW, "value", blob[:length])


def test_another_key_and_another_version_do_not_open() -> None:
    secret = os.urandom(32)
    first, second = OpenKey(uuid4(), secret, 1), OpenKey(uuid4(), secret, 2)
    blob = seal(first, "registry_fact", ROW, "value", 1)
    for key in (second, OpenKey(uuid4(), os.urandom(32), 1)):
        with pytest.raises(SealBroken):
            unseal(key, "registry_fact", ROW, "value", blob)


def test_equal_values_look_different_and_lengths_are_rounded() -> None:
    short, long = (seal(KEY, "registry_fact", ROW, "value", name) for name in ("Ян", "Володимир-Святослав"[:12]))
    assert short != seal(KEY, "registry_fact", ROW, "value", "Ян")
    assert len(short) == len(long)


def test_a_refusal_does_not_repeat_the_value() -> None:
    with pytest.raises(SealBroken) as refusal:
        unseal(KEY, "registry_fact", ROW, "words", seal(KEY, "registry_fact", ROW, "value", "Canary Вигадана"))
    assert "Canary" not in str(refusal.value)
    assert str(ROW) not in str(refusal.value)


def test_an_open_key_is_not_shown_not_pickled_not_copied() -> None:
    secret = b"SECRET-SECRET-SECRET-SECRET-SECR"
    key = OpenKey(uuid4(), secret)
    assert "SECRET" not in f"{key!r} {key} {key.id}"
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leave(key)


def test_derived_secrets_differ_by_purpose_and_by_key() -> None:
    other = OpenKey(uuid4(), os.urandom(32))
    assert len({KEY.derive("commitment"), KEY.derive("vault content"), other.derive("commitment")}) == 3


def nonces_met_twice(blobs: list[bytes]) -> list[bytes]:
    """What an observer looks for: two values of one key under one nonce give both away (AES-GCM)."""
    seen, twice = set(), []
    for blob in blobs:
        nonce = blob[1:13]
        if nonce in seen:
            twice.append(nonce)
        seen.add(nonce)
    return twice


def test_no_nonce_is_used_twice() -> None:
    blobs = [seal(KEY, "registry_fact", ROW, "value", "Ілля Вигаданий") for _ in range(20_000)]
    assert nonces_met_twice(blobs) == []
    assert nonces_met_twice([*blobs, blobs[77]]) == [blobs[77][1:13]]


def test_a_shortened_tag_is_refused() -> None:
    blob = seal(KEY, "registry_fact", ROW, "value", "Данило Вигаданий")
    for kept in (15, 12, 8, 4, 0):
        with pytest.raises(SealBroken):
            unseal(KEY, "registry_fact", ROW, "value", blob[: len(blob) - 16 + kept])
