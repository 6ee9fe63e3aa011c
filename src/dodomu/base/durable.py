"""Files that are either wholly there or not there at all, also after a power cut."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4


def write_durably(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace the file in one step: temporary file, fsync, rename, fsync of the folder.

    Args:
        path: where the content shall stand; its folder exists.
        content: all of it.
        mode: permission bits; nobody but the owner by default.
    """
    with opened_durably(path, mode=mode) as file:
        file.write(content)


@contextmanager
def opened_durably(path: Path, *, mode: int = 0o600) -> Iterator[BinaryIO]:
    """The same for content that is written piece by piece; what raises leaves the file as it was.

    Args:
        path: where the content shall stand; its folder exists.
        mode: permission bits; nobody but the owner by default.
    """
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
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


def private_folder(path: Path) -> None:
    """Make the folder and its parents; the folder itself is closed to other users of the machine."""
    if path.is_dir():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)
