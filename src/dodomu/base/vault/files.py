"""The vault folder: where a file stands, and how it comes to stand there all at once or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from dodomu.base.durable import private_folder, sync_folder
from dodomu.base.vault.refusals import on_the_disk

INCOMING = "incoming"


def vault_folder() -> Path:
    """DODOMU_HOME/vault."""
    return Path(settings.DODOMU.home) / "vault"


def place_of(cipher_sha256: str) -> Path:
    """Where the file with this SHA-256 (hexadecimal, of the *encrypted* bytes) stands."""
    return vault_folder() / cipher_sha256[:2] / cipher_sha256


class Arrival:
    """A file on its way into the vault: temporary until ``settle``; ``discard`` leaves nothing.

    Raises:
        VaultCannotWrite: from each step, when the disk is full or broken.
    """

    def __init__(self) -> None:
        folder = vault_folder() / INCOMING
        with on_the_disk():
            private_folder(folder)
        self._temporary = folder / f"{uuid4().hex}.part"
        self.place: Path | None = None

    def write(self, pieces: Iterable[bytes]) -> None:
        """Write all pieces and have them on the disk before returning; what ``pieces`` raises passes as it is."""
        with on_the_disk():
            descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            for piece in pieces:
                with on_the_disk():
                    _write_whole(descriptor, piece)
            with on_the_disk():
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def settle(self, cipher_sha256: str) -> None:
        """Give the file its lasting name; after this it survives a power cut."""
        place = place_of(cipher_sha256)
        with on_the_disk():
            private_folder(place.parent)
            self._temporary.rename(place)
            self.place = place
            sync_folder(place.parent)

    def discard(self) -> None:
        """Remove whatever there is of it; what a broken disk does not let go is an orphan, and swept later."""
        for path in filter(None, (self._temporary, self.place)):
            with suppress(OSError):
                path.unlink(missing_ok=True)


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
