"""The vault folder: where a file stands, and how it comes to stand there all at once or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from dodomu.base.keys.durable import private_folder, sync_folder

INCOMING = "incoming"


def vault_folder() -> Path:
    """DODOMU_HOME/vault."""
    return Path(settings.DODOMU.home) / "vault"


def place_of(cipher_sha256: str) -> Path:
    """Where the file with this SHA-256 (hexadecimal, of the *encrypted* bytes) stands."""
    return vault_folder() / cipher_sha256[:2] / cipher_sha256


class Arrival:
    """A file on its way into the vault: temporary until ``settle``; ``discard`` leaves nothing."""

    def __init__(self) -> None:
        folder = vault_folder() / INCOMING
        private_folder(folder)
        self._temporary = folder / f"{uuid4().hex}.part"
        self.place: Path | None = None

    def write(self, pieces: Iterable[bytes]) -> None:
        """Write all pieces and have them on the disk before returning."""
        descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            for piece in pieces:
                _write_whole(file.fileno(), piece)
            os.fsync(file.fileno())

    def settle(self, cipher_sha256: str) -> None:
        """Give the file its lasting name; after this it survives a power cut."""
        place = place_of(cipher_sha256)
        private_folder(place.parent)
        self._temporary.rename(place)
        self.place = place
        sync_folder(place.parent)

    def discard(self) -> None:
        """Remove whatever there is of it."""
        self._temporary.unlink(missing_ok=True)
        if self.place:
            self.place.unlink(missing_ok=True)


def kept_files() -> Iterator[Path]:
    """Every file that has its lasting name."""
    return vault_folder().glob("[0-9a-f][0-9a-f]/*")


def unfinished_files() -> Iterator[Path]:
    """Files that never got their lasting name: someone was cut off before anything was acknowledged."""
    return (vault_folder() / INCOMING).glob("*.part")


def _write_whole(descriptor: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
