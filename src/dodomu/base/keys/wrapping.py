"""The secret of a data key under an organisation key, bound to the row in which it stands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dodomu.base.database.bulk import StoredRows
from dodomu.base.keys.errors import WrongKey
from dodomu.base.keys.organisation import ensure_organisation_key
from dodomu.base.keys.ring import unlocked

NONCE_BYTES = 12


def wrap(cipher: AESGCM, identifier: UUID, version: int, secret: bytes, nonce: bytes) -> bytes:
    """The wrapped form: a fresh nonce of 12 bytes, then the ciphertext."""
    return nonce + cipher.encrypt(nonce, secret, _context(identifier, version))


def unwrapped(cipher: AESGCM, identifier: UUID, version: int, wrapped: bytes) -> bytes:
    """The secret.

    Raises:
        WrongKey: the row was tampered with.
    """
    try:
        return cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _context(identifier, version))
    except (InvalidTag, ValueError):
        raise WrongKey("A data key was altered or moved in the database.") from None


def rewrapped(old: AESGCM, new: AESGCM, identifier: UUID, version: int, wrapped: bytes) -> bytes:
    """The same secret under another organisation key.

    Raises:
        WrongKey: the row was tampered with.
    """
    secret = unwrapped(old, identifier, version, wrapped)
    return wrap(new, identifier, version, secret, os.urandom(NONCE_BYTES))


def wrapped_by_newest(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of new data keys, wrapped anew if the organisation key was rotated since they were made.

    Call it in the transaction that inserts them, when much time has passed: the database refuses a key under an
    organisation key that was destroyed meanwhile.
    """
    newest = ensure_organisation_key()
    return [row if row["organisation_key_id"] == newest.id else row | _moved(row, newest.id) for row in rows]


def stored_by_newest(rows: StoredRows) -> StoredRows:
    """The same for rows that are in the form in which the driver takes them."""
    newest = ensure_organisation_key()
    under = rows.columns.index("organisation_key_id")
    if all(_uuid(values[under]) == newest.id for values in rows.values):
        return rows
    fresh = [_stored_anew(dict(zip(rows.columns, values, strict=True)), newest.id) for values in rows.values]
    return StoredRows(rows.columns, fresh)


def _stored_anew(row: dict[str, Any], newest: UUID) -> tuple[Any, ...]:
    plain = row | {name: _uuid(row[name]) for name in ("id", "organisation_key_id")}
    if plain["organisation_key_id"] != newest:
        moved = _moved(plain, newest)
        as_text = isinstance(row["organisation_key_id"], str)
        row |= moved | {"organisation_key_id": newest.hex if as_text else newest}
    return tuple(row.values())


def _moved(row: dict[str, Any], newest: UUID) -> dict[str, Any]:
    keys = unlocked()
    old, new = (keys.opened_organisation_key(one) for one in (row["organisation_key_id"], newest))
    return {
        "organisation_key_id": newest,
        "wrapped": rewrapped(old, new, row["id"], row["version"], bytes(row["wrapped"])),
    }


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _context(identifier: UUID, version: int) -> bytes:
    return b"dodomu/v1/data key|%b|%d" % (identifier.bytes, version)
