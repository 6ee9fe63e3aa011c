"""XLSX workbooks: made sure of before they are opened, then read by calamine."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import BinaryIO, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, ZipError

from dodomu.journey.registry.lists.cells import text_of
from dodomu.journey.registry.lists.locating import LOOK_AT, known_headings
from dodomu.journey.registry.lists.refusals import ListNotReadable

MOST_UNPACKED: Final = 768 * 1024 * 1024
MOST_CELLS: Final = 40_000_000
MOST_COLUMNS: Final = 300
PIECE: Final = 1024 * 1024
OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
_PLACE = re.compile(rb'\br="([A-Z]{1,3})?([0-9]{1,7})"')


def looks_like_workbook(head: bytes) -> bool:
    """Whether the file is a ZIP archive; the old binary format is refused by name.

    Raises:
        ListNotReadable: an old or encrypted workbook.
    """
    if head.startswith(OLD_FORMAT):
        raise ListNotReadable("old_workbook")
    return head.startswith(b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one sheet as text, the number the first has there, and whether other sheets hold a table too."""

    first: int
    rows: Iterator[list[str]]
    others: bool


def workbook_rows(content: bytes) -> SheetRows:
    """Return the rows of the first sheet with a heading for names, or else of the one with most known headings.

    A cover page in front of the list must not hide it.

    Raises:
        ListNotReadable: damaged, encrypted, far too large when unpacked, or without a filled sheet.
    """
    check_archive(BytesIO(content))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        chosen, others = _choose_sheet(book)
        if chosen:
            sheet = book.get_sheet_by_name(chosen)
            return SheetRows((sheet.start or (0, 0))[0] + 1, _rows(sheet), others)
    except (CalamineError, ZipError, ValueError, OSError) as problem:
        raise ListNotReadable("damaged_workbook") from problem
    raise ListNotReadable("empty")


def _choose_sheet(book: CalamineWorkbook) -> tuple[str, bool]:
    """The name of the sheet to read, "" when all are empty, and whether another one looks like a table."""
    names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(names) == 1:
        sheet = book.get_sheet_by_name(names[0])
        return (names[0] if sheet.height and sheet.width else ""), False
    rated: list[tuple[tuple[bool, int], str]] = []
    tables: list[str] = []
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height and sheet.width:
            headed = known_headings(list(islice(_rows(sheet), LOOK_AT)))
            rated.append(((headed[0], 0) if headed[0] else headed, name))
            if sheet.height > 1 and (headed[1] or sheet.width > 1):
                tables.append(name)
    chosen = max(rated, key=lambda one: one[0])[1] if rated else ""  # the first of those that are rated alike
    return chosen, any(name != chosen for name in tables)


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [text_of(value) for value in row]


def check_archive(stream: BinaryIO) -> None:
    """Unpack every part to nowhere, counting, so that neither false sizes nor a lone far cell fill the memory.

    Python stops at the size an archive declares and then checks the CRC, so a part that declares less than
    it holds is found here. Calamine keeps the whole rectangle between the outermost cells, so one cell
    written at the last row and column of an otherwise empty sheet would ask for hundreds of gigabytes.

    Raises:
        ListNotReadable: see :func:`workbook_rows`.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise ListNotReadable("not_a_list")
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 10_000:
                raise ListNotReadable("unpacks_too_large")
            for part in parts:
                with archive.open(part) as unpacked:
                    _check_part(unpacked, sheet=part.filename.startswith("xl/worksheets/sheet"))
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
        ValueError,
    ) as problem:
        if isinstance(problem, ListNotReadable):
            raise
        raise ListNotReadable("damaged_workbook") from problem


def _check_part(unpacked: BinaryIO | object, *, sheet: bool) -> None:
    rest = b""
    columns: set[bytes] = set()
    last_row = 0
    while piece := unpacked.read(PIECE):  # type: ignore[union-attr]
        if not sheet:
            continue
        places = _PLACE.findall(rest + piece)
        columns.update(column for column, _ in places)
        last_row = max(last_row, max((int(row) for _, row in places), default=0))
        rest = piece[-20:]
    if columns and last_row * max(map(_column_number, columns)) > MOST_CELLS:
        raise ListNotReadable("unpacks_too_large")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
