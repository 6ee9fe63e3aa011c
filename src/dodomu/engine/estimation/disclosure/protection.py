"""Choose what to hide: small counts first, then as little else as keeps them from being worked out, and prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from dodomu.engine.estimation.disclosure.escape import cheapest_escape
from dodomu.engine.estimation.disclosure.intervals import Interval
from dodomu.engine.estimation.disclosure.knowledge import Knowledge, Sum, of_change, of_today
from dodomu.engine.estimation.disclosure.tables import Cell, Table, TableRefused

_ONE = 1000
_DEAR = 8
_PATIENCE = 600
"""How many cells times attempts at a lighter choice: many for a small table, few for a large one."""


@dataclass(frozen=True, slots=True)
class Published:
    """Figures of the same definitions that are already out and cannot be called back.

    Args:
        shown: what everybody could read.
        hidden: the true counts that were hidden then, as far as they are kept; without them only the shown cells are
            compared one by one.
        growing: the definition only ever grows (children reported so far), so the old count is a floor of the new.
    """

    shown: Mapping[Cell, int]
    hidden: Mapping[Cell, int] = field(default_factory=dict)
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Protection:
    """Several tables that appear together.

    Attributes:
        shown: what may be published.
        hidden: what may not, the withheld cells among it.
        small: those hidden for being small or having hardly changed; the others are hidden to protect these.
        unprotected: hidden cells that everybody can work out even so. Empty unless the definition itself gives them
            away (impossible combinations); then nothing of these tables may be published.
    """

    threshold: int
    shown: Mapping[Cell, int]
    hidden: frozenset[Cell]
    small: frozenset[Cell]
    unprotected: frozenset[Cell]
    known: Knowledge = field(repr=False, compare=False)

    def intervals(self) -> dict[Cell, Interval]:
        """What an attacker can narrow every hidden count to, exactly, from today's sums (and floors of growing counts)."""
        return self.known.intervals(self.hidden)

    def hidden_share(self, table: Table) -> float:
        """Share of a table's finest cells that is hidden, 0 to 1."""
        finest = [table.cell(*leaf) for leaf in _finest(table)]
        return sum(cell not in self.shown for cell in finest) / len(finest) if finest else 0.0


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table with its protection; `at` reads it by the nodes of its axes."""

    table: Table
    protection: Protection

    def at(self, *nodes: str) -> int | None:
        """The count, or None where it is hidden. Never 0 for hidden."""
        return self.protection.shown.get(self.table.cell(*nodes))

    @property
    def hidden(self) -> frozenset[Cell]:
        return frozenset(self.table.cells()) - frozenset(self.protection.shown)

    @property
    def mostly_hidden(self) -> bool:
        """Whether more than half of the finest cells are hidden: time to put categories together."""
        return self.protection.hidden_share(self.table) > 0.5


def protect(
    table: Table, threshold: int = 10, linked: Sequence[Table] = (), earlier: Sequence[Published] = ()
) -> ProtectedTable:
    """One table, protected also against what the linked tables and earlier figures give away.

    Args:
        table: the counts.
        threshold: counts below it are small, 0 included; a hidden count must have an interval at least so wide. The
            default is the strictest in use (UK Longitudinal Linkage Collaboration, ONS Longitudinal Study).
        linked: tables that appear beside it; they share the cells they have in common.
        earlier: see `Published`. Handed in: for each cell the latest release that showed it.

    Raises:
        TableRefused: threshold below 2; tables that contradict each other or are linked in a ring.

    >>> from dodomu.engine.estimation.disclosure.tables import Axis
    >>> counts = {("found",): 4, ("sought",): 31, ("home",): 57}
    >>> shown = protect(Table("children", (Axis("where", ("sought", "found", "home")),), counts))
    >>> [shown.at(node) for node in ("sought", "found", "home", "")]
    [None, None, 57, 92]
    """
    return ProtectedTable(table, protect_together((table, *linked), threshold, earlier))


def protect_together(tables: Sequence[Table], threshold: int = 10, earlier: Sequence[Published] = ()) -> Protection:
    """Everything that appears on one page, protected as one. Arguments and errors as in `protect`."""
    if threshold < 2:
        raise TableRefused("a threshold below 2 protects nobody")
    values = _values(tables)
    _refuse_rings(tables)
    sums = sorted({found for table in tables for found in table.sums()})
    withheld = frozenset(cell for table in tables for cell in table.withheld)
    known = _knowledge(values, sums, withheld, earlier)
    small = _small(values, withheld, threshold, earlier)
    hidden = _lightest(known, small, threshold)
    narrow = {cell for each in known for cell in each.all_narrow(hidden, threshold)}
    shown = {cell: value for cell, value in values.items() if cell not in hidden and cell not in withheld}
    return Protection(threshold, shown, frozenset(hidden | withheld), frozenset(small), frozenset(narrow), known[0])


def _finest(table: Table) -> Iterable[tuple[str, ...]]:
    return (leaf for leaf in product(*(axis.categories for axis in table.axes)) if leaf not in table.impossible)


def _values(tables: Sequence[Table]) -> dict[Cell, int]:
    values: dict[Cell, int] = {}
    for table in tables:
        for cell, count in table.cells().items():
            if values.setdefault(cell, count) != count:
                raise TableRefused(f"{cell.code} is {values[cell]} in one table and {count} in another")
    return values


def _refuse_rings(tables: Sequence[Table]) -> None:
    """Three tables over A x B, B x C and C x A tell of A x B x C; only tables linked like a tree add up singly."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(axis: tuple[str, str]) -> tuple[str, str]:
        while parent.setdefault(axis, axis) != axis:
            axis = parent[axis]
        return axis

    for population, *names in {(table.population, *sorted(axis.name for axis in table.axes)) for table in tables}:
        ends = [root((population, name)) for name in names]
        if len(ends) == 2:
            if ends[0] == ends[1]:
                raise TableRefused("tables that cross the same axes in a ring cannot be protected singly")
            parent[ends[0]] = ends[1]


def _knowledge(
    values: Mapping[Cell, int], sums: Sequence[Sum], withheld: frozenset[Cell], earlier: Sequence[Published]
) -> list[Knowledge]:
    floors: dict[Cell, int] = {}
    for release in earlier:
        if release.growing:
            for cell, before in release.shown.items():
                if before <= values.get(cell, -1):
                    floors[cell] = max(before, floors.get(cell, 0))
    changes = [of_change(values, sums, release.shown, release.hidden) for release in earlier]
    return [of_today(values, sums, withheld, floors), *changes]


def _small(
    values: Mapping[Cell, int], withheld: frozenset[Cell], threshold: int, earlier: Sequence[Published]
) -> set[Cell]:
    """Small counts, and counts that moved by fewer than the threshold since somebody could read them."""
    found = {cell for cell, value in values.items() if value < threshold}
    for release in earlier:
        found |= {
            cell for cell, before in release.shown.items() if cell in values and abs(values[cell] - before) < threshold
        }
    return found - withheld


def _enough(known: Sequence[Knowledge], small: set[Cell], threshold: int, kept: Cell | None = None) -> set[Cell]:
    """Hide more, as cheaply as can be found for one narrow cell after the other, until no attack succeeds.

    Args:
        kept: a cell to hide only where nothing else will do.
    """
    hidden = set(small)

    def worth(cell: Cell) -> int:
        return _worth(known[0], cell) * (_DEAR if cell == kept else 1)

    while True:
        for each in known:
            narrow = each.first_narrow(hidden, threshold)
            if narrow is None:
                continue
            totals = {cell for cell in each.values if not cell.at and cell != narrow} - hidden
            more = (
                cheapest_escape(each, hidden, narrow, threshold, worth, spared=totals)
                or cheapest_escape(each, hidden, narrow, threshold, worth)
                or _cheapest(each, narrow, hidden, worth)
            )
            if more:
                hidden |= more
                break
        else:
            return hidden


def _cheapest(known: Knowledge, narrow: Cell, hidden: set[Cell], worth: Callable[[Cell], int]) -> set[Cell]:
    """One more cell among all that hang together with a narrow one, or none when all are hidden."""
    shown = [cell for cell in known.connected(narrow) if not known.is_hidden(cell, hidden)]
    return {min(shown, key=lambda cell: (worth(cell), cell))} if shown else set()


def _worth(today: Knowledge, cell: Cell) -> int:
    """A margin is worth two finest counts more for every sum it heads; among equals the count of fewer children goes."""
    return (1 + 2 * today.heads[cell]) * _ONE + min(today.values[cell], _ONE - 1)


def _lightest(known: Sequence[Knowledge], small: set[Cell], threshold: int) -> set[Cell]:
    """Hide enough, show again what was not needed, then try to do without each of the cells hidden to protect."""
    best = _fewer(known, _enough(known, small, threshold), small, threshold)
    tries = _PATIENCE // len(known[0].values)
    waiting = _heaviest_first(known[0], best - small)
    while waiting and tries > 0:
        kept, tries = waiting.pop(0), tries - 1
        other = _fewer(known, _enough(known, small, threshold, kept), small, threshold)
        if _weight(known[0], other - small) < _weight(known[0], best - small):
            best, waiting = other, _heaviest_first(known[0], other - small)
    return best


def _weight(today: Knowledge, cells: Iterable[Cell]) -> int:
    return sum(_worth(today, cell) for cell in cells)


def _heaviest_first(today: Knowledge, cells: Iterable[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (-_worth(today, cell), cell))


def _fewer(known: Sequence[Knowledge], hidden: set[Cell], small: set[Cell], threshold: int) -> set[Cell]:
    """Show again what turned out not to be needed, the most useful first."""
    for cell in _heaviest_first(known[0], hidden - small):
        without = hidden - {cell}
        if not any(each.first_narrow(without, threshold) for each in known):
            hidden = without
    return hidden
