"""Tiles: against the tree, against a slow reading of the formula, and against a hostile host of the files."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    EMPTY_ROOT,
    Bundle,
    LedgerError,
    MemoryStore,
    Place,
    RootMismatch,
    SizeRefused,
    Tile,
    TileRefused,
    TileStore,
    TreeIncomplete,
    append,
    audit_tiles,
    bundle_bytes,
    bundle_entries,
    bundles_of,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    parse_tile_path,
    root,
    tile_bytes,
    tile_hashes,
    tiles_of,
    verify_consistency,
    verify_inclusion,
)
from tests.engine.test_ledger_tree import naive_root

LARGEST = 70_000
ENTRIES = [b"%d" % number for number in range(LARGEST)]
STORE = MemoryStore()
STORE.add(append(STORE, 0, [leaf_hash(entry) for entry in ENTRIES]).nodes)
SIZES = [1, 2, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, LARGEST]


def files_of(size: int) -> dict[str, bytes]:
    return {tile.path: tile_bytes(STORE, tile) for tile in tiles_of(size)}


def reader(files: dict[str, bytes]) -> Callable[[Tile], bytes | None]:
    return lambda tile: files.get(tile.path)


def test_the_formats_own_example_of_seventy_thousand_leaves() -> None:
    tiles = list(tiles_of(LARGEST))
    assert len([tile for tile in tiles if tile.level == 0 and tile.width == 256]) == 273
    assert [tile for tile in tiles if tile.width < 256] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert [tile.path for tile in tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert list(tiles_of(0)) == []


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 700])
def test_tiles_hold_the_roots_the_formula_names(size: int) -> None:
    for tile in tiles_of(size):
        span = 256**tile.level
        for i, value in enumerate(tile_hashes(tile, tile_bytes(STORE, tile))):
            first = (tile.index * 256 + i) * span
            assert value == naive_root(ENTRIES[first : first + span])


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_what_is_new_together_with_what_was_is_all(one: int, other: int) -> None:
    old, new = sorted((one, other))
    was, now, fresh = set(tiles_of(old)), set(tiles_of(new)), list(tiles_of(new, old))
    assert set(fresh) == now - was
    assert len(set(fresh)) == len(fresh)
    assert set(bundles_of(new, old)) == set(bundles_of(new)) - set(bundles_of(old))


def test_bundles_lie_under_the_tiles_of_level_0() -> None:
    tiles = [(tile.index, tile.width) for tile in tiles_of(1000) if tile.level == 0]
    assert [(bundle.index, bundle.width) for bundle in bundles_of(1000)] == tiles


def test_the_tiles_of_the_largest_tree_are_counted_lazily() -> None:
    assert next(islice(tiles_of(2**63 - 1), 5, None)) == Tile(0, 5)
    assert list(tiles_of(2**63 - 1, 2**63 - 2)) == [Tile(0, 2**55 - 1, 255)]
    assert Tile(0, 2**55 - 1, 255).path == "tile/0/x036/x028/x797/x018/x963/967.p/255"


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(63, 999, 1), "tile/63/999.p/1"),
        (Tile(2, 1000, 255), "tile/2/x001/000.p/255"),
        (Bundle(273, 112), "tile/entries/273.p/112"),
        (Bundle(1_000_000), "tile/entries/x001/x000/000"),
    ],
)
def test_a_path_names_one_tile(tile: Tile | Bundle, path: str) -> None:
    assert tile.path == path
    assert parse_tile_path(path) == tile


@given(st.integers(0, 63), st.integers(0, 2**63 - 1), st.integers(1, 256), st.booleans())
def test_every_path_reads_back(level: int, index: int, width: int, entries: bool) -> None:
    tile = Bundle(index, width) if entries else Tile(level, index, width)
    assert parse_tile_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000/000", "tile/0/001/000",
        "tile/0/x001", "tile/00/000", "tile/64/000", "tile/99/000", "tile/-1/000", "tile/a/000", "tile/entry/000",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/999",
        "tile/0/000.P/1", "/tile/0/000", "tile/0/000/", "tile/0/000\n", "../tile/0/000", "tile/../0/000",
        "tile/0/%78001/000", "tile/0/٠٠٠", "TILE/0/000", "tile/0/X001/000", "tile/0/" + "x999/" * 6 + "999",
        "tile/0/" + "x001/" * 5000 + "000",
    ],
)  # fmt: skip
def test_what_only_resembles_a_path_is_refused(path: str) -> None:
    with pytest.raises(TileRefused):
        parse_tile_path(path)


@pytest.mark.parametrize(("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 2**63, 1), (0, 0, 0),
                                                       (0, 0, 257), (0, 0, -1)])  # fmt: skip
def test_an_impossible_tile_cannot_be_named(level: int, index: int, width: int) -> None:
    with pytest.raises(TileRefused):
        Tile(level, index, width)
    if level == 0:
        with pytest.raises(TileRefused):
            Bundle(index, width)


@pytest.mark.parametrize(("size", "since"), [(-1, 0), (1, 2), (5, -1), (2**63, 0)])
def test_impossible_sizes_have_no_tiles(size: int, since: int) -> None:
    with pytest.raises(SizeRefused):
        next(tiles_of(size, since))
    with pytest.raises(SizeRefused):
        next(bundles_of(size, since))


def test_a_tile_the_tree_does_not_reach_is_incomplete() -> None:
    with pytest.raises(TreeIncomplete, match=r"tile/0/273\.p/113"):
        tile_bytes(STORE, Tile(0, 273, 113))


@pytest.mark.parametrize("size", SIZES)
def test_proofs_from_tiles_are_those_from_the_tree(size: int) -> None:
    tiles = TileStore(reader(files_of(size)), size)
    assert root(tiles, size) == root(STORE, size)
    for index in {0, size // 3, size // 2, size - 1, size & ~255}:
        if index < size:
            proof = inclusion_proof(tiles, index, size)
            assert proof == inclusion_proof(STORE, index, size)
            verify_inclusion(leaf_hash(ENTRIES[index]), index, size, proof, root(STORE, size))
    for old in {1, size // 2 or 1, size}:
        proof = consistency_proof(tiles, old, size)
        assert proof == consistency_proof(STORE, old, size)
        verify_consistency(old, size, proof, root(STORE, old), root(STORE, size))


@settings(max_examples=30)
@given(st.integers(1, 1500), st.data())
def test_every_node_of_the_tree_is_in_its_tiles_and_no_other(size: int, data: st.DataObject) -> None:
    tiles = TileStore(reader(files_of(size)), size)
    level = data.draw(st.integers(0, 12))
    position = data.draw(st.integers(0, (size >> level) + 1))
    found = tiles.fetch([Place(level, position)])
    assert bool(found) == (position < size >> level)
    assert found == (STORE.fetch([Place(level, position)]) if found else {})


def test_a_dropped_partial_tile_is_taken_from_the_full_one() -> None:
    files = files_of(512) | files_of(300)
    del files["tile/0/001.p/44"]
    tiles = TileStore(reader(files), 300)
    assert root(tiles, 300) == root(STORE, 300)
    assert inclusion_proof(tiles, 299, 300) == inclusion_proof(STORE, 299, 300)
    assert tiles.fetch([Place(0, 299), Place(0, 300)]) == STORE.fetch([Place(0, 299)])


def test_each_tile_is_read_once() -> None:
    asked: list[str] = []
    files = files_of(1000)

    def read(tile: Tile) -> bytes | None:
        asked.append(tile.path)
        return files.get(tile.path)

    tiles = TileStore(read, 1000)
    for index in range(1000):
        inclusion_proof(tiles, index, 1000)
    assert sorted(asked) == sorted(files)


def test_a_missing_tile_is_incomplete() -> None:
    files = files_of(1000)
    del files["tile/0/001"]
    with pytest.raises(TreeIncomplete):
        inclusion_proof(TileStore(reader(files), 1000), 300, 1000)
    with pytest.raises(TreeIncomplete, match="tile/0/001"):
        audit_tiles(reader(files), 1000, root(STORE, 1000))


@pytest.mark.parametrize("size", [0, *SIZES])
def test_an_honest_log_passes_the_audit(size: int) -> None:
    audit_tiles(reader(files_of(size)), size, root(STORE, size) if size else EMPTY_ROOT)


@pytest.mark.parametrize("size", [256, 700])
def test_any_altered_byte_of_any_tile_fails_the_audit(size: int) -> None:
    files = files_of(size)
    for path, content in files.items():
        for place in range(0, len(content), 397):
            altered = files | {path: content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]}
            with pytest.raises(RootMismatch):
                audit_tiles(reader(altered), size, root(STORE, size))


@pytest.mark.parametrize("altered", [b"", bytes(31), bytes(8191), bytes(8193)])
def test_a_tile_of_another_length_is_refused(altered: bytes) -> None:
    with pytest.raises(TileRefused, match="tile/0/001"):
        audit_tiles(reader(files_of(700) | {"tile/0/001": altered}), 700, root(STORE, 700))


def test_swapped_tiles_and_a_truncated_log_fail_the_audit() -> None:
    files = files_of(700)
    swapped = files | {"tile/0/000": files["tile/0/001"], "tile/0/001": files["tile/0/000"]}
    with pytest.raises(RootMismatch):
        audit_tiles(reader(swapped), 700, root(STORE, 700))
    with pytest.raises(RootMismatch):
        audit_tiles(reader(files_of(699)), 699, root(STORE, 700))


@pytest.mark.parametrize("size", [-1, 2**63])
def test_an_impossible_size_has_no_tile_store(size: int) -> None:
    with pytest.raises(SizeRefused):
        TileStore(lambda tile: None, size)


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=256))
def test_bundles_read_back(entries: list[bytes]) -> None:
    content = bundle_bytes(entries)
    assert len(content) == sum(2 + len(entry) for entry in entries)
    assert bundle_entries(Bundle(0, len(entries)), content, [leaf_hash(entry) for entry in entries]) == entries


def test_the_entries_of_a_bundle_are_those_of_its_tile() -> None:
    for bundle in bundles_of(700):
        first = bundle.index * 256
        content = bundle_bytes(ENTRIES[first : first + bundle.width])
        tile = Tile(0, bundle.index, bundle.width)
        hashes = tile_hashes(tile, tile_bytes(STORE, tile))
        assert bundle_entries(bundle, content, hashes) == ENTRIES[first : first + bundle.width]


def test_the_longest_entry_fits_and_a_longer_one_does_not() -> None:
    assert bundle_bytes([bytes(65_535)])[:2] == b"\xff\xff"
    for entries in ([bytes(65_536)], [], [b""] * 257):
        with pytest.raises(TileRefused):
            bundle_bytes(entries)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"\x00\x01",
        b"\x00\x01a",
        b"\x00\x01a\x00",
        b"\x00\x01a\x00\x02b",
        b"\x00\x01a\x00\x01b\x00",
        b"\x00\x01a\x00\x01b\x00\x01c",
        b"\x00\x01b\x00\x01a",
        b"\x00\x01a\x00\x01c",
        b"\xff\xffa",
    ],
)
def test_a_bundle_with_other_entries_is_refused(content: bytes) -> None:
    hashes = [leaf_hash(b"a"), leaf_hash(b"b")]
    assert bundle_entries(Bundle(0, 2), b"\x00\x01a\x00\x01b", hashes) == [b"a", b"b"]
    with pytest.raises(TileRefused):
        bundle_entries(Bundle(0, 2), content, hashes)


@given(st.binary(max_size=40), st.integers(1, 5))
def test_hostile_bundles_give_a_named_error(content: bytes, width: int) -> None:
    with pytest.raises(LedgerError):
        bundle_entries(Bundle(0, width), content, [])
