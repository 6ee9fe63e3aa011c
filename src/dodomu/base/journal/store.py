"""The nodes of the tree in their tables, as the ledger engine wants to read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from dodomu.base.database.plain import marks, moment_from, selected
from dodomu.base.journal.models import Leaf
from dodomu.engine.ledger import Place

WITNESSED, STAMPED = "journal.witnessed", "journal.stamped"
ANSWERS = (WITNESSED, STAMPED)
"""Kinds of the leaves that say an outsider vouched for the journal."""

_LAST = 'SELECT "index", written_at FROM journal_leaf ORDER BY "index" DESC LIMIT 1'
# Both in one question: a proof asks for twenty hashes, and a bundle for thousands of proofs.
_LEAVES = 'SELECT 0, "index", hash FROM journal_leaf WHERE "index" IN ({})'
_INNER = "SELECT level, position, hash FROM journal_node WHERE (level, position) IN (VALUES {})"


class TableStore:
    """A ``NodeStore``: level 0 stands in the leaf table, the others in the node table."""

    def fetch(self, places: Iterable[Place]) -> Mapping[Place, bytes]:
        wanted = list(places)
        leaves = [place.position for place in wanted if place.level == 0]
        inner = [place for place in wanted if place.level]
        asked = [_LEAVES.format(marks(leaves))] if leaves else []
        asked += [_INNER.format(", ".join(["(%s, %s)"] * len(inner)))] if inner else []
        if not asked:
            return {}
        values = [*leaves, *(number for place in inner for number in place)]
        found = selected(" UNION ALL ".join(asked), values)
        return {Place(level, position): bytes(value) for level, position, value in found}


def tree_size() -> int:
    """Number of leaves, read from the table each time: a remembered size drifts after a rollback."""
    return tree_end()[0]


def tree_end() -> tuple[int, datetime | None]:
    """Number of leaves, and when the last was written."""
    last = selected(_LAST)
    return (last[0][0] + 1, moment_from(last[0][1])) if last else (0, None)


def grew_beyond(size: int) -> bool:
    """Whether anything was entered after the first ``size`` leaves that is worth showing to outsiders.

    That they answered is a leaf as well, and alone no reason to ask for the next answer: two of them would keep each
    other busy for ever.
    """
    return Leaf.objects.filter(index__gte=size).exclude(kind__in=ANSWERS).exists()
