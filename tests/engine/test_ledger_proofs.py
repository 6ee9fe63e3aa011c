"""Proofs: every honest one verifies, every altered one is refused by name."""

from __future__ import annotations

from typing import Any

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
from tests.engine.test_ledger_tree import naive_root

LARGEST = 66
BODIES = [b"%d" % n for n in range(LARGEST)]
HASHES = [leaf_hash(body) for body in BODIES]
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


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1, by its recursive definition."""
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if index < k:
        return [*naive_path(index, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(index - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(old: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2, by its recursive definition."""
    if old == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= k:
        return [*naive_subproof(old, leaves[:k], whole), naive_root(leaves[k:])]
    return [*naive_subproof(old - k, leaves[k:], False), naive_root(leaves[:k])]


def test_proofs_are_those_of_the_recursive_definition() -> None:
    for size in range(1, 36):
        for number in range(size):
            assert inclusion_proof(STORE, number, size) == naive_path(number, BODIES[:size])
            assert consistency_proof(STORE, number + 1, size) == naive_subproof(number + 1, BODIES[:size], True)


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


@pytest.mark.parametrize("size", [-1, 0, 2**63, 2**64, True, "5", 5.0, None])
def test_a_size_that_no_log_has_is_refused(size: Any) -> None:
    with pytest.raises(SizeRefused):
        verify_inclusion(HASHES[0], 0, size, [], ROOTS[1])
    with pytest.raises(SizeRefused):
        verify_consistency(size, 5, [], ROOTS[5], ROOTS[5])
    with pytest.raises(SizeRefused):
        verify_consistency(1, size, [], ROOTS[1], ROOTS[5])


@pytest.mark.parametrize("index", [True, "0", 0.0, None])
def test_an_index_that_is_no_whole_number_is_refused(index: Any) -> None:
    with pytest.raises(IndexRefused):
        verify_inclusion(HASHES[0], index, 5, [], ROOTS[5])


@pytest.mark.parametrize("size1", [-1, 0])
def test_consistency_of_an_empty_tree_with_itself_proves_nothing(size1: int) -> None:
    with pytest.raises(SizeRefused):
        verify_consistency(size1, size1, [], EMPTY_ROOT, EMPTY_ROOT)


@pytest.mark.parametrize("short", [b"", bytes(31), bytes(33), bytearray(32), "0" * 32, None])
def test_roots_and_proof_hashes_of_another_kind_are_refused_in_every_place(short: Any) -> None:
    for size1, size2, proof, root1, root2 in (
        (5, 5, [], short, short),
        (4, 8, [ROOTS[4]], ROOTS[4], short),
        (3, 8, [short] * 4, ROOTS[3], ROOTS[8]),
    ):
        with pytest.raises(HashRefused):
            verify_consistency(size1, size2, proof, root1, root2)


def test_a_proof_that_can_be_read_only_once_hides_no_surplus() -> None:
    with pytest.raises(ProofTooLong):
        verify_inclusion(HASHES[0], 0, 1, (value for value in [HASHES[1]]), ROOTS[1])  # type: ignore[arg-type]
    with pytest.raises(HashRefused):
        verify_inclusion(HASHES[0], 0, 2, HASHES[1], ROOTS[2])  # type: ignore[arg-type]


def test_the_largest_tree_is_only_as_deep_as_its_size() -> None:
    path = [leaf_hash(b"%d" % level) for level in range(63)]
    running = HASHES[0]
    for sibling in path:
        running = node_hash(running, sibling)
    verify_inclusion(HASHES[0], 0, 2**63 - 1, path, running)
    with pytest.raises(ProofTooLong):
        verify_inclusion(HASHES[0], 0, 2**63 - 1, [*path, path[0]], running)


@given(st.integers(1, 2**63 - 1), st.integers(1, 2**63 - 1), st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_invented_proofs_of_huge_trees_are_refused_by_name(one: int, other: int, path: list[bytes]) -> None:
    with pytest.raises(LedgerError):
        verify_inclusion(HASHES[0], min(one, other) - 1, max(one, other), path, ROOTS[5])
    with pytest.raises(LedgerError):
        verify_consistency(min(one, other), max(one, other), path, ROOTS[4], ROOTS[5])
