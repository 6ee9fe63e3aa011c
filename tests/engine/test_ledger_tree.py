"""The tree against an obviously right, slow reference: the recursive definition of RFC 6962, section 2.1."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.ledger import EMPTY_ROOT, MemoryStore, Place, SizeRefused, TreeIncomplete, append, leaf_hash, root

bodies = st.lists(st.binary(max_size=8), max_size=70)
batches = st.lists(st.lists(st.binary(max_size=4), max_size=20), max_size=8)


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def grown(groups: list[list[bytes]]) -> tuple[MemoryStore, list[bytes]]:
    store, leaves = MemoryStore(), list[bytes]()
    for group in groups:
        growth = append(store, len(leaves), [leaf_hash(body) for body in group])
        store.add(growth.nodes)
        leaves += group
        assert growth.root == naive_root(leaves)
        assert growth.size == len(leaves)
    return store, leaves


@given(batches)
def test_batches_of_any_size_give_the_recursive_root(groups: list[list[bytes]]) -> None:
    store, leaves = grown(groups)
    assert root(store, len(leaves)) == naive_root(leaves)


@given(bodies)
def test_roots_of_all_earlier_sizes_stay_available(leaves: list[bytes]) -> None:
    store, _ = grown([leaves])
    assert [root(store, n) for n in range(len(leaves) + 1)] == [naive_root(leaves[:n]) for n in range(len(leaves) + 1)]


@given(batches)
def test_how_leaves_were_batched_leaves_no_trace(groups: list[list[bytes]]) -> None:
    together, leaves = grown(groups)
    singly, _ = grown([[leaf] for leaf in leaves])
    assert together.nodes == singly.nodes


@given(bodies)
def test_exactly_the_full_nodes_are_stored(leaves: list[bytes]) -> None:
    store, _ = grown([leaves])
    size = len(leaves)
    expected = {Place(level, position) for level in range(8) for position in range(size >> level)}
    assert set(store.nodes) == expected


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root(MemoryStore(), 0) == EMPTY_ROOT == sha256(b"").digest()


KNOWN_ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def test_known_roots_of_the_certificate_transparency_vectors() -> None:
    leaves = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
    store, _ = grown([[bytes.fromhex(leaf) for leaf in leaves]])
    assert tuple(root(store, size).hex() for size in range(9)) == KNOWN_ROOTS


def test_a_store_with_a_missing_node_is_named() -> None:
    store, _ = grown([[b"a", b"b", b"c"]])
    del store.nodes[Place(1, 0)]
    with pytest.raises(TreeIncomplete, match="level 1, position 0"):
        append(store, 3, [leaf_hash(b"d")])


def test_a_negative_size_is_refused() -> None:
    with pytest.raises(SizeRefused):
        root(MemoryStore(), -1)
