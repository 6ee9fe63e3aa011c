"""Where the tree keeps its nodes: a protocol, and a dictionary that fulfils it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """Place of a full node: `level` 0 holds the leaf hashes, `position` counts from the left."""

    level: int
    position: int


class NodeStore(Protocol):
    """An append-only store of all full nodes. Nodes of incomplete subtrees are never stored."""

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        """Return the nodes at these places; a missing node is simply absent from the answer."""
        ...


class MemoryStore:
    """Nodes in a dictionary, for tests, bundles and re-audits."""

    def __init__(self) -> None:
        self.nodes: dict[Place, bytes] = {}

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        return {place: self.nodes[place] for place in places if place in self.nodes}

    def add(self, nodes: Mapping[Place, bytes]) -> None:
        """Take new nodes in; a place once filled stays as it is."""
        for place, value in nodes.items():
            self.nodes.setdefault(place, value)
