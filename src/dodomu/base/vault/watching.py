"""A file on a disk that somebody writes to while it is taken in."""

from __future__ import annotations

import os
import stat
from types import TracebackType

from dodomu.base.vault.chunks import Readable
from dodomu.base.vault.refusals import SourceChanged


class Watched:
    """Holds while a stream is read; where that is a file on a disk, leaving raises when it is no longer what it was.

    What the vault keeps is what it hashed in any case: both come from the same bytes, read once. But a file that is
    half old and half new is a file that nobody ever wrote, and no original.

    Raises:
        SourceChanged: on leaving.
    """

    def __init__(self, stream: Readable) -> None:
        self._descriptor = _descriptor_of(stream)

    def __enter__(self) -> None:
        self._before = self._seen()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._seen() != self._before:
            raise SourceChanged

    def _seen(self) -> tuple[int, int] | None:
        if self._descriptor is None:
            return None
        found = os.fstat(self._descriptor)
        return found.st_size, found.st_mtime_ns


def _descriptor_of(stream: object) -> int | None:
    """Of a file on a disk; a pipe grows by nature, and what lies in memory has none."""
    try:
        descriptor = int(stream.fileno())  # type: ignore[attr-defined]
        return descriptor if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
    except (AttributeError, OSError, TypeError, ValueError):
        return None
