"""A list as a table: what kind of file it is, its headings, its rows; read as a stream where the format allows."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO

from dodomu.journey.registry.lists.cells import LONGEST_CELL, clean
from dodomu.journey.registry.lists.delimited import delimited_rows, guess_delimiter
from dodomu.journey.registry.lists.encodings import EncodingGuess
from dodomu.journey.registry.lists.headings import folded
from dodomu.journey.registry.lists.locating import LOOK_AT, Heading, locate_heading
from dodomu.journey.registry.lists.refusals import ListNotReadable
from dodomu.journey.registry.lists.workbook import MOST_COLUMNS, looks_like_workbook, workbook_rows

PIECE = 1024 * 1024
NO_LISTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"<", b"{", b"[{")
"""How documents, pictures, web pages under the name of .xls, and JSON begin."""
FEW_CONTROLS, MOST_CONTROLS = 20, 0.02
"""Control characters that may stray into a list: this many, or this share of its characters."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bytes are to be read; found once, kept with the import, never containing a word of the list.

    ``day_orders``: columns (their position as text) whose dates do not simply put the day first, see ``day_order``.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    day_orders: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Layout:
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as the person sees it in the file, its cells, and what was wrong with its form."""

    number: int
    cells: list[str]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListTable:
    """``headings``: one per column, empty where the list has none. ``rows``: blank ones left out."""

    headings: tuple[str, ...]
    has_headings: bool
    rows: Iterator[TableRow]


def find_layout(stream: BinaryIO) -> Layout:
    """Read the whole file once and say how to read it.

    Raises:
        ListNotReadable: empty, or a format that is no list.
    """
    head = stream.read(PIECE)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise ListNotReadable("empty")
    if looks_like_workbook(head):
        return Layout("xlsx")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(NO_LISTS):
        raise ListNotReadable("not_a_list")
    guess = EncodingGuess()
    guess.feed(head)
    while piece := stream.read(PIECE):
        guess.feed(piece)
    text = guess.head.decode(guess.encoding, errors="replace").lstrip("\ufeff")
    controls = sum(character < " " and character not in "\t\r\n\v\f" for character in text)
    if controls > max(FEW_CONTROLS, MOST_CONTROLS * len(text)):
        raise ListNotReadable("not_a_list")
    return Layout("csv", guess.encoding, guess_delimiter(text.replace("\x00", "")))


def read_table(
    stream: BinaryIO, layout: Layout, heading_of: Callable[[Sequence[Sequence[str]]], Heading] = locate_heading
) -> ListTable:
    """Open the table: text tables are read row by row, workbooks at once.

    Parameters:
        heading_of: finds the headings among the first rows.

    Raises:
        ListNotReadable: the file cannot be read as such a list.
    """
    found: tuple[str, ...] = ()
    if layout.kind == "xlsx":
        raw, found = _workbook(stream)
    else:
        raw = _text(stream, layout)
    head = list(islice(raw, LOOK_AT))
    heading = heading_of([row.cells for row in head])
    if len(heading.texts) > MOST_COLUMNS:
        raise ListNotReadable("too_wide")
    if not heading.texts:
        raise ListNotReadable("empty")
    below = chain(head[heading.first_row :], raw)
    return ListTable(heading.texts, heading.found, _tidy(below, heading.texts, found))


def _workbook(stream: BinaryIO) -> tuple[Iterator[TableRow], tuple[str, ...]]:
    """The rows, and what is to be said with the first of them."""
    sheet = workbook_rows(stream.read())
    rows = (TableRow(number, cells) for number, cells in enumerate(sheet.rows, sheet.first))
    return rows, ("other_sheets",) if sheet.others else ()


def _text(stream: BinaryIO, layout: Layout) -> Iterator[TableRow]:
    text = io.TextIOWrapper(stream, encoding=layout.encoding, errors="replace", newline="")
    for number, (cells, stray) in enumerate(delimited_rows(text, layout.delimiter), 1):
        if stray:
            yield TableRow(number, [cell.strip().strip('"') for cell in cells], ("stray_quote",))
        else:
            yield TableRow(number, cells)


def _tidy(rows: Iterator[TableRow], headings: tuple[str, ...], found: tuple[str, ...]) -> Iterator[TableRow]:
    """Clean every cell, drop blank rows and headings repeated at a page break, name what was cut.

    ``found``: what was found about the whole table; the first row says it.
    """
    width = len(headings)
    repeated = [folded(heading) for heading in headings]
    for row in rows:
        cells = [clean(cell) for cell in row.cells]
        while cells and not cells[-1]:
            cells.pop()
        if not cells or (cells[0] == headings[0] and [folded(cell) for cell in cells] == repeated):
            continue
        faults = found + row.faults + _faults(row.cells, cells, width)
        found = ()
        yield TableRow(row.number, cells + [""] * (width - len(cells)), faults)


def _faults(raw: list[str], cells: list[str], width: int) -> tuple[str, ...]:
    faults = []
    if len(cells) > width:
        faults.append("more_cells")
    if max(map(len, raw)) > LONGEST_CELL:
        faults.append("cell_cut")
    if any("\ufffd" in cell for cell in cells):
        faults.append("unreadable_letters")
    return tuple(faults)


def distinct(headings: tuple[str, ...]) -> list[str]:
    """Headings as keys: empty ones become their position, repeated ones are told apart.

    >>> distinct(("Тел.", "Тел.", ""))
    ['Тел.', 'Тел. (2)', '#3']
    """
    seen: Counter[str] = Counter()
    names = []
    for position, heading in enumerate(headings, 1):
        name = heading or f"#{position}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
