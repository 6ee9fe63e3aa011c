"""Signed checkpoints: what leaves this house so that others can tell whether the journal was rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from dodomu.base.database.locks import serialise
from dodomu.base.journal.models import KeptCheckpoint, KeptCosignature, LogKey
from dodomu.base.journal.new_logs import is_announced
from dodomu.base.journal.reading import Checkpoint
from dodomu.base.journal.signing import known_log, this_log
from dodomu.base.journal.store import TableStore, tree_size
from dodomu.engine import ledger


class NothingToSign(ValueError):
    """The journal is empty."""


class HistoryDiffers(RuntimeError):
    """The journal is not the continuation of what was signed before; signing it would vouch for two histories."""


@dataclass(frozen=True, slots=True)
class CosignatureReceived:
    """A witness's verified line: by which name and key, the time it stated (seconds since 1970), when it came."""

    witness: str
    key_id: str
    line: str
    stated_at: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedCheckpoint:
    """A checkpoint that was signed and kept. ``note``: as the journal signed it."""

    id: UUID
    size: int
    root: bytes
    note: str
    made_at: datetime
    cosignatures: tuple[CosignatureReceived, ...]

    @property
    def text(self) -> str:
        """The note with all cosignatures that came."""
        lines = [ledger.parse_signature_lines(one.line)[0] for one in self.cosignatures]
        return ledger.add_signatures(self.note, lines)


def make_checkpoint() -> PublishedCheckpoint:
    """Sign the journal as it stands, with both keys; one that was signed already is returned as it is.

    It runs in a transaction of its own, for what another act has not yet committed might never have been.

    Raises:
        NothingToSign. HistoryDiffers: an earlier checkpoint does not fit; look at ``journal.verify``.
        RuntimeError: called within a transaction.
    """
    with transaction.atomic(durable=True):
        serialise("journal")
        log, size = this_log(), tree_size()
        if not size:
            raise NothingToSign("The journal has no entry yet.")
        root = ledger.root(TableStore(), size)
        _require_continuation(size)
        found = KeptCheckpoint.objects.filter(log_key_id=log.id, size=size).first()
        if found is None:
            note = ledger.sign_checkpoint(ledger.Checkpoint(log.origin, size, root), log.signers)
            found = KeptCheckpoint.objects.create(log_key_id=log.id, size=size, root=root, note=note)
    return published(found)


def latest_checkpoint() -> PublishedCheckpoint | None:
    """The longest that this log signed, None where it signed none."""
    row = signed_rows().first()
    return published(row) if row else None


def signed_rows() -> QuerySet[KeptCheckpoint]:
    """The rows of what this log signed, the longest journal first; none while its keys are not made. No key is opened."""
    log = known_log()
    return KeptCheckpoint.objects.filter(log_key=log).order_by("-size") if log else KeptCheckpoint.objects.none()


def day_is_signed(now: datetime) -> bool:
    """Whether the last checkpoint is of this day, in UTC."""
    made = signed_rows().values_list("made_at", flat=True).first()
    # Another day, not an earlier one: after a clock was set back, too, each day has its checkpoint.
    return made is not None and made.astimezone(UTC).date() == now.astimezone(UTC).date()


def checkpoint_covering(index: int) -> PublishedCheckpoint | None:
    """The newest checkpoint of this log that includes this leaf; a cosigned one where there is any."""
    rows = signed_rows().filter(size__gt=index)
    row = rows.filter(cosignatures__isnull=False).first() or rows.first()
    return published(row) if row else None


def checkpoints_kept(limit: int = 1000) -> list[PublishedCheckpoint]:
    """What this log signed, the longest journal first."""
    rows = KeptCheckpoint.objects.filter(log_key_id=this_log().id).order_by("-size")[:limit]
    return [published(row) for row in rows]


def continues(size: int, root: bytes) -> bool:
    """Whether the nodes of the tree still lead to this root over the first ``size`` leaves."""
    try:
        return ledger.root(TableStore(), size) == root
    except ledger.TreeIncomplete:
        return False


def checkpoints_signed() -> list[Checkpoint]:
    """Size and root of every checkpoint that this log and those before it signed, but for those openly lost (``new_logs``)."""
    rows = KeptCheckpoint.objects.filter(lost__isnull=True).order_by("-size")
    return [Checkpoint(size, bytes(root)) for size, root in rows.values_list("size", "root")]


def rows_of(log: LogKey) -> QuerySet[KeptCheckpoint]:
    """What one log signed, this one or one before it, and was not lost; the longest journal first."""
    return KeptCheckpoint.objects.filter(log_key=log, lost__isnull=True).order_by("-size")


def published(row: KeptCheckpoint) -> PublishedCheckpoint:
    """A row as it is shown, with the cosignatures that came."""
    lines = KeptCosignature.objects.filter(checkpoint=row).order_by("witness", "key_id")
    received = tuple(
        CosignatureReceived(one.witness, one.key_id, one.line, one.stated_at, one.received_at) for one in lines
    )
    return PublishedCheckpoint(row.id, row.size, bytes(row.root), row.note, row.made_at, received)


def _require_continuation(size: int) -> None:
    """The journal's own memory: whoever signs now is the one it names, and what was signed last is the beginning of this."""
    logs = list(LogKey.objects.order_by("-made_at", "-id"))
    if not is_announced(logs[0]):
        raise HistoryDiffers("The journal does not name the keys that sign: verify it, sign nothing.")
    last = next((row for row in (rows_of(log).first() for log in logs) if row), None)
    if last is not None and (last.size > size or not continues(last.size, bytes(last.root))):
        raise HistoryDiffers("The journal does not continue the last signed checkpoint: verify it, sign nothing.")
