"""The Merkle tree grown anew from the leaves, a stretch at a time; only its right edge is kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dodomu.engine import ledger
from dodomu.engine.ledger import Grown, Place


class Regrown:
    """A tree that stretches of leaves are put to; all but the last are of the same length, a power of two.

    It is a ``NodeStore`` for the roots of its last stretch: those of every size in it.
    """

    def __init__(self) -> None:
        self.size = 0
        self._start = 0
        self._rows: list[list[bytes]] = []
        self._edge: dict[Place, bytes] = {}

    def grow(self, hashes: Sequence[bytes]) -> Iterator[Grown]:
        """Put the next leaves to it; yields the nodes above the leaves that this completes, lower levels first."""
        # Only nodes on the right edge can still matter: each lies directly left of what comes next.
        edge = {Place(level, (self.size >> level) - 1) for level in range(self.size.bit_length())}
        self._edge = {place: self._node(place) for place in edge}
        self._start, self.size = self.size, self.size + len(hashes)
        self._rows = [list(hashes)]
        while len(self._rows[-1]) > 1:
            self._rows.append(ledger.parents(self._rows[-1]))
        for level, row in enumerate(self._rows[1:], 1):
            yield Grown(level, self._start >> level, row)
        yield from self._join_left(len(self._rows) - 1)

    def root(self, size: int) -> bytes:
        """The root of the first ``size`` leaves, which end in the last stretch."""
        return ledger.root(self, size)

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        return {place: self._node(place) for place in places}

    def _join_left(self, level: int) -> Iterator[Grown]:
        """A whole stretch completes nodes that reach further left than itself."""
        position = self._start >> level
        if len(self._rows[0]) != 1 << level:
            return
        top = self._rows[level][0]
        while position & 1:
            top = ledger.node_hash(self._edge[Place(level, position - 1)], top)
            level, position = level + 1, position >> 1
            self._edge[Place(level, position)] = top
            yield Grown(level, position, [top])

    def _node(self, place: Place) -> bytes:
        if place.level < len(self._rows) and place.position >= self._start >> place.level:
            return self._rows[place.level][place.position - (self._start >> place.level)]
        return self._edge[place]
