"""What the world knows once a choice of cells is shown: sums, earlier figures, and what follows from both.

Two kinds of knowledge are attacked alike:

- today's sums: every margin is the sum of its parts;
- the change since an earlier figure: changes add up like the counts do, and an attacker may know from elsewhere which
  way each moved. A change is hidden unless both counts are shown, and a change of fewer than the threshold is a small
  count of children like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dodomu.engine.estimation.disclosure.intervals import Attack, Interval, Row, outer_bounds, pieces
from dodomu.engine.estimation.disclosure.tables import Cell

Sum = tuple[Cell, tuple[Cell, ...]]


@dataclass(frozen=True)
class Knowledge:
    """Sums over true values of at least 0.

    Args:
        values: the true value of every cell.
        sums: signed cells that add up to 0, as mappings cell -> +1 or -1, the whole first.
        always_hidden: cells nobody is shown whatever is decided today.
        exposed: cells whose narrow interval would tell something; of the others only the threshold counts.
        floors: what each cell is known to be at least.
    """

    values: Mapping[Cell, int]
    sums: Sequence[Mapping[Cell, int]]
    always_hidden: frozenset[Cell]
    exposed: frozenset[Cell]
    floors: Mapping[Cell, int] = field(default_factory=dict)

    @cached_property
    def heads(self) -> Mapping[Cell, int]:
        """How many sums each cell is the whole of."""
        found = dict.fromkeys(self.values, 0)
        for row in self.sums:
            whole = next(iter(row))
            found[whole] += 1
        return found

    def is_hidden(self, cell: Cell, hidden: Collection[Cell]) -> bool:
        return cell in hidden or cell in self.always_hidden

    def connected(self, cell: Cell, without: Collection[Cell] = ()) -> set[Cell]:
        """All cells that hang together with this one by sums, itself included, going round the ones named."""
        found = edge = {cell}
        while edge:
            edge = {other for row in self.sums if not edge.isdisjoint(row) for other in row} - found - set(without)
            found = found | edge
        return found

    def rows(self, hidden: Collection[Cell]) -> tuple[list[Cell], list[Row]]:
        """The hidden cells in a fixed order, and what the shown ones say of them."""
        order = sorted(cell for cell in self.values if self.is_hidden(cell, hidden))
        number = {cell: at for at, cell in enumerate(order)}
        found: set[tuple[tuple[tuple[int, int], ...], int]] = set()
        for row in self.sums:
            right = 0
            signs: dict[int, int] = {}
            for cell, sign in row.items():
                if cell in number:
                    signs[number[cell]] = sign
                    right -= sign * self.floors.get(cell, 0)
                else:
                    right -= sign * self.values[cell]
            if signs:
                found.add((tuple(signs.items()), right))
        return order, [Row(dict(signs), right) for signs, right in sorted(found)]

    def intervals(self, hidden: Collection[Cell]) -> dict[Cell, Interval]:
        """The exact interval of every hidden cell."""
        found: dict[Cell, Interval] = {}
        for cells, attack in self._attacks(hidden):
            for at, cell in enumerate(cells):
                interval, floor = attack.interval(at), self.floors.get(cell, 0)
                high = None if interval.high is None else interval.high + floor
                found[cell] = Interval(interval.low + floor, high)
        return found

    def first_narrow(self, hidden: Collection[Cell], threshold: int) -> Cell | None:
        """A cell that needs protection and has too narrow an interval; quick bounds first, then the exact attack."""
        quick = self.narrow_at_sight(hidden, threshold)
        if quick:
            return min(quick)
        for cells, attack in self._attacks(hidden):
            for at, cell in enumerate(cells):
                if self.needs_protection(cell, threshold) and not attack.is_wide(at, threshold):
                    return cell
        return None

    def narrow_at_sight(self, hidden: Collection[Cell], threshold: int) -> set[Cell]:
        """The cells whose outer bounds are already too narrow; there may be more."""
        order, rows = self.rows(hidden)
        bounds = outer_bounds(rows, len(order))
        return {
            cell
            for cell, (low, high) in zip(order, bounds, strict=True)
            if not Interval(low, high).is_wide(threshold) and self.needs_protection(cell, threshold)
        }

    def needs_protection(self, cell: Cell, threshold: int) -> bool:
        """Whether a narrow interval of this hidden cell tells something."""
        return cell in self.exposed or self.values[cell] < threshold

    def _attacks(self, hidden: Collection[Cell]) -> Iterable[tuple[list[Cell], Attack]]:
        order, rows = self.rows(hidden)
        for members, told in pieces(rows, range(len(order))):
            place = {index: at for at, index in enumerate(members)}
            moved = [Row({place[index]: sign for index, sign in row.signs.items()}, row.right) for row in told]
            cells = [order[index] for index in members]
            yield cells, Attack(moved, [self.values[cell] - self.floors.get(cell, 0) for cell in cells])


def of_today(
    values: Mapping[Cell, int], sums: Iterable[Sum], withheld: frozenset[Cell], floors: Mapping[Cell, int]
) -> Knowledge:
    """What today's sums tell."""
    rows = [{whole: -1, **dict.fromkeys(parts, 1)} for whole, parts in sums]
    return Knowledge(values, rows, withheld, frozenset(values) - withheld, floors)


def of_change(
    values: Mapping[Cell, int], sums: Iterable[Sum], shown_before: Mapping[Cell, int], hidden_before: Mapping[Cell, int]
) -> Knowledge:
    """What the changes since an earlier figure tell, to somebody who knows which way each count moved.

    A sum in which a count was not counted before is left out: nothing is known to add up there.
    """
    before = {**hidden_before, **shown_before}
    change = {cell: value - before[cell] for cell, value in values.items() if cell in before}
    whole = next((moved for cell, moved in sorted(change.items()) if moved), 0)
    still = -1 if whole < 0 else 1
    way = {cell: (moved > 0) - (moved < 0) or still for cell, moved in change.items()}
    rows = [
        {top: -way[top], **{part: way[part] for part in parts}}
        for top, parts in sums
        if top in change and all(part in change for part in parts)
    ]
    sizes = {cell: abs(moved) for cell, moved in change.items()}
    return Knowledge(sizes, rows, frozenset(cell for cell in change if cell not in shown_before), frozenset())
