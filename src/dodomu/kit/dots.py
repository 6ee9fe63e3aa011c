"""Figures over time as marks, one shape for each speaker; never joined by a line, for they do not count the same.

``kit/dots.svg`` draws them as inline SVG; the table beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.functional import Promise

Text = str | Promise

WIDE, NARROW = (720, 220), (340, 220)
LEFT, RIGHT, TOP, BOTTOM = 68, 16, 14, 30
SHAPES = ("circle", "square", "diamond", "triangle", "cross", "ring", "bar")
STEPS = (1, 2, 2.5, 5, 10)
LINES = 4
"""About how many lines across the drawing."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure: ``high`` above ``low`` draws a span. ``by``: whose it is, for the shape. ``notable`` stands out,
    ``rough`` (not stated exactly) is drawn hollow.
    """

    on: date
    low: int
    by: Text
    label: Text
    high: int | None = None
    notable: bool = False
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure with its place; ``top`` is the upper end of a span."""

    x: int
    y: int
    top: int | None
    shape: str
    label: Text
    notable: bool
    rough: bool


@dataclass(frozen=True, slots=True)
class Tick:
    at: int
    label: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class DotChart:
    size: str
    width: int
    height: int
    left: int
    right: int
    bottom: int
    marks: tuple[Mark, ...]
    across: tuple[Tick, ...]
    years: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """Both drawings, and which shape is whose, for ``<c-dots>``."""

    wide: DotChart
    narrow: DotChart
    key: tuple[tuple[str, Text], ...] = ()
    has_rough: bool = False
    has_notable: bool = False


def dots(figures: Sequence[Dot]) -> Dots:
    """Lay out figures by day and size, both axes from where the figures begin (sizes always from 0)."""
    speakers = list(dict.fromkeys(str(figure.by) for figure in figures))
    shapes = {by: SHAPES[at % len(SHAPES)] for at, by in enumerate(speakers)}
    key = tuple((shapes[by], by) for by in speakers)
    return Dots(
        _drawn(figures, shapes, "wide"),
        _drawn(figures, shapes, "narrow"),
        key,
        any(figure.rough for figure in figures),
        any(figure.notable for figure in figures),
    )


def _drawn(figures: Sequence[Dot], shapes: dict[str, str], size: str) -> DotChart:
    width, height = WIDE if size == "wide" else NARROW
    first = min(figure.on for figure in figures).replace(month=1, day=1)
    last = max(figure.on for figure in figures)
    days = max((last - first).days, 1)
    step, top = _scale(max(figure.high or figure.low for figure in figures))
    floor, room = height - BOTTOM, width - LEFT - RIGHT

    def across(day: date) -> int:
        return LEFT + round((day - first).days / days * room)

    def up(value: int) -> int:
        return floor - round(value / top * (floor - TOP))

    marks = tuple(
        Mark(
            across(figure.on),
            up(figure.low),
            up(figure.high) if figure.high else None,
            shapes[str(figure.by)],
            figure.label,
            figure.notable,
            figure.rough,
        )
        for figure in sorted(figures, key=lambda figure: figure.on)
    )
    years = tuple(_years(first, last, across))
    lines = tuple(Tick(up(value), "", value) for value in range(0, top + 1, step))
    return DotChart(size, width, height, LEFT, width - RIGHT, floor, marks, lines, years)


def _years(first: date, last: date, across: Callable[[date], int]) -> Iterable[Tick]:
    starts = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    places = [across(start) for start in starts]
    near = min((after - before for before, after in pairwise(places)), default=100)
    for at, start in enumerate(starts):
        if near >= 34 or at % 2 == 0:
            yield Tick(places[at], str(start.year))


def _scale(greatest: int) -> tuple[int, int]:
    """The distance of the lines across, a round number, and the uppermost line."""
    wanted = max(greatest, 1) / LINES
    magnitude = 10 ** (len(str(int(wanted))) - 1)
    step = next(int(magnitude * one) for one in STEPS if magnitude * one >= wanted and magnitude * one >= 1)
    return step, step * -(-greatest // step)
