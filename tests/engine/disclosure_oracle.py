"""The slow, obviously right attack: write down every table that agrees with what was shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from dodomu.engine.estimation import Cell, Protection, Table

Parts = tuple[int, ...]


def learnt(tables: Sequence[Table], protection: Protection, most: int) -> dict[Cell, tuple[int, int]]:
    """The least and greatest value of every hidden cell among all tables anyone could believe in.

    Args:
        most: how many children a hidden finest cell is believed to hold at most.
    """
    made_of = _made_of(tables)
    choices = [[protection.shown[cell]] if cell in protection.shown else range(most + 1) for cell in _leaves(tables)]
    bounds: dict[Cell, tuple[int, int]] = {}
    for counts in _believable(made_of, protection, choices):
        for cell in protection.hidden:
            value = sum(counts[at] for at in made_of[cell][0])
            low, high = bounds.get(cell, (value, value))
            bounds[cell] = min(low, value), max(high, value)
    return bounds


def _believable(
    made_of: dict[Cell, list[Parts]], protection: Protection, choices: Sequence[Sequence[int]]
) -> Iterator[tuple[int, ...]]:
    """Leaf by leaf; given up as soon as a sum that is complete differs from what was shown, or one cell from itself."""
    told = [
        (parts, protection.shown[cell]) for cell, ways in made_of.items() if cell in protection.shown for parts in ways
    ]
    alike = [(ways[0], other) for cell, ways in made_of.items() if cell not in protection.shown for other in ways[1:]]

    def grown(counts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        last = len(counts) - 1
        if any(max(parts) == last and sum(counts[at] for at in parts) != value for parts, value in told):
            return
        if any(
            max(*one, *other) == last and sum(counts[at] for at in one) != sum(counts[at] for at in other)
            for one, other in alike
        ):
            return
        if len(counts) == len(choices):
            yield counts
            return
        for value in choices[len(counts)]:
            yield from grown((*counts, value))

    yield from grown(())


def _leaves(tables: Sequence[Table]) -> list[Cell]:
    return [table.cell(*leaf) for table in tables for leaf in product(*(axis.categories for axis in table.axes))]


def _made_of(tables: Sequence[Table]) -> dict[Cell, list[Parts]]:
    """Each cell with the finest cells it adds up, once for every table that shows it."""
    found: dict[Cell, list[Parts]] = {}
    start = 0
    for table in tables:
        leaves = list(product(*(axis.categories for axis in table.axes)))
        for place in table.places():
            held = set(product(*(axis.leaves(node) for axis, node in zip(table.axes, place, strict=True))))
            parts = tuple(start + at for at, leaf in enumerate(leaves) if leaf in held)
            found.setdefault(table.cell(*place), []).append(parts)
        start += len(leaves)
    return found
