"""Do the vault's files and its table agree? For the doctor, for restore, and for a look now and then."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from dodomu.base.vault.files import kept_files, place_of, unfinished_files
from dodomu.base.vault.models import Original

Progress = Callable[[int, int], None]
LONGEST_INTAKE = timedelta(hours=24)
"""A younger file without a row may belong to a transaction that is still open."""


@dataclass(frozen=True, slots=True)
class VaultFindings:
    """What does not agree.

    Attributes:
        missing: originals whose file is gone though their key is not.
        damaged: originals whose file has other bytes than were written (deep inspection only).
        orphans: files without a row. They count for nothing and nobody can read them: their keys were never kept.
        unfinished: files cut off on their way in.
    """

    missing: tuple[UUID, ...]
    damaged: tuple[UUID, ...]
    orphans: tuple[Path, ...]
    unfinished: tuple[Path, ...]

    @property
    def intact(self) -> bool:
        """Nothing is lost; orphans and unfinished files are only untidy."""
        return not self.missing and not self.damaged


def inspect(progress: Progress | None = None, *, deep: bool = False) -> VaultFindings:
    """Compare table and folder; with ``deep``, read every file and check its SHA-256 (about 1 GB/s)."""
    rows = list(Original.objects.values_list("id", "cipher_sha256", "data_key__destroyed_at").order_by("id"))
    missing, damaged = [], []
    for done, (identifier, cipher_sha256, destroyed_at) in enumerate(rows, 1):
        path = place_of(cipher_sha256)
        if not path.is_file():
            if destroyed_at is None:
                missing.append(identifier)
        elif deep and _sha256(path) != cipher_sha256:
            damaged.append(identifier)
        if progress:
            progress(done, len(rows))
    known = {cipher_sha256 for _, cipher_sha256, _ in rows}
    orphans = tuple(path for path in _settled(kept_files()) if path.name not in known)
    return VaultFindings(tuple(missing), tuple(damaged), orphans, tuple(_settled(unfinished_files())))


def sweep(findings: VaultFindings) -> int:
    """Remove orphans and unfinished files; return how many. Kept originals are never touched."""
    kept = set(Original.objects.values_list("cipher_sha256", flat=True))
    removable = [path for path in (*findings.orphans, *findings.unfinished) if path.name not in kept]
    for path in removable:
        path.unlink(missing_ok=True)
    return len(removable)


def _settled(paths: Iterable[Path]) -> list[Path]:
    limit = time.time() - LONGEST_INTAKE.total_seconds()
    return sorted(path for path in paths if path.stat().st_mtime < limit)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
