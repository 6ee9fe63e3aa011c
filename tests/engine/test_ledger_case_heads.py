"""The map of heads against a slow tree that is built from its definition, and against everyone who would cheat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256, shake_256
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    CaseHead,
    CaseHeads,
    HashRefused,
    HeadProof,
    HeadRefused,
    LedgerError,
    PlacesCollide,
    RootMismatch,
    heads_root,
    leaf_hash,
    prove_head,
    verify_head,
)

SECRET = leaf_hash(b"secret of this map")
NAME = b"dodomu/case-heads/v1/"


def head(number: int) -> CaseHead:
    return CaseHead(number % 7, leaf_hash(b"%d" % number))


def heads_of(count: int) -> dict[UUID, CaseHead]:
    return {UUID(int=number + 1): head(number) for number in range(count)}


def place(pid: UUID) -> str:
    return format(int.from_bytes(sha256(NAME + b"place\0" + pid.bytes).digest()[:8], "big"), "064b")


def naive(heads: Mapping[UUID, CaseHead], depth: int = 0, prefix: str = "") -> bytes:
    """The tree as the module describes it, one node at a time, with bits as text."""
    if not heads:
        number = int(prefix or "0", 2).to_bytes(8, "big")
        salt = sha256(NAME + b"beside\0" + SECRET + bytes([depth]) + number).digest()
        return sha256(NAME + b"empty\0" + salt).digest()
    if len(heads) == 1:
        ((pid, only),) = heads.items()
        return alone(pid, only, depth)
    left = {pid: value for pid, value in heads.items() if place(pid)[depth] == "0"}
    right = {pid: value for pid, value in heads.items() if place(pid)[depth] == "1"}
    both = naive(left, depth + 1, prefix + "0") + naive(right, depth + 1, prefix + "1")
    return sha256(NAME + b"node\0" + both).digest()


def alone(pid: UUID, only: CaseHead, depth: int) -> bytes:
    drawn = shake_256(NAME + b"below\0" + SECRET + pid.bytes).digest(65 * 32)
    if depth == 64:
        number = only.seq.to_bytes(8, "big")
        return sha256(NAME + b"leaf\0" + drawn[:32] + pid.bytes + number + only.leaf).digest()
    empty = sha256(NAME + b"empty\0" + drawn[32 * (64 - depth) :][:32]).digest()
    path = alone(pid, only, depth + 1)
    return sha256(NAME + b"node\0" + (path + empty if place(pid)[depth] == "0" else empty + path)).digest()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 17, 60])
def test_the_root_is_that_of_the_definition(count: int) -> None:
    assert heads_root(heads_of(count), SECRET) == naive(heads_of(count))


@pytest.mark.parametrize("count", [1, 2, 3, 17, 60])
def test_every_case_is_provable_and_every_other_is_provably_absent(count: int) -> None:
    heads = heads_of(count)
    built = CaseHeads(heads, SECRET)
    for pid, value in heads.items():
        verify_head(pid, value, built.prove(pid), built.root)
    for number in range(1000, 1100):
        verify_head(UUID(int=number), None, built.prove(UUID(int=number)), built.root)


def test_an_empty_map_holds_no_case() -> None:
    verify_head(UUID(int=1), None, prove_head({}, UUID(int=1), SECRET), heads_root({}, SECRET))


def test_neither_order_nor_history_shows_in_the_root() -> None:
    heads = heads_of(20)
    assert heads_root(dict(reversed(heads.items())), SECRET) == heads_root(heads, SECRET)


@settings(max_examples=60)
@given(st.integers(1, 20), st.integers(1, 25), st.integers(1, 25), st.integers(0, 30))
def test_no_proof_says_anything_but_the_truth(count: int, one: int, other: int, claimed: int) -> None:
    heads = heads_of(count)
    built = CaseHeads(heads, SECRET)
    proof = built.prove(UUID(int=one))
    asked = UUID(int=other)
    for claim in (None, head(claimed), heads.get(UUID(int=one))):
        if claim == heads.get(asked) and one == other:
            continue
        if claim is None and asked not in heads:
            continue  # an empty subtree proves every case absent that belongs below it: true as well
        with pytest.raises(LedgerError):
            verify_head(asked, claim, proof, built.root)


def test_a_head_of_the_day_before_is_refused() -> None:
    pid, heads = UUID(int=3), heads_of(9)
    yesterday = prove_head(heads, pid, SECRET)
    heads[pid] = CaseHead(heads[pid].seq + 1, leaf_hash(b"today"))
    with pytest.raises(RootMismatch):
        verify_head(pid, head(2), yesterday, heads_root(heads, SECRET))


def test_a_present_case_cannot_be_called_absent() -> None:
    pid, built = UUID(int=3), CaseHeads(heads_of(9), SECRET)
    proof = built.prove(pid)
    for depth in range(65):
        with pytest.raises(RootMismatch):
            verify_head(pid, None, replace(proof, depth=depth), built.root)


@given(st.integers(0, 63), st.integers(0, 255))
@settings(max_examples=40)
def test_one_flipped_bit_anywhere_is_refused(which: int, bit: int) -> None:
    pid, built = UUID(int=3), CaseHeads(heads_of(9), SECRET)
    proof = built.prove(pid)
    flipped = (int.from_bytes(proof.siblings[which], "big") ^ 1 << bit).to_bytes(32, "big")
    siblings = (*proof.siblings[:which], flipped, *proof.siblings[which + 1 :])
    with pytest.raises(RootMismatch):
        verify_head(pid, head(2), replace(proof, siblings=siblings), built.root)


@pytest.mark.parametrize("count", [1, 2, 50, 400])
def test_the_number_of_cases_shows_in_no_proof(count: int) -> None:
    """64 siblings whatever the size, none of them a hash that anyone could compute or meet twice."""
    heads = heads_of(count)
    built = CaseHeads(heads, SECRET)
    proofs = [built.prove(pid) for pid in list(heads)[:20]]
    assert {(proof.depth, len(proof.siblings), len(proof.salt)) for proof in proofs} == {(64, 64, 32)}
    below = [sibling for proof in proofs for sibling in proof.siblings[:40]]
    assert len(set(below)) == len(below)
    guesses = {sha256(NAME + b"empty\0" + salt).digest() for salt in (b"", bytes(32), *(p.salt for p in proofs))}
    assert not guesses & {sibling for proof in proofs for sibling in proof.siblings}


def test_no_sibling_follows_from_the_one_below_it() -> None:
    """In a plain sparse tree an empty subtree is the hash of two empty ones, and so gives itself away."""
    siblings = prove_head(heads_of(3), UUID(int=1), SECRET).siblings
    for lower, upper in pairwise(siblings):
        assert sha256(NAME + b"node\0" + lower + lower).digest() != upper


def test_two_maps_with_secrets_of_their_own_share_no_hash() -> None:
    heads = heads_of(30)
    one, other = (prove_head(heads, UUID(int=5), secret) for secret in (SECRET, leaf_hash(b"of the next day")))
    assert not {one.salt, *one.siblings} & {other.salt, *other.siblings}


def test_an_absence_is_as_long_as_a_presence() -> None:
    built = CaseHeads(heads_of(50), SECRET)
    assert {len(built.prove(UUID(int=number)).siblings) for number in range(1, 200)} == {64}


@pytest.mark.parametrize("count", [0, 63, 65, 128])
def test_another_number_of_siblings_is_refused(count: int) -> None:
    built = CaseHeads(heads_of(3), SECRET)
    with pytest.raises(HeadRefused):
        verify_head(UUID(int=1), head(0), HeadProof(64, bytes(32), (bytes(32),) * count), built.root)


@pytest.mark.parametrize("depth", [-1, 65, 2**63])
def test_a_depth_outside_the_tree_is_refused(depth: int) -> None:
    proof = prove_head(heads_of(3), UUID(int=9), SECRET)
    with pytest.raises(HeadRefused):
        verify_head(UUID(int=9), None, replace(proof, depth=depth), bytes(32))
    with pytest.raises(HeadRefused):
        verify_head(UUID(int=1), head(0), replace(proof, depth=depth), bytes(32))


def test_hashes_of_other_lengths_are_refused() -> None:
    pid, built = UUID(int=1), CaseHeads(heads_of(3), SECRET)
    proof = built.prove(pid)
    with pytest.raises(HashRefused):
        verify_head(pid, head(0), proof, b"")
    with pytest.raises(HashRefused):
        verify_head(pid, head(0), replace(proof, salt=b"x"), built.root)
    with pytest.raises(HashRefused):
        verify_head(pid, head(0), replace(proof, siblings=(b"", *proof.siblings[1:])), built.root)
    with pytest.raises(HashRefused):
        verify_head(pid, CaseHead(0, b""), proof, built.root)
    with pytest.raises(HashRefused):
        heads_root(heads_of(1), b"short")
    with pytest.raises(HashRefused):
        heads_root({pid: CaseHead(0, b"short")}, SECRET)
    with pytest.raises(HeadRefused):
        heads_root({pid: CaseHead(-1, bytes(32))}, SECRET)


def test_two_cases_on_one_place_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dodomu.engine.ledger.case_heads.place_of", lambda pid: 7)
    with pytest.raises(PlacesCollide):
        heads_root(heads_of(2), SECRET)


def test_neighbours_down_to_the_last_bit_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dodomu.engine.ledger.case_heads.place_of", lambda pid: pid.int)
    heads = {UUID(int=number): head(number) for number in (0, 1, 2, 2**64 - 1)}
    built = CaseHeads(heads, SECRET)
    for number in (0, 1, 2, 3, 4, 2**63, 2**64 - 2, 2**64 - 1):
        pid = UUID(int=number)
        verify_head(pid, heads.get(pid), built.prove(pid), built.root)
