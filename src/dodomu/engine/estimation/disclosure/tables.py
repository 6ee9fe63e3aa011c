"""Tables of counts with one or two axes, their nested margins, and the sums that tie all these together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

TOTAL = ""
"""The node of an axis that holds all its categories."""


class TableRefused(ValueError):
    """The table, or the set of tables, does not say what it counts clearly enough to be protected."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A count by what it counts, so that two tables that show the same count share the cell.

    Args:
        population: whom the counts are about; tables over different populations share nothing.
        at: pairs (axis, category or group) by axis; empty for the total of the population.
    """

    population: str
    at: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """One line, e.g. ``children|return=ready``; read back by `from_code`."""
        return "|".join((self.population, *(f"{axis}={node}" for axis, node in self.at)))

    @classmethod
    def from_code(cls, code: str) -> Cell:
        population, *pairs = code.split("|")
        return cls(population, tuple((pair.partition("=")[0], pair.partition("=")[2]) for pair in pairs))


@dataclass(frozen=True, slots=True)
class Axis:
    """One way of dividing a population.

    Args:
        name: the same name means the same division in every table.
        categories: the finest ones, in their order; everybody falls into exactly one.
        groups: nested margins, group -> its members (categories or other groups). Every node has at most one group.
        ordered: only neighbours may be put together (ages, days).

    Raises:
        TableRefused: a member without a name, or in two groups, or a group inside itself.

    >>> ages = Axis("age", ("0-6", "7-13", "14-17", "18+"), {"minor": ("0-6", "7-13", "14-17")}, ordered=True)
    >>> ages.tops
    ('minor', '18+')
    """

    name: str
    categories: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: bool = False

    def __post_init__(self) -> None:
        nodes = (*self.categories, *self.groups)
        members = [member for group in self.groups.values() for member in group]
        if len(set(nodes)) != len(nodes) or TOTAL in nodes or any(set(node) & set("|=") for node in nodes):
            raise TableRefused(f"axis {self.name}: categories and groups need names that differ, without | and =")
        if len(set(members)) != len(members) or not set(members) <= set(nodes):
            raise TableRefused(f"axis {self.name}: every member of a group must exist and stand in one group only")
        reached = {leaf for top in self.tops for leaf in self.leaves(top)}
        if reached != set(self.categories):
            raise TableRefused(f"axis {self.name}: a group contains itself")

    @property
    def tops(self) -> tuple[str, ...]:
        """The nodes whose sum is the total."""
        members = {member for group in self.groups.values() for member in group}
        return tuple(node for node in (*self.groups, *self.categories) if node not in members)

    @property
    def sums(self) -> Mapping[str, tuple[str, ...]]:
        """Every node that is a sum, with its parts; `TOTAL` among them."""
        return {**self.groups, TOTAL: self.tops}

    def leaves(self, node: str) -> tuple[str, ...]:
        """The finest categories a node holds."""
        if node == TOTAL:
            return self.categories
        if node not in self.groups:
            return (node,)
        return tuple(leaf for member in self.groups[node] for leaf in self.leaves(member))


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one population over one or two axes, with every margin they imply.

    Args:
        population: see `Cell`.
        axes: one or two.
        counts: people at each combination of finest categories, at least 0; what is not named is 0.
        impossible: combinations that cannot exist by definition; everybody knows that they are 0 and nobody is there.
        withheld: cells that are never shown, for instance the rest of the installation beside one team. They are
            protected when small, since the total minus the rest gives them back.

    Raises:
        TableRefused: no or more than two axes, a count of an unknown category or below 0, people where none can be.

    >>> table = Table("children", (Axis("sex", ("girl", "boy")),), {("girl",): 12, ("boy",): 15})
    >>> table.count(Cell("children"))
    27
    """

    population: str
    axes: tuple[Axis, ...]
    counts: Mapping[tuple[str, ...], int]
    impossible: frozenset[tuple[str, ...]] = frozenset()
    withheld: frozenset[Cell] = frozenset()

    def __post_init__(self) -> None:
        if len(self.axes) not in (1, 2) or len({axis.name for axis in self.axes}) != len(self.axes):
            raise TableRefused("a table has one axis or two different ones")
        if any(TOTAL in axis.name or set(axis.name) & set("|=") for axis in self.axes if not axis.name):
            raise TableRefused("an axis needs a name")
        places = set(product(*(axis.categories for axis in self.axes)))
        if not set(self.counts) <= places or any(count < 0 for count in self.counts.values()):
            raise TableRefused("counts are at least 0 and stand at categories of the axes")
        if any(self.counts.get(place, 0) for place in self.impossible):
            raise TableRefused("somebody was counted at a combination said to be impossible")

    def cell(self, *nodes: str) -> Cell:
        """The cell at one node of each axis, in the order of the axes (`TOTAL` for all of an axis)."""
        pairs = [(axis.name, node) for axis, node in zip(self.axes, nodes, strict=True) if node != TOTAL]
        return Cell(self.population, tuple(sorted(pairs)))

    def places(self) -> Iterator[tuple[str, ...]]:
        """Every combination of nodes, margins and total included, the finest first."""
        return product(*((*axis.categories, *axis.groups, TOTAL) for axis in self.axes))

    def count_at(self, place: Sequence[str]) -> int:
        leaves = product(*(axis.leaves(node) for axis, node in zip(self.axes, place, strict=True)))
        return sum(self.counts.get(leaf, 0) for leaf in leaves)

    def count(self, cell: Cell) -> int:
        """The true count. Raises KeyError for a cell of another table."""
        return self.cells()[cell]

    def cells(self) -> dict[Cell, int]:
        """Every cell with its true count."""
        return {self.cell(*place): self.count_at(place) for place in self.places() if not self._never(place)}

    def sums(self) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
        """Every sum that holds by definition: the whole and its parts."""
        for index, axis in enumerate(self.axes):
            others = [(*other.categories, *other.groups, TOTAL) for other in self.axes if other is not axis]
            for rest in product(*others):
                for whole, parts in axis.sums.items():
                    places = [self._with(rest, index, node) for node in (whole, *parts)]
                    if not self._never(places[0]):
                        known = [self.cell(*place) for place in places if not self._never(place)]
                        yield known[0], tuple(known[1:])

    @staticmethod
    def _with(rest: tuple[str, ...], index: int, node: str) -> tuple[str, ...]:
        return (*rest[:index], node, *rest[index:])

    def _never(self, place: Sequence[str]) -> bool:
        """Whether all that the place holds is impossible."""
        if not self.impossible:
            return False
        leaves = product(*(axis.leaves(node) for axis, node in zip(self.axes, place, strict=True)))
        return all(leaf in self.impossible for leaf in leaves)
