"""The keys of an unlocked installation, all derived from one random root (HKDF-SHA256, RFC 5869)."""

from __future__ import annotations

import hmac
import os
from typing import NoReturn
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from dodomu.base.keys.errors import KeyRingDamaged, WrongKey

ROOT_BYTES = 32
SEARCH_KEY_BYTES = 16


class Keys:
    """What the unlocked root gives: each key serves one purpose and reveals nothing about the others.

    Attributes:
        database_key: 32 bytes, SQLCipher's raw key; without use on PostgreSQL.
        django_secret: Django's SECRET_KEY.
    """

    __slots__ = ("_backup", "_organisation", "_search", "_wrapping", "database_key", "django_secret")

    def __init__(self, root: bytes) -> None:
        """Derive all keys from the 32 random bytes of the root.

        Raises:
            KeyRingDamaged: the root is not 32 bytes.
        """
        if len(root) != ROOT_BYTES:
            raise KeyRingDamaged(f"The root key must be {ROOT_BYTES} bytes long.")
        self.database_key = _derive(root, "database")
        self.django_secret = _derive(root, "django").hex()
        self._search = _derive(root, "search")
        self._wrapping = AESGCM(_derive(root, "organisation keys"))
        self._backup = AESGCM(_derive(root, "backup"))
        self._organisation: dict[UUID, AESGCM] = {}

    def search_key(self, kind: str, text: str) -> bytes:
        """16 bytes that are equal exactly for equal (kind, text): HMAC-SHA256, truncated.

        Args:
            kind: which of our search terms, such as ``token``; terms of different kinds never meet.
            text: the folded term. How often a key occurs stays visible: see THREAT_MODEL.
        """
        message = f"{kind}\x00{text}".encode()
        return hmac.digest(self._search, message, "sha256")[:SEARCH_KEY_BYTES]

    def organisation_key(self, identifier: UUID, wrapped: bytes) -> AESGCM:
        """The organisation key behind its wrapped form; kept open for the life of the process.

        Raises:
            WrongKey: the key ring belongs to another database.
        """
        found = self._organisation.get(identifier)
        if found is None:
            try:
                secret = self._wrapping.decrypt(wrapped[:12], wrapped[12:], _context(identifier))
            except InvalidTag:
                raise WrongKey("The key ring does not fit this database: they come from two installations.") from None
            found = self._organisation[identifier] = AESGCM(secret)
        return found

    def opened_organisation_key(self, identifier: UUID) -> AESGCM:
        """An organisation key that this process opened before, though the database may know it no more.

        Raises:
            WrongKey: this process never opened it.
        """
        try:
            return self._organisation[identifier]
        except KeyError:
            raise WrongKey("This organisation key was never opened here.") from None

    def forget_organisation_keys(self, *, but: UUID) -> None:
        """Hold no other than this one in memory any longer."""
        self._organisation = {identifier: held for identifier, held in self._organisation.items() if identifier == but}

    def wrap_organisation_key(self, identifier: UUID, secret: bytes, nonce: bytes) -> bytes:
        """The wrapped form of a new organisation key: a fresh 12-byte nonce, then the ciphertext."""
        return nonce + self._wrapping.encrypt(nonce, secret, _context(identifier))

    def seal_part(self, name: str, content: bytes) -> bytes:
        """Encrypt one named part of a backup, so that unpacking it never lays rows in clear on a disk."""
        nonce = os.urandom(12)
        return nonce + self._backup.encrypt(nonce, content, name.encode())

    def open_part(self, name: str, sealed: bytes) -> bytes:
        """The part again.

        Raises:
            WrongKey: altered, renamed, or of another installation.
        """
        try:
            return self._backup.decrypt(sealed[:12], sealed[12:], name.encode())
        except (InvalidTag, ValueError):
            raise WrongKey("A part of the backup was altered or belongs to another installation.") from None

    def __repr__(self) -> str:
        return "<Keys>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys never leave the process")


def _derive(root: bytes, purpose: str) -> bytes:
    # The root is uniformly random, so HKDF's extract step has nothing to do (RFC 5869, section 3.3).
    return HKDFExpand(algorithm=SHA256(), length=32, info=f"dodomu/v1/{purpose}".encode()).derive(root)


def _context(identifier: UUID) -> bytes:
    return b"dodomu/v1/organisation key|" + identifier.bytes
