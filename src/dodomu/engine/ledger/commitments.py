"""Salted commitments: the log can later prove what it saw, and tells nothing before.

An unsalted hash of a name and a birth date falls to a few thousand guesses; 32 random bytes of salt prevent it.
Destroying the salt makes the commitment meaningless for ever.
"""

from __future__ import annotations

from hashlib import sha256

from dodomu.engine.ledger.errors import HashRefused
from dodomu.engine.ledger.hashing import require_hash


def commitment(salt: bytes, content: bytes) -> str:
    """Hex of SHA-256(salt || SHA-256(content) || length of content as 8 bytes, big endian).

    Raises:
        HashRefused: the salt is not 32 bytes.

    >>> len(commitment(bytes(32), b"a report"))
    64
    """
    return commitment_to_digest(salt, sha256(content).digest(), len(content))


def commitment_to_digest(salt: bytes, digest: bytes, length: int) -> str:
    """The same commitment for content that was hashed while it streamed by.

    Args:
        salt: 32 secret bytes. digest: SHA-256 of the content. length: its size in bytes, 0 or more.

    Raises:
        HashRefused: salt or digest is not 32 bytes, or the length is negative.
    """
    require_hash(salt, "salt")
    require_hash(digest, "digest")
    if length < 0:
        raise HashRefused("length must be 0 or more")
    return sha256(salt + digest + length.to_bytes(8, "big")).hexdigest()
