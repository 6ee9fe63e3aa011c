"""A person's own key pair. The private half is wrapped under a passphrase that is never stored and never leaves a request.

Wrapped: 12 bytes nonce, then AES-256-GCM of the X25519 private key under argon2id (RFC 9106) of the passphrase. Person,
row and public key are authenticated, so that neither half can be exchanged unseen. These functions change rows and write
no journal: the act that calls them does, in the same transaction.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import NoReturn
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.keys.sealed_envelope import public_of
from dodomu.base.keys.sealed_errors import HasKey, NoKey, SealedKeyDamaged, WeakPassphrase, WrongPassphrase
from dodomu.base.keys.sealed_models import SealedKey
from dodomu.base.keys.slots import MOST_MEMORY_KIB, MOST_PASSES, Cost, passphrase_bytes

SHORTEST = 12
NONCE_BYTES = 12
MOST_LANES = 16
_cost = [Cost()]


def set_cost(cost: Cost) -> Cost:
    """What a new passphrase costs to guess, from now on in this process; the cost before. For demonstrations and tests."""
    before, _cost[0] = _cost[0], cost
    return before


class OpenedKey:
    """A person's private key while one request lasts. It never shows itself: not in repr, not in a pickle.

    Attributes:
        id: of the SealedKey row. person: whose it is.
    """

    __slots__ = ("id", "person", "private")

    def __init__(self, identifier: UUID, person: UUID, private: X25519PrivateKey) -> None:
        self.id, self.person, self.private = identifier, person, private

    def __repr__(self) -> str:
        return f"<OpenedKey {self.id}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys never leave the process")


def sealed_key_of(person: UUID) -> SealedKey | None:
    """The person's key, if they have one that has not ended."""
    return SealedKey.objects.filter(person_id=person, ended_at=None).first()


def sealed_fingerprint(row: SealedKey) -> str:
    """Sixteen letters by which a public key is known in the journal, so that exchanging it does not stay unseen."""
    return sha256(b"dodomu/v1/sealed public key|" + bytes(row.public)).hexdigest()[:16]


def make_sealed_key(person: UUID, passphrase: str) -> SealedKey:
    """Make the person's key pair.

    Raises:
        WeakPassphrase: shorter than twelve characters. HasKey: there is one already.
    """
    if sealed_key_of(person) is not None:
        raise HasKey("This person has a key.")
    private, identifier, cost = X25519PrivateKey.generate(), new_id(), _cost[0]
    public, salt = public_of(private), os.urandom(16)
    wrapped = _wrap(private, passphrase, salt, cost, _context(identifier, person, public))
    return SealedKey.objects.create(
        id=identifier, person_id=person, public=public, salt=salt, wrapped=wrapped,
        passes=cost.passes, memory_kib=cost.memory_kib, lanes=cost.lanes,
    )  # fmt: skip


def open_sealed_key(person: UUID, passphrase: str) -> OpenedKey:
    """Open the person's private key.

    Raises:
        NoKey: there is none. WrongPassphrase: it is another one, or the wrapped key was altered.
        SealedKeyDamaged: the row asks for an absurd cost.
    """
    row = sealed_key_of(person)
    if row is None:
        raise NoKey("This person has no key.")
    return OpenedKey(row.id, person, _unwrap(row, passphrase))


def change_sealed_passphrase(person: UUID, old: str, new: str) -> SealedKey:
    """Wrap the same private key under another passphrase.

    Raises:
        NoKey, WrongPassphrase, SealedKeyDamaged: as ``open_sealed_key``. WeakPassphrase: the new one.
    """
    row = SealedKey.objects.select_for_update().filter(person_id=person, ended_at=None).first()
    if row is None:
        raise NoKey("This person has no key.")
    private, cost = _unwrap(row, old), _cost[0]
    row.salt, row.passes, row.memory_kib, row.lanes = os.urandom(16), cost.passes, cost.memory_kib, cost.lanes
    row.wrapped = _wrap(private, new, row.salt, cost, _context(row.id, person, bytes(row.public)))
    row.changed_at = timezone.now()
    row.save(update_fields=("salt", "passes", "memory_kib", "lanes", "wrapped", "changed_at"))
    return row


def _wrap(private: X25519PrivateKey, passphrase: str, salt: bytes, cost: Cost, context: bytes) -> bytes:
    if len(passphrase.strip()) < SHORTEST:
        raise WeakPassphrase(f"The passphrase needs at least {SHORTEST} characters.")
    nonce = os.urandom(NONCE_BYTES)
    key = AESGCM(_stretched(passphrase, salt, cost))
    return nonce + key.encrypt(nonce, private.private_bytes_raw(), context)


def _unwrap(row: SealedKey, passphrase: str) -> X25519PrivateKey:
    cost = Cost(row.passes, row.memory_kib, row.lanes)
    if not (0 < cost.passes <= MOST_PASSES and 0 < cost.memory_kib <= MOST_MEMORY_KIB and 0 < cost.lanes <= MOST_LANES):
        raise SealedKeyDamaged("A key asks for an absurd amount of memory or time.")
    wrapped, public = bytes(row.wrapped or b""), bytes(row.public)
    cipher = AESGCM(_stretched(passphrase, bytes(row.salt), cost))
    try:
        raw = cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _context(row.id, row.person_id, public))
    except (InvalidTag, ValueError):
        raise WrongPassphrase("The passphrase does not open this key.") from None
    return X25519PrivateKey.from_private_bytes(raw)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # argon2 wants at least eight bytes of salt, and eight KiB for each lane: an altered row must not end in its own error.
    if len(salt) < 8 or cost.memory_kib < 8 * cost.lanes:
        raise SealedKeyDamaged("A key was altered in the database.")
    return hash_secret_raw(
        passphrase_bytes(passphrase.strip()), salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID
    )


def _context(identifier: UUID, person: UUID, public: bytes) -> bytes:
    return b"dodomu/v1/sealed key|%b|%b|%b" % (identifier.bytes, person.bytes, public)
