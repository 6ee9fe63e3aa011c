"""Staircases: sets of pairs of which none is at least as good as another in both numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Staircase(Generic[Item]):
    """Pairs (risk rising, cost falling), each with what it stands for. Smaller is better; whole numbers only.

    >>> stairs = Staircase[str]()
    >>> stairs.add(5, 5, "a"), stairs.add(5, 6, "b"), stairs.add(3, 7, "c"), stairs.add(2, 5, "d")
    (True, False, True, True)
    >>> stairs.items
    ['d']
    """

    __slots__ = ("costs", "items", "risks")

    def __init__(self) -> None:
        self.risks: list[int] = []
        self.costs: list[int] = []
        self.items: list[Item] = []

    def covers(self, risk: int, cost: int) -> bool:
        """Whether a kept pair is at least as good in both.

        >>> stairs = Staircase[str]()
        >>> stairs.add(5, 5, "a"), stairs.covers(5, 5), stairs.covers(4, 9)
        (True, True, False)
        """
        at = bisect_right(self.risks, risk)
        return at > 0 and self.costs[at - 1] <= cost

    def add(self, risk: int, cost: int, item: Item) -> bool:
        """Keep the pair unless it is covered, and drop what it covers; says whether it was kept."""
        risks, costs = self.risks, self.costs
        if (at := bisect_right(risks, risk)) > 0 and costs[at - 1] <= cost:
            return False
        begin = end = bisect_left(risks, risk)
        while end < len(costs) and costs[end] >= cost:
            end += 1
        risks[begin:end] = [risk]
        costs[begin:end] = [cost]
        self.items[begin:end] = [item]
        return True
