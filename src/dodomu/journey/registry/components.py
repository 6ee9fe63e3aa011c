"""Which persons are one: the connected components that decided joins make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

Node = TypeVar("Node", bound=Any)
"""Anything that sorts and hashes; ids in practice."""


def representatives(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """The smallest node that each node's component holds.

    The answer depends on the set of edges alone, not on the order in which they came: taking one away
    leaves exactly what the others make.

    >>> representatives([1, 2, 3, 4], [(2, 3), (3, 1)])
    {1: 1, 2: 1, 3: 1, 4: 4}
    """
    neighbours: dict[Node, set[Node]] = defaultdict(set)
    for one, other in edges:
        neighbours[one].add(other)
        neighbours[other].add(one)
    found: dict[Node, Node] = {}
    for node in sorted(nodes):
        if node in found:
            continue
        reached, ahead = {node}, [node]
        while ahead:
            fresh = neighbours[ahead.pop()] - reached
            reached |= fresh
            ahead.extend(fresh)
        smallest = min(reached)
        found.update(dict.fromkeys(reached, smallest))
    return {node: found[node] for node in sorted(found)}
