"""Checking proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2), stricter than the pseudocode.

The RFC's text lets through an empty old tree, hashes of other lengths and an equal-size proof with surplus
hashes; all of these are refused here by name, and so are sizes that other implementations cannot hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from dodomu.engine.ledger.errors import IndexRefused, ProofTooLong, ProofTooShort, RootMismatch, SizeRefused
from dodomu.engine.ledger.hashing import node_hash, require_hash
from dodomu.engine.ledger.strict_text import LARGEST_NUMBER


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Accept silently when the leaf hash stands at `index` in the tree with this size and root.

    Args:
        leaf_hash: result of `leaf_hash`, 32 bytes, computed by the verifier from the record itself.
        index: from 0 to size - 1.
        size: number of leaves of the tree the root belongs to, 1 to 2^63 - 1.
        proof: sibling hashes, lowest first.
        root: 32 bytes, obtained from somewhere the prover does not control.

    Raises:
        SizeRefused, IndexRefused, HashRefused, ProofTooShort, ProofTooLong, RootMismatch.
    """
    if not _is_whole(size) or not 1 <= size <= LARGEST_NUMBER:
        raise SizeRefused("the tree size must be from 1 to 2^63 - 1: an empty tree includes nothing")
    if not _is_whole(index) or not 0 <= index < size:
        raise IndexRefused("leaf index must be at least 0 and smaller than the tree size")
    path = _checked(proof, root, leaf_hash)
    place, last, running = index, size - 1, leaf_hash
    for sibling in path:
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


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Accept silently when the tree of `size1` leaves is the beginning of the one of `size2`.

    Args:
        size1, size2: 1 <= size1 <= size2 < 2^63. proof: as `consistency_proof` makes it, empty for equal sizes.
        root1, root2: 32 bytes each.

    Raises:
        SizeRefused: size1 is 0 (it would prove nothing) or above size2.
        HashRefused, ProofTooShort, ProofTooLong, RootMismatch.
    """
    if not _is_whole(size1) or not _is_whole(size2) or not 1 <= size1 <= size2 <= LARGEST_NUMBER:
        raise SizeRefused("sizes must satisfy 1 <= first <= second < 2^63")
    path = _checked(proof, root1, root2)
    if size1 == size2:
        if path:
            raise ProofTooLong("trees of equal size need no proof")
        if root1 != root2:
            raise RootMismatch("two roots for the same size: the log was forked")
        return
    if not path:
        raise ProofTooShort("the consistency proof is empty")
    old, new = _climb(size1, root1, size2, path)
    if old != root1 or new != root2:
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


def _is_whole(value: object) -> bool:
    """Numbers from a file that is not ours may be text, fractions or truth values."""
    return isinstance(value, int) and not isinstance(value, bool)


def _checked(proof: Sequence[bytes], *others: bytes) -> list[bytes]:
    for value in others:
        require_hash(value, "root and leaf")
    path = list(proof)
    for value in path:
        require_hash(value, "proof hash")
    return path
