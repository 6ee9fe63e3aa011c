"""Lists as their pages show them: all imports, one import, its columns, its dry run with the first rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_key, unseal
from dodomu.engine.values import NameForm, PartialDate
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.lists.child import ListedChild
from dodomu.journey.registry.lists.fields import TITLES, ListField, field_of
from dodomu.journey.registry.lists.messages import RowMessage
from dodomu.journey.registry.lists.table import ListTable, TableRow
from dodomu.journey.registry.models import BatchStatus, ImportBatch, Source
from dodomu.journey.registry.phrases import SEXES
from dodomu.journey.registry.queries.originals import opened_table, row_reader

TABLE = ImportBatch._meta.db_table
PREVIEW_ROWS = 20
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class BatchView:
    """One import as pages see it. ``rate``: rows in a second since it was confirmed; ``left``: seconds to go.

    ``still_counting``: withdrawn, but some of its reports have not been taken back yet.
    """

    id: UUID
    source_id: UUID
    source: str
    source_kind: str
    grade: str
    status: str
    status_title: str
    list_date: date | None
    at: datetime
    by: str
    confirmed_at: datetime | None
    finished_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str
    reason: str
    rows_total: int
    done: int
    checked: dict[str, int]
    counts: dict[str, int]
    rate: float
    left: int | None
    still_counting: bool

    @property
    def whole_rate(self) -> int:
        return max(1, round(self.rate))

    @property
    def minutes_left(self) -> int:
        return max(1, round((self.left or 0) / 60))


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column: its heading, what it is taken to mean, some of its values."""

    position: int
    heading: str
    field: ListField
    samples: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"#{self.position + 1}"

    @property
    def title(self) -> str:
        return str(TITLES[self.field])


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message of the dry run: the row's number in the file, the heading, the sentence."""

    row: int
    heading: str
    code: str
    weight: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be recorded; ``texts``: title and words of everything else."""

    number: int
    names: tuple[NameForm, ...]
    born: PartialDate | None
    sex: str
    texts: tuple[tuple[str, str], ...]
    relatives: tuple[tuple[str, NameForm], ...]
    messages: tuple[MessageView, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen: the first 20 rows as understood, messages (``codes`` counts them), counts, columns."""

    batch: BatchView
    rows: tuple[PreviewRow, ...]
    messages: tuple[MessageView, ...]
    counts: dict[str, int]
    codes: dict[str, int]
    columns: tuple[ColumnView, ...]


def imports(viewer: Viewer, *, status: str = "") -> list[BatchView]:
    """All imports, or those of one status, the latest first.

    Raises:
        NotAllowed: the viewer neither imports lists nor withdraws them.
    """
    _require(viewer)
    found = _batches().filter(status=status) if status else _batches()
    return [_view(batch) for batch in found]


def interrupted(viewer: Viewer, source: str, sha256: str) -> UUID | None:
    """The import of this very file from this source that was confirmed and did not come to its end, if there is one.

    Raises:
        NotAllowed: the viewer neither imports lists nor withdraws them.
    """
    _require(viewer)
    running = ImportBatch.objects.filter(status=BatchStatus.RUNNING, source__name=" ".join(source.split()))
    found = running.select_related("original__data_key__organisation_key").order_by("-at")
    return next((batch.id for batch in found if batch.original.sha256 == sha256), None)


def known_list_sources(viewer: Viewer) -> list[str]:
    """Names under which lists were handed in before.

    Raises:
        NotAllowed: the viewer may not import.
    """
    policy.require(viewer, Act.LIST_IMPORT)
    return list(Source.objects.filter(batches__isnull=False).order_by("name").values_list("name", flat=True).distinct())


def import_batch(viewer: Viewer, batch_id: UUID) -> BatchView:
    """One import.

    Raises:
        NotAllowed: as ``imports``. Http404: there is none of this id.
    """
    _require(viewer)
    return _view(_one(batch_id))


def preview(batch_id: UUID, viewer: Viewer) -> Preview:
    """The dry run of an import, read from its original.

    Raises:
        NotAllowed: the viewer may not import. Http404: there is none of this id.
    """
    policy.require(viewer, Act.LIST_IMPORT)
    batch = _one(batch_id)
    with opened_table(batch, viewer) as table:
        rows = list(islice(table.rows, PREVIEW_ROWS))
        headings = [heading or f"#{position}" for position, heading in enumerate(table.headings, 1)]
        shown = tuple(_row(child, headings) for child in _understood(batch, table, rows))
    said = (RowMessage(row, column, code) for row, column, code in batch.findings.get("messages", ()))
    return Preview(
        batch=_view(batch),
        rows=shown,
        messages=tuple(_message(message, headings) for message in said),
        counts=_numbers(batch.findings),
        codes=dict(batch.findings.get("codes", {})),
        columns=_columns(batch, headings, rows),
    )


def withdrawal_reason(batch: ImportBatch) -> str:
    """Why an import was withdrawn; empty while it was not."""
    if batch.reason_sealed is None:
        return ""
    return str(unseal(open_key(batch.data_key), TABLE, batch.id, "reason_sealed", batch.reason_sealed))


def _require(viewer: Viewer) -> None:
    if not policy.may(viewer, Act.LIST_WITHDRAW):
        policy.require(viewer, Act.LIST_IMPORT)


def _batches() -> Any:
    return ImportBatch.objects.select_related("source", "by", "withdrawn_by", "data_key__organisation_key")


def _one(batch_id: UUID) -> ImportBatch:
    batch: ImportBatch | None = _batches().filter(pk=batch_id).first()
    if batch is None:
        raise Http404
    return batch


def _view(batch: ImportBatch) -> BatchView:
    rate, left = _pace(batch)
    return BatchView(
        id=batch.id,
        source_id=batch.source_id,
        source=batch.source.name,
        source_kind=batch.source.kind,
        grade=batch.source.grade,
        status=batch.status,
        status_title=str(BatchStatus(batch.status).label),
        list_date=batch.list_date,
        at=batch.at,
        by=batch.by.display_name,
        confirmed_at=batch.confirmed_at,
        finished_at=batch.finished_at,
        withdrawn_at=batch.withdrawn_at,
        withdrawn_by=batch.withdrawn_by.display_name if batch.withdrawn_by else "",
        reason=withdrawal_reason(batch),
        rows_total=batch.rows_total,
        done=batch.next_row,
        checked=_numbers(batch.findings),
        counts={name: int(batch.counts.get(name, 0)) for name in ("new", "unchanged", "refused")},
        rate=rate,
        left=left,
        still_counting=batch.status == BatchStatus.WITHDRAWN and batch.reports.filter(withdrawal__isnull=True).exists(),
    )


def _pace(batch: ImportBatch) -> tuple[float, int | None]:
    if batch.confirmed_at is None or not batch.next_row or batch.status != BatchStatus.RUNNING:
        return 0.0, None
    seconds = max((timezone.now() - batch.confirmed_at).total_seconds(), 0.1)
    rate = batch.next_row / seconds
    return rate, int((batch.rows_total - batch.next_row) / rate)


def _numbers(findings: dict[str, Any]) -> dict[str, int]:
    return {name: int(findings.get(name, 0)) for name in ("rows", "new", "unchanged", "refused", "warned")}


def _understood(batch: ImportBatch, table: ListTable, rows: Iterable[TableRow]) -> Iterable[ListedChild]:
    return map(row_reader(batch, table).read, rows)


def _row(child: ListedChild, headings: list[str]) -> PreviewRow:
    places = [(str(ATTRIBUTES[attribute].title), place.full) for attribute, place in child.places]
    texts = [(str(ATTRIBUTES[attribute].title), text) for attribute, text in child.texts]
    return PreviewRow(
        number=child.number,
        names=tuple(child.names),
        born=child.birth,
        sex=str(SEXES[child.sex]) if child.sex.known else "",
        texts=tuple(places + texts),
        relatives=tuple((str(TITLES[field]), name) for field, name in child.relatives),
        messages=tuple(_message(message, headings) for message in child.messages),
        refused=child.refused,
    )


def _message(message: RowMessage, headings: list[str]) -> MessageView:
    known = message.column is not None and message.column < len(headings)
    heading = headings[message.column] if known and message.column is not None else ""
    return MessageView(message.row, heading, message.code, str(message.weight), message.sentence)


def _columns(batch: ImportBatch, headings: list[str], rows: list[TableRow]) -> tuple[ColumnView, ...]:
    fields = [field_of(code) for code in batch.mapping]
    return tuple(
        ColumnView(position, heading, fields[position], _samples(rows, position))
        for position, heading in enumerate(headings)
    )


def _samples(rows: list[TableRow], position: int) -> tuple[str, ...]:
    found = dict.fromkeys(row.cells[position] for row in rows if row.cells[position])
    return tuple(found)[:SAMPLES]
