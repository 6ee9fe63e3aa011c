"""A tar archive as a stream that is read, so that it can be encrypted while it comes into being."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dodomu.base.backup.errors import BackupInterrupted
from dodomu.base.backup.manifest import PackedFile

BLOCK = 512
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One file to pack: its name, its size in bytes, and a way to read it."""

    name: str
    size: int
    read: Callable[[], Iterable[bytes]]

    @classmethod
    def of_file(cls, name: str, path: Path) -> Part:
        return cls(name, path.stat().st_size, lambda: _pieces(path))

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> Part:
        return cls(name, len(content), lambda: [content])


class Packer:
    """Gives the archive's bytes to whoever calls ``read``; afterwards knows what it packed.

    ``last`` is asked for the closing part when everything else was packed and hashed.
    """

    def __init__(
        self,
        parts: Iterable[Part],
        last: Callable[[tuple[PackedFile, ...]], Part],
        progress: Callable[[int], None],
    ) -> None:
        self.packed: list[PackedFile] = []
        self.failure: BaseException | None = None
        self._pieces = self._archive(parts, last)
        self._rest = memoryview(b"")
        self._progress, self._done = progress, 0

    def read(self, size: int = PIECE) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        while not self._rest:
            try:
                self._rest = memoryview(next(self._pieces, b""))
            except BaseException as error:
                # The encrypting library hides the exception's type; whoever called it looks here.
                self.failure = error
                raise
            if not self._rest:
                return b""
        piece, self._rest = bytes(self._rest[:size]), self._rest[size:]
        self._done += len(piece)
        self._progress(self._done)
        return piece

    def _archive(self, parts: Iterable[Part], last: Callable[[tuple[PackedFile, ...]], Part]) -> Iterator[bytes]:
        for part in parts:
            yield from self._one(part)
        yield from self._one(last(tuple(self.packed)))
        yield bytes(2 * BLOCK)

    def _one(self, part: Part) -> Iterator[bytes]:
        header = tarfile.TarInfo(part.name)
        header.size, header.mode = part.size, 0o600
        yield header.tobuf(tarfile.PAX_FORMAT)
        digest, size = hashlib.sha256(), 0
        for piece in part.read():
            digest.update(piece)
            size += len(piece)
            if size > part.size:
                break
            if piece:
                yield piece
        if size != part.size:
            raise BackupInterrupted("A file changed while the backup was written: try again.")
        self.packed.append(PackedFile(part.name, size, digest.hexdigest()))
        if part.size % BLOCK:
            yield bytes(BLOCK - part.size % BLOCK)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
