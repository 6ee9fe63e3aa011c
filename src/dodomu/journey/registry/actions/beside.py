"""A second process reads and seals the rows of a long list while this one writes them: two cores share the work.

What comes back is ciphertext and codes; no key travels. The second one is a fork: it has the keys in memory, is told
nothing, and asks the database nothing.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import NoReturn
from uuid import UUID

from django.db import connection

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
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
PATIENCE_SECONDS = 120
"""For one part, which takes less than a second."""


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


class HelperLost(RuntimeError):
    """The second process ended or does not answer; whoever asked does the rest alone."""


def is_worth_it(rows: int) -> bool:
    """Whether there is a second core, the system can fork, the list is long, and no transaction is open."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return sys.platform == "linux" and cores > 1 and rows >= WORTH_IT and not connection.in_atomic_block


@contextmanager
def sealed_parts(by: Viewer, batch: ImportBatch, table: ListTable) -> Iterator[Iterator[SealedPart]]:
    """The rows from ``batch.next_row`` on, sealed in a second process, which ends with the block.

    The table is read there and must not be read here. The iterator raises ``HelperLost``.
    """
    ground = Ground.of([batch.source_id], {})
    if not connection.in_atomic_block:
        # Closed here, it is not open there.
        connection.close()
    receiving, sending = Pipe(duplex=False)
    with warnings.catch_warnings():
        # A worker has threads of its own. The fork takes no lock that one of them may hold: it writes to the pipe alone,
        # and ends without a word to what it inherited. Should it hang all the same, it is given up.
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
    if number == 0:
        receiving.close()
        _work(sending, _made(by, batch, table, ground))
    sending.close()
    try:
        yield _received(receiving)
    finally:
        receiving.close()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)


def _received(pipe: Connection) -> Iterator[SealedPart]:
    while True:
        try:
            if not pipe.poll(PATIENCE_SECONDS):
                raise HelperLost
            part = pipe.recv()
        except (EOFError, OSError):
            raise HelperLost from None
        if part is None:
            return
        yield part


def _work(pipe: Connection, made: Iterator[SealedPart]) -> NoReturn:
    """The second process: it ends at the end of the list, or when nobody reads any more."""
    try:
        gc.freeze()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        # What goes wrong here goes wrong again in the process that is waiting, and is told there; here it could only be
        # printed, with words of the list in it.
        with suppress(Exception):
            for part in made:
                pipe.send(part)
            pipe.send(None)
    finally:
        # Not ``sys.exit``: closing what is shared with the first process (standard input, which a thread of it may be
        # reading; the database) would wait or do harm.
        os._exit(0)


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
