"""Slots of the key ring: each wraps the same random root key under another way of opening it."""

from __future__ import annotations

import os
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dodomu.base.keys.errors import KeyRingDamaged, WrongKey

MOST_MEMORY_KIB = 4 * 1024 * 1024
MOST_PASSES = 64


class SlotKind(StrEnum):
    """Ways to open a key ring."""

    PASSPHRASE = "passphrase"  # noqa: S105
    KEY_FILE = "keyfile"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: argon2id passes, memory in KiB, lanes.

    The default is the second recommended option of RFC 9106, section 4.
    """

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: everything but the secret itself."""

    kind: SlotKind
    salt: bytes
    cost: Cost | None
    nonce: bytes
    wrapped: bytes

    def to_json(self) -> dict[str, Any]:
        """The slot as it stands in keyring.json."""
        parts = {"kind": str(self.kind), **{name: _text(getattr(self, name)) for name in ("salt", "nonce", "wrapped")}}
        if self.cost is None:
            return parts
        return {**parts, "passes": self.cost.passes, "memory_kib": self.cost.memory_kib, "lanes": self.cost.lanes}

    @classmethod
    def from_json(cls, parts: Mapping[str, Any]) -> Slot:
        """Read a slot back.

        Raises:
            KeyRingDamaged: a part is missing or absurd (a huge cost would stop the start for ever).
        """
        try:
            kind = SlotKind(parts["kind"])
            cost = Cost(parts["passes"], parts["memory_kib"], parts["lanes"]) if kind == SlotKind.PASSPHRASE else None
            salt, nonce, wrapped = (b64decode(parts[name], validate=True) for name in ("salt", "nonce", "wrapped"))
        except (KeyError, TypeError, ValueError):
            raise KeyRingDamaged("keyring.json has a slot that this program cannot read.") from None
        if cost and not (0 < cost.passes <= MOST_PASSES and 0 < cost.memory_kib <= MOST_MEMORY_KIB):
            raise KeyRingDamaged("keyring.json asks for an absurd amount of memory or time.")
        return cls(kind, salt, cost, nonce, wrapped)


def wrap(root: bytes, kind: SlotKind, secret: bytes, *, ring: str, cost: Cost) -> Slot:
    """Make a slot that opens with this secret. Only a passphrase is stretched: the others are random."""
    salt, nonce = os.urandom(16), os.urandom(12)
    used = cost if kind == SlotKind.PASSPHRASE else None
    key = _slot_key(secret, salt, used)
    return Slot(kind, salt, used, nonce, AESGCM(key).encrypt(nonce, root, _context(kind, ring)))


def unwrap(slot: Slot, secret: bytes, *, ring: str) -> bytes:
    """The root key.

    Raises:
        WrongKey: the secret is another one, or the slot was taken from another ring.
    """
    key = _slot_key(secret, slot.salt, slot.cost)
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.wrapped, _context(slot.kind, ring))
    except (InvalidTag, ValueError):
        raise WrongKey(f"This {_NAMES[slot.kind]} does not open the key ring of this installation.") from None


def passphrase_bytes(text: str) -> bytes:
    """The passphrase as bytes, alike however the keyboard composed its letters (ї, й)."""
    return unicodedata.normalize("NFKC", text).encode("utf-8")


_NAMES = {SlotKind.PASSPHRASE: "passphrase", SlotKind.KEY_FILE: "key file", SlotKind.RECOVERY: "recovery key"}


def _slot_key(secret: bytes, salt: bytes, cost: Cost | None) -> bytes:
    if cost is None:
        return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"dodomu/v1/slot").derive(secret)
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)


def _context(kind: SlotKind, ring: str) -> bytes:
    return f"dodomu/v1/keyring|{ring}|{kind}".encode()


def _text(value: bytes) -> str:
    return b64encode(value).decode()
