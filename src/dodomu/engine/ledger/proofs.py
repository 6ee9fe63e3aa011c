"""Making proofs (RFC 6962, sections 2.1.1 and 2.1.2) from a store of full nodes."""

from __future__ import annotations

from dodomu.engine.ledger.errors import IndexRefused, SizeRefused
from dodomu.engine.ledger.store import NodeStore
from dodomu.engine.ledger.tree import subtrees


def inclusion_proof(store: NodeStore, index: int, size: int) -> list[bytes]:
    """Hashes that lead from leaf `index` to the root of the tree of `size` leaves, lowest first.

    Raises:
        SizeRefused: size below 1. IndexRefused: index outside 0..size-1. TreeIncomplete: nodes are missing.

    >>> from dodomu.engine.ledger import MemoryStore, append, leaf_hash
    >>> store = MemoryStore()
    >>> store.add(append(store, 0, [leaf_hash(b"a"), leaf_hash(b"b")]).nodes)
    >>> inclusion_proof(store, 0, 2) == [leaf_hash(b"b")]
    True
    """
    if size < 1:
        raise SizeRefused("an empty tree includes nothing")
    if not 0 <= index < size:
        raise IndexRefused("leaf index must be at least 0 and smaller than the tree size")
    path: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return subtrees(store, path[::-1])


def consistency_proof(store: NodeStore, old_size: int, new_size: int) -> list[bytes]:
    """Hashes that show the tree of `old_size` leaves to be the beginning of the tree of `new_size`.

    Empty when both sizes are equal.

    Raises:
        SizeRefused: old size below 1 (an empty tree proves nothing) or above the new one. TreeIncomplete.
    """
    if not 1 <= old_size <= new_size:
        raise SizeRefused("sizes must satisfy 1 <= old <= new")
    path: list[tuple[int, int]] = []
    start, end, whole = 0, new_size, True
    while end != old_size:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start, whole = middle, False
    if not whole:
        path.append((start, end))
    return subtrees(store, path[::-1])


def _split(count: int) -> int:
    """Largest power of two smaller than `count` (RFC 6962 calls it k)."""
    return 1 << ((count - 1).bit_length() - 1)
