"""What was said against what came true: points beside the line on which both are equal, each with its interval.

Numbers in, places out: ``kit/curve.svg`` draws them as inline SVG, the table beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from dodomu.kit.dots import Tick

Text = str | Promise

WIDE, NARROW = (560, 360), (340, 300)
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 44
LINES = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Point:
    """All from 0 to 1: what was ``said``, which ``share`` came true, and between what that share lies.

    ``faint``: it rests on too little to judge by, and is drawn hollow.
    """

    said: float
    share: float
    low: float
    high: float
    label: Text
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its place; ``low`` and ``high`` are the ends of its interval."""

    x: int
    y: int
    low: int
    high: int
    label: Text
    faint: bool


@dataclass(frozen=True, slots=True)
class CurveDrawing:
    size: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    marks: tuple[Mark, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]

    @property
    def middle(self) -> int:
        return (self.left + self.right) // 2


@dataclass(frozen=True, slots=True)
class Curve:
    """Both drawings, for ``<c-curve>``."""

    wide: CurveDrawing
    narrow: CurveDrawing
    has_faint: bool


def curve(points: Sequence[Point]) -> Curve:
    """Lay out points on two axes from 0 to 100 %."""
    return Curve(_drawn(points, "wide"), _drawn(points, "narrow"), any(point.faint for point in points))


def _drawn(points: Sequence[Point], size: str) -> CurveDrawing:
    width, height = WIDE if size == "wide" else NARROW
    right, floor = width - RIGHT, height - BOTTOM

    def across(share: float) -> int:
        return LEFT + round(share * (right - LEFT))

    def up(share: float) -> int:
        return floor - round(share * (floor - TOP))

    marks = tuple(
        Mark(across(one.said), up(one.share), up(one.low), up(one.high), one.label, one.faint)
        for one in sorted(points, key=lambda one: one.said)
    )
    return CurveDrawing(
        size,
        width,
        height,
        LEFT,
        right,
        TOP,
        floor,
        marks,
        tuple(Tick(across(percent / 100), str(percent)) for percent in LINES),
        tuple(Tick(up(percent / 100), str(percent)) for percent in LINES),
    )
