"""Files that are wholly there or not at all, also after a power cut; and a folder that one process has to itself.

The first differs from `dodomu.base.durable` in one thing: the temporary file always has the same name, so that a witness that
is killed again and again leaves one behind at most.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dodomu.base.durable import sync_folder

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
