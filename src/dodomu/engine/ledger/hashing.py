"""Hashes of leaves and nodes (RFC 6962, section 2.1), with SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from dodomu.engine.ledger.errors import HashRefused

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(body: bytes) -> bytes:
    """Hash one leaf body: SHA-256(0x00 || body).

    The prefix keeps a leaf from ever passing as an inner node (RFC 6962, section 2.1).

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two child hashes of 32 bytes each: SHA-256(0x01 || left || right).

    >>> node_hash(bytes(32), bytes(32)) == node_hash(bytes(32), leaf_hash(b""))
    False
    """
    return sha256(b"\x01" + left + right).digest()


def leaf_hashes(bodies: Iterable[bytes]) -> list[bytes]:
    """`leaf_hash` of each: without a call for each, for journals are long.

    >>> leaf_hashes([b"", b"a"]) == [leaf_hash(b""), leaf_hash(b"a")]
    True
    """
    return [sha256(b"\x00" + body).digest() for body in bodies]


def parents(row: Sequence[bytes]) -> list[bytes]:
    """`node_hash` of each two neighbours, from the left; one that is left over has no parent yet.

    >>> parents([bytes(32), bytes(32), bytes(32)]) == [node_hash(bytes(32), bytes(32))]
    True
    """
    return [sha256(b"\x01" + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=False)]


def require_hash(value: bytes, what: str) -> None:
    """Refuse anything but 32 bytes.

    Raises:
        HashRefused: names `what`, never the value.
    """
    if not isinstance(value, bytes) or len(value) != HASH_SIZE:
        raise HashRefused(f"{what} must be exactly {HASH_SIZE} bytes")
