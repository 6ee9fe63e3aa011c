"""Reading a backup: decrypt, unpack what is allowed, compare with the manifest. Nothing is trusted before."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, BinaryIO

import pyrage
from pyrage.x25519 import Identity

from dodomu.base.backup import manifest
from dodomu.base.backup.errors import BackupDamaged, IdentityRefused
from dodomu.base.backup.manifest import Manifest, PackedFile

PIECE = 1024 * 1024
LARGEST_MANIFEST = 256 * 1024 * 1024
AGE_LINE = "AGE-SECRET-KEY-"


def read_identities(path: Path) -> list[Identity]:
    """The secret keys in an age identity file (lines; ``#`` begins a comment).

    Raises:
        IdentityRefused: unreadable, or without a secret key.
    """
    try:
        lines = path.read_text(encoding="ascii").split("\n")
        found = [Identity.from_str(line.strip()) for line in lines if line.startswith(AGE_LINE)]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        raise IdentityRefused("The identity file cannot be read as an age identity.") from None
    if not found:
        raise IdentityRefused(f"The identity file has no line that begins with {AGE_LINE}.")
    return found


def decrypt(source: Path, identities: list[Identity], target: Path, progress: Callable[[int], None]) -> None:
    """Decrypt into a new file; a file that fails to decrypt to its end is removed again.

    Raises:
        IdentityRefused: encrypted to someone else. BackupDamaged: cut off or altered. FileNotFoundError.
    """
    with source.open("rb") as encrypted:
        try:
            with target.open("xb") as plain:
                pyrage.decrypt_io(_Watched(encrypted, progress), plain, identities)
                plain.flush()
                os.fsync(plain.fileno())
        except pyrage.DecryptError as error:
            target.unlink(missing_ok=True)
            if "No matching keys" in str(error):
                raise IdentityRefused("This identity is none of those the backup was encrypted to.") from None
            raise BackupDamaged("The file is no complete backup: it was cut off or altered.") from None
        except OSError as error:
            target.unlink(missing_ok=True)
            if error.errno:
                raise
            raise BackupDamaged("The backup was cut off or altered.") from None


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpack into an empty folder and compare every file with the manifest.

    Raises:
        BackupDamaged: a strange name, a link, a double, a missing, surplus or altered file.
    """
    found: dict[str, PackedFile] = {}
    text = b""
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                body = tar.extractfile(member) if member.isreg() else None
                if body is None or not manifest.ALLOWED.fullmatch(member.name) or member.name in found:
                    raise BackupDamaged("The backup holds something that no backup of this program holds.")
                if member.name == manifest.NAME:
                    text = body.read(LARGEST_MANIFEST)
                else:
                    found[member.name] = _write(member.name, body, folder)
    except tarfile.TarError:
        raise BackupDamaged("The backup is not a complete archive.") from None
    listed = Manifest.from_bytes(text)
    if {one.name: one for one in listed.files} != found:
        raise BackupDamaged("The files of the backup are not those that its manifest names.")
    return listed


def _write(name: str, body: IO[bytes], folder: Path) -> PackedFile:
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while piece := body.read(PIECE):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return PackedFile(name, size, digest.hexdigest())


class _Watched:
    """A file that says how far it was read."""

    def __init__(self, file: BinaryIO, progress: Callable[[int], None]) -> None:
        self._file, self._progress, self._done = file, progress, 0

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._done += len(piece)
        self._progress(self._done)
        return piece
