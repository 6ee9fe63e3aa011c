"""Reading an original again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_key, unseal
from dodomu.base.vault.chunks import VaultDamaged, decrypt
from dodomu.base.vault.files import place_of
from dodomu.base.vault.keeping import CONTENT
from dodomu.base.vault.models import TABLE, Original


def open_original(
    identifier: UUID,
    viewer: Viewer,
    *,
    subject: UUID | None = None,
    act: Act = Act.ORIGINAL_OPEN,
    case: UUID | None = None,
) -> BinaryIO:
    """Open an original for reading and journal that it was opened.

    Every chunk is verified before it is handed out, the last one only when the whole has the right SHA-256.

    Args:
        identifier: of the original.
        viewer: who wants to read; needs ``act``.
        subject: the person whose record it is read for: the right must reach that person.
        act: the right it is opened by; another than Act.ORIGINAL_OPEN only for what was made for that very act.
        case: the case it belongs to, where it is known (see ``journal.append``).

    Raises:
        NotAllowed: the viewer may not. Original.DoesNotExist. KeyDestroyed: it was lawfully destroyed.
        VaultDamaged: now, or while reading: the file is missing, cut off or altered.
    """
    policy.require(viewer, act, subject=subject)
    original = Original.objects.select_related("data_key__organisation_key").get(id=identifier)
    key = open_key(original.data_key)
    digest = str(unseal(key, TABLE, identifier, "sha256", original.sha256_sealed))
    file = _open_file(original)
    try:
        with transaction.atomic():
            codes = {"original": str(identifier), "kind": original.kind}
            journal.append("original_opened", by=viewer, subject=subject or identifier, codes=codes, case=case)
    except BaseException:
        file.close()
        raise
    chunks = _checked(decrypt(key.derive(CONTENT), identifier, file), digest)
    return io.BufferedReader(_Reader(chunks, file))  # type: ignore[type-var]


def _open_file(original: Original) -> BinaryIO:
    try:
        return place_of(original.cipher_sha256).open("rb")
    except FileNotFoundError:
        raise VaultDamaged("The file of an original is missing from the vault.") from None


def _checked(chunks: Iterator[bytes], digest: str) -> Iterator[bytes]:
    """Hold each chunk back until the next is there, so that the last waits for the digest."""
    running, held = hashlib.sha256(), b""
    for chunk in chunks:
        yield held
        running.update(chunk)
        held = chunk
    if running.hexdigest() != digest:
        raise VaultDamaged("An original in the vault is not the one that was kept.")
    yield held


class _Reader(io.RawIOBase):
    """The verified chunks as a file."""

    def __init__(self, chunks: Iterator[bytes], file: BinaryIO) -> None:
        self._chunks, self._file, self._rest = chunks, file, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = memoryview(chunk)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def close(self) -> None:
        self._file.close()
        super().close()
