"""Checking proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2), stricter than the pseudocode.

The RFC's text lets through an empty old tree, hashes of other lengths and an equal-size proof with surplus
hashes; all of these are refused here by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from dodomu.engine.ledger.errors import IndexRefused, ProofTooLong, ProofTooShort, RootMismatch, SizeRefused
from dodomu.engine.ledger.hashing import node_hash, require_hash


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Accept silently when the leaf hash stands at `index` in the tree with this size and root.

    Args:
        leaf: result of `leaf_hash`, 32 bytes.
        index: from 0 to size - 1.
        size: number of leaves of the tree the root belongs to, at least 1.
        proof: sibling hashes, lowest first.
        root: 32 bytes, obtained from somewhere the prover does not control.

    Raises:
        SizeRefused, IndexRefused, HashRefused, ProofTooShort, ProofTooLong, RootMismatch.
    """
    if size < 1:
        raise SizeRefused("an empty tree includes nothing")
    if not 0 <= index < size:
        raise IndexRefused("leaf index must be at least 0 and smaller than the tree size")
    _require_hashes(proof, root, leaf)
    place, last, running = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofTooLong("the inclusion proof carries surplus hashes")
        if place & 1 or place == last:
            running = node_hash(sibling, running)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            running = node_hash(running, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofTooShort("the inclusion proof ends before the root")
    if running != root:
        raise RootMismatch("the inclusion proof leads to another root")


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Accept silently when the old tree is the beginning of the new one.

    Raises:
        SizeRefused: old size 0 (it would prove nothing) or above the new size.
        HashRefused, ProofTooShort, ProofTooLong, RootMismatch.
    """
    if not 1 <= old_size <= new_size:
        raise SizeRefused("sizes must satisfy 1 <= old <= new")
    _require_hashes(proof, old_root, new_root)
    if old_size == new_size:
        if proof:
            raise ProofTooLong("trees of equal size need no proof")
        if old_root != new_root:
            raise RootMismatch("two roots for the same size: the log was forked")
        return
    if not proof:
        raise ProofTooShort("the consistency proof is empty")
    old, new = _climb(old_size, old_root, new_size, list(proof))
    if old != old_root or new != new_root:
        raise RootMismatch("the consistency proof leads to another root")


def _climb(old_size: int, old_root: bytes, new_size: int, path: list[bytes]) -> tuple[bytes, bytes]:
    """Both roots as the proof has them."""
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofTooLong("the consistency proof carries surplus hashes")
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofTooShort("the consistency proof ends before the root")
    return old, new


def _require_hashes(proof: Sequence[bytes], *others: bytes) -> None:
    for value in others:
        require_hash(value, "root and leaf")
    for value in proof:
        require_hash(value, "proof hash")
