"""A file encrypted in chunks: any part can be verified before it is used, and none can be cut, swapped or moved.

Form: a line naming the format, then chunks of 256 KiB under AES-256-GCM, each with its 16-byte tag. The nonce of
a chunk is seven zero bytes, its number (four bytes) and a byte that is 1 for the last: the STREAM construction
(Hoang, Reyhanitabar, Rogaway, Vizár 2015). The key serves this one file, so no nonce ever comes twice; the
original's identifier is authenticated with every chunk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol
from uuid import UUID

from blake3 import blake3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER = b"dodomu-vault/1\n"
CHUNK = 256 * 1024
TAG = 16
MOST_CHUNKS = 2**32


class Readable(Protocol):
    """Anything that hands over bytes: a file, an upload, a buffer."""

    def read(self, size: int, /) -> bytes: ...


class VaultDamaged(Exception):
    """An original in the vault is missing, cut off or altered."""


class Sealing:
    """Encrypts a stream chunk by chunk; afterwards knows digests and size.

    Attributes:
        sha256, blake3: running digests of the content, fed before anything else touches a part of it.
        cipher_sha256: running digest of what is written.
        size: bytes of content so far.
    """

    def __init__(self, key: bytes, original: UUID) -> None:
        self._cipher, self._context = AESGCM(key), _context(original)
        self.sha256, self.blake3, self.size = hashlib.sha256(), blake3(), 0
        self.cipher_sha256 = hashlib.sha256()

    def encrypt(self, stream: Readable) -> Iterator[bytes]:
        """The encrypted file, piece by piece.

        Raises:
            ValueError: more than 2^32 chunks (1 PiB).
        """
        yield self._out(HEADER)
        number, chunk = 0, self.take(stream)
        while True:
            following = self.take(stream) if len(chunk) == CHUNK else b""
            yield self._out(self._cipher.encrypt(_nonce(number, last=not following), chunk, self._context))
            if not following:
                return
            number, chunk = number + 1, following

    def take(self, stream: Readable) -> bytes:
        """The next chunk, hashed by both before anybody else sees it."""
        parts, missing = [], CHUNK
        while missing and (part := stream.read(missing)):
            self.sha256.update(part)
            self.blake3.update(part)
            parts.append(part)
            missing -= len(part)
        self.size += CHUNK - missing
        return b"".join(parts)

    def _out(self, piece: bytes) -> bytes:
        self.cipher_sha256.update(piece)
        return piece


def decrypt(key: bytes, original: UUID, file: BinaryIO) -> Iterator[bytes]:
    """The content, chunk by chunk, each verified before it is handed out.

    Raises:
        VaultDamaged: altered, cut off, or another original's file.
    """
    cipher, context = AESGCM(key), _context(original)
    if file.read(len(HEADER)) != HEADER:
        raise VaultDamaged("An original in the vault is not in the expected form.")
    number, piece = 0, file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        try:
            chunk = cipher.decrypt(_nonce(number, last=not following), piece, context)
        except (InvalidTag, ValueError):
            raise VaultDamaged("An original in the vault was altered or cut off.") from None
        yield chunk
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    if number >= MOST_CHUNKS:
        raise ValueError("stream: at most 1 PiB")
    return bytes(7) + number.to_bytes(4, "big") + bytes([last])


def _context(original: UUID) -> bytes:
    return HEADER + original.bytes
