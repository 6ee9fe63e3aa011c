"""The least and greatest value a hidden count can have: an exact simplex over the integers.

Entries are kept as whole numbers over one common denominator (Edmonds' integer pivoting: after a pivot every entry
divides exactly by the pivot before it), so there is no rounding and nothing to tune. In tables with one or two axes
the denominator stays 1.
"""

from __future__ import annotations

from collections.abc import Sequence


class Tableau:
    """A basis of ``rows · x = right, x >= 0``.

    Args:
        rows: m rows of n whole numbers.
        right: m whole numbers.
        width: n, for where there are no rows.

    Raises:
        ValueError: nothing satisfies the rows.
    """

    def __init__(self, rows: Sequence[Sequence[int]], right: Sequence[int], width: int) -> None:
        self.width = width
        self.scale = 1
        self.lines = [
            [*row, value] if value >= 0 else [-entry for entry in (*row, value)]
            for row, value in zip(rows, right, strict=True)
        ]
        # Below zero: an artificial column of its own for each row, never written down since it never comes back.
        self.basis = [-1 - at for at in range(len(self.lines))]
        self._enter_all()

    def point(self) -> list[int]:
        """The values of this basis as numerators over `scale`."""
        found = [0] * self.width
        for line, column in zip(self.lines, self.basis, strict=True):
            found[column] = line[-1]
        return found

    def greatest(self, column: int) -> bool:
        """Move to where the column is greatest; False when nothing bounds it."""
        if column not in self.basis:
            row = self._leaving(column)
            if row is None:
                return False
            self._pivot(row, column)
        return self._climb(column, -1)

    def least(self, column: int) -> None:
        """Move to where the column is least (0 is the floor of every column)."""
        if column in self.basis:
            self._climb(column, 1)

    def _climb(self, column: int, sign: int) -> bool:
        """Pivot by Bland's rule (it never runs in a circle) while the row of the column says that it can still move."""
        while column in self.basis:
            line = self.lines[self.basis.index(column)]
            entering = next((at for at in range(self.width) if line[at] * sign > 0 and at != column), None)
            if entering is None:
                return True
            row = self._leaving(entering)
            if row is None:
                return False
            self._pivot(row, entering)
        return True

    def _leaving(self, column: int) -> int | None:
        """The row that bounds the column first; among equals an artificial one, then the smallest column."""
        best: int | None = None
        for at in range(len(self.basis)):
            line = self.lines[at]
            if line[column] <= 0:
                continue
            if best is None:
                best = at
                continue
            here, there = line[-1] * self.lines[best][column], self.lines[best][-1] * line[column]
            if here < there or (here == there and self.basis[at] < self.basis[best]):
                best = at
        return best

    def _pivot(self, row: int, column: int) -> None:
        chosen, scale = self.lines[row], self.scale
        pivot = chosen[column]
        touched = [(at, entry) for at, entry in enumerate(chosen) if entry]
        for at, line in enumerate(self.lines):
            factor = line[column]
            if at == row or (factor == 0 and pivot == scale):
                continue
            if pivot == scale == 1:
                for place, entry in touched:
                    line[place] -= factor * entry
            else:
                self.lines[at] = [
                    (entry * pivot - factor * other) // scale for entry, other in zip(line, chosen, strict=True)
                ]
        self.scale = pivot
        self.basis[row] = column

    def _enter_all(self) -> None:
        """Drive the artificial columns out: first to zero, then out of the basis; a row that says nothing new goes."""
        # The sum of the artificial rows goes along as one more row: what is above 0 in it still leads downwards.
        self.lines.append([sum(column) for column in zip(*self.lines, strict=True)] or [0])
        while self.lines[-1][-1]:
            entering = next((at for at in range(self.width) if self.lines[-1][at] > 0), None)
            if entering is None:
                raise ValueError("nothing satisfies these rows")
            row = self._leaving(entering)
            if row is None:
                raise AssertionError("a column with a gain is bounded by an artificial row")
            self._pivot(row, entering)
        self.lines.pop()
        for at in range(len(self.lines) - 1, -1, -1):
            if self.basis[at] >= 0:
                continue
            column = next((column for column in range(self.width) if self.lines[at][column]), None)
            if column is None:
                del self.lines[at], self.basis[at]
                continue
            if self.lines[at][column] < 0:
                self.lines[at] = [-entry for entry in self.lines[at]]
            self._pivot(at, column)
