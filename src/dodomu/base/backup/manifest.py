"""What stands in a backup: the last file in it names all others with size and SHA-256."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from dodomu.base.backup.errors import BackupDamaged

FORMAT = "dodomu-backup/2"
"""Since 2 a backup holds no organisation key: see key_set."""
NAME = "manifest.json"
KEYRING = "keyring.json"
DATABASE = "dodomu.db"
ALLOWED = re.compile(
    r"manifest\.json|keyring\.json|dodomu\.db|vault/[0-9a-f]{2}/[0-9a-f]{64}|tables/[a-z][a-z0-9_]{0,62}/[0-9]{6}"
)
"""The only names that are ever unpacked."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file in the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of what was packed.

    Attributes:
        made_at: UTC, ISO 8601.
        program: version that wrote it.
        vendor: ``sqlite`` or ``postgresql``.
        migrations: (app, name) of every applied migration, in the order of application.
        columns: table name to the names of its columns, in the order in which its rows are written (PostgreSQL).
        journal_size, journal_root: a checkpoint that the restored journal must contain.
        files: everything but this list.
    """

    made_at: str
    program: str
    vendor: str
    migrations: tuple[tuple[str, str], ...]
    columns: dict[str, list[str]]
    journal_size: int
    journal_root: str
    files: tuple[PackedFile, ...]

    def to_bytes(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1).encode() + b"\n"

    @classmethod
    def from_bytes(cls, text: bytes) -> Manifest:
        """Read it back.

        Raises:
            BackupDamaged: not a manifest of this format.
        """
        try:
            parts: dict[str, Any] = json.loads(text)
            if parts.pop("format") != FORMAT:
                raise BackupDamaged("The backup was written by another version of the format.")
            files = tuple(PackedFile(**one) for one in parts.pop("files"))
            migrations = tuple((app, name) for app, name in parts.pop("migrations"))
            return cls(**parts, files=files, migrations=migrations)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise BackupDamaged("The backup has no readable manifest.") from None
