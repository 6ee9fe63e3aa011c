"""The key file of the backups: small, replaced by each backup, and without it none of them opens.

A backup holds data keys only as they stand in the database, wrapped under an organisation key, and never that
organisation key. The key file holds it, and every living data key besides. So the newest key file opens every backup,
older ones too, except for what was destroyed since: that is in no key file any more. See docs/decisions/0017.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pyrage
from pyrage.x25519 import Identity, Recipient

from dodomu.base.backup.errors import IdentityRefused, KeyFileDamaged, KeyFileMissing
from dodomu.base.durable import write_durably

FORMAT = "dodomu-keys/1"
ID_BYTES, WRAPPED_BYTES = 16, 60
RECORD_BYTES = 2 * ID_BYTES + WRAPPED_BYTES
LARGEST = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Version:
    """One organisation key: wrapped under the key ring, or destroyed and then empty."""

    id: UUID
    version: int
    wrapped: bytes
    created_at: datetime
    destroyed_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeySet:
    """Every key that lived at one moment, wrapped.

    Attributes:
        ring: identifier of the key ring under which they are wrapped.
        journal_size: how many leaves the journal had then: says which of a backup and a key file is newer.
        versions: the organisation keys, destroyed ones too.
        data: id of each living data key to the id of its organisation key and its wrapped form.
    """

    ring: str
    journal_size: int
    versions: tuple[Version, ...]
    data: dict[UUID, tuple[UUID, bytes]]

    def to_bytes(self) -> bytes:
        head = {
            "format": FORMAT,
            "ring": self.ring,
            "journal_size": self.journal_size,
            "versions": [_version_to_json(one) for one in self.versions],
            "data_keys": len(self.data),
        }
        records = (one.bytes + under.bytes + wrapped for one, (under, wrapped) in self.data.items())
        return json.dumps(head).encode() + b"\n" + b"".join(records)

    @classmethod
    def from_bytes(cls, content: bytes) -> KeySet:
        """Read it back.

        Raises:
            KeyFileDamaged: not what this program writes.
        """
        line, _, rest = content.partition(b"\n")
        try:
            head: dict[str, Any] = json.loads(line)
            if head["format"] != FORMAT or len(rest) != head["data_keys"] * RECORD_BYTES:
                raise KeyFileDamaged("The key file was written by another version of the format, or cut off.")
            versions = tuple(_version_from_json(one) for one in head["versions"])
            return cls(str(head["ring"]), int(head["journal_size"]), versions, dict(_records(rest)))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise KeyFileDamaged("The key file cannot be read: take another copy of it.") from None


def place_beside(backup: Path, ring: str) -> Path:
    """Where the key file of this installation lies: one for all backups in the folder."""
    return backup.with_name(f"dodomu-keys-{ring[:8]}.age")


def write(path: Path, keys: KeySet, recipients: Sequence[Recipient]) -> None:
    """Replace the key file in one step, encrypted to the recipients."""
    write_durably(path, pyrage.encrypt(keys.to_bytes(), list(recipients)))


def read(path: Path, identities: Sequence[Identity], *, ring: str) -> KeySet:
    """Read a key file; nothing of it is believed before all of it was authenticated.

    Raises:
        KeyFileMissing, IdentityRefused, KeyFileDamaged.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise KeyFileDamaged("The key file is larger than any that this program writes.")
        content = pyrage.decrypt(path.read_bytes(), list(identities))
    except FileNotFoundError:
        raise KeyFileMissing(
            f"The key file {path.name} is not there: put the newest copy of it beside the backup, or name it with --keys."
        ) from None
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise IdentityRefused("This identity is none of those the key file was encrypted to.") from None
        raise KeyFileDamaged("The key file was cut off or altered: take another copy of it.") from None
    found = KeySet.from_bytes(content)
    if found.ring != ring:
        raise KeyFileDamaged("The key file is of another installation.")
    return found


def _records(content: bytes) -> Iterator[tuple[UUID, tuple[UUID, bytes]]]:
    for start in range(0, len(content), RECORD_BYTES):
        record = content[start : start + RECORD_BYTES]
        under = UUID(bytes=record[ID_BYTES : 2 * ID_BYTES])
        yield UUID(bytes=record[:ID_BYTES]), (under, record[2 * ID_BYTES :])


def _version_to_json(one: Version) -> dict[str, Any]:
    ended = one.destroyed_at.isoformat() if one.destroyed_at else None
    begun = one.created_at.isoformat()
    return {
        "id": str(one.id),
        "version": one.version,
        "wrapped": one.wrapped.hex(),
        "created_at": begun,
        "destroyed_at": ended,
    }


def _version_from_json(parts: dict[str, Any]) -> Version:
    ended = parts["destroyed_at"]
    return Version(
        UUID(parts["id"]),
        int(parts["version"]),
        bytes.fromhex(parts["wrapped"]),
        datetime.fromisoformat(parts["created_at"]),
        datetime.fromisoformat(ended) if ended else None,
    )
