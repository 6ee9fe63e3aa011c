"""Which categories to put together when a table is mostly hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dodomu.engine.estimation.disclosure.protection import protect
from dodomu.engine.estimation.disclosure.tables import Axis, Table


@dataclass(frozen=True, slots=True)
class Collapse:
    """A coarser axis: each tuple becomes one category.

    Attributes:
        axis: the name of the axis.
        together: the finest categories of each new one, in order.
        hidden_share: share of the new finest cells that would still be hidden, 0 to 1.
    """

    axis: str
    together: tuple[tuple[str, ...], ...]
    hidden_share: float


def suggest_collapse(table: Table, threshold: int = 10) -> Collapse | None:
    """The coarser table that hides least (among equals the finer one); None when none hides less than this one.

    >>> axis = Axis("age", ("0-6", "7-13", "14-17", "18+"), ordered=True)
    >>> counts = {("0-6",): 3, ("7-13",): 9, ("14-17",): 14, ("18+",): 4}
    >>> suggest_collapse(Table("children", (axis,), counts)).together
    (('0-6', '7-13'), ('14-17', '18+'))
    """
    best: tuple[float, int, Collapse] | None = None
    for at, axis in enumerate(table.axes):
        for together in _ways(table, at, threshold):
            coarse = _coarser(table, at, together)
            share = protect(coarse, threshold).protection.hidden_share(coarse)
            found = (share, -len(together), Collapse(axis.name, together, share))
            if best is None or found[:2] < best[:2]:
                best = found
    before = protect(table, threshold).protection.hidden_share(table)
    return best[2] if best is not None and best[0] < before else None


def _ways(table: Table, at: int, threshold: int) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The groups the axis names itself, then ever fewer categories made by joining the smallest to a neighbour."""
    axis = table.axes[at]
    if axis.groups and len(axis.tops) > 1:
        yield tuple(axis.leaves(top) for top in axis.tops)
    together: list[tuple[str, ...]] = [(category,) for category in axis.categories]
    while len(together) > 2:
        sizes = [sum(_size(table, at, leaf) for leaf in group) for group in together]
        smallest = min(range(len(sizes)), key=lambda index: (sizes[index], index))
        near = [smallest - 1, smallest + 1] if axis.ordered else [i for i in range(len(sizes)) if i != smallest]
        other = min((index for index in near if 0 <= index < len(sizes)), key=lambda index: (sizes[index], index))
        first, second = sorted((smallest, other))
        together[first] = together[first] + together[second]
        del together[second]
        yield tuple(together)


def _size(table: Table, at: int, category: str) -> int:
    return sum(count for leaf, count in table.counts.items() if leaf[at] == category)


def _coarser(table: Table, at: int, together: tuple[tuple[str, ...], ...]) -> Table:
    names = {leaf: "+".join(group) for group in together for leaf in group}
    axis = Axis(table.axes[at].name, tuple("+".join(group) for group in together), ordered=table.axes[at].ordered)
    counts: dict[tuple[str, ...], int] = {}
    for leaf, count in table.counts.items():
        place = (*leaf[:at], names[leaf[at]], *leaf[at + 1 :])
        counts[place] = counts.get(place, 0) + count
    axes = (*table.axes[:at], axis, *table.axes[at + 1 :])
    return replace(table, axes=axes, counts=counts, impossible=frozenset(), withheld=frozenset())
