"""Unlock the key ring once a process, from the passphrase or key file that the settings name."""

from __future__ import annotations

from dodomu.base.keys import ring
from dodomu.base.settings.typed import Settings, SettingsError


def ensure_unlocked(settings: Settings) -> str:
    """Unlock the key ring unless it already is; return Django's secret key, derived from it.

    Raises:
        SettingsError: there is no key ring, nothing to unlock it with, or the wrong thing.
    """
    if not ring.is_unlocked():
        _unlock(settings)
    return ring.unlocked().django_secret


def _unlock(settings: Settings) -> None:
    if not ring.exists(settings.home):
        raise SettingsError("There is no installation in DODOMU_HOME yet: run `dodomu init` first.")
    if not settings.passphrase and not settings.key_file:
        raise SettingsError(
            "The installation is locked: set DODOMU_PASSPHRASE_FILE to a file with its passphrase, "
            "or DODOMU_KEY_FILE to its key file."
        )
    try:
        ring.unlock(settings.home, passphrase=settings.passphrase, key_file=settings.key_file)
    except ring.KeyRingError as error:
        raise SettingsError(str(error)) from None
