"""The journal: an append-only record of acts, hashed into a Merkle tree in the transaction of each act.

    with transaction.atomic():
        ...
        journal.append("case_opened", by=viewer, subject=case.pid, codes={"risk": "high"})

What a leaf commits to, it commits to with a salt that is derived from the owner's data key:
``journal.commit(key.derive("commitment"), content)``. Destroying the key destroys the salt, and with it every
way of testing a guess against the leaf; the leaf itself stays.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dodomu.base.journal.entries import Entry, EntryRefused
from dodomu.engine.ledger import commitment as commit

if TYPE_CHECKING:
    from dodomu.base.journal.chains import case_pid_of
    from dodomu.base.journal.checking import verify
    from dodomu.base.journal.problems import Fault, Problem, Verification
    from dodomu.base.journal.reading import (
        Checkpoint,
        JournalEntry,
        checkpoint,
        entries_about,
        entries_by,
        entries_of_kinds,
        recent,
    )
    from dodomu.base.journal.writing import MOST_AT_ONCE, NotInTransaction, append, append_many

__all__ = [
    "Checkpoint",
    "Entry",
    "EntryRefused",
    "Fault",
    "JournalEntry",
    "MOST_AT_ONCE",
    "NotInTransaction",
    "Problem",
    "Verification",
    "append",
    "append_many",
    "case_pid_of",
    "checkpoint",
    "commit",
    "entries_about",
    "entries_by",
    "entries_of_kinds",
    "recent",
    "verify",
]

# Django imports this package before its tables are known, so what needs tables is loaded on first use.
_LATER = {
    "case_pid_of": "chains",
    "verify": "checking",
    **dict.fromkeys(("Fault", "Problem", "Verification"), "problems"),
    **dict.fromkeys(
        ("Checkpoint", "JournalEntry", "checkpoint", "entries_about", "entries_by", "entries_of_kinds", "recent"),
        "reading",
    ),
    **dict.fromkeys(("MOST_AT_ONCE", "NotInTransaction", "append", "append_many"), "writing"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
