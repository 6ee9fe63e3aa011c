"""Proofs: every honest one verifies, every altered one is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    EMPTY_ROOT,
    HashRefused,
    IndexRefused,
    LedgerError,
    MemoryStore,
    ProofTooLong,
    ProofTooShort,
    RootMismatch,
    SizeRefused,
    append,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 66
HASHES = [leaf_hash(b"%d" % n) for n in range(LARGEST)]
STORE = MemoryStore()
STORE.add(append(STORE, 0, HASHES).nodes)
ROOTS = [root(STORE, size) for size in range(LARGEST + 1)]


@st.composite
def sized(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(st.integers(1, LARGEST))
    return draw(st.integers(0, size - 1)), size


def test_every_leaf_of_every_tree_is_provable() -> None:
    for size in range(1, LARGEST + 1):
        for index in range(size):
            verify_inclusion(HASHES[index], index, size, inclusion_proof(STORE, index, size), ROOTS[size])


def test_every_tree_is_provably_the_beginning_of_every_later_one() -> None:
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            verify_consistency(old, new, consistency_proof(STORE, old, new), ROOTS[old], ROOTS[new])


def test_proofs_are_logarithmic() -> None:
    assert max(len(inclusion_proof(STORE, index, LARGEST)) for index in range(LARGEST)) == 7


@given(sized(), st.data())
def test_one_flipped_bit_anywhere_is_refused(where: tuple[int, int], data: st.DataObject) -> None:
    index, size = where
    proof = inclusion_proof(STORE, index, size)
    parts = [HASHES[index], ROOTS[size], *proof]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    bit = data.draw(st.integers(0, 255))
    parts[chosen] = (int.from_bytes(parts[chosen]) ^ (1 << bit)).to_bytes(32)
    with pytest.raises(RootMismatch):
        verify_inclusion(parts[0], index, size, parts[2:], parts[1])


@given(sized(), st.integers(0, LARGEST - 1))
def test_a_proof_for_one_index_is_refused_for_another(where: tuple[int, int], other: int) -> None:
    index, size = where
    if other == index:
        other = (index + 1) % LARGEST
    with pytest.raises(LedgerError):
        verify_inclusion(HASHES[index], other, size, inclusion_proof(STORE, index, size), ROOTS[size])


@given(sized())
def test_missing_and_surplus_hashes_are_named(where: tuple[int, int]) -> None:
    index, size = where
    proof = inclusion_proof(STORE, index, size)
    with pytest.raises(ProofTooLong):
        verify_inclusion(HASHES[index], index, size, [*proof, HASHES[0]], ROOTS[size])
    if proof:
        with pytest.raises(ProofTooShort):
            verify_inclusion(HASHES[index], index, size, proof[:-1], ROOTS[size])


@given(st.integers(1, LARGEST), st.integers(1, LARGEST), st.data())
def test_an_altered_consistency_proof_is_refused(one: int, other: int, data: st.DataObject) -> None:
    old, new = sorted((one, other))
    proof = consistency_proof(STORE, old, new)
    if not proof:
        proof = [HASHES[0]]
    elif data.draw(st.booleans()):
        proof = proof[:-1] if data.draw(st.booleans()) else [*proof, HASHES[0]]
    else:
        chosen = data.draw(st.integers(0, len(proof) - 1))
        proof[chosen] = node_hash(proof[chosen], proof[chosen])
    with pytest.raises(LedgerError):
        verify_consistency(old, new, proof, ROOTS[old], ROOTS[new])


def test_consistency_from_nothing_is_refused() -> None:
    with pytest.raises(SizeRefused):
        verify_consistency(0, 5, [], EMPTY_ROOT, ROOTS[5])
    with pytest.raises(SizeRefused):
        consistency_proof(STORE, 0, 5)


def test_a_shrinking_log_is_refused() -> None:
    with pytest.raises(SizeRefused):
        verify_consistency(5, 4, [], ROOTS[5], ROOTS[4])


def test_two_roots_for_one_size_are_a_fork() -> None:
    with pytest.raises(RootMismatch, match="forked"):
        verify_consistency(5, 5, [], ROOTS[5], ROOTS[4])


def test_equal_sizes_with_surplus_hashes_are_refused() -> None:
    with pytest.raises(ProofTooLong):
        verify_consistency(5, 5, [HASHES[0]], ROOTS[5], ROOTS[5])


def test_an_empty_proof_between_two_sizes_is_refused() -> None:
    with pytest.raises(ProofTooShort):
        verify_consistency(4, 8, [], ROOTS[4], ROOTS[8])


@pytest.mark.parametrize("index", [-1, 5, 2**63])
def test_an_index_outside_the_tree_is_refused(index: int) -> None:
    with pytest.raises(IndexRefused):
        verify_inclusion(HASHES[0], index, 5, [], ROOTS[5])
    with pytest.raises(IndexRefused):
        inclusion_proof(STORE, index, 5)


@pytest.mark.parametrize("size", [0, -1])
def test_inclusion_in_an_empty_tree_is_refused(size: int) -> None:
    with pytest.raises(SizeRefused):
        verify_inclusion(HASHES[0], 0, size, [], EMPTY_ROOT)
    with pytest.raises(SizeRefused):
        inclusion_proof(STORE, 0, size)


@pytest.mark.parametrize("short", [b"", b"\x00", bytes(31), bytes(33)])
def test_hashes_of_other_lengths_are_refused(short: bytes) -> None:
    with pytest.raises(HashRefused):
        verify_inclusion(HASHES[0], 0, 1, [], short)
    with pytest.raises(HashRefused):
        verify_inclusion(short, 0, 1, [], ROOTS[1])
    with pytest.raises(HashRefused):
        verify_inclusion(HASHES[0], 0, 2, [short], ROOTS[2])
    with pytest.raises(HashRefused):
        verify_consistency(1, 2, [HASHES[1]], short, ROOTS[2])


def test_an_inner_node_does_not_pass_as_a_leaf() -> None:
    inner = node_hash(HASHES[0], HASHES[1])
    with pytest.raises(LedgerError):
        verify_inclusion(leaf_hash(HASHES[0] + HASHES[1]), 0, 4, inclusion_proof(STORE, 0, 4)[1:], ROOTS[4])
    with pytest.raises(LedgerError):
        verify_inclusion(inner, 0, 4, inclusion_proof(STORE, 0, 4)[1:], ROOTS[4])
