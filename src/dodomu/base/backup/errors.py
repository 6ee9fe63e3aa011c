"""Why a backup was not written or not restored; each text is one sentence for the person who runs the command."""

from __future__ import annotations


class BackupError(Exception):
    """Base of all."""


class RecipientRefused(BackupError):
    """No recipient, or one that is not an age public key."""


class TargetExists(BackupError):
    """The file to write is there already."""


class BackupInterrupted(BackupError):
    """Something changed or broke while the backup was written; nothing was left behind."""


class TargetNotEmpty(BackupError):
    """A backup is restored onto an empty folder and an empty database only."""


class IdentityRefused(BackupError):
    """The identity file holds no age secret key, or not one this backup was encrypted to."""


class BackupDamaged(BackupError):
    """The backup was cut off or altered."""


class OtherDatabase(BackupError):
    """The backup is of the other kind of database."""


class KeyFileMissing(BackupError):
    """The key file that belongs to the backup is not there."""


class KeyFileDamaged(BackupError):
    """The key file was cut off or altered, or belongs to another installation."""


class KeyFileTooOld(BackupError):
    """The key file was written before the backup's organisation key was made."""
