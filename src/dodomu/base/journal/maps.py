"""The map of cases: once a day, and before anything is handed out, a leaf that fixes the last leaf of every case.

The map has to hold every leaf of a case that stands before it. Building it takes a second for ten thousand cases, in
which nobody should have to wait: it is built beside the work and written only if no case moved meanwhile. After some
tries it is built while the journal is held.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.journal.actor import JOURNAL
from dodomu.base.journal.chains import heads_at
from dodomu.base.journal.models import CaseMap, Leaf
from dodomu.base.journal.signing import Log, opened, this_log
from dodomu.base.journal.store import tree_size
from dodomu.base.journal.writing import append
from dodomu.base.keys import seal, unseal
from dodomu.engine.ledger import CaseHeads, heads_root

TABLE = "journal_casemap"
SECRET_BYTES = 32
MAP = b"case_heads"
"""The kind of its leaves."""
TRIES = 3


def write_case_map(*, fresh: bool = False) -> int:
    """See that today (UTC) has a map of cases; return the index of the leaf that holds its root.

    Args:
        fresh: also when a leaf of any case came after today's map. What is handed out of a case shows itself whole
            only as far as a map reaches.
    """
    for _ in range(TRIES):
        if (standing := _standing(fresh)) is not None:
            return standing
        size, secret = tree_size(), os.urandom(SECRET_BYTES)
        root = heads_root(heads_at(size), secret)
        with transaction.atomic():
            serialise("journal")
            if _standing(fresh) is None and not _moved_since(size):
                return _write(root, secret)
    with transaction.atomic():
        serialise("journal")
        if (standing := _standing(fresh)) is not None:
            return standing
        secret = os.urandom(SECRET_BYTES)
        return _write(heads_root(heads_at(tree_size()), secret), secret)


def day_has_map(now: datetime) -> bool:
    """Whether the newest map is of this day, in UTC."""
    newest = newest_map()
    # Another day, not an earlier one: after a clock was set back, too, each day has its map.
    return newest is not None and newest.made_at.astimezone(UTC).date() == now.astimezone(UTC).date()


def newest_map(before: int | None = None) -> CaseMap | None:
    """The last map; or the last among the first ``before`` leaves."""
    rows = CaseMap.objects.select_related("log_key__data_key__organisation_key").order_by("-leaf_index")
    return (rows if before is None else rows.filter(leaf_index__lt=before)).first()


def built_again(row: CaseMap) -> CaseHeads:
    """The whole map, to make proofs from.

    Raises:
        KeyDestroyed, SealBroken, WrongKey: its secret cannot be read.
    """
    return CaseHeads(heads_at(row.leaf_index), secret_of(row))


def map_rows(size: int) -> QuerySet[CaseMap]:
    """Every map among the first ``size`` leaves."""
    return CaseMap.objects.filter(leaf_index__lt=size)


def secret_of(row: CaseMap) -> bytes:
    """What the map was built with besides the heads. Raises as ``built_again``."""
    log: Log = opened(row.log_key)
    return bytes.fromhex(unseal(log.key, TABLE, row.id, "secret", row.secret_sealed))


def _standing(fresh: bool) -> int | None:
    newest = newest_map()
    if newest is None or not day_has_map(timezone.now()):
        return None
    return None if fresh and _moved_since(newest.leaf_index) else newest.leaf_index


def _moved_since(size: int) -> bool:
    """Whether a case has a leaf beyond the first ``size`` leaves."""
    return Leaf.objects.filter(index__gte=size, case_pid__isnull=False).exists()


def _write(root: bytes, secret: bytes) -> int:
    log, identifier = this_log(), new_id()
    index = append(MAP.decode(), by=JOURNAL, codes={"root": root.hex()})
    CaseMap.objects.create(
        id=identifier,
        leaf_index=index,
        log_key_id=log.id,
        secret_sealed=seal(log.key, TABLE, identifier, "secret", secret.hex()),
        made_at=Leaf.objects.get(index=index).written_at,
    )
    return index
