"""What the world knows once a choice of cells is shown: sums, earlier figures, and what follows from both.

Two kinds of knowledge are attacked alike:

- today's sums: every margin is the sum of its parts;
- the change since an earlier figure: changes add up like the counts do, and an attacker may know from elsewhere which
  way each moved. A change is hidden unless both counts are shown, and a change of fewer than the threshold is a small
  count of children like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dodomu.engine.estimation.disclosure.intervals import Attack, Interval, Row, narrow_by_one_row, pieces
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

    @cached_property
    def _in_order(self) -> list[Cell]:
        return sorted(self.values)

    def rows(self, hidden: Collection[Cell]) -> tuple[list[Cell], list[Row]]:
        """The hidden cells in a fixed order, and what the shown ones say of them."""
        order = [cell for cell in self._in_order if self.is_hidden(cell, hidden)]
        number = {cell: at for at, cell in enumerate(order)}
        found: dict[tuple[tuple[tuple[int, int], ...], int], None] = {}
        for row in self.sums:
            right = 0
            signs: list[tuple[int, int]] = []
            for cell, sign in row.items():
                at = number.get(cell)
                if at is None:
                    right -= sign * self.values[cell]
                else:
                    signs.append((at, sign))
                    right -= sign * self.floors.get(cell, 0)
            if signs:
                found[tuple(signs), right] = None
        return order, [Row(dict(signs), right) for signs, right in found]

    def intervals(self, hidden: Collection[Cell]) -> dict[Cell, Interval]:
        """The exact interval of every hidden cell."""
        found: dict[Cell, Interval] = {}
        for cells, rows in self._pieces(hidden):
            attack = self._attack(cells, rows)
            for at, cell in enumerate(cells):
                interval, floor = attack.interval(at), self.floors.get(cell, 0)
                high = None if interval.high is None else interval.high + floor
                found[cell] = Interval(interval.low + floor, high)
        return found

    def first_narrow(self, hidden: Collection[Cell], threshold: int) -> Cell | None:
        """A cell that needs protection and has too narrow an interval; what one sum tells first, then the exact attack."""
        order, rows = self.rows(hidden)
        for at in sorted(narrow_by_one_row(rows, threshold)):
            if self.needs_protection(order[at], threshold):
                return order[at]
        found = (self._narrow_in(cells, rows, threshold) for cells, rows in self._pieces(hidden))
        return next((cell for cell in found if cell is not None), None)

    def all_narrow(self, hidden: Collection[Cell], threshold: int) -> set[Cell]:
        """Every cell that needs protection and has too narrow an interval."""
        found: set[Cell] = set()
        for cells, rows in self._pieces(hidden):
            if self._narrow_in(cells, rows, threshold) is not None:
                attack = self._attack(cells, rows)
                found |= {
                    cell
                    for at, cell in enumerate(cells)
                    if self.needs_protection(cell, threshold) and not attack.is_wide(at, threshold)
                }
        return found

    def _narrow_in(self, cells: list[Cell], rows: list[Row], threshold: int) -> Cell | None:
        """The first narrow cell of one piece; remembered, for most pieces stay as they are from one try to the next."""
        key = (threshold, tuple(cells), frozenset(row.key for row in rows))
        if key not in self._seen:
            attack = self._attack(cells, rows)
            self._seen[key] = next(
                (
                    cell
                    for at, cell in enumerate(cells)
                    if self.needs_protection(cell, threshold) and not attack.is_wide(at, threshold)
                ),
                None,
            )
        return self._seen[key]

    def needs_protection(self, cell: Cell, threshold: int) -> bool:
        """Whether a narrow interval of this hidden cell tells something."""
        return cell in self.exposed or self.values[cell] < threshold

    def _pieces(self, hidden: Collection[Cell]) -> Iterable[tuple[list[Cell], list[Row]]]:
        order, rows = self.rows(hidden)
        for members, told in pieces(rows, range(len(order))):
            place = {index: at for at, index in enumerate(members)}
            moved = [Row({place[index]: sign for index, sign in row.signs.items()}, row.right) for row in told]
            yield [order[index] for index in members], moved

    def _attack(self, cells: list[Cell], rows: list[Row]) -> Attack:
        return Attack(rows, [self.values[cell] - self.floors.get(cell, 0) for cell in cells])

    @cached_property
    def _seen(self) -> dict[Hashable, Cell | None]:
        return {}


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
