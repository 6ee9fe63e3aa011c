"""Backups: the whole installation in one file, encrypted to age recipients who are elsewhere.

    backup.write_backup(Path("monday.age"), ["age1..."])
    # beside it now lies dodomu-keys-….age, the key file of all backups in that folder
    backup.restore_backup(Path("monday.age"), Path("identity.txt"), home, passphrase="...")

Restoring begins before Django has settings, so what needs tables is loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dodomu.base.backup.errors import (
    BackupDamaged,
    BackupError,
    BackupInterrupted,
    IdentityRefused,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileTooOld,
    OtherDatabase,
    RecipientRefused,
    TargetExists,
    TargetNotEmpty,
)
from dodomu.base.backup.restoring import Restored, restore_backup

if TYPE_CHECKING:
    from dodomu.base.backup.writing import BackupWritten, write_backup, write_key_file

__all__ = [
    "BackupDamaged",
    "BackupError",
    "BackupInterrupted",
    "BackupWritten",
    "IdentityRefused",
    "KeyFileDamaged",
    "KeyFileMissing",
    "KeyFileTooOld",
    "OtherDatabase",
    "RecipientRefused",
    "Restored",
    "TargetExists",
    "TargetNotEmpty",
    "restore_backup",
    "write_backup",
    "write_key_file",
]


def __getattr__(name: str) -> Any:
    if name in {"BackupWritten", "write_backup", "write_key_file"}:
        return getattr(import_module(f"{__name__}.writing"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
