"""Reading the journal back. Who may read it is decided by the caller (Act.JOURNAL_READ)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dodomu.base.journal.models import Leaf
from dodomu.base.journal.store import TableStore, tree_size
from dodomu.engine import ledger


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A leaf as it can be shown: still pseudonyms and codes only."""

    index: int
    at: datetime
    kind: str
    actor: UUID
    subject: UUID | None
    commitments: tuple[str, ...]
    codes: dict[str, str | int]
    case_pid: UUID | None = None
    case_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The whole journal in two values: how many leaves, and the root hash over them (32 bytes)."""

    size: int
    root: bytes


def checkpoint() -> Checkpoint:
    """The journal as it stands; whoever keeps this elsewhere can later tell whether history was rewritten."""
    size = tree_size()
    return Checkpoint(size, ledger.root(TableStore(), size))


def entries_about(subject: UUID, *, limit: int = 500) -> list[JournalEntry]:
    """What was done to this person, case or thing, newest first."""
    return entries_of(Leaf.objects.filter(subject=subject).order_by("-index")[:limit])


def entries_of_kinds(
    subjects: Collection[UUID], kinds: Collection[str], *, offset: int = 0, limit: int = 50
) -> tuple[list[JournalEntry], int]:
    """Entries of these kinds about any of these subjects, newest first, and how many there are in all."""
    leaves = Leaf.objects.filter(subject__in=subjects, kind__in=kinds).order_by("-index")
    return entries_of(leaves[offset : offset + limit]), leaves.count()


def entries_by(actor_pid: UUID, *, limit: int = 500) -> list[JournalEntry]:
    """What this member of staff did, newest first."""
    return entries_of(Leaf.objects.filter(actor_pid=actor_pid).order_by("-index")[:limit])


def recent(limit: int = 100, *, before: int | None = None) -> list[JournalEntry]:
    """The last entries, newest first; ``before`` an index, to page backwards."""
    leaves = Leaf.objects.order_by("-index")
    if before is not None:
        leaves = leaves.filter(index__lt=before)
    return entries_of(leaves[:limit])


def entries_of(leaves: Iterable[Leaf]) -> list[JournalEntry]:
    """Rows of the table as entries."""
    return [_entry(leaf) for leaf in leaves]


def _entry(leaf: Leaf) -> JournalEntry:
    body = json.loads(bytes(leaf.body))
    return JournalEntry(
        index=leaf.index,
        at=leaf.written_at,
        kind=leaf.kind,
        actor=leaf.actor_pid,
        subject=leaf.subject,
        commitments=tuple(body["commitments"]),
        codes=body["codes"],
        case_pid=leaf.case_pid,
        case_seq=leaf.case_seq,
    )
