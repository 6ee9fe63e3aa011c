"""What the benchmarks of matching count: ties are ties, no person is in two folds, the table reads what was printed."""

from __future__ import annotations

import doctest

import pytest
from bench.matching import figures, genders, people, typos
from bench.matching.__main__ import MEASUREMENTS, PAIRS


@pytest.mark.parametrize("module", [figures, genders, people, typos])
def test_the_examples_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert (result.failed, result.attempted > 0) == (0, True)


def test_pairs_with_one_score_are_accepted_together() -> None:
    tied = [(0.9, True), (0.5, True), (0.5, False), (0.5, False)]
    assert [(point.right, point.taken) for point in figures.points(tied)] == [(1, 1), (2, 4)]
    assert figures.average_precision(tied) == pytest.approx(0.75)
    assert figures.at_precision(tied) == (0.5, 0.9)
    assert figures.at_precision([(0.5, False), (0.4, True)]) == (0.0, float("inf"))


def test_no_person_is_in_two_folds() -> None:
    pairs = [(f"p{at}", f"p{(at * 7 + 1) % 40}") for at in range(40)]
    folds: dict[str, set[int]] = {}
    for pair, fold in zip(pairs, figures.folds(pairs), strict=True):
        if fold is not None:
            for person in pair:
                folds.setdefault(person, set()).add(fold)
    assert folds
    assert all(len(its) == 1 for its in folds.values())


TOLD = {
    "eu_pairs": "ours   0.9 0.8 0.7 0.6 1.0 1.0\nlogic-v2  0.5 0.4 0.3 0.2 1.0 1.0\nrigour  0.6 0.1 0.1 0.1 1.0 1.0\n",
    "link_lists": "ours  20.0 s  peak 1,500 MB, 30 MB before\nsplink  9.5 s (training 9.0 s)  peak 600 MB, 30 MB before\n",
}


def test_the_table_reads_ours_and_the_best_peer() -> None:
    by_name = {one.module: one for one in (PAIRS, *MEASUREMENTS)}
    assert by_name["eu_pairs"].lines[0].read(TOLD["eu_pairs"]) == (0.9, 0.6)
    seconds, memory = by_name["link_lists"].lines
    assert seconds.read(TOLD["link_lists"]) == (20.0, 9.5)
    assert memory.read(TOLD["link_lists"]) == (1500.0, 600.0)
    assert (seconds.verdict(20.0), seconds.verdict(31.0), seconds.verdict(None)) == ("met", "MISSED", "not measured")
