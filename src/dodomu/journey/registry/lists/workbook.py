"""XLSX workbooks: opened in a confined process, which hands over rows of text; which sheet is the list is decided here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from dodomu.base.confined import Conversation, Limits, NotOpened, Refused, confined
from dodomu.base.confined.limits import MEBIBYTE
from dodomu.journey.registry.lists.locating import known_headings
from dodomu.journey.registry.lists.refusals import ListNotReadable

WORK: Final = "dodomu.journey.registry.lists.workbook_apart"
LIMITS: Final = Limits(processor=120, memory=3072 * MEBIBYTE, patience=240, answer=4096 * MEBIBYTE)
"""The largest list that may come in, 200 MB, takes 40 seconds; its rows are handed over one part after the other."""
MOST_COLUMNS: Final = 300
OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
CODES: Final = {"damaged_workbook", "not_a_list", "unpacks_too_large"}


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
    with ExitStack() as opened, _named_refusals():
        process = opened.enter_context(confined(WORK, content, LIMITS))
        sheets = json.loads(next(process.answers(), b"[]"))
        chosen, others = _choose_sheet(sheets)
        if chosen is None:
            raise ListNotReadable("empty")
        process.ask(str(chosen))
        # From here on the process belongs to whoever reads the rows, and ends with them.
        return SheetRows(int(sheets[chosen]["first"]), _rows(opened.pop_all(), process), others)


def _choose_sheet(sheets: list[dict[str, Any]]) -> tuple[int | None, bool]:
    """The place of the sheet to read, None when all are empty, and whether another one looks like a table."""
    filled = [at for at, sheet in enumerate(sheets) if sheet["height"] and sheet["width"]]
    if len(sheets) == 1:
        return (0 if filled else None), False
    rated: list[tuple[tuple[bool, int], int]] = []
    tables: list[int] = []
    for at in filled:
        headed = known_headings(sheets[at]["head"])
        rated.append(((headed[0], 0) if headed[0] else headed, at))
        if sheets[at]["height"] > 1 and (headed[1] or sheets[at]["width"] > 1):
            tables.append(at)
    # The first of those that are rated alike.
    chosen = max(rated, key=lambda one: one[0])[1] if rated else None
    return chosen, any(at != chosen for at in tables)


def _rows(opened: ExitStack, process: Conversation) -> Iterator[list[str]]:
    with opened, _named_refusals():
        for part in process.answers():
            yield from json.loads(part)


@contextmanager
def _named_refusals() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise ListNotReadable(refused.code if refused.code in CODES else "damaged_workbook") from None
    except NotOpened as failed:
        codes = {"no_process": "later", "lost": "damaged_workbook"}
        raise ListNotReadable(codes.get(failed.code, "too_costly")) from None
