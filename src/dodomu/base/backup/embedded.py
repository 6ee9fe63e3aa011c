"""The embedded database in a backup: one consistent file, still encrypted under its own key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


def snapshot(target: Path) -> None:
    """Write a consistent copy of the open database; it is encrypted under the same key.

    VACUUM INTO reads one moment of the database while others go on writing, and leaves out free pages: what was
    deleted (a destroyed key) is not in the copy.

    Raises:
        RuntimeError: inside a transaction, where SQLite cannot do it.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A snapshot cannot be taken inside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let the default connection use another database (a file, or a name on the same server) for a while."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
