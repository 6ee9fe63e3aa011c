"""Beginning a new log, when the journal is no longer what was signed, or when its key must be given up.

It is one transaction: new name, new keys, the list of checkpoints that are lost, and the leaf that says all of it. Whatever
stops in the middle leaves the old log as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base.database.locks import serialise
from dodomu.base.journal.actor import Actor
from dodomu.base.journal.anchoring import LOST_SIGHT, Attempt
from dodomu.base.journal.marks import about_itself
from dodomu.base.journal.models import KeptCheckpoint, LogKey, LostCheckpoint, WitnessState
from dodomu.base.journal.new_logs import RENEWED, KnownBy, Reason, Renewal, fixed_hash, renewals
from dodomu.base.journal.publishing import continues, published, rows_of
from dodomu.base.journal.reading import checkpoint
from dodomu.base.journal.signing import begin_log, known_log, opened
from dodomu.base.journal.witnesses import Witnesses
from dodomu.base.journal.writing import append
from dodomu.engine import ledger

COSIGNERS_NAMED = 7
"""As many key ids as one code of a leaf holds."""


class NothingToRenew(ValueError):
    """The journal continues everything that was shown, so its log goes on."""


class NoRestoreNoted(ValueError):
    """No restored backup is journaled since this log began."""


class HeldRefused(ValueError):
    """What was handed in is no checkpoint that this log signed."""


@dataclass(frozen=True, slots=True)
class _Known:
    """One thing that is known of the old log and is not here. ``root``, ``note``: empty where only a size was named."""

    size: int
    by: KnownBy
    root: bytes = b""
    note: str = ""
    cosigned_by: tuple[str, ...] = ()
    row: KeptCheckpoint | None = None


def renew(
    by: Actor,
    reason: Reason,
    *,
    held: Sequence[bytes] = (),
    said: Sequence[Attempt] = (),
    witnesses: Witnesses | None = None,
) -> Renewal:
    """Begin a new log: a new name and new keys, which sign the same tree from here on.

    Args:
        by: who does it. reason: why; for a key that is given up nothing need be missing.
        held: checkpoints of this log that others had kept; those the journal continues count for nothing.
        said: how asking the witnesses ended, just now.
        witnesses: whose cosignatures under the held ones are checked and named.

    Raises:
        NothingToRenew: the journal continues all that it signed and that was shown, and the key is not given up.
        NoRestoreNoted: a restored backup is named as the reason, and the journal knows of none.
        HeldRefused: something that was handed in is not of this log. RuntimeError: called within a transaction.
    """
    with transaction.atomic(durable=True):
        serialise("journal")
        log, here = known_log(), checkpoint()
        if log is None:
            raise NothingToRenew("This journal has signed nothing yet.")
        restored = _restored()
        if reason == Reason.BACKUP and not restored:
            raise NoRestoreNoted("No restored backup is journaled since this log began.")
        signed = _each_once([*_own(log, here.size), *_held(log, here.size, held, witnesses)])
        known = [*signed, *_said(said)]
        if not known and reason != Reason.KEY:
            raise NothingToRenew("The journal continues everything that was signed, as far as was shown.")
        begun = begin_log(_next_name(), log)
        lost = [(log.origin, one.size, one.root) for one in signed]
        codes: dict[str, str | int] = {
            "log_before": log.origin,
            "log_begun": begun.origin,
            "log_reason": reason.value,
            "entries": here.size,
            "tree_root": here.root.hex(),
            "lost": len(lost),
            **_told(_last(log, known), _shared(log, known, restored) if known else here.size),
        }
        fixed = fixed_hash(lost)
        index = append(RENEWED, by=by, codes=codes, commitments=[fixed] if fixed else [])
        for one in signed:
            LostCheckpoint.objects.create(
                log_key=log, leaf_index=index, size=one.size, root=one.root, note=one.note, checkpoint=one.row
            )
        # How asking the witnesses went was about the old log; of the new one none has heard yet.
        WitnessState.objects.all().delete()
    return renewals()[0]


def _own(log: LogKey, size: int) -> Iterator[_Known]:
    """What was kept here and does not fit a journal of this size."""
    for row in KeptCheckpoint.objects.filter(log_key=log).order_by("size"):
        if _is_lost(row.size, bytes(row.root), size):
            yield _kept(row)


def _kept(row: KeptCheckpoint) -> _Known:
    whole = published(row)
    ids = tuple(sorted({one.key_id for one in whole.cosignatures}))
    return _Known(row.size, KnownBy.JOURNAL, whole.root, whole.text, ids, row)


def _is_lost(size: int, root: bytes, here: int) -> bool:
    return size > here or not continues(size, root)


def _held(log: LogKey, size: int, held: Sequence[bytes], witnesses: Witnesses | None) -> Iterator[_Known]:
    """The same of what others had kept, each looked at as a whole before any counts."""
    if not held:
        return
    keys, now = opened(log).keys, timezone.now()
    for content in held:
        try:
            signed = ledger.parse_checkpoint(content, keys)
        except ledger.LedgerError as error:
            raise HeldRefused("No checkpoint that this log signed.") from error
        one = signed.checkpoint
        if not _is_lost(one.size, one.root, size):
            continue
        ids = tuple(_cosigners(signed, witnesses, now)) if witnesses else ()
        yield _Known(one.size, KnownBy.FILE, one.root, signed.text, ids)


def _cosigners(signed: ledger.SignedCheckpoint, witnesses: Witnesses, now: datetime) -> Iterator[str]:
    """Key ids of our witnesses under it; a line that does not hold says nothing."""
    for key in sorted((key for one in witnesses.asked for key in one.keys), key=lambda key: key.id):
        for line in signed.note.signatures:
            try:
                ledger.verify_cosignature(signed.checkpoint, line, key, int(now.timestamp()))
            except ledger.LedgerError:  # another's line, too
                continue
            yield key.id.hex()
            break


def _each_once(known: Iterable[_Known]) -> list[_Known]:
    found: dict[tuple[int, bytes], _Known] = {}
    for one in known:
        found.setdefault((one.size, one.root), one)
    return list(found.values())


def _said(attempts: Iterable[Attempt]) -> Iterator[_Known]:
    for one in attempts:
        if one.outcome in LOST_SIGHT:
            ids = tuple(key.id.hex() for key in one.witness.keys)
            yield _Known(one.known or 0, KnownBy.WITNESS, cosigned_by=ids)


def _last(log: LogKey, known: Sequence[_Known]) -> _Known | None:
    """The longest that is known, one with a signature before one that was only said; else the last that was signed here."""
    if known:
        return max(known, key=lambda one: (one.size, bool(one.root), len(one.cosigned_by)))
    row = rows_of(log).first()
    return _kept(row) if row else None


def _told(last: _Known | None, shared: int | None) -> dict[str, str | int]:
    if last is None:
        return {"entries_missing": 0}
    codes: dict[str, str | int] = {"known_by": last.by.value}
    if last.size:
        codes["known_size"] = last.size
    if last.root:
        codes["known_root"] = last.root.hex()
    if last.cosigned_by:
        codes["cosigned_by"] = "+".join(last.cosigned_by[:COSIGNERS_NAMED])
    if shared is not None:
        codes["shared"] = shared
        if last.size:
            codes["entries_missing"] = max(last.size - shared, 0)
    return codes


def _restored() -> list[int]:
    """How long the journal was each time it was brought back from a backup since this log began, the last first."""
    begun = max((one.index for one in renewals()), default=-1)
    found = [one for one in about_itself("backup_restored", 1000) if one.index > begun]
    return [int(one.codes.get("size", 0)) for one in found]


def _shared(log: LogKey, known: Sequence[_Known], restored: Sequence[int]) -> int | None:
    """Up to which entry both agree: what the backup held, otherwise what a witness cosigned and is still here."""
    first = min((one.size for one in known if one.size), default=None)
    below = [size for size in restored if first is None or size < first]
    if below:
        return below[0]
    differing = [one.row.pk for one in known if one.row]
    rows = KeptCheckpoint.objects.filter(log_key=log, cosignatures__isnull=False).exclude(pk__in=differing)
    if first is not None:
        rows = rows.filter(size__lt=first)
    longest: int | None = rows.aggregate(size=Max("size"))["size"]
    return longest


def _next_name() -> str:
    """The first name, how many logs that makes, and four random digits: after another restore, the same name might come again
    with another key."""
    first, count = LogKey.objects.order_by("made_at", "id").first(), LogKey.objects.count()
    if first is None:
        raise NothingToRenew("This journal has signed nothing yet.")
    return f"{first.origin}/{count + 1}-{os.urandom(2).hex()}"
