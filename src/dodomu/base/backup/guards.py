"""The triggers of a table put aside for a moment: only in a copy that nobody works with yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from dodomu.base.database.plain import marks


@contextmanager
def unguarded(tables: Sequence[str]) -> Iterator[None]:
    """Inside a transaction: no trigger of these tables hears of a change. Afterwards all are there again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table with checks that still wait cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
            return
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks(tables)})",  # noqa: S608
            list(tables),
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in triggers:
            cursor.execute(statement)
