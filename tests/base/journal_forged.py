"""What somebody can do who holds the whole server: write the journal anew, with every hash of it."""

from __future__ import annotations

from typing import Any

from django.db import connection

from dodomu.base.journal import guards
from dodomu.base.journal.models import Leaf
from dodomu.base.journal.store import TableStore
from dodomu.base.journal.writing import _insert_nodes
from dodomu.engine import ledger


def unguarded() -> None:
    """Drop the triggers that refuse changes."""
    with connection.cursor() as cursor:
        for table in guards.TABLES:
            for verb in ("update", "delete"):
                where = f' ON "journal_{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "journal_{table}_no_{verb}"{where}')


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def forged(index: int, old: bytes, new: bytes, **columns: Any) -> None:
    """Replace something in a leaf, make its columns, its hash and the whole tree fit, and leave no other trace."""
    unguarded()
    body = bytes(Leaf.objects.get(index=index).body)
    assert body.count(old) == 1
    body = body.replace(old, new)
    run('UPDATE journal_leaf SET body = %s, hash = %s WHERE "index" = %s', body, ledger.leaf_hash(body), index)
    for column, value in columns.items():
        run(f'UPDATE journal_leaf SET {column} = %s WHERE "index" = %s', value, index)
    grown_anew()


def grown_anew() -> None:
    """The tree over the leaves as they are."""
    run("DELETE FROM journal_node")
    hashes = [bytes(one) for one in Leaf.objects.order_by("index").values_list("hash", flat=True)]
    _insert_nodes(ledger.append(TableStore(), 0, hashes).rows)
