"""The tree as files that never change (C2SP tlog-tiles): tiles of 256 hashes and bundles of 256 entries.

A tile of level L holds the nodes of level 8 L; the seven levels between are hashed anew by whoever reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.errors import SizeRefused, TileRefused, TreeIncomplete
from dodomu.engine.ledger.hashing import HASH_SIZE, leaf_hash
from dodomu.engine.ledger.store import NodeStore, Place
from dodomu.engine.ledger.strict_text import LARGEST_NUMBER

TILE_HEIGHT = 8
TILE_WIDTH = 2**TILE_HEIGHT
HIGHEST_LEVEL = 63
LARGEST_ENTRY = 2**16 - 1
_LONGEST_PATH = 64
_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True)
class Tile:
    """The tile `index` from the left at `level` (0 holds leaf hashes), full or the first `width` hashes of it.

    Raises:
        TileRefused: level outside 0..63, index outside 0..2^63 - 1, width outside 1..256.

    >>> Tile(0, 1234067, 5).path
    'tile/0/x001/x234/067.p/5'
    """

    level: int
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        if not 0 <= self.level <= HIGHEST_LEVEL:
            raise TileRefused(f"the level of a tile is from 0 to {HIGHEST_LEVEL}")
        _require_place(self.index, self.width)

    @property
    def path(self) -> str:
        """Where the tile lies below the log's prefix."""
        return f"tile/{self.level}/{_numbered(self.index, self.width)}"


@dataclass(frozen=True)
class Bundle:
    """The entries under the tile of level 0 with the same index and width.

    Raises:
        TileRefused: index outside 0..2^63 - 1, width outside 1..256.
    """

    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        _require_place(self.index, self.width)

    @property
    def path(self) -> str:
        """Where the bundle lies below the log's prefix."""
        return f"tile/entries/{_numbered(self.index, self.width)}"


def parse_tile_path(path: str) -> Tile | Bundle:
    """Which tile or bundle a path names; every tile has exactly one path.

    Raises:
        TileRefused: another spelling, such as superfluous groups of zeros, a width of 256, `..`.

    >>> parse_tile_path("tile/entries/x001/x234/067.p/5")
    Bundle(index=1234067, width=5)
    """
    found = _PATH.fullmatch(path) if len(path) <= _LONGEST_PATH else None
    if found is None:
        raise TileRefused("not the path of a tile or bundle")
    index = int(found["index"].replace("x", "").replace("/", ""))
    width = int(found["width"] or TILE_WIDTH)
    named = Bundle(index, width) if found["level"] == "entries" else Tile(int(found["level"]), index, width)
    if named.path != path:
        raise TileRefused("another spelling of a tile's path")
    return named


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """Tiles that a tree of `size` leaves has and one of `since` leaves had not, level by level, left to right.

    Full tiles first, then the level's partial tile if it has one.

    Raises:
        SizeRefused: sizes must satisfy 0 <= since <= size < 2^63.

    >>> [tile.path for tile in tiles_of(256)]
    ['tile/0/000', 'tile/1/000.p/1']
    """
    _require_sizes(size, since)
    for level in range(HIGHEST_LEVEL + 1):
        count, before = size >> TILE_HEIGHT * level, since >> TILE_HEIGHT * level
        if count == 0:
            return
        for index, width in _new(count, before):
            yield Tile(level, index, width)


def bundles_of(size: int, since: int = 0) -> Iterator[Bundle]:
    """Bundles that a tree of `size` leaves has and one of `since` leaves had not.

    Raises:
        SizeRefused: as `tiles_of`.
    """
    _require_sizes(size, since)
    for index, width in _new(size, since):
        yield Bundle(index, width)


def tile_bytes(store: NodeStore, tile: Tile) -> bytes:
    """Content of a tile from the store of full nodes: its hashes one after another.

    Raises:
        TreeIncomplete: the store lacks a node, perhaps because the tree is not yet that large.
    """
    first = tile.index * TILE_WIDTH
    places = [Place(tile.level * TILE_HEIGHT, position) for position in range(first, first + tile.width)]
    found = store.fetch(places)
    if any(place not in found for place in places):
        raise TreeIncomplete(f"a node of {tile.path} is missing")
    return b"".join(found[place] for place in places)


def tile_hashes(tile: Tile, content: bytes) -> list[bytes]:
    """Hashes of a tile read from somewhere.

    Raises:
        TileRefused: not exactly 32 bytes for each hash of the width.
    """
    if len(content) != tile.width * HASH_SIZE:
        raise TileRefused(f"{tile.path} must hold exactly {tile.width * HASH_SIZE} bytes")
    return [content[start : start + HASH_SIZE] for start in range(0, len(content), HASH_SIZE)]


def bundle_bytes(entries: Sequence[bytes]) -> bytes:
    """Content of a bundle: each entry after its length in two bytes, big endian.

    Raises:
        TileRefused: no entry, more than 256, or one above 65,535 bytes.
    """
    if not 1 <= len(entries) <= TILE_WIDTH:
        raise TileRefused(f"a bundle holds 1 to {TILE_WIDTH} entries")
    if any(len(entry) > LARGEST_ENTRY for entry in entries):
        raise TileRefused(f"an entry of a bundle has at most {LARGEST_ENTRY} bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def bundle_entries(bundle: Bundle, content: bytes, hashes: Sequence[bytes]) -> list[bytes]:
    """Entries of a bundle, each checked against its leaf hash in the tile of level 0.

    Raises:
        TileRefused: an entry is cut short, there are more or fewer than the width, or one hashes to something else.
    """
    entries: list[bytes] = []
    start = 0
    while start < len(content) and len(entries) < bundle.width:
        begin = start + 2
        start = begin + int.from_bytes(content[start:begin], "big")
        if start > len(content):
            raise TileRefused(f"{bundle.path} ends within an entry")
        entries.append(content[begin:start])
    if start != len(content) or len(entries) != bundle.width:
        raise TileRefused(f"{bundle.path} must hold exactly {bundle.width} entries")
    if [leaf_hash(entry) for entry in entries] != list(hashes):
        raise TileRefused(f"an entry of {bundle.path} is not the one that was hashed")
    return entries


def _require_place(index: int, width: int) -> None:
    if not 0 <= index <= LARGEST_NUMBER or not 1 <= width <= TILE_WIDTH:
        raise TileRefused(f"the index of a tile is from 0 to 2^63 - 1, its width from 1 to {TILE_WIDTH}")


def _require_sizes(size: int, since: int) -> None:
    if not 0 <= since <= size <= LARGEST_NUMBER:
        raise SizeRefused("sizes must satisfy 0 <= since <= size < 2^63")


def _new(count: int, before: int) -> Iterator[tuple[int, int]]:
    for index in range(before // TILE_WIDTH, count // TILE_WIDTH):
        yield index, TILE_WIDTH
    if count % TILE_WIDTH and count != before:
        yield count // TILE_WIDTH, count % TILE_WIDTH


def _numbered(index: int, width: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups) + ("" if width == TILE_WIDTH else f".p/{width}")
