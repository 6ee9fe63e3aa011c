"""The exact attack against enumeration."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.estimation.disclosure.intervals import Attack, Interval, Row, narrow_by_one_row, pieces
from dodomu.engine.estimation.disclosure.simplex import Tableau

SIGNS = st.lists(st.sampled_from((-1, 0, 0, 1, 2)), min_size=4, max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=4, max_size=4), st.lists(SIGNS, max_size=3))
def test_intervals_are_those_found_by_writing_down_every_solution(truth: list[int], signs: list[list[int]]) -> None:
    signs = [[1, 1, 1, 1], *signs]  # the first row keeps the enumeration finite
    rows = [
        Row({at: sign for at, sign in enumerate(line) if sign}, sum(s * t for s, t in zip(line, truth, strict=True)))
        for line in signs
        if any(line)
    ]
    solutions = [
        found
        for found in product(range(sum(truth) + 1), repeat=4)
        if all(sum(sign * found[at] for at, sign in row.signs.items()) == row.right for row in rows)
    ]
    attack = Attack(rows, truth)
    for at in range(4):
        values = [found[at] for found in solutions]
        assert attack.interval(at) == Interval(min(values), max(values))


def test_a_sum_narrows_what_it_names_alone_or_what_is_small_together() -> None:
    alone, few, many = Row({0: -1}, -30), Row({1: 1, 2: 1}, 9), Row({3: 1, 4: 1}, 10)
    assert narrow_by_one_row([alone, few, many, Row({3: 1, 5: -1}, 0)], 10) == {0, 1, 2}


def test_a_fraction_is_no_child() -> None:
    # Of three children who exclude each other in pairs one can be there; half of each would make one and a half.
    pairs = [Row({0: 1, 1: 1, 3: 1}, 1), Row({1: 1, 2: 1, 4: 1}, 1), Row({0: 1, 2: 1, 5: 1}, 1)]
    whole = Row({0: 1, 1: 1, 2: 1, 6: -1}, 0)
    assert Attack([*pairs, whole], [0, 0, 0, 1, 1, 1, 0]).interval(6) == Interval(0, 1)


def test_nothing_bounds_what_stands_in_no_sum() -> None:
    assert Attack([], [3]).interval(0) == Interval(0, None)
    assert Attack([Row({0: 1, 1: -1}, 0)], [3, 3]).interval(0) == Interval(0, None)


def test_rows_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing satisfies"):
        Tableau([[1, 1], [1, 1]], [3, 4], 2)


def test_counts_that_share_no_sum_are_attacked_apart() -> None:
    found = pieces([Row({0: 1, 2: 1}, 5), Row({1: 1, 3: -1}, 0)], range(5))
    assert sorted(members for members, _ in found) == [[0, 2], [1, 3], [4]]
