"""Average precision, recall at a precision, best F1 and recall at k, with ties treated as ties."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

Scored = Sequence[tuple[float, bool]]
"""Scores, higher is more alike, with whether the pair is one person."""


class Point(NamedTuple):
    """What is accepted at a threshold: ``right`` true pairs of ``taken`` pairs with at least this score."""

    threshold: float
    right: int
    taken: int


def points(pairs: Scored) -> Iterator[Point]:
    """One point per distinct score, from the highest: pairs with one score are accepted together."""
    right = taken = 0
    for score, tied in groupby(sorted(pairs, key=lambda pair: -pair[0]), key=lambda pair: pair[0]):
        same = [one for _, one in tied]
        right, taken = right + sum(same), taken + len(same)
        yield Point(score, right, taken)


def average_precision(pairs: Scored) -> float:
    """Precision summed over the steps of recall.

    >>> average_precision([(0.9, True), (0.8, False), (0.7, True)]).__round__(3)
    0.833
    >>> average_precision([(0.5, True), (0.5, False)])
    0.5
    """
    total, before, summed = sum(same for _, same in pairs), 0, 0.0
    for point in points(pairs):
        summed += (point.right - before) / total * (point.right / point.taken)
        before = point.right
    return summed


def at_precision(pairs: Scored, least: float = 0.99) -> tuple[float, float]:
    """The highest recall at a precision of at least ``least``, and its threshold (infinite where there is none).

    >>> at_precision([(0.9, True), (0.8, False), (0.7, True)])
    (0.5, 0.9)
    """
    total = sum(same for _, same in pairs)
    fine = [point for point in points(pairs) if point.right >= least * point.taken]
    return (fine[-1].right / total, fine[-1].threshold) if fine else (0.0, float("inf"))


def best_f1(pairs: Scored) -> tuple[float, float]:
    """The best F1 and its threshold.

    >>> best_f1([(0.9, True), (0.8, True), (0.1, False)])
    (1.0, 0.8)
    """
    total = sum(same for _, same in pairs)
    return max((2 * point.right / (point.taken + total), point.threshold) for point in points(pairs))


def recall(pairs: Scored, threshold: float) -> float:
    """Share of the true pairs with at least this score.

    >>> recall([(0.9, True), (0.1, True)], 0.5)
    0.5
    """
    scores = [score for score, same in pairs if same]
    return sum(score >= threshold for score in scores) / len(scores)


def recall_at(ranks: Sequence[int | None], most: int) -> float:
    """Share of searches whose answer stands among the first ``most`` (a rank of 1 is the first, None is not found).

    >>> recall_at([1, 7, None], 5).__round__(2)
    0.33
    """
    return sum(rank is not None and rank <= most for rank in ranks) / len(ranks)


def middle(seconds: Sequence[float]) -> float:
    """The median in milliseconds."""
    return sorted(seconds)[len(seconds) // 2] * 1000


def groups(pairs: Iterable[tuple[str, str]]) -> list[int]:
    """For every pair of ids the number of its cluster, where ids that stand in one pair are in one cluster.

    >>> groups([("a", "b"), ("c", "d"), ("b", "e")])
    [0, 1, 0]
    """
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    rows = list(pairs)
    for one, other in rows:
        parent[root(one)] = root(other)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root(one), len(numbers)) for one, _ in rows]


def folds(people: Sequence[tuple[str, str]], parts: int = 5, seed: int = 1) -> list[int | None]:
    """A fold for every pair of persons; persons are dealt to folds, never rows, and a pair across folds is in none.

    A negative pair joins two persons, so clusters of all pairs would be one: every person is dealt instead, and a pair
    is used only where both its persons are in one fold.
    """
    names = sorted({one for pair in people for one in pair})
    random.Random(seed).shuffle(names)
    dealt = {name: at % parts for at, name in enumerate(names)}
    return [dealt[one] if dealt[one] == dealt[other] else None for one, other in people]
