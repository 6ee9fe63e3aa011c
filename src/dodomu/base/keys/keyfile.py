"""A key file: random bytes on another medium than the installation, read at every start."""

from __future__ import annotations

import os
from pathlib import Path

from dodomu.base.durable import private_folder, sync_folder
from dodomu.base.keys.errors import KeyFileRefused

SHORTEST = 32
LONGEST = 64 * 1024


def make_or_read(path: Path, home: Path) -> bytes:
    """The secret of this key file; a file of 64 random hexadecimal digits is made when none is there.

    Raises:
        KeyFileRefused: see ``read``.
    """
    _require_outside(path, home)
    if path.exists():
        return read(path, home)
    private_folder(path.parent)
    secret = os.urandom(SHORTEST).hex().encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return secret


def read(path: Path, home: Path) -> bytes:
    """The secret: the file's bytes without white space at its end.

    Raises:
        KeyFileRefused: it lies inside DODOMU_HOME (whoever takes the one would have the other), is shorter
            than 32 bytes, longer than 64 KiB, or unreadable.
    """
    _require_outside(path, home)
    try:
        with path.open("rb") as file:
            secret = file.read(LONGEST + 1).rstrip()
    except OSError as error:
        raise KeyFileRefused(f"The key file cannot be read ({error.strerror}): set DODOMU_KEY_FILE.") from None
    if not SHORTEST <= len(secret) <= LONGEST:
        raise KeyFileRefused(f"The key file must hold {SHORTEST} to {LONGEST} bytes.")
    return secret


def _require_outside(path: Path, home: Path) -> None:
    if path.resolve().is_relative_to(home.resolve()):
        raise KeyFileRefused("The key file must lie outside DODOMU_HOME: whoever takes the one must not get the other.")
