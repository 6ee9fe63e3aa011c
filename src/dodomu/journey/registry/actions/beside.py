"""A second process reads and seals the rows of a long list while this one writes them: two cores share the work.

What comes back is ciphertext and codes; no key travels. The second one asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.second_process import is_possible, made_beside
from dodomu.journey.registry.actions.dry_run import parts
from dodomu.journey.registry.actions.fingerprints import first_fingerprint
from dodomu.journey.registry.actions.listed import listed_rows
from dodomu.journey.registry.actions.recording import BATCH, prepare
from dodomu.journey.registry.actions.rows import Ground
from dodomu.journey.registry.actions.sheet import Tables
from dodomu.journey.registry.lists.table import ListTable
from dodomu.journey.registry.models import ImportBatch

WORTH_IT = 4 * BATCH
"""Rows from which a second process is worth its start."""


@dataclass(frozen=True, slots=True)
class SealedPart:
    """So many rows of a list, ready to be written.

    Attributes:
        first: number of the first row; rows: how many there are; refused: how many of them have no name.
        fingerprints, entries, mention_ids: one for each report.
    """

    first: int
    rows: int
    refused: int
    fingerprints: list[bytes]
    tables: Tables
    entries: list[journal.Entry]
    mention_ids: list[list[UUID]]


def is_worth_it(rows: int) -> bool:
    """Whether there is a second core, the system can fork, the list is long, and no transaction is open."""
    return is_possible() and rows >= WORTH_IT and not connection.in_atomic_block


@contextmanager
def sealed_parts(by: Viewer, batch: ImportBatch, table: ListTable) -> Iterator[Iterator[SealedPart]]:
    """The rows from ``batch.next_row`` on, sealed in a second process, which ends with the block.

    The table is read there and must not be read here. The iterator raises ``HelperLost``.
    """
    ground = Ground.of([batch.source_id], {})
    if not connection.in_atomic_block:
        # Closed here, it is not open there.
        connection.close()
    with made_beside(_made(by, batch, table, ground)) as parts_made:
        yield parts_made


def _made(by: Viewer, batch: ImportBatch, table: ListTable, ground: Ground) -> Iterator[SealedPart]:
    first = 0
    for rows in parts(listed_rows(batch, table), BATCH):
        if first >= batch.next_row:
            reports = [row.report for row in rows if row.report]
            marks = [first_fingerprint(report) for report in reports]
            made = prepare(by, list(zip(reports, marks, strict=True)), ground)
            counts = (first, len(rows), len(rows) - len(reports))
            yield SealedPart(*counts, marks, made.sheet.tables(), made.entries, made.mention_ids)
        first += len(rows)
