"""Files that are wholly there or not at all, also after a power cut; and a folder that one process has to itself.

`dodomu.base.keys.durable` does the first as well, but its package cannot be loaded without `cryptography`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

TEMPORARY = ".new"


def write_durably(path: Path, content: bytes) -> None:
    """Replace the file in one step, for its owner alone: temporary file, fsync, rename, fsync of the folder."""
    temporary = path.with_name(path.name + TEMPORARY)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make a rename or a new name in this folder survive a power cut (where the system can)."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def lock(path: Path) -> int:
    """Lock the file until this process ends; the system unlocks it even after a kill.

    Raises:
        BlockingIOError: another process has it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError as taken:
                raise BlockingIOError(*taken.args) from None
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
