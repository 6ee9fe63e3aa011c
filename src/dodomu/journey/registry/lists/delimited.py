"""Text tables: which character separates the columns, and rows that survive a stray quotation mark."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 1_000_000
LONGEST_RECORD = 100_000
MOST_LINES = 200
_DECLARED = re.compile(r"^\ufeff?sep=(.)\r?\n?$", re.IGNORECASE)
csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_LINE))


def guess_delimiter(text: str) -> str:
    """Return the separator under which most rows of ``text`` have the same number of cells.

    Titles above the heading have one cell and do not count. A list of one column has no separator; a comma
    is returned, which then splits nothing.

    >>> guess_delimiter("Прізвище;Ім'я\\nКоваленко;Олена\\n")
    ';'
    """
    lines = text.splitlines(keepends=True)[:60]
    if lines and (declared := _DECLARED.match(lines[0])):
        return declared[1]
    return max(DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: Sequence[str], delimiter: str) -> int:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    return max((count * (width - 1) for width, count in widths.items()), default=0)


class _StrayQuote(Exception):
    """A quotation mark opened a cell that never closes."""


class _Lines:
    """Feeds the csv reader and remembers the lines of the record it is in the middle of."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.waiting: list[str] = []
        self.record: list[str] = []
        self.length = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.pop() if self.waiting else self._stream.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.record.append(line)
        self.length += len(line)
        if len(self.record) > MOST_LINES or (self.length > LONGEST_RECORD and len(self.record) > 1):
            raise _StrayQuote
        return line

    def start_record(self) -> None:
        self.record = []
        self.length = 0

    def never_closed(self) -> bool:
        """Whether the list ended inside the quotation marks of this record."""
        return self.ended and len(self.record) > 1 and "".join(self.record).count('"') % 2 == 1

    def take_back_all_but_first(self) -> str:
        first, *rest = self.record
        self.waiting.extend(reversed(rest))
        self.ended = False
        return first


def delimited_rows(stream: TextIO, delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """Yield every row with whether it held a stray quotation mark.

    A quotation mark that never closes would swallow the rest of the list as one cell: such a row is read
    again without quoting and the lines after it are read as usual.
    """
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.start_record()
        try:
            row = next(reader, None)
        except (_StrayQuote, csv.Error):
            row = []
        if row is None:
            return
        if not row or lines.never_closed():
            if not "".join(lines.record).strip():
                yield [], False
                continue
            first = lines.take_back_all_but_first()
            yield next(csv.reader([first], delimiter=delimiter, quoting=csv.QUOTE_NONE)), True
            reader = csv.reader(lines, delimiter=delimiter)
        elif not _DECLARED.match(lines.record[0]):
            yield row, False
