"""Two rows that may be one child, and which of them are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from dodomu.journey.registry.lists.messages import RowMessage
from dodomu.journey.tracing.bridge import Record

Advance = Callable[[int, int], None]
"""Told ``(done, total)`` as often as there is something to tell."""


class Pair(NamedTuple):
    """Positions in the left and in the right list (from 0), and how likely they are one child (0 to 1)."""

    left: int
    right: int
    probability: float


class ReadList(NamedTuple):
    """A list as it was read.

    ``records`` and ``rows`` (the numbers people see in the file) go together; ``refused`` rows name nobody and are told
    in ``messages``; ``columns`` says what each heading was taken for.
    """

    records: list[Record]
    rows: list[int]
    refused: int
    messages: list[RowMessage]
    columns: dict[str, str]


class Linked(NamedTuple):
    """What an engine found; ``model`` says by which model, ``about`` holds what a summary tells of it."""

    pairs: Iterable[Pair]
    model: str
    about: dict[str, Any]


def strongest_first(pairs: Iterable[Pair], limit: int | None) -> Iterator[Pair]:
    """The likeliest pairs first; of each left row at most ``limit``."""
    taken: Counter[int] = Counter()
    for pair in sorted(pairs, key=lambda pair: (-pair.probability, pair.left, pair.right)):
        taken[pair.left] += 1
        if limit is None or taken[pair.left] <= limit:
            yield pair
