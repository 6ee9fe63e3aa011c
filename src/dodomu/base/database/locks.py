"""One writer at a time for the few things that need an order, such as the journal's next index."""

from __future__ import annotations

import hashlib

from django.db import connection


def serialise(name: str) -> None:
    """Hold the named lock until the end of the caller's transaction.

    PostgreSQL: a transaction-level advisory lock. SQLite: nothing to do, for transactions there
    begin IMMEDIATE and so already exclude each other.

    Raises:
        RuntimeError: outside a transaction, where the lock would protect nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A lock needs a transaction to hold it.")
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
