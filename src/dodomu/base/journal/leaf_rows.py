"""The journal's tables as a check reads them: a stretch of leaves in one row, its columns joined; or leaf by leaf.

What is stored is taken as it is, as bytes: whoever alters a table behind the program's back need not keep to its types.
A stretch in one row is several times as fast as a row for each leaf, and enough to see that all is as it should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

from dodomu.base.journal.entries import LARGEST

LINE = b"\n"
NOTHING = b"null"
"""What stands for an empty column: no pseudonym and no number is written like this."""

_TEXTS = ("at", "kind", "actor", "subject", "case_pid", "case_seq")
_SQLITE = {
    "at": "written_at",
    "kind": "kind",
    "actor": "actor_pid",
    "subject": "coalesce(subject, 'null')",
    "case_pid": "coalesce(case_pid, 'null')",
    "case_seq": "coalesce(case_seq, 'null')",
}
_POSTGRESQL = {
    "at": "to_char(written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "kind": "kind",
    "actor": "replace(actor_pid::text, '-', '')",
    "subject": "coalesce(replace(subject::text, '-', ''), 'null')",
    "case_pid": "coalesce(replace(case_pid::text, '-', ''), 'null')",
    "case_seq": "coalesce(case_seq::text, 'null')",
}
# SQLite keeps whatever type it is given. Types have an order there (numbers, then text, then bytes), so that the least or
# the greatest value betrays a foreign one; asking for the type of each value would take longer than all the rest.
_TYPED = """
    typeof(MIN(body)) = 'blob' AND typeof(MIN(hash)) = 'blob' AND MIN(length(hash)) = 32 AND MAX(length(hash)) = 32
    AND typeof(MIN(written_at)) = 'text' AND typeof(MAX(written_at)) = 'text' AND typeof(MAX(kind)) = 'text'
    AND typeof(MAX(actor_pid)) = 'text' AND typeof(MAX(subject)) IN ('text', 'null')
    AND typeof(MAX(case_pid)) IN ('text', 'null') AND typeof(MAX(case_seq)) IN ('integer', 'null')
"""
_TYPED_ROW = """
    typeof(body) = 'blob' AND typeof(hash) = 'blob' AND typeof(written_at) = 'text' AND typeof(kind) = 'text'
    AND typeof(actor_pid) = 'text' AND typeof(subject) IN ('text', 'null') AND typeof(case_pid) IN ('text', 'null')
    AND typeof(case_seq) IN ('integer', 'null')
"""
# Ends of lines stand between the values, nothing between hashes, which are all of one length.
_JOINED = {
    "sqlite": ", ".join(f"CAST(group_concat({_SQLITE[name]}, '\n') AS BLOB)" for name in _TEXTS),
    "postgresql": ", ".join(f"string_agg({_POSTGRESQL[name]}, E'\\n')" for name in _TEXTS),
}
# Leaves lie in the table in the order of their numbers, and in that order SQLite reads them without looking each up.
_STRETCH = {
    "sqlite": f"""
        SELECT COUNT(*), {_TYPED}, CAST(group_concat(CAST(body AS TEXT), '\n') AS BLOB),
            CAST(group_concat(CAST(hash AS TEXT), '') AS BLOB), {_JOINED["sqlite"]}
        FROM journal_leaf, (SELECT MIN(rowid) AS first FROM journal_leaf)
        WHERE rowid >= first + %s AND rowid < first + %s AND "index" = rowid - first
    """,  # noqa: S608 -- from this file alone, as all below
    "postgresql": f"""
        SELECT COUNT(*), MIN(length(hash)) = 32 AND MAX(length(hash)) = 32, string_agg(body, '\\x0a'::bytea),
            string_agg(hash, ''::bytea), {_JOINED["postgresql"]}
        FROM (SELECT * FROM journal_leaf WHERE "index" >= %s AND "index" < %s ORDER BY "index") AS stretch
    """,  # noqa: S608
}
_ROWS = {
    "sqlite": f"""
        SELECT "index", {_TYPED_ROW}, CAST(body AS BLOB), CAST(hash AS BLOB),
            {", ".join(f"CAST({_SQLITE[name]} AS BLOB)" for name in _TEXTS)}
        FROM journal_leaf WHERE "index" >= %s AND "index" < %s ORDER BY "index"
    """,  # noqa: S608
    "postgresql": f"""
        SELECT "index", TRUE, body, hash, {", ".join(_POSTGRESQL[name] for name in _TEXTS)}
        FROM journal_leaf WHERE "index" >= %s AND "index" < %s ORDER BY "index"
    """,  # noqa: S608
}
_NODES = {
    "sqlite": """
        SELECT MIN(length(hash)) = 32 AND MAX(length(hash)) = 32 AND typeof(MIN(hash)) = 'blob',
            CAST(group_concat(CAST(hash AS TEXT), '') AS BLOB)
        FROM journal_node WHERE level = %s AND position >= %s AND position < %s
    """,
    "postgresql": """
        SELECT MIN(length(hash)) = 32 AND MAX(length(hash)) = 32, string_agg(hash, ''::bytea)
        FROM (SELECT hash FROM journal_node WHERE level = %s AND position >= %s AND position < %s ORDER BY position)
            AS stretch
    """,
}
_EXTENT = f"""
    SELECT (SELECT MAX("index") FROM journal_leaf WHERE "index" <= {LARGEST}), (SELECT COUNT(*) FROM journal_node),
        EXISTS (SELECT 1 FROM journal_leaf WHERE "index" < 0 OR "index" > {LARGEST})
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the journal reaches: leaves, inner nodes, and whether a leaf stands outside the numbers."""

    size: int
    nodes: int
    has_stray: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring leaves: every column joined by ends of lines, the hashes by nothing.

    ``count`` are those that lie where they were put; ``typed`` says that no value is of a foreign type or length.
    """

    count: int
    typed: bool
    bodies: bytes
    hashes: bytes
    at: bytes
    kind: bytes
    actor: bytes
    subject: bytes
    case_pid: bytes
    case_seq: bytes


@dataclass(frozen=True, slots=True)
class LeafRow:
    """One leaf as it is stored. Pseudonyms without dashes; times as ``whole_time`` wants them."""

    index: int
    typed: bool
    body: bytes
    hash: bytes
    at: bytes
    kind: bytes
    actor: bytes
    subject: bytes
    case_pid: bytes
    case_seq: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """What is needed to check a stretch: its leaves, and the nodes over it, level by level from 1 on."""

    start: int
    end: int
    leaves: Stretch
    nodes: list[bytes]


def read_ahead(starts: Iterable[tuple[int, int]]) -> Iterator[Read]:
    """Read these stretches, each while the one before is being checked: to decrypt and to hash takes a core each."""
    on: Any = connections[DEFAULT_DB_ALIAS]
    on.ensure_connection()
    on.inc_thread_sharing()
    try:
        with ThreadPoolExecutor(1) as reader:
            waiting: Future[Read] | None = None
            for start, end in starts:
                asked = reader.submit(_read, on, start, end)
                if waiting:
                    yield waiting.result()
                waiting = asked
            if waiting:
                yield waiting.result()
    finally:
        on.dec_thread_sharing()


def _read(on: Any, start: int, end: int) -> Read:
    levels = range(1, (end - start).bit_length())
    return Read(
        start, end, _stretch(on, start, end), [_row(on, level, start >> level, end >> level) for level in levels]
    )


def extent() -> Extent:
    """All in one statement, so that it is of one moment: others may be writing."""
    last, nodes, has_stray = _ask(_EXTENT)[0]
    return Extent(0 if last is None else int(last) + 1, nodes, bool(has_stray))


def leaf_rows(start: int, end: int) -> list[LeafRow]:
    """The leaves with these numbers that are there, in order."""
    found = _ask(_ROWS[connection.vendor], start, end)
    return [LeafRow(index, bool(typed), *map(_as_bytes, columns)) for index, typed, *columns in found]


def next_leaf(start: int) -> int | None:
    """The first number of a leaf from ``start`` on."""
    (found,) = _ask(f'SELECT MIN("index") FROM journal_leaf WHERE "index" >= %s AND "index" <= {LARGEST}', start)[0]  # noqa: S608
    return None if found is None else int(found)


def stored_nodes(level: int, start: int, end: int) -> dict[int, bytes]:
    """The nodes of one level from ``start`` to ``end`` (exclusive) by their positions, each as it is."""
    asked = "SELECT position, hash FROM journal_node WHERE level = %s AND position >= %s AND position < %s"
    return {position: _as_bytes(value) for position, value in _ask(asked, level, start, end)}


def whole_time(at: bytes) -> bytes:
    """``2026-03-01 09:30:00.000000``, also where SQLite was given a time without fraction."""
    return at + b".000000" if len(at) == 19 else at


def _stretch(on: Any, start: int, end: int) -> Stretch:
    count, typed, *columns = _ask(_STRETCH[on.vendor], start, end, on=on)[0]
    found = Stretch(count, bool(typed), *map(_as_bytes, columns))
    if len(found.at) == 27 * count - 1:
        return found
    return replace(found, at=LINE.join(map(whole_time, found.at.split(LINE))))


def _row(on: Any, level: int, start: int, end: int) -> bytes:
    """The nodes of one level, one after the other; empty if one is no hash."""
    typed, hashes = _ask(_NODES[on.vendor], level, start, end, on=on)[0]
    return _as_bytes(hashes) if typed else b""


def _ask(statement: str, *values: Any, on: Any = connection) -> Sequence[tuple[Any, ...]]:
    with on.cursor() as cursor:
        cursor.execute(statement, values)
        found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return found


def _as_bytes(value: Any) -> bytes:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    return b"" if value is None else str(value).encode("utf-8", "surrogatepass")
