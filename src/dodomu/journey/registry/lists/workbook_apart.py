"""What happens to a workbook in the confined process: it is made sure of, then read by calamine.

Runs there alone (see ``dodomu.base.confined``): python-calamine and the standard library, nothing of Dodomu.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import BinaryIO, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, ZipError

MOST_UNPACKED: Final = 768 * 1024 * 1024
MOST_PARTS: Final = 10_000
MOST_CELLS: Final = 40_000_000
LONGEST_TEXT: Final = 8_001
"""Of one cell: more than is ever read of it. One text that a million cells share is a million texts when they are written."""
PIECE: Final = 1024 * 1024
ROWS_AT_ONCE: Final = 500
LOOK_AT: Final = 40
_PLACE = re.compile(rb'\br="([A-Z]{1,3})?([0-9]{1,7})"')

Value = str | float | int | bool | date | datetime | time | timedelta | None


class WorkbookRefused(ValueError):
    """``code``: damaged_workbook, not_a_list, unpacks_too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def prepare() -> None:
    """Have Python load what it would load when it needs it: later nothing can be loaded."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("name", "x".encode("cp437"))
    with zipfile.ZipFile(file) as archive:
        archive.read("name").decode("cp437")


def work(content: bytes, asked: Callable[[], bytes]) -> Iterator[bytes]:
    """The sheets that hold something, each with its first rows; then, when one is asked for, its rows.

    Raises:
        WorkbookRefused: damaged, encrypted, far too large when unpacked.
    """
    check_archive(io.BytesIO(content))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        yield _written([_seen(book.get_sheet_by_name(name)) for name in names])
        if chosen := asked().strip():
            rows = _rows(book.get_sheet_by_name(names[int(chosen)]))
            while part := list(islice(rows, ROWS_AT_ONCE)):
                yield _written(part)
    except (CalamineError, ZipError, ValueError, OSError) as problem:
        raise WorkbookRefused("damaged_workbook") from problem


def _seen(sheet: CalamineSheet) -> dict[str, object]:
    head = list(islice(_rows(sheet), LOOK_AT)) if sheet.height and sheet.width else []
    return {"first": (sheet.start or (0, 0))[0] + 1, "height": sheet.height, "width": sheet.width, "head": head}


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [text_of(value)[:LONGEST_TEXT] for value in row]


def text_of(value: Value) -> str:
    """Write a typed workbook value as a person would: no ``.0``, dates as ISO 8601, leading zeros untouched.

    >>> text_of(12.0), text_of(datetime(2014, 3, 5)), text_of("007")
    ('12', '2014-03-05', '007')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        moment = value.isoformat(sep=" ", timespec="minutes")
        return moment.removesuffix(" 00:00")
    return str(value)


def check_archive(stream: BinaryIO) -> None:
    """Unpack every part to nowhere, counting, so that neither false sizes nor a lone far cell fill the memory.

    Python stops at the size an archive declares and then checks the CRC, so a part that declares less than
    it holds is found here. Calamine keeps the whole rectangle between the outermost cells, so one cell
    written at the last row and column of an otherwise empty sheet would ask for hundreds of gigabytes.

    Raises:
        WorkbookRefused: see :func:`work`.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise WorkbookRefused("not_a_list")
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise WorkbookRefused("unpacks_too_large")
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
        if isinstance(problem, WorkbookRefused):
            raise
        raise WorkbookRefused("damaged_workbook") from problem


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
        raise WorkbookRefused("unpacks_too_large")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
