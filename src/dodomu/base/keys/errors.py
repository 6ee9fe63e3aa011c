"""What can be wrong with keys. Each text is one sentence for the person who runs the installation."""

from __future__ import annotations


class KeyRingError(Exception):
    """The key ring cannot be made, read or opened."""


class KeyRingExists(KeyRingError):
    """There already is a key ring where one should be made."""


class KeyRingMissing(KeyRingError):
    """There is no key ring in this folder."""


class KeyRingDamaged(KeyRingError):
    """The key ring file is not what this program writes."""


class WrongKey(KeyRingError):
    """The passphrase, key file or recovery key does not open this key ring, or the ring not this database."""


class KeyFileRefused(KeyRingError):
    """The key file lies inside DODOMU_HOME, is too short, or cannot be read."""


class PassphraseRefused(KeyRingError):
    """The passphrase is too short."""


class RecoveryKeyMistyped(KeyRingError):
    """The recovery key has a letter wrong: its checksum does not fit."""


class Locked(KeyRingError):
    """Nothing has unlocked the key ring in this process."""


class KeyDestroyed(Exception):
    """The data key was lawfully destroyed: what it sealed can never be read again."""


class SealBroken(Exception):
    """A sealed value was altered, moved to another row or column, or sealed under another key."""
