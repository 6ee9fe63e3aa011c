"""Sealing one value under a data key, bound to the very place where it stands.

Sealed form: one byte key version, 12 random bytes nonce, AES-256-GCM ciphertext with its tag. Table, row, column
and key version are authenticated: a value copied elsewhere does not open. The JSON text is filled with spaces
to a multiple of 32 bytes, so that lengths do not tell Лія from Володимир-Святослав.
"""

from __future__ import annotations

import json
import os
from typing import Any
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag

from dodomu.base.keys.errors import SealBroken
from dodomu.base.keys.opened import OpenKey

NONCE_BYTES = 12
OVERHEAD_BYTES = 1 + NONCE_BYTES + 16
STEP = 32
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().decode
_ONLY_JSON = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def seal(key: OpenKey, table: str, row: UUID, column: str, value: Any) -> bytes:
    """Encrypt a JSON-able value for this table, row and column.

    Raises:
        TypeError: the value has no JSON form.
    """
    text = _written(value)
    nonce = os.urandom(NONCE_BYTES)
    context = f"{table}|{row.hex}|{column}|{key.version}".encode()
    padded = text.ljust(-(-len(text) // STEP) * STEP)
    return b"%c%b%b" % (key.version, nonce, key.cipher.encrypt(nonce, padded, context))


def unseal(key: OpenKey, table: str, row: UUID, column: str, blob: bytes | memoryview) -> Any:
    """Read a sealed value back.

    Raises:
        SealBroken: altered, cut off, moved here from another place, or sealed under another key or version.
    """
    whole = bytes(blob)
    if len(whole) < OVERHEAD_BYTES or whole[0] != key.version:
        raise SealBroken(f"The sealed value in {table}.{column} was made under another key version or cut off.")
    context = f"{table}|{row.hex}|{column}|{key.version}".encode()
    try:
        text = key.cipher.decrypt(whole[1 : 1 + NONCE_BYTES], whole[1 + NONCE_BYTES :], context)
    except InvalidTag:
        raise SealBroken(f"The sealed value in {table}.{column} was altered or moved.") from None
    return _decode(text.decode())


def _written(value: Any) -> bytes:
    try:
        return orjson.dumps(value, option=_ONLY_JSON)
    except TypeError:
        # Integers of more than 64 bits, and what has no JSON form at all.
        return _encode(value).encode()
