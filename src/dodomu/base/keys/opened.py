"""A data key held open in memory."""

from __future__ import annotations

import hmac
from typing import NoReturn
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CURRENT_VERSION = 1


class OpenKey:
    """An unwrapped data key. It never shows its secret: not in repr, not in a pickle, not in a copy.

    Attributes:
        id: of the DataKey row.
        version: of the key, bound into everything sealed under it.
    """

    __slots__ = ("_cipher", "_secret", "id", "version")

    def __init__(self, identifier: UUID, secret: bytes, version: int = CURRENT_VERSION) -> None:
        self.id, self._secret, self.version = identifier, secret, version
        self._cipher: AESGCM | None = None

    @property
    def cipher(self) -> AESGCM:
        """AES-256-GCM under this key, made once."""
        if self._cipher is None:
            self._cipher = AESGCM(self._secret)
        return self._cipher

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one further purpose: HMAC-SHA256 of its name under the key. Dies with the key."""
        return hmac.digest(self._secret, f"dodomu/v1/{purpose}".encode(), "sha256")

    def __repr__(self) -> str:
        return f"<OpenKey {self.id}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys never leave the process")
