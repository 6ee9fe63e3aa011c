"""The steps that make an installation, each of which may be interrupted and done again.

``init.json`` in DODOMU_HOME says that the steps are not finished; it goes last. Until the recovery key is
confirmed nothing is encrypted that could be lost with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from dodomu.base.durable import private_folder, write_durably
from dodomu.base.keys import ring

UNFINISHED = "init.json"
DEMONSTRATION = "demo.json"
"""Marks a home that holds the invented scenario; ``serve`` refuses it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens the new key ring: a passphrase or a key file outside the home."""

    passphrase: str | None = field(default=None, repr=False)
    key_file: Path | None = None


def is_unfinished(home: Path) -> bool:
    """Whether an ``init`` of this home was begun and not finished."""
    return (home / UNFINISHED).is_file() or not ring.exists(home)


def is_demonstration(home: Path) -> bool:
    """Whether this home holds the invented scenario."""
    return (home / DEMONSTRATION).is_file()


def recovery_is_confirmed(home: Path) -> bool:
    """Whether the recovery key has been written down, as far as ``init`` has come."""
    try:
        return bool(json.loads((home / UNFINISHED).read_bytes())["recovery_confirmed"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def make_ring(home: Path, opening: Opening) -> str:
    """Make the key ring, or open the one an interrupted ``init`` left and renew its recovery key.

    Returns:
        The recovery key, to be shown once.

    Raises:
        KeyRingError: the passphrase or key file is refused, or is not that of the first attempt.
    """
    private_folder(home)
    if home.stat().st_mode & 0o077:
        home.chmod(0o700)
    if ring.exists(home):
        return ring.unlock(home, passphrase=opening.passphrase, key_file=opening.key_file).renew_recovery_key()
    _note(home, recovery_confirmed=False)
    return ring.create(home, passphrase=opening.passphrase, key_file=opening.key_file)[1]


def confirm_recovery(home: Path) -> None:
    """The recovery key has been written down."""
    _note(home, recovery_confirmed=True)


def finish(home: Path) -> None:
    """Everything is there."""
    (home / UNFINISHED).unlink(missing_ok=True)


def _note(home: Path, *, recovery_confirmed: bool) -> None:
    write_durably(home / UNFINISHED, json.dumps({"recovery_confirmed": recovery_confirmed}).encode())
