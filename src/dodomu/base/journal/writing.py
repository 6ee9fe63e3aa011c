"""Writing leaves: in the transaction of the act, one writer at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from dodomu.base.database.bulk import Row, StoredRows, insert_rows, insert_stored
from dodomu.base.database.locks import serialise
from dodomu.base.journal.actor import Actor
from dodomu.base.journal.chains import Chains
from dodomu.base.journal.clock import moved
from dodomu.base.journal.entries import Codes, Entry, Link, leaf_body, moment
from dodomu.base.journal.models import Leaf, Node
from dodomu.base.journal.store import TableStore, tree_end
from dodomu.engine import ledger

MOST_AT_ONCE = 500
"""Leaves per batch: the journal is locked to the end of the transaction, and others want to save meanwhile."""


class NotInTransaction(RuntimeError):
    """A leaf outside the transaction of its act could stay when the act is undone, or be lost when it is not."""


def append(
    kind: str,
    *,
    by: Actor,
    subject: UUID | None = None,
    commitments: Sequence[str] = (),
    codes: Codes | None = None,
    case: UUID | None = None,
) -> int:
    """Write one leaf; return its index. See ``Entry`` for the parameters.

    Raises:
        NotInTransaction: call it inside ``transaction.atomic()``, together with the act.
        EntryRefused: something in it is not a code.
    """
    return append_many([Entry(kind, by, subject, commitments, codes or {}, case)])[0]


def append_many(entries: Sequence[Entry]) -> list[int]:
    """Write up to 500 leaves; return their indexes. A leaf about the clock may come before them (see ``clock``).

    Raises:
        NotInTransaction, EntryRefused: as ``append``. ValueError: more than 500 entries.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("A journal leaf is written in the transaction of its act.")
    if len(entries) > MOST_AT_ONCE:
        raise ValueError(f"entries: at most {MOST_AT_ONCE} at once")
    if not entries:
        return []
    serialise("journal")
    first, last = tree_end()
    now = timezone.now()
    at, about_clock = moment(now), moved(last, now)
    chains = Chains({entry.case for entry in entries if entry.case})
    rows = []
    for index, entry in enumerate([*about_clock, *entries], first):
        link = chains.link(entry.case) if entry.case else None
        body = leaf_body(entry, index, at, link)
        rows.append(_row(entry, index, body, now, link))
        if link:
            chains.grow(link, rows[-1]["hash"])
    growth = ledger.append(TableStore(), first, [row["hash"] for row in rows])
    insert_rows(Leaf, rows)
    _insert_nodes(growth.rows)
    return list(range(first + len(about_clock), growth.size))


def _row(entry: Entry, index: int, body: bytes, now: datetime, link: Link | None) -> Row:
    return {
        "index": index,
        "body": body,
        "hash": ledger.leaf_hash(body),
        "written_at": now,
        "kind": entry.kind,
        "actor_pid": entry.by.pid,
        "subject": entry.subject,
        "case_pid": link.case_pid if link else None,
        "case_seq": link.seq if link else None,
    }


def _insert_nodes(rows: Sequence[ledger.Grown]) -> None:
    """The leaf hashes, level 0, stand with their leaves."""
    columns = ("level", "position", "hash")
    nodes = [(row.level, at, value) for row in rows if row.level for at, value in enumerate(row.hashes, row.position)]
    insert_stored(Node, StoredRows(columns, nodes))
