"""Between the rows of a case and what they hold: sealing under the case's own key, partial dates as text."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base import journal, keys


def seal_text(key: keys.OpenKey, table: str, row: UUID, column: str, text: str) -> bytes:
    """``text`` sealed for one column of one row; empty text is sealed too, so that its absence tells nothing."""
    return keys.seal(key, table, row, column, text)


def committed(key: keys.OpenKey, *words: str) -> tuple[str]:
    """What a journal leaf commits to: the words of the act, under a salt that dies with the case's key."""
    content = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return (journal.commit(key.derive("commitment"), content.encode()),)


class Opened:
    """The data keys of some rows, opened in one query, for reading what those rows hold."""

    def __init__(self, key_ids: set[UUID]) -> None:
        self._keys = keys.open_keys(key_ids)

    def text(self, key_id: UUID, table: str, row: UUID, column: str, blob: bytes | memoryview | None) -> str:
        """The text of one column, empty where nothing was written; says so where its key was lawfully destroyed."""
        if blob is None:
            return ""
        key = self._keys.get(key_id)
        if key is None:
            return _("erased: its key was lawfully destroyed")
        return str(keys.unseal(key, table, row, column, bytes(blob)))

    def value(self, key_id: UUID, table: str, row: UUID, column: str, blob: bytes | memoryview | None) -> Any:
        """The JSON value of one column; None where nothing was written or its key was lawfully destroyed."""
        key = self._keys.get(key_id)
        return None if blob is None or key is None else keys.unseal(key, table, row, column, bytes(blob))
