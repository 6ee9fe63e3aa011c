"""A staged list is confirmed and written: 500 rows to a transaction, resumable anywhere, never half a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.second_process import HelperLost
from dodomu.journey.registry.actions.batches import ImportNotPossible, locked
from dodomu.journey.registry.actions.beside import SealedPart, is_worth_it, sealed_parts
from dodomu.journey.registry.actions.columns import Chosen
from dodomu.journey.registry.actions.dry_run import parts
from dodomu.journey.registry.actions.fingerprints import said_before
from dodomu.journey.registry.actions.listed import ListedRow, listed_rows
from dodomu.journey.registry.actions.recording import BATCH, record_batch, write_prepared
from dodomu.journey.registry.actions.staging import map_columns
from dodomu.journey.registry.models import BatchStatus, ImportBatch
from dodomu.journey.registry.queries.originals import opened_table

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import brought: rows recorded, rows the source had said before, rows refused for want of a name."""

    batch_id: UUID
    total: int
    new: int
    unchanged: int
    refused: int
    finished: bool

    @classmethod
    def of(cls, batch: ImportBatch) -> Outcome:
        counts = {name: int(batch.counts.get(name, 0)) for name in ("new", "unchanged", "refused")}
        return cls(batch.id, batch.rows_total, **counts, finished=batch.status == BatchStatus.FINISHED)


def confirm(by: Viewer, batch_id: UUID, mapping: Chosen | None = None) -> ImportBatch:
    """Let the import begin: listeners ask for a job, which ``run`` may forestall. Confirming again takes it over.

    Raises:
        NotAllowed: the viewer may not import.
        ImportNotPossible: it was withdrawn.
    """
    policy.require(by, Act.LIST_IMPORT)
    if mapping:
        map_columns(by, batch_id, mapping)
    with transaction.atomic():
        batch = locked(batch_id)
        if batch.status == BatchStatus.WITHDRAWN:
            raise ImportNotPossible("withdrawn")
        if batch.status != BatchStatus.FINISHED:
            batch.status = BatchStatus.RUNNING
            batch.confirmed_by_id, batch.confirmed_at = by.user_id, timezone.now()
            batch.save()
            journal.append("list.confirmed", by=by, subject=batch.id, codes={"rows": batch.rows_total})
            events.publish("import_confirmed", batch_id=batch.id)
    return batch


def run(batch_id: UUID, progress: Progress | None = None) -> Outcome:
    """Write the confirmed list from the first row that is not written yet.

    May be called again after any interruption, and by two processes at once: each transaction looks how far
    the import has come and writes what follows.

    Args:
        progress: called after each transaction with the rows done and their total.

    Raises:
        ImportNotPossible: nobody confirmed it, or it was withdrawn.
        NotAllowed: who confirmed it may no longer import; somebody else must confirm it again.
    """
    batch = ImportBatch.objects.select_related("confirmed_by").get(pk=batch_id)
    if batch.status == BatchStatus.FINISHED:
        return Outcome.of(batch)
    if batch.confirmed_by is None or batch.status != BatchStatus.RUNNING:
        raise ImportNotPossible("withdrawn" if batch.status == BatchStatus.WITHDRAWN else "not_confirmed")
    by = Viewer.of(batch.confirmed_by)
    if is_worth_it(batch.rows_total - batch.next_row) and _run_with_helper(by, batch, progress):
        return _finish(by, batch_id)
    with opened_table(batch, by) as table:
        first = 0
        for rows in parts(listed_rows(batch, table), BATCH):
            done = _write(by, batch_id, first, rows)
            first += len(rows)
            if progress:
                progress(done, batch.rows_total)
    return _finish(by, batch_id)


def _run_with_helper(by: Viewer, batch: ImportBatch, progress: Progress | None) -> bool:
    """The same with the rows sealed in a second process; False where the rest must be written without it."""
    policy.require(by, Act.LIST_IMPORT)
    try:
        with opened_table(batch, by) as table, sealed_parts(by, batch, table) as made:
            for part in made:
                done = _write_sealed(by, batch.id, part)
                if progress:
                    progress(done, batch.rows_total)
    except (HelperLost, RowsNeeded):
        return False
    return True


class RowsNeeded(RuntimeError):
    """A sealed part does not fit what is there now: its rows must be looked at again."""


def _write_sealed(by: Viewer, batch_id: UUID, part: SealedPart) -> int:
    """Write a sealed part, save what the source has said before; return the next row.

    Raises:
        RowsNeeded: another process writes too, or the source said one of these before and it was withdrawn.
    """
    with transaction.atomic():
        batch = locked(batch_id)
        if batch.status == BatchStatus.WITHDRAWN:
            raise ImportNotPossible("withdrawn")
        if batch.next_row != part.first:
            raise RowsNeeded
        said = said_before(batch.source_id, part.fingerprints)
        if any(said.values()) or len(set(part.fingerprints)) < len(part.fingerprints):
            raise RowsNeeded
        known = {number for number, mark in enumerate(part.fingerprints) if mark in said}
        write_prepared(part.tables, part.entries, part.mention_ids, known)
        new = len(part.fingerprints) - len(known)
        _count(batch, new=new, unchanged=len(known), refused=part.refused)
        batch.next_row = part.first + part.rows
        batch.save(update_fields=("next_row", "counts"))
        return batch.next_row


def _write(by: Viewer, batch_id: UUID, first: int, rows: list[ListedRow]) -> int:
    """Write those of ``rows`` (the first of them is row ``first``) that nobody wrote yet; return the next row."""
    with transaction.atomic():
        batch = locked(batch_id)
        if batch.status == BatchStatus.WITHDRAWN:
            raise ImportNotPossible("withdrawn")
        waiting = rows[max(0, batch.next_row - first) :]
        if waiting:
            reports = [row.report for row in waiting if row.report]
            recorded = record_batch(by, reports)
            new = sum(report is not None for report in recorded)
            _count(batch, new=new, unchanged=len(reports) - new, refused=len(waiting) - len(reports))
            batch.next_row = first + len(rows)
            batch.save(update_fields=("next_row", "counts"))
        return batch.next_row


def _finish(by: Viewer, batch_id: UUID) -> Outcome:
    with transaction.atomic():
        batch = locked(batch_id)
        if batch.status == BatchStatus.RUNNING:
            batch.status, batch.finished_at = BatchStatus.FINISHED, timezone.now()
            batch.save(update_fields=("status", "finished_at"))
            journal.append("list.imported", by=by, subject=batch.id, codes=batch.counts)
            events.publish("list_imported", batch_id=batch.id)
    return Outcome.of(batch)


def _count(batch: ImportBatch, **more: int) -> None:
    batch.counts = {name: int(batch.counts.get(name, 0)) + number for name, number in more.items()}
