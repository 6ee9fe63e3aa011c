"""Opening a list again from the vault, and never more bytes than this installation accepts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import BinaryIO, cast

from dodomu.base import vault
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.lists.day_order import DayOrders
from dodomu.journey.registry.lists.fields import field_of
from dodomu.journey.registry.lists.reading import RowReader
from dodomu.journey.registry.lists.refusals import ListNotReadable
from dodomu.journey.registry.lists.table import Layout, ListTable, read_table
from dodomu.journey.registry.models import ImportBatch
from dodomu.kit.dates import today

SAMPLE_ROWS = 50


class Limited(io.RawIOBase):
    """A stream that refuses to give more than ``most`` bytes.

    Raises:
        ListNotReadable: "too_large", from ``read``.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        super().__init__()
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        piece = self._stream.read(len(view))
        self._left -= len(piece)
        if self._left < 0:
            raise ListNotReadable("too_large")
        view[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened_table(batch: ImportBatch, viewer: Viewer) -> Iterator[ListTable]:
    """The list of a batch, read from its original; the journal says who opened it.

    Raises:
        ListNotReadable: the original cannot be read as a list.
    """
    with closing(vault.open_original(batch.original_id, viewer)) as stream:
        yield read_table(stream, Layout.from_json(batch.layout))


def row_reader(batch: ImportBatch, table: ListTable) -> RowReader:
    """What reads the rows of a batch: the preview, the dry run and the import alike."""
    return RowReader(
        table.headings,
        [field_of(code) for code in batch.mapping],
        list_date=batch.list_date,
        today=today(),
        day_orders=Layout.from_json(batch.layout).day_orders,
    )


def column_samples(table: ListTable) -> list[list[str]]:
    """The filled cells of each column in the first 50 rows, which this consumes."""
    columns: list[list[str]] = [[] for _heading in table.headings]
    for row in islice(table.rows, SAMPLE_ROWS):
        for position, cell in enumerate(row.cells[: len(columns)]):
            if cell:
                columns[position].append(cell)
    return columns


def day_orders(table: ListTable) -> dict[str, str]:
    """The columns whose dates do not simply put the day first, from all rows, which this consumes."""
    orders = DayOrders()
    for row in table.rows:
        orders.feed(row)
    return orders.found
