"""Backups: the whole installation in one file, encrypted to age recipients who are elsewhere.

    backup.write_backup(Path("monday.age"), ["age1..."])
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
    OtherDatabase,
    RecipientRefused,
    TargetExists,
    TargetNotEmpty,
)
from dodomu.base.backup.restoring import Restored, restore_backup

if TYPE_CHECKING:
    from dodomu.base.backup.writing import BackupWritten, write_backup

__all__ = [
    "BackupDamaged",
    "BackupError",
    "BackupInterrupted",
    "BackupWritten",
    "IdentityRefused",
    "OtherDatabase",
    "RecipientRefused",
    "Restored",
    "TargetExists",
    "TargetNotEmpty",
    "restore_backup",
    "write_backup",
]


def __getattr__(name: str) -> Any:
    if name in {"BackupWritten", "write_backup"}:
        return getattr(import_module(f"{__name__}.writing"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
