"""Between the rows of evidence and what a court is later shown: sealed words, and what the journal committed to.

Each row commits under a salt of its own: one item can be shown with its salt, and those beside it stay closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from dodomu.base import journal, keys
from dodomu.base.vault import Original
from dodomu.base.vault.keeping import COMMITMENT
from dodomu.engine import ledger
from dodomu.journey.cases.bridge import Opened

__all__ = ["Opened", "commitment_of", "content_of", "original_commitment", "salt_of", "seal_value"]


def seal_value(key: keys.OpenKey, table: str, row: UUID, column: str, value: Any) -> bytes:
    """A value sealed for one column of one row."""
    return keys.seal(key, table, row, column, value)


def salt_of(key: keys.OpenKey, row: UUID) -> bytes:
    """The salt of what one row commits to; it dies with the key."""
    return key.derive(f"commitment {row.hex}")


def content_of(statement: Mapping[str, Any]) -> bytes:
    """The bytes that are committed to: canonical JSON (RFC 8785), so that whoever has the words can write them again."""
    return ledger.canonical_json(dict(statement))


def commitment_of(key: keys.OpenKey, row: UUID, statement: Mapping[str, Any]) -> str:
    """What the journal leaf of a row commits to."""
    return journal.commit(salt_of(key, row), content_of(statement))


def original_commitment(original: Original) -> tuple[str, bytes]:
    """The commitment to the bytes of an original, the same as in the leaf of its arrival in the vault, and its salt.

    Raises:
        KeyDestroyed: it was lawfully destroyed.
    """
    key = keys.open_key(original.data_key)
    salt = key.derive(COMMITMENT)
    return ledger.commitment_to_digest(salt, bytes.fromhex(original.sha256), original.size), salt
