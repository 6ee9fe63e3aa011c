"""A list is received: kept in the vault, looked at, tried row by row. Nothing enters the registry here."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import new_data_key
from dodomu.engine.values import SourceKind
from dodomu.journey.registry.actions.batches import locked, need_staged, staff
from dodomu.journey.registry.actions.columns import Chosen, chosen_mapping, first_mapping, remember
from dodomu.journey.registry.actions.dry_run import check
from dodomu.journey.registry.actions.sources import source_named
from dodomu.journey.registry.lists.refusals import ListNotReadable
from dodomu.journey.registry.lists.table import Layout, find_layout
from dodomu.journey.registry.models import ImportBatch, Source
from dodomu.journey.registry.queries.originals import Limited, column_samples, day_orders, opened_table


class SourceKnownOtherwise(ValueError):
    """The source is known under this name as another kind."""

    def __init__(self) -> None:
        super().__init__("kind: this source is known as another kind; leave the kind out or name the source otherwise.")


def stage(  # noqa: PLR0917 - called by position from the command line
    by: Viewer,
    stream: BinaryIO,
    filename: str,
    source_name: str,
    mapping: Chosen | None = None,
    list_date: date | None = None,
    *,
    source_kind: SourceKind | None = None,
    grade: str = "",
) -> ImportBatch:
    """Keep a list in the vault, find out how to read it, and try every row without recording any.

    Args:
        filename: as it was called; sealed with the original.
        mapping: heading (or "#3") to field code, where the proposal is wrong.
        list_date: the day of which the list speaks; ages need it.
        source_kind, grade: for a source that is new; without a kind a known source keeps its own.

    Raises:
        NotAllowed: the viewer may not import.
        ListNotReadable: the file is no list; its ``sentence`` says what to do.
        MappingNotUnderstood: ``mapping`` names what is not there.
        SourceKnownOtherwise: the source is of another kind. ValueError: it has no name.
    """
    policy.require(by, Act.LIST_IMPORT)
    kind = _kind_of(source_name, source_kind)
    limited = cast(BinaryIO, Limited(stream, settings.DODOMU.max_upload))
    original = vault.keep(limited, by=by, kind="list", filename=filename)
    with closing(vault.open_original(original.id, by)) as kept:
        layout = find_layout(kept)
    with transaction.atomic():
        batch = ImportBatch(
            source=source_named(by, source_name, kind, grade),
            original=original,
            data_key_id=new_data_key().id,
            layout=layout.to_json(),
            list_date=list_date,
            by_id=staff(by),
            at=timezone.now(),
        )
        _propose_columns(batch, by, mapping or {})
        _try_rows(batch, by)
        batch.save(force_insert=True)
        journal.append("list.staged", by=by, subject=batch.id, codes={"rows": batch.rows_total})
    return batch


def map_columns(by: Viewer, batch_id: UUID, mapping: Chosen) -> ImportBatch:
    """Correct what the columns of a staged list mean, try every row again, and remember it for the source.

    Raises:
        NotAllowed, ImportNotPossible, MappingNotUnderstood.
    """
    policy.require(by, Act.LIST_IMPORT)
    with transaction.atomic():
        batch = locked(batch_id)
        need_staged(batch)
        with opened_table(batch, by) as table:
            headings = table.headings
        batch.mapping = chosen_mapping(batch.mapping, headings, mapping)
        remember(by, batch.source_id, headings, batch.mapping)
        _try_rows(batch, by)
        batch.save()
    return batch


def _kind_of(source_name: str, wanted: SourceKind | None) -> SourceKind:
    known = Source.objects.filter(name=" ".join(source_name.split())).values_list("kind", flat=True).first()
    if known and wanted and known != wanted:
        raise SourceKnownOtherwise
    return SourceKind(known) if known else wanted or SourceKind.OTHER


def _propose_columns(batch: ImportBatch, by: Viewer, chosen: Chosen) -> None:
    with opened_table(batch, by) as table:
        headings, samples = table.headings, column_samples(table)
    with opened_table(batch, by) as table:
        batch.layout = replace(Layout.from_json(batch.layout), day_orders=day_orders(table)).to_json()
    batch.mapping = chosen_mapping(first_mapping(batch.source_id, headings, samples), headings, chosen)
    if chosen:
        remember(by, batch.source_id, headings, batch.mapping)


def _try_rows(batch: ImportBatch, by: Viewer) -> None:
    found = check(batch, by)
    if not found.rows:
        raise ListNotReadable("no_rows")
    batch.rows_total, batch.findings = found.rows, found.to_json()
