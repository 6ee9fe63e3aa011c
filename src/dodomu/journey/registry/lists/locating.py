"""Where the heading of a table is: below title rows, in one row or two, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dodomu.engine.values import classes_of
from dodomu.journey.registry.lists.cells import clean
from dodomu.journey.registry.lists.fields import NAME_FIELDS
from dodomu.journey.registry.lists.headings import meaning_of

LOOK_AT = 40
LONGEST_HEADING = 120
_LOOKS_STATED = re.compile(r"\d{4}|\d+[./-]\d+|(?:вич|вна|vych|vich|vna|ївна|ична)\b", re.IGNORECASE)
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings and the index of the first row below them; without headings the columns are numbered later."""

    texts: tuple[str, ...]
    first_row: int
    found: bool


def known_headings(rows: Sequence[Row]) -> tuple[bool, int]:
    """Of the row of known headings among the first rows: whether one means a name, and how many there are."""
    head = [[clean(cell)[:LONGEST_HEADING] for cell in row] for row in rows[:LOOK_AT]]
    return max(
        ((any(meaning_of(cell)[0] in NAME_FIELDS for cell in row), _score(row)) for row in head if _score(row)),
        default=(False, 0),
    )


def locate_heading(rows: Sequence[Row]) -> Heading:
    """Find the heading among the first rows of a table.

    The row with the most known headings wins; two rows are joined where the upper one spans several columns
    (merged cells). When nothing is known, the first full row is a heading unless it reads like a statement
    about a child (a date, a year, a patronymic, a known given name): then the table has none.
    """
    head = [[clean(cell)[:LONGEST_HEADING] for cell in row] for row in rows[:LOOK_AT]]
    scores = [_score(row) for row in head]
    best = max(range(len(head)), key=lambda index: (scores[index], -index), default=0)
    if head and scores[best] > 0:
        return _known_heading(head, scores, best)
    width = max((_width(row) for row in head), default=0)
    first = next((index for index, row in enumerate(head) if _filled(row) * 2 >= width), 0)
    if not head or any(_LOOKS_STATED.search(cell) or _reads_like_name(cell) for cell in head[first]):
        return Heading(("",) * width, first, found=False)
    return Heading(_padded(head[first], width), first + 1, found=True)


def first_row_heading(rows: Sequence[Row]) -> Heading:
    """For a table that is no list of people: its first filled row holds the headings, whatever they say."""
    head = [[clean(cell)[:LONGEST_HEADING] for cell in row] for row in rows]
    first = next((index for index, row in enumerate(head) if _filled(row)), 0)
    return Heading(_padded(head[first], max(map(_width, head))) if head else (), first + 1, found=True)


def _known_heading(head: list[list[str]], scores: list[int], best: int) -> Heading:
    texts, below = head[best], best + 1
    if best and scores[best - 1] and _filled(head[best - 1]) > 1:
        texts = _two_storeys(head[best - 1], texts)
    elif below < len(head) and scores[below] and "" in texts and not _reads_like_statement(head[below]):
        texts, below = _two_storeys(texts, head[below]), below + 1
    if below < len(head) and _only_numbers(head[below]):
        below += 1
    return Heading(_padded(texts, max(_width(texts), _usual_width(head[below:]))), below, found=True)


def _score(row: Row) -> int:
    """How many cells are known headings; long cells and statements are no headings."""
    cells = [cell for cell in row if cell and len(cell) <= LONGEST_HEADING]
    known = sum(meaning_of(cell)[1] >= 0.7 for cell in cells)
    if known == 1 and len(cells) == 1 and max(len(row), 1) > 1:
        return 0  # a title such as "Список: дитячий будинок" stands alone in its row
    return 0 if known and _reads_like_statement(row) else known


def _reads_like_statement(row: Row) -> bool:
    return sum(bool(_LOOKS_STATED.search(cell)) for cell in row) * 3 > max(_filled(row), 1)


def _reads_like_name(cell: str) -> bool:
    words = cell.split()
    return 1 <= len(words) <= 4 and all(word.isalpha() for word in words) and any(map(classes_of, words))


def _two_storeys(upper: Row, lower: Row) -> list[str]:
    """Join a spanning upper heading with the ones below it: "Мати" over "телефон" is "Мати телефон"."""
    joined: list[str] = []
    spanning = ""
    for position in range(max(len(upper), len(lower))):
        above = upper[position] if position < len(upper) else ""
        below = lower[position] if position < len(lower) else ""
        spanning = above or (spanning if below else "")
        joined.append(f"{spanning} {below}".strip() if below else above)
    return joined


def _only_numbers(row: Row) -> bool:
    """The row "1 2 3 4" that forms print below their headings."""
    return _filled(row) > 1 and all(cell == str(position) for position, cell in enumerate(row, 1) if cell)


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row)


def _width(row: Row) -> int:
    return max((position for position, cell in enumerate(row, 1) if cell), default=0)


def _usual_width(rows: Sequence[Row]) -> int:
    """How wide most rows are: a column without heading counts when they fill it, one overlong row does not."""
    widths = sorted(filter(None, map(_width, rows)))
    return widths[(len(widths) - 1) // 2] if widths else 0


def _padded(row: Row, width: int) -> tuple[str, ...]:
    return tuple(row[:width]) + ("",) * (width - len(row))
