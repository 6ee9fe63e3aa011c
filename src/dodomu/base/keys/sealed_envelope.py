"""Envelopes: a content key closed so that one private key opens it, in one place, for one recipient.

The construction is HPKE, base mode, single shot (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, by
``cryptography``. An envelope is the 32 bytes of the sender's one-time public key and the ciphertext with its tag. What
stands in ``info`` is authenticated: table, row, column, how often the place was sealed anew, and the recipient's key. An
envelope that is moved to another place, another recipient, or back from an earlier time does not open.
"""

from __future__ import annotations

from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from dodomu.base.keys.sealed_errors import EnvelopeBroken, SealedKeyDamaged

PUBLIC_BYTES = 32
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def close(content_key: bytes, public: bytes, place: str, recipient: UUID) -> bytes:
    """Close a content key for one recipient.

    Parameters:
        place: what ``place_of`` says of where the value stands.
        recipient: the row of the recipient's key, of a person or of the recovery.

    Raises:
        SealedKeyDamaged: what stands as the recipient's public key is none.
    """
    try:
        return _SUITE.encrypt(content_key, X25519PublicKey.from_public_bytes(public), _info(place, recipient))
    except ValueError:
        # Too short, or one of the points with which every agreement gives zero.
        raise SealedKeyDamaged("A public key in the database is none.") from None


def disclose(envelope: bytes, private: X25519PrivateKey, place: str, recipient: UUID) -> bytes:
    """The content key again.

    Raises:
        EnvelopeBroken: altered, cut off, or of another place, recipient or time.
    """
    try:
        return _SUITE.decrypt(envelope, private, _info(place, recipient))
    except (InvalidTag, ValueError):
        raise EnvelopeBroken("An envelope was altered or moved.") from None


def place_of(table: str, row: UUID, column: str, generation: int) -> str:
    """Where a value stands, and which time it is sealed there."""
    return f"{table}|{row.hex}|{column}|{generation}"


def public_of(private: X25519PrivateKey) -> bytes:
    """The public half, 32 bytes."""
    return private.public_key().public_bytes_raw()


def _info(place: str, recipient: UUID) -> bytes:
    return f"dodomu/v1/sealed envelope|{place}|{recipient.hex}".encode()
