"""Restoring a backup onto an empty machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pyrage.x25519 import Identity

from dodomu.base.backup import key_set, manifest, unpacking
from dodomu.base.backup.errors import BackupDamaged, OtherDatabase, TargetNotEmpty
from dodomu.base.backup.key_set import KeySet
from dodomu.base.backup.manifest import Manifest
from dodomu.base.durable import private_folder, sync_folder
from dodomu.base.keys import ring

if TYPE_CHECKING:
    from dodomu.base.journal import Verification

Progress = Callable[[int, int], None]
STAGING = ".restoring-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; look at ``verification.intact`` before working with it."""

    manifest: Manifest
    verification: Verification


def restore_backup(
    source: Path,
    identity_file: Path,
    home: Path,
    *,
    passphrase: str | None = None,
    key_file: Path | None = None,
    recovery_key: str | None = None,
    key_set_file: Path | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Restore onto an empty folder (and, on PostgreSQL, an empty database); leaves this process unlocked.

    Everything is decrypted and checked in a folder of its own first; the key ring is put in place last, so an
    interrupted restore never looks like an installation. Call it before or after Django was set up; the settings
    must name the same home and database. An older backup needs ``migrate`` afterwards.

    Args:
        source: the backup.
        identity_file: age identity of one of its recipients.
        home: DODOMU_HOME of the new machine.
        passphrase, key_file, recovery_key: one way to open the key ring that is in the backup.
        key_set_file: the key file of the installation (see key_set); looked for beside the backup when left out.
        progress: called with bytes read so far and bytes in all.

    Raises:
        TargetNotEmpty, IdentityRefused, BackupDamaged, OtherDatabase, KeyFileMissing, KeyFileDamaged, KeyFileTooOld;
        KeyRingError: the ring does not open.
    """
    _require_empty(home)
    identities = unpacking.read_identities(identity_file)
    with _staging(home) as staging:
        listed = _unpack(source, identities, staging, progress)
        opened = ring.open_ring(staging, passphrase=passphrase, key_file=key_file, recovery_key=recovery_key)
        beside = key_set_file or key_set.place_beside(source, opened.identifier)
        living = key_set.read(beside, identities, ring=opened.identifier)
        ring.adopt(opened)
        _set_up_django()
        _require_vendor(listed)
        if listed.vendor == "postgresql":
            verification = _load_tables(listed, living, staging)
        else:
            verification = _check_embedded(listed, living, staging)
        _settle(staging, home)
    return Restored(listed, verification)


def _require_empty(home: Path) -> None:
    if home.exists() and any(not entry.name.startswith(STAGING) for entry in home.iterdir()):
        raise TargetNotEmpty("DODOMU_HOME is not empty: a backup is restored into a new, empty folder.")


@contextmanager
def _staging(home: Path) -> Iterator[Path]:
    private_folder(home)
    for left in home.glob(f"{STAGING}*"):
        shutil.rmtree(left)
    folder = home / f"{STAGING}{uuid4().hex}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(source: Path, identities: list[Identity], staging: Path, progress: Progress | None) -> Manifest:
    total = source.stat().st_size
    archive = staging / "archive.tar"
    unpacking.decrypt(source, identities, archive, lambda done: progress(done, total) if progress else None)
    listed = unpacking.unpack(archive, staging)
    archive.unlink()
    names = {one.name for one in listed.files}
    if manifest.KEYRING not in names or (listed.vendor == "sqlite" and manifest.DATABASE not in names):
        raise BackupDamaged("The backup lacks the key ring or the database.")
    return listed


def _set_up_django() -> None:
    # The settings need an unlocked key ring, and the ring is in the backup: so Django may come up only now.
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dodomu.base.settings.django")
        django.setup()


def _require_vendor(listed: Manifest) -> None:
    from django.db import connection

    if connection.vendor == listed.vendor:
        return
    if listed.vendor == "postgresql":
        raise OtherDatabase("The backup is of PostgreSQL: set DODOMU_DATABASE_URL to a new, empty database.")
    raise OtherDatabase("The backup is of the embedded database: unset DODOMU_DATABASE_URL.")


def _load_tables(listed: Manifest, living: KeySet, staging: Path) -> Verification:
    from django.db import transaction

    from dodomu.base.backup import key_rows, tables

    tables.require_empty()
    with transaction.atomic():
        tables.load(listed, staging)
        key_rows.put(living, journal_size=listed.journal_size)
    shutil.rmtree(staging / "tables", ignore_errors=True)
    return _verified(listed)


def _check_embedded(listed: Manifest, living: KeySet, staging: Path) -> Verification:
    from dodomu.base.backup import key_rows
    from dodomu.base.backup.embedded import pointed_at

    with pointed_at(str(staging / manifest.DATABASE)):
        key_rows.put(living, journal_size=listed.journal_size)
        return _verified(listed)


def _verified(listed: Manifest) -> Verification:
    """Check the journal, then let it know that it was restored."""
    from django.db import transaction

    from dodomu.base import journal
    from dodomu.base.access.viewer import Viewer

    known = journal.Checkpoint(listed.journal_size, bytes.fromhex(listed.journal_root))
    verification = journal.verify(known=[known] if known.size else [])
    with transaction.atomic():
        journal.append("backup_restored", by=Viewer.system("backup"), codes={"size": verification.size})
    return verification


def _settle(staging: Path, home: Path) -> None:
    """Move everything into place, the key ring last: without it the folder is no installation."""
    for name in ("vault", manifest.DATABASE, manifest.KEYRING):
        if (staging / name).exists():
            (staging / name).rename(home / name)
            sync_folder(home)
