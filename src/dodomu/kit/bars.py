"""Counts as bars, each step of a way below the one before; what is hidden has a hatched bar that tells no length.

Numbers in, places out: ``kit/bars.svg`` draws them as inline SVG, the table beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise

WIDE, NARROW = 720, 340
LABELS, NUMBERS = 190, 80
"""Room for the words to the left and the number to the right of a wide drawing."""
BAR, GAP = 30, 14
HIDDEN_SHARE = 0.22
"""A hidden bar is always drawn this long, so that nobody can measure it."""


@dataclass(frozen=True, slots=True)
class Count:
    """One bar: ``value`` None is hidden. ``note``: a few words on what it counts, for the table."""

    label: Text
    value: int | None
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A count with its place in the drawing."""

    label: Text
    value: int | None
    x: int
    y: int
    width: int
    label_x: int
    label_y: int
    number_x: int

    @property
    def is_hidden(self) -> bool:
        return self.value is None

    @property
    def middle(self) -> int:
        return self.y + BAR // 2 + 5


@dataclass(frozen=True, slots=True)
class BarChart:
    """``size``: wide, or narrow for a telephone (the words stand above the bars)."""

    size: str
    width: int
    height: int
    bar_height: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Both drawings and the counts they are of, for ``<c-bars>``."""

    counts: tuple[Count, ...]
    wide: BarChart
    narrow: BarChart


def bars(counts: Sequence[Count]) -> Bars:
    """Lay out the bars to one scale, the greatest shown count as long as there is room."""
    return Bars(tuple(counts), _drawn(counts, "wide"), _drawn(counts, "narrow"))


def _drawn(counts: Sequence[Count], size: str) -> BarChart:
    is_wide = size == "wide"
    width = WIDE if is_wide else NARROW
    left = LABELS if is_wide else 0
    room = width - left - NUMBERS
    above = 0 if is_wide else 22
    greatest = max((count.value for count in counts if count.value is not None), default=0)
    found, y = [], 0
    for count in counts:
        y += above
        share = HIDDEN_SHARE if count.value is None else count.value / max(greatest, 1)
        long = max(2, round(room * share))
        label_y = y + BAR // 2 + 5 if is_wide else y - 7
        found.append(Bar(count.label, count.value, left, y, long, 0, label_y, left + long + 8))
        y += BAR + GAP
    return BarChart(size, width, max(y - GAP, BAR), BAR, tuple(found))
