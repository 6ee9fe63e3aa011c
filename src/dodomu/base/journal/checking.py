"""Checking the whole journal: every leaf, every node, the root, gaps, and what others remember of it.

It finds what was changed behind the program's back. It cannot find a journal rewritten from a point on, with
all hashes recomputed, unless a checkpoint from outside (a backup, a witness) is handed in: ``known``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from dodomu.base.journal.entries import CASE_VERSION, VERSION, moment
from dodomu.base.journal.guards import missing_guards
from dodomu.base.journal.models import Leaf, Node
from dodomu.base.journal.problems import Fault, Problem, Verification
from dodomu.base.journal.reading import Checkpoint
from dodomu.engine import ledger
from dodomu.engine.ledger import MemoryStore, Place

Progress = Callable[[int, int], None]
Row = tuple[int, bytes, bytes, datetime, str, UUID, UUID | None, UUID | None, int | None]

CHUNK = 2048
MOST_PROBLEMS = 100
COLUMNS = ("index", "body", "hash", "written_at", "kind", "actor_pid", "subject", "case_pid", "case_seq")


def verify(progress: Progress | None = None, known: Sequence[Checkpoint] = ()) -> Verification:
    """Recompute everything; others may go on writing meanwhile.

    Args:
        progress: called with leaves done and leaves in all, after each chunk.
        known: checkpoints kept elsewhere, which the journal must contain.

    Returns:
        The size at the start of the check, the recomputed root, and at most 100 problems.
    """
    audit = _Audit(known)
    if missing_guards():
        audit.report(Fault.UNGUARDED)
    size, nodes = _extent()
    for rows in _chunks(size):
        audit.take(rows)
        if progress:
            progress(min(rows[-1][0] + 1, size), size)
    audit.finish(size, nodes)
    return Verification(size, "" if audit.broken else audit.root.hex(), tuple(audit.problems[:MOST_PROBLEMS]))


class _Audit:
    """The tree as recomputed so far; only its right edge is kept in memory."""

    def __init__(self, known: Sequence[Checkpoint]) -> None:
        self.problems: list[Problem] = []
        self.known = sorted(known, key=lambda one: one.size)
        self.edge = MemoryStore()
        self.size = 0
        self.root = ledger.EMPTY_ROOT
        self.broken = False

    def report(self, fault: Fault, index: int | None = None, level: int | None = None) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(fault, index, level))

    def take(self, rows: Sequence[Row]) -> None:
        hashes = []
        for expected, row in enumerate(rows, self.size):
            if row[0] != expected and not self.broken:
                self.report(Fault.GAP, expected)
                self.broken = True
            hashes.append(self._leaf(row))
        if not self.broken:
            self._grow(hashes)

    def _leaf(self, row: Row) -> bytes:
        index, body, stored = row[0], bytes(row[1]), bytes(row[2])
        computed = ledger.leaf_hash(body)
        if computed != stored:
            self.report(Fault.LEAF_HASH_DIFFERS, index)
        said = _read(body)
        if said is None:
            self.report(Fault.BODY_UNREADABLE, index)
        elif said != _said_by_columns(row):
            self.report(Fault.COLUMNS_DIFFER, index)
        return computed

    def _grow(self, hashes: Sequence[bytes]) -> None:
        growth = ledger.append(self.edge, self.size, hashes)
        inner = {place: value for place, value in growth.nodes.items() if place.level}
        stored = _stored(inner)
        for place, value in inner.items():
            if place not in stored:
                self.report(Fault.NODE_MISSING, place.position, place.level)
            elif stored[place] != value:
                self.report(Fault.NODE_DIFFERS, place.position, place.level)
        self.edge.add(growth.nodes)
        for one in self.known:
            if self.size < one.size <= growth.size and ledger.root(self.edge, one.size) != one.root:
                self.report(Fault.ROOT_DIFFERS, one.size)
        self.size, self.root = growth.size, growth.root
        # Only full nodes on the right edge can still matter: each lies directly left of what comes next.
        edge = {Place(level, (self.size >> level) - 1) for level in range(self.size.bit_length())}
        self.edge.nodes = {place: value for place, value in self.edge.nodes.items() if place in edge}

    def finish(self, size: int, nodes: int) -> None:
        if self.known and self.known[-1].size > size:
            self.report(Fault.SHORTER_THAN_KNOWN, self.known[-1].size)
        expected = sum(size >> level for level in range(1, size.bit_length()))
        if nodes > expected:
            self.report(Fault.NODE_SURPLUS)


def _extent() -> tuple[int, int]:
    """Tree size and number of inner nodes, in one statement, so that both are of one moment."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT (SELECT MAX("index") FROM journal_leaf), (SELECT COUNT(*) FROM journal_node)')
        last, nodes = cursor.fetchone()
    return (0 if last is None else last + 1), nodes


def _chunks(size: int) -> Iterator[list[Row]]:
    start = 0
    while start < size:
        found = Leaf.objects.filter(index__gte=start, index__lt=size).order_by("index")
        rows: list[Row] = list(found.values_list(*COLUMNS)[:CHUNK])
        if not rows:
            return
        yield rows
        start = rows[-1][0] + 1


def _stored(places: dict[Place, bytes]) -> dict[Place, bytes]:
    """The stored nodes of these places; on each level they are neighbours, so a range finds them."""
    reach: dict[int, list[int]] = {}
    for place in places:
        reach.setdefault(place.level, []).append(place.position)
    found: dict[Place, bytes] = {}
    for level, positions in reach.items():
        rows = Node.objects.filter(level=level, position__range=(min(positions), max(positions)))
        found.update({Place(level, place): bytes(value) for place, value in rows.values_list("position", "hash")})
    return found


def _read(body: bytes) -> tuple[Any, ...] | None:
    try:
        said = ledger.parse_canonical(body)
        of_case = said["v"] == CASE_VERSION
        if said["v"] not in (VERSION, CASE_VERSION) or ("case_pid" in said) != of_case:
            return None
        link = ledger.read_link(body) if of_case else None
        place = (str(link.case_pid), link.seq) if link else (None, None)
        return *(said[name] for name in ("index", "at", "kind", "actor", "subject")), *place
    except (ValueError, KeyError, TypeError):
        return None


def _said_by_columns(row: Row) -> tuple[Any, ...]:
    index, _body, _hash, at, kind, actor, subject, case, seq = row
    said = str(subject) if subject else None
    return index, moment(at.astimezone(UTC)), kind, str(actor), said, str(case) if case else None, seq
