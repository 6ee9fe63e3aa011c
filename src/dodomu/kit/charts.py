"""Charts drawn on the server: numbers in, lengths of bars out. The template draws them as inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import get_format
from django.utils.functional import Promise

WIDTH = 400.0
MIN_BAR = 2.0
TINY = 1e-9


def signed(value: float) -> str:
    """+4.1 or −0.2, with a true minus and the decimal sign of the page's language; what rounds to nothing has none.

    In English −0.2 shows as "−0.2", in Ukrainian as "−0,2".
    """
    return f"{value:+z.1f}".replace("-", "\u2212").replace(".", get_format("DECIMAL_SEPARATOR"))


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of evidence: ``log_odds`` above 0 speaks for, below 0 against.

    ``so_far``: the result with this and everything above it; ``without``: what it would be had this not been known.
    """

    label: str | Promise
    log_odds: float
    words: str | Promise = ""
    so_far: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step with its place in the drawing (``x`` and ``width`` of 0 … ``WIDTH``)."""

    label: str | Promise
    words: str | Promise
    value: float
    x: float
    width: float
    end: float
    so_far: str = ""
    without: str = ""

    @property
    def direction(self) -> str:
        return "for" if self.value > 0 else "against" if self.value < 0 else "none"

    @property
    def signed(self) -> str:
        """+4.1 or −0.2, with a true minus."""
        return signed(self.value)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Each bar starts where the one before it ended; the total starts at zero."""

    bars: Sequence[Bar]
    total: Bar
    zero: float
    width: float = WIDTH

    @property
    def says_effects(self) -> bool:
        """Whether its steps say what the result would be without each of them."""
        return any(bar.without for bar in self.bars)


def waterfall(steps: Iterable[Any], total_label: str | Promise = "", total: str = "") -> Waterfall:
    """Lay out steps (anything with ``label``, ``log_odds`` and perhaps the rest of a ``Step``) from the strongest scale they
    need. ``total``: the result in words, beside the sum.
    """
    found = list(steps)
    ends = [0.0]
    for step in found:
        ends.append(ends[-1] + float(step.log_odds))
    lowest, highest = min(ends), max(ends)
    scale = WIDTH / max(highest - lowest, TINY)

    def place(label: str | Promise, words: str | Promise, start: float, end: float, *said: str) -> Bar:
        left = (min(start, end) - lowest) * scale
        width = max(abs(end - start) * scale, MIN_BAR if start != end else 0.0)
        # The thinnest bar at the far end would otherwise stand outside the drawing.
        left = min(left, WIDTH - width)
        at_end = (end - lowest) * scale
        return Bar(label, words, end - start, round(left, 1), round(width, 1), round(at_end, 1), *said)

    bars = [
        place(step.label, *(getattr(step, "words", ""), ends[index], ends[index + 1]), *_said(step))
        for index, step in enumerate(found)
    ]
    return Waterfall(bars, place(total_label, "", 0.0, ends[-1], total), round((0.0 - lowest) * scale, 1))


def _said(step: Any) -> tuple[str, str]:
    return getattr(step, "so_far", ""), getattr(step, "without", "")
