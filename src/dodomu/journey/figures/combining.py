"""Which published figures contradict each other, and which may be put together at all. Rules in values, no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dodomu.journey.figures.published_rules import EXACT, Stated, series

FELL, BROKEN_CHAIN, STANDS_STILL, FAR_APART = "fell", "broken_chain", "stands_still", "far_apart"
ADD, SUBTRACT = "add", "subtract"
YEAR = 365
FAR = 1.5
"""From which proportion on two estimates are far apart."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not fit together, with the figures it concerns in order of time.

    ``fell``: a running total is lower than one before. ``broken_chain``: a total, plus what came in a period, is not the
    next total (``expected`` is that sum). ``stands_still``: a running total has not moved for over a year. ``far_apart``: the
    lowest and the highest of what is said where no list exists.
    """

    kind: str
    figures: tuple[Stated, ...]
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """What comes of putting two figures together: a number, or the reasons why there is none.

    Attributes:
        reasons: ``remaining``, ``other_series``, ``other_line``, ``not_exact``, ``no_list``, ``counted_twice``, ``same``.
        fell: the later of two totals is the lower one, so that the difference says that the count was revised.
    """

    value: int | None = None
    reasons: tuple[str, ...] = ()
    fell: bool = False


def contradictions(figures: Iterable[Stated]) -> list[Contradiction]:
    """Everything in these figures that contradicts itself, by series and time."""
    listed = list(figures)
    found: list[Contradiction] = []
    for code, one in series().items():
        if not one.is_list:
            found += _spread([figure for figure in listed if figure.series == code])
        for run in _runs([figure for figure in listed if figure.series == code and figure.line != "other"]):
            if one.running:
                found += _falls(run)
                found += _still(run)
            elif one.part_of:
                found += _chains(run, [figure for figure in listed if figure.series == one.part_of])
    return found


def together(first: Stated, second: Stated, how: str) -> Together:
    """Add or subtract two figures, where that says anything.

    Figures of different speakers, of different groups of children, or stated roughly have neither sum nor difference; two
    totals of one run have a difference (what was added to the count between their days) and no sum.
    """
    reasons = list(_reasons(first, second, how))
    if reasons:
        return Together(reasons=tuple(reasons))
    earlier, later = sorted((first, second), key=lambda figure: figure.on.earliest)
    return Together(value=later.low - earlier.low, fell=later.low < earlier.low)


def _reasons(first: Stated, second: Stated, how: str) -> Iterable[str]:
    if first.code == second.code:
        yield "same"
        return
    if how == SUBTRACT and {first.series, second.series} == {"deported", "returned"}:
        yield "remaining"
    if first.series != second.series:
        yield "other_series"
    if first.line != second.line or first.line == "other":
        yield "other_line"
    if first.qualifier != EXACT or second.qualifier != EXACT:
        yield "not_exact"
    if not (series()[first.series].is_list and series()[second.series].is_list):
        yield "no_list"
    if how == ADD and first.series == second.series:
        yield "counted_twice"


def _runs(figures: Sequence[Stated]) -> list[list[Stated]]:
    """The figures of one series, each line for itself, in order of time, exact ones only."""
    exact = [figure for figure in figures if figure.qualifier == EXACT]
    by_line: dict[str, list[Stated]] = {}
    for figure in sorted(exact, key=lambda figure: (figure.on.earliest, figure.on.latest)):
        by_line.setdefault(figure.line, []).append(figure)
    return list(by_line.values())


def _falls(run: Sequence[Stated]) -> Iterable[Contradiction]:
    for before, after in pairwise(run):
        if after.low < before.low:
            yield Contradiction(FELL, (before, after))


def _still(run: Sequence[Stated]) -> Iterable[Contradiction]:
    """The longest stretch in which the same total was repeated, where it is over a year."""
    start = 0
    for at in range(1, len(run) + 1):
        if at < len(run) and run[at].low == run[start].low:
            continue
        first, last = run[start], run[at - 1]
        if (last.on.earliest - first.on.latest).days > YEAR:
            yield Contradiction(STANDS_STILL, (first, last))
        start = at


def _spread(figures: Sequence[Stated]) -> Iterable[Contradiction]:
    by_size = sorted(figures, key=lambda figure: (figure.high or figure.low, figure.on.earliest))
    if by_size and (by_size[-1].high or by_size[-1].low) >= FAR * by_size[0].low:
        yield Contradiction(FAR_APART, (by_size[0], by_size[-1]))


def _chains(run: Sequence[Stated], totals: Sequence[Stated]) -> Iterable[Contradiction]:
    for figure in run:
        own = [one for one in _runs(totals) if one[0].line == figure.line]
        before = [one for one in (own[0] if own else []) if one.on.earliest < figure.on.earliest]
        after = [one for one in (own[0] if own else []) if one.on.latest > figure.on.latest]
        if before and after and before[-1].low + figure.low != after[0].low:
            yield Contradiction(BROKEN_CHAIN, (before[-1], figure, after[0]), before[-1].low + figure.low)
