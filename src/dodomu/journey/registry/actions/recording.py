"""Record what was said: one report, or a list's rows five hundred at a time."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal, vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.actions import cards, sheet
from dodomu.journey.registry.actions.fingerprints import content, unknown_rows
from dodomu.journey.registry.actions.rows import Ground, RowWriter
from dodomu.journey.registry.actions.statements import PreparedReport, ReportInput
from dodomu.journey.registry.models import Report
from dodomu.journey.registry.queries.current import current_persons

BATCH = 500
"""Most reports one transaction may hold, so that others can save in between."""


def record_report(by: Viewer, received: ReportInput, *, original: BinaryIO | None = None) -> Report:
    """Record one statement with everything it says, keep its original, and tell who listens.

    The same statement of the same source again changes nothing: the report that is there is returned.

    Parameters:
        original: the file as received; without it (and without ``original_id``) the payload itself is kept.

    Raises:
        NotAllowed, OutOfReach: the viewer may not record, or not about a person named as known.
        ValueError: an attribute that does not exist, a relation between mentions that are not there.
    """
    policy.require(by, Act.REPORT_RECORD)
    for known in {mention.person for mention in received.mentions if mention.person}:
        policy.require(by, Act.FACT_ADD, subject=known)
    return write_report(by, received, original=original)


def write_report(by: Viewer, received: ReportInput, *, original: BinaryIO | None = None) -> Report:
    """``record_report`` for the acts that have asked for a right of their own, such as adding a fact."""
    with transaction.atomic():
        fingerprint, existing = unknown_rows([received])[0]
        if existing is not None:
            return Report.objects.get(pk=existing)
        kept = received.original_id or _keep(by, received, original)
        recorded = _write(by, [(replace(received, original_id=kept), fingerprint)])
        report_id = recorded[0]
        events.publish("report_recorded", report_id=report_id)
        return Report.objects.get(pk=report_id)


def record_batch(by: Viewer, rows: Sequence[PreparedReport]) -> list[UUID | None]:
    """Record up to 500 reports of a list in one transaction.

    Returns:
        One entry for each row: the new report, or None where the source had said exactly this before.

    Raises:
        NotAllowed: the viewer may not import.
        ValueError: more than 500 rows, or a row as ``record_report`` refuses it.
    """
    policy.require(by, Act.LIST_IMPORT)
    if len(rows) > BATCH:
        raise ValueError(f"rows: at most {BATCH} in one transaction.")
    with transaction.atomic():
        checked = unknown_rows(rows)
        fresh = [number for number, (_, existing) in enumerate(checked) if existing is None]
        recorded = _write(by, [(rows[number], checked[number][0]) for number in fresh])
    placed = dict(zip(fresh, recorded, strict=True))
    return [placed.get(number) for number in range(len(rows))]


def _keep(by: Viewer, received: ReportInput, original: BinaryIO | None) -> UUID:
    if original is None:
        original = io.BytesIO(content(received.payload))
    return vault.keep(original, by=by, kind=received.channel).id


def prepare(by: Viewer, rows: Sequence[tuple[ReportInput, bytes]], ground: Ground) -> RowWriter:
    """Everything these statements become, sealed; each comes with its fingerprint. Asks the database nothing."""
    writer = RowWriter(by, [row for row, _ in rows], ground, timezone.now())
    for row, fingerprint in rows:
        writer.add(row, fingerprint, row.original_id)
    return writer


def _write(by: Viewer, rows: Sequence[tuple[ReportInput, bytes]]) -> list[UUID]:
    """Write the rows, their journal leaves and the cards of persons known before; publish the mentions."""
    known = current_persons({mention.person for row, _ in rows for mention in row.mentions if mention.person})
    writer = prepare(by, rows, Ground.of({row.source_id for row, _ in rows}, known))
    sheet.write(writer.sheet.tables())
    cards.rebuild(set(known.values()))
    _tell(writer.entries, writer.mention_ids)
    return writer.report_ids


def write_prepared(
    tables: sheet.Tables, entries: Sequence[journal.Entry], mention_ids: Sequence[list[UUID]], without: Collection[int]
) -> None:
    """Write what ``prepare`` made elsewhere, save the reports of these numbers, in the caller's transaction.

    No scope here, and for reports about new persons only: the caller asks who may.
    """
    sheet.write(sheet.under_newest_key(tables), without)
    kept = [number for number in range(len(entries)) if number not in without]
    _tell([entries[number] for number in kept], [mention_ids[number] for number in kept])


def _tell(entries: Sequence[journal.Entry], mention_ids: Sequence[list[UUID]]) -> None:
    journal.append_many(entries)
    spoken_of = [one for ids in mention_ids for one in ids]
    if spoken_of:
        events.publish("mentions_recorded", mention_ids=spoken_of)
