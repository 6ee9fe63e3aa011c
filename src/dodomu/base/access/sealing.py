"""Words that stand in tables of this app and may tell of a child: each row has a key of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dodomu.base import keys


def seal_words(table: str, row: UUID, column: str, words: Any) -> tuple[bytes, UUID]:
    """Encrypt a JSON-able value under a new key.

    Returns:
        The sealed bytes and the id of the key that opens them.
    """
    key = keys.new_data_key()
    return keys.seal(key, table, row, column, words), key.id


def open_words(table: str, row: UUID, column: str, sealed: bytes | memoryview, key_id: UUID) -> Any:
    """What was sealed.

    Raises:
        KeyDestroyed: its key is gone for ever.
    """
    opened = keys.open_keys([key_id]).get(key_id)
    if opened is None:
        raise keys.KeyDestroyed("The key was destroyed; what it sealed is gone for ever.")
    return keys.unseal(opened, table, row, column, sealed)


def forget(key_id: UUID) -> None:
    """Make what was sealed under this key unreadable for ever."""
    keys.destroy_key(key_id)
