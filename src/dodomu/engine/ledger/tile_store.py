"""Proofs and audits from tiles alone, by somebody who has the files of a log but not its database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dodomu.engine.ledger.errors import RootMismatch, SizeRefused, TreeIncomplete
from dodomu.engine.ledger.hashing import parents
from dodomu.engine.ledger.store import Place
from dodomu.engine.ledger.strict_text import LARGEST_NUMBER
from dodomu.engine.ledger.tiles import TILE_HEIGHT, TILE_WIDTH, Tile, tile_hashes, tiles_of
from dodomu.engine.ledger.tree import root

TileReader = Callable[[Tile], bytes | None]


class TileStore:
    """A `NodeStore` over the tiles of a tree of one size; each tile is read once.

    Nothing read is believed by itself: a proof made from it either leads to a signed root or does not.

    Args:
        read: content of a tile, or None when it is not there.
        size: number of leaves of the tree, 0 to 2^63 - 1, as a verified checkpoint states it.

    Raises:
        SizeRefused. TileRefused, from `fetch`: a tile of another length.
    """

    def __init__(self, read: TileReader, size: int) -> None:
        if not 0 <= size <= LARGEST_NUMBER:
            raise SizeRefused("the tree size must be from 0 to 2^63 - 1")
        self._read = read
        self._size = size
        self._hashes: dict[tuple[int, int], list[bytes]] = {}

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        """Nodes at these places; those outside the tree or in missing tiles are absent."""
        found = ((place, self._node(place)) for place in places)
        return {place: value for place, value in found if value is not None}

    def hashes(self, level: int, index: int) -> list[bytes]:
        """Hashes of a tile as far as the tree fills it; none when the tile is missing."""
        key = (level, index)
        if key not in self._hashes:
            self._hashes[key] = self._from_tile(level, index)
        return self._hashes[key]

    def forget(self, level: int, index: int) -> None:
        """Let a tile go that will not be asked for again."""
        self._hashes.pop((level, index), None)

    def _node(self, place: Place) -> bytes | None:
        level, height = divmod(place.level, TILE_HEIGHT)
        index, first = divmod(place.position << height, TILE_WIDTH)
        row = self.hashes(level, index)[first : first + (1 << height)]
        return _top(row) if len(row) == 1 << height else None

    def _from_tile(self, level: int, index: int) -> list[bytes]:
        width = min((self._size >> TILE_HEIGHT * level) - index * TILE_WIDTH, TILE_WIDTH)
        if width < 1:
            return []
        content = self._read(Tile(level, index, width))
        if content is None and width < TILE_WIDTH:
            # A log may drop a partial tile once the full one exists: the tree has grown since the checkpoint.
            tile = Tile(level, index)
            content = self._read(tile)
            return [] if content is None else tile_hashes(tile, content)[:width]
        return [] if content is None else tile_hashes(Tile(level, index, width), content)


def audit_tiles(read: TileReader, size: int, signed_root: bytes) -> None:
    """Accept silently when all tiles of the tree are there, agree with one another and lead to the root.

    Reads every tile once and keeps one in 256 of the hashes in memory.

    Raises:
        TreeIncomplete: a tile is missing. TileRefused: a tile of another length. SizeRefused.
        RootMismatch: a full tile is not what the tile above it says, or the edge does not lead to the root.
    """
    store = TileStore(read, size)
    for tile in tiles_of(size):
        row = store.hashes(tile.level, tile.index)
        if not row:
            raise TreeIncomplete(f"{tile.path} is missing")
        if tile.width == TILE_WIDTH:
            above, position = divmod(tile.index, TILE_WIDTH)
            if store.hashes(tile.level + 1, above)[position : position + 1] != [_top(row)]:
                raise RootMismatch(f"{tile.path} is not what the tile above it says")
            store.forget(tile.level, tile.index)
    if root(store, size) != signed_root:
        raise RootMismatch("the tiles lead to another root")


def _top(row: list[bytes]) -> bytes:
    while len(row) > 1:
        row = parents(row)
    return row[0]
