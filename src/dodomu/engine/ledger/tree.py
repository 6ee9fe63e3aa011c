"""Growing the tree and computing its root (RFC 6962, section 2.1).

All full nodes are kept, so a root of *any* earlier size and every proof cost a handful of reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.errors import SizeRefused, TreeIncomplete
from dodomu.engine.ledger.hashing import EMPTY_ROOT, node_hash, parents, require_hash
from dodomu.engine.ledger.store import NodeStore, Place


@dataclass(frozen=True, slots=True)
class Grown:
    """New full nodes of one level, neighbours, the first at `position`; level 0 are the leaf hashes."""

    level: int
    position: int
    hashes: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Growth:
    """What one batch added: the new tree size, its root, and every new full node to store, lower levels first."""

    size: int
    root: bytes
    rows: Sequence[Grown]

    @property
    def nodes(self) -> dict[Place, bytes]:
        """Every new node by its place. Whoever writes many goes through `rows`, which is quicker."""
        return {
            Place(row.level, place): value for row in self.rows for place, value in enumerate(row.hashes, row.position)
        }


def append(store: NodeStore, size: int, leaf_hashes: Sequence[bytes]) -> Growth:
    """Compute what a tree of `size` leaves becomes when these leaf hashes are appended.

    The store is only read; the caller writes `rows` (or `nodes`) in its own transaction.

    Args:
        store: holds all full nodes of the tree of `size` leaves.
        size: number of leaves so far, 0 or more.
        leaf_hashes: results of `leaf_hash`, in order.

    Raises:
        SizeRefused: negative size. TreeIncomplete: the store lacks an edge node. HashRefused: not 32 bytes.

    >>> from dodomu.engine.ledger import MemoryStore, leaf_hash
    >>> append(MemoryStore(), 0, [leaf_hash(b"a"), leaf_hash(b"b")]).size
    2
    """
    for value in leaf_hashes:
        require_hash(value, "leaf hash")
    edge = _require(store, _peaks(size))
    rows: list[Grown] = []
    row, start = list(leaf_hashes), size
    while row:
        level = len(rows)
        rows.append(Grown(level, start, row))
        row = parents([edge[Place(level, start - 1)], *row] if start & 1 else row)
        start >>= 1
    new_size = size + len(leaf_hashes)
    return Growth(new_size, _fold([_at(place, rows, edge) for place in _peaks(new_size)]), tuple(rows))


def root(store: NodeStore, size: int) -> bytes:
    """Root of the tree of the first `size` leaves; SHA-256 of nothing for an empty tree.

    Raises:
        SizeRefused: negative size. TreeIncomplete: the store lacks a node of that tree.
    """
    peaks = _peaks(size)
    found = _require(store, peaks)
    return _fold([found[place] for place in peaks])


def subtrees(store: NodeStore, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    """Hashes of several subtrees, each of the leaves `start` to `end` (exclusive), with a single read.

    Raises:
        TreeIncomplete: the store lacks a node.
    """
    parts = [subtree_places(start, end) for start, end in ranges]
    found = _require(store, [place for places in parts for place in places])
    return [_fold([found[place] for place in places]) for places in parts]


def subtree_places(start: int, end: int) -> list[Place]:
    """Places of the full nodes that make up a subtree, left to right."""
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append(Place(level, start >> level))
        start += 1 << level
    return places


def _peaks(size: int) -> list[Place]:
    if size < 0:
        raise SizeRefused("tree size must be 0 or more")
    return subtree_places(0, size)


def _at(place: Place, rows: Sequence[Grown], edge: Mapping[Place, bytes]) -> bytes:
    """The node at this place: new, or one of the edge before."""
    if place.level < len(rows) and place.position >= rows[place.level].position:
        return rows[place.level].hashes[place.position - rows[place.level].position]
    return edge[place]


def _fold(hashes: list[bytes]) -> bytes:
    if not hashes:
        return EMPTY_ROOT
    result = hashes[-1]
    for left in reversed(hashes[:-1]):
        result = node_hash(left, result)
    return result


def _require(store: NodeStore, places: Iterable[Place]) -> Mapping[Place, bytes]:
    wanted = list(places)
    found = store.fetch(wanted) if wanted else {}
    for place in wanted:
        if place not in found:
            raise TreeIncomplete(f"node missing at level {place.level}, position {place.position}")
    return found
