"""The key ring: one random root key, wrapped once for each way of opening it, in DODOMU_HOME/keyring.json.

The file is safe to copy: without the passphrase, key file or recovery key it opens nothing. Opening only reads,
so a wrong passphrase at the start changes nothing anywhere.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NoReturn
from uuid import UUID, uuid4

from dodomu.base.durable import private_folder, write_durably
from dodomu.base.keys import keyfile
from dodomu.base.keys.derived import ROOT_BYTES, Keys
from dodomu.base.keys.errors import (
    KeyFileRefused,
    KeyRingDamaged,
    KeyRingError,
    KeyRingExists,
    KeyRingMissing,
    Locked,
    PassphraseRefused,
    RecoveryKeyMistyped,
    WrongKey,
)
from dodomu.base.keys.recovery import new_recovery_key, recovery_secret
from dodomu.base.keys.slots import Cost, Slot, SlotKind, passphrase_bytes, unwrap, wrap

__all__ = [
    "Cost",
    "KeyFileRefused",
    "KeyRing",
    "KeyRingDamaged",
    "KeyRingError",
    "KeyRingExists",
    "KeyRingMissing",
    "Locked",
    "PassphraseRefused",
    "RecoveryKeyMistyped",
    "SlotKind",
    "WrongKey",
    "adopt",
    "create",
    "exists",
    "is_unlocked",
    "lock",
    "open_ring",
    "ring_id",
    "unlock",
    "unlocked",
]

FILE_NAME = "keyring.json"
FORMAT = "dodomu-keyring/1"
SHORTEST_PASSPHRASE = 12


class KeyRing:
    """An opened key ring: gives the keys, and can change the ways of opening it."""

    __slots__ = ("_root", "_slots", "home", "identifier", "keys")

    def __init__(self, home: Path, identifier: str, slots: list[Slot], root: bytes) -> None:
        self.home, self.identifier, self._slots, self._root = home, identifier, slots, root
        self.keys = Keys(root)

    @property
    def kinds(self) -> frozenset[SlotKind]:
        """The ways in which this ring can be opened."""
        return frozenset(slot.kind for slot in self._slots)

    def change_passphrase(self, passphrase: str, *, cost: Cost | None = None) -> None:
        """Set or replace the passphrase; other ways of opening stay.

        Raises:
            PassphraseRefused: shorter than 12 characters.
        """
        self._replace(SlotKind.PASSPHRASE, _passphrase(passphrase), cost)

    def change_key_file(self, path: Path) -> None:
        """Set or replace the key file; one is made when there is none at this path.

        Raises:
            KeyFileRefused: inside DODOMU_HOME, shorter than 32 bytes, or unreadable.
        """
        self._replace(SlotKind.KEY_FILE, keyfile.make_or_read(path, self.home), None)

    def renew_recovery_key(self) -> str:
        """Make a new recovery key, to be printed once; the old one opens nothing from now on."""
        text = new_recovery_key()
        self._replace(SlotKind.RECOVERY, recovery_secret(text), None)
        return text

    def _replace(self, kind: SlotKind, secret: bytes, cost: Cost | None) -> None:
        fresh = wrap(self._root, kind, secret, ring=self.identifier, cost=cost or Cost())
        slots = [slot for slot in self._slots if slot.kind != kind] + [fresh]
        self._write(slots)
        self._slots = slots

    def _write(self, slots: list[Slot]) -> None:
        parts = {"format": FORMAT, "id": self.identifier, "slots": [slot.to_json() for slot in slots]}
        write_durably(self.home / FILE_NAME, json.dumps(parts, indent=2).encode() + b"\n")

    def __repr__(self) -> str:
        return f"<KeyRing {self.identifier}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys never leave the process")


_current: list[Keys] = []


def create(
    home: Path, passphrase: str | None = None, key_file: Path | None = None, *, cost: Cost | None = None
) -> tuple[KeyRing, str]:
    """Make the key ring of a new installation and unlock it in this process.

    Args:
        home: DODOMU_HOME; made when absent.
        passphrase: at least 12 characters; or
        key_file: a path outside ``home``; a random key file is made when none is there. One of the two, or both.
        cost: argon2id cost, for tests and for a random passphrase.

    Returns:
        The opened ring, and the recovery key to print once: it is kept nowhere.

    Raises:
        KeyRingExists: there is one already. PassphraseRefused, KeyFileRefused.
    """
    if exists(home):
        raise KeyRingExists("There already is a key ring in DODOMU_HOME: this installation exists.")
    if not passphrase and key_file is None:
        raise PassphraseRefused("Give a passphrase or a key file to protect the new installation.")
    secrets: list[tuple[SlotKind, bytes]] = []
    if passphrase:
        secrets.append((SlotKind.PASSPHRASE, _passphrase(passphrase)))
    if key_file is not None:
        secrets.append((SlotKind.KEY_FILE, keyfile.make_or_read(key_file, home)))
    recovery_key = new_recovery_key()
    secrets.append((SlotKind.RECOVERY, recovery_secret(recovery_key)))
    identifier, root = str(uuid4()), os.urandom(ROOT_BYTES)
    slots = [wrap(root, kind, secret, ring=identifier, cost=cost or Cost()) for kind, secret in secrets]
    private_folder(home)
    ring = KeyRing(home, identifier, slots, root)
    ring._write(slots)
    adopt(ring)
    return ring, recovery_key


def open_ring(
    home: Path, *, passphrase: str | None = None, key_file: Path | None = None, recovery_key: str | None = None
) -> KeyRing:
    """Open the ring in this folder by the first of the given ways that it has; reads, never writes.

    Raises:
        KeyRingMissing, KeyRingDamaged, WrongKey, KeyFileRefused, RecoveryKeyMistyped.
    """
    identifier, slots = _read(home)
    by_kind = {slot.kind: slot for slot in slots}
    offered: dict[SlotKind, bytes] = {}
    if passphrase:
        offered[SlotKind.PASSPHRASE] = passphrase_bytes(passphrase)
    if key_file is not None:
        offered[SlotKind.KEY_FILE] = keyfile.read(key_file, home)
    if recovery_key:
        offered[SlotKind.RECOVERY] = recovery_secret(recovery_key)
    for kind, secret in offered.items():
        if kind in by_kind:
            return KeyRing(home, identifier, slots, unwrap(by_kind[kind], secret, ring=identifier))
    ways = ", ".join(sorted(by_kind))
    raise WrongKey(f"This key ring opens by: {ways}. None of these was given.")


def unlock(
    home: Path, *, passphrase: str | None = None, key_file: Path | None = None, recovery_key: str | None = None
) -> KeyRing:
    """Open the ring (see ``open_ring``) and make its keys those of this process."""
    ring = open_ring(home, passphrase=passphrase, key_file=key_file, recovery_key=recovery_key)
    adopt(ring)
    return ring


def adopt(source: KeyRing | bytes) -> Keys:
    """Make these the keys of the process: an opened ring, or 32 root bytes (tests, rehearsals)."""
    keys = Keys(source) if isinstance(source, bytes) else source.keys
    _current[:] = [keys]
    return keys


def lock() -> None:
    """Forget the keys of the process."""
    _current.clear()


def exists(home: Path) -> bool:
    """Whether there is a key ring in this folder."""
    return (home / FILE_NAME).is_file()


def ring_id(home: Path) -> str:
    """The identifier of the ring in this folder; opens nothing.

    Raises:
        KeyRingMissing, KeyRingDamaged.
    """
    return _read(home)[0]


def is_unlocked() -> bool:
    """Whether this process holds keys."""
    return bool(_current)


def unlocked() -> Keys:
    """The keys of this process.

    Raises:
        Locked: nothing has unlocked the ring yet.
    """
    if not _current:
        raise Locked("The key ring is locked: set DODOMU_PASSPHRASE_FILE or DODOMU_KEY_FILE.")
    return _current[0]


def _passphrase(text: str) -> bytes:
    if len(text) < SHORTEST_PASSPHRASE:
        raise PassphraseRefused(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.")
    return passphrase_bytes(text)


def _read(home: Path) -> tuple[str, list[Slot]]:
    try:
        parts = json.loads((home / FILE_NAME).read_bytes())
    except FileNotFoundError:
        raise KeyRingMissing("There is no key ring in DODOMU_HOME: run `dodomu init` first.") from None
    except (OSError, ValueError):
        raise KeyRingDamaged("keyring.json cannot be read: restore it from a backup.") from None
    if not isinstance(parts, dict) or parts.get("format") != FORMAT or not isinstance(parts.get("slots"), list):
        raise KeyRingDamaged("keyring.json is not a key ring of this program: restore it from a backup.")
    try:
        identifier = str(UUID(parts["id"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise KeyRingDamaged("keyring.json has no identifier: restore it from a backup.") from None
    return identifier, [Slot.from_json(slot) for slot in parts["slots"]]
