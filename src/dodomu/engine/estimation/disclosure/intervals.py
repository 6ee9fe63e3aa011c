"""What an attacker learns of every hidden count: the exact interval of whole numbers it can still have."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dodomu.engine.estimation.disclosure.simplex import Tableau

NODES = 400
"""How many branches are searched for a whole-number extreme; after that only what was proved counts."""


@dataclass(frozen=True, slots=True)
class Interval:
    """``low`` to ``high`` (both included); ``high`` is None when nothing bounds the count from above."""

    low: int
    high: int | None

    def is_wide(self, width: int) -> bool:
        """Whether the greatest value stands at least ``width`` above the least."""
        return self.high is None or self.high - self.low >= width


@dataclass(frozen=True, slots=True)
class Row:
    """``sum(sign * hidden) = right``, signs +1 or -1: what is left of a sum when all that is shown has been put in."""

    signs: Mapping[int, int]
    right: int

    @property
    def key(self) -> tuple[tuple[tuple[int, int], ...], int]:
        """Equal for equal rows."""
        return tuple(self.signs.items()), self.right


class Attack:
    """The rows known about hidden whole numbers of at least 0, in one connected piece.

    Args:
        rows: see `Row`; numbers index ``truth``.
        truth: the true values. They satisfy the rows, so that an unbounded fraction means an unbounded count, and
            they are the first proof of what is possible.
    """

    def __init__(self, rows: Sequence[Row], truth: Sequence[int]) -> None:
        self.rows, self.truth = rows, truth
        self.size = len(truth)
        self.low, self.high = list(truth), list(truth)
        self._tableau = Tableau([self._dense(row) for row in rows], [row.right for row in rows], self.size)
        self._note(self._tableau)

    def interval(self, index: int) -> Interval:
        """The exact interval, or what is proved of it when `NODES` branches did not settle it (then narrower)."""
        free = not self._tableau.greatest(index)
        if not free:
            self._note(self._tableau)
            self._settle(index, 1)
        self._tableau.least(index)
        self._note(self._tableau)
        self._settle(index, -1)
        return Interval(self.low[index], None if free else self.high[index])

    def is_wide(self, index: int, width: int) -> bool:
        """Whether the interval is at least so wide; what other searches came upon may already prove it."""
        return self.high[index] - self.low[index] >= width or self.interval(index).is_wide(width)

    def _dense(self, row: Row, extra: int = 0) -> list[int]:
        line = [0] * (self.size + extra)
        for index, sign in row.signs.items():
            line[index] = sign
        return line

    def _note(self, tableau: Tableau) -> None:
        """Every basis in whole numbers is a table that could be true: widen all intervals by it."""
        found = tableau.point()[: self.size]
        scale = tableau.scale
        if scale != 1:
            if any(value % scale for value in found):
                return
            found = [value // scale for value in found]
        for at, value in enumerate(found):
            if value < self.low[at]:
                self.low[at] = value
            elif value > self.high[at]:
                self.high[at] = value

    def _settle(self, index: int, sign: int) -> None:
        """Branch and bound where the extreme found is a fraction; the extremes proved so far prune."""
        waiting: deque[tuple[tuple[int, int, int], ...]] = deque([()])
        for _ in range(NODES):
            if not waiting:
                return
            cuts = waiting.pop()
            tableau = self._tableau if not cuts else self._with_cuts(cuts)
            if tableau is None:
                continue
            if cuts:
                tableau.greatest(index) if sign > 0 else tableau.least(index)
            self._note(tableau)
            point, scale = tableau.point(), tableau.scale
            reached = point[index] // scale if sign > 0 else -(-point[index] // scale)
            if (reached <= self.high[index]) if sign > 0 else (reached >= self.low[index]):
                continue
            broken = next((at for at in range(self.size) if point[at] % scale), None)
            if broken is None:
                continue
            floor = point[broken] // scale
            waiting.extend([(*cuts, (broken, 1, floor)), (*cuts, (broken, -1, floor + 1))])

    def _with_cuts(self, cuts: Sequence[tuple[int, int, int]]) -> Tableau | None:
        """The rows with each cut ``x <= value`` (1) or ``x >= value`` (-1) as a row with a slack of its own."""
        lines = [self._dense(row, len(cuts)) for row in self.rows]
        right = [row.right for row in self.rows]
        for at, (index, slack, value) in enumerate(cuts):
            line = [0] * (self.size + len(cuts))
            line[index], line[self.size + at] = 1, slack
            lines.append(line)
            right.append(value)
        try:
            return Tableau(lines, right, self.size + len(cuts))
        except ValueError:
            return None


def narrow_by_one_row(rows: Iterable[Row], width: int) -> set[int]:
    """Hidden numbers that a single row already narrows: it names one alone, or adds some up to less than the width."""
    found: set[int] = set()
    for row in rows:
        signs = set(row.signs.values())
        if len(row.signs) == 1 or (len(signs) == 1 and row.right * next(iter(signs)) < width):
            found |= row.signs.keys()
    return found


def pieces(rows: Sequence[Row], among: Collection[int]) -> list[tuple[list[int], list[Row]]]:
    """The connected pieces of the rows: hidden numbers that share no row tell nothing of each other."""
    parent = {index: index for index in among}

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in rows:
        first, *others = row.signs
        for other in others:
            parent[root(other)] = root(first)
    members: dict[int, list[int]] = {}
    for index in among:
        members.setdefault(root(index), []).append(index)
    told: dict[int, list[Row]] = {}
    for row in rows:
        told.setdefault(root(next(iter(row.signs))), []).append(row)
    return [(found, told.get(top, [])) for top, found in members.items()]
