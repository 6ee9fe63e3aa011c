"""Writing a backup: the database of one moment, the vault, the key ring, encrypted to people who are elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyrage
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from dodomu import __version__
from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.backup import embedded, key_rows, key_set, manifest, tables
from dodomu.base.backup.errors import BackupInterrupted, RecipientRefused, TargetExists
from dodomu.base.backup.key_set import KeySet
from dodomu.base.backup.manifest import Manifest, PackedFile
from dodomu.base.backup.packing import Packer, Part
from dodomu.base.durable import opened_durably
from dodomu.base.keys.ring import ring_id
from dodomu.base.vault.files import kept_files

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BackupWritten:
    """What was written: how many files are in it, its size in bytes, the journal's checkpoint, and the key file beside."""

    path: Path
    files: int
    size: int
    checkpoint: journal.Checkpoint
    key_file: Path


def write_backup(
    target: Path, recipients: Sequence[str], progress: Progress | None = None, *, by: Viewer | None = None
) -> BackupWritten:
    """Write one encrypted file from which the whole installation can be restored.

    Beside it the key file of the installation is replaced (see key_set). Whoever restores needs both files, an age
    identity of a recipient and a way to open the key ring: none of them alone reveals anything. Others may go on
    working meanwhile.

    Args:
        target: a file that does not exist yet; it appears only when it is complete.
        recipients: age public keys (``age1...``), at least one.
        progress: called with bytes packed so far and bytes expected.
        by: who asked for it, for the journal; the installation itself when left out.

    Raises:
        RecipientRefused, TargetExists, BackupInterrupted. OSError: the disk is full or broken.
        RuntimeError: inside a transaction.
    """
    keys = _recipients(recipients)
    if target.exists():
        raise TargetExists("There already is a file of this name: choose another.")
    with transaction.atomic():
        journal.append("backup_begun", by=by or Viewer.system("backup"), codes={"recipients": len(keys)})
    with ExitStack() as stack:
        checkpoint, packer, taken = _pack(stack, progress)
        beside = key_set.place_beside(target, taken.ring)
        _encrypt(packer, target, keys, lambda: key_set.write(beside, taken, keys))
    return BackupWritten(target, len(packer.packed), target.stat().st_size, checkpoint, beside)


def write_key_file(folder: Path, recipients: Sequence[str], *, by: Viewer | None = None) -> Path:
    """Replace the key file in a folder of backups, after keys were destroyed; journaled as ``key_file_written``.

    Raises:
        RecipientRefused. OSError: the disk is full or broken. RuntimeError: inside a transaction.
    """
    keys = _recipients(recipients)
    with transaction.atomic():
        journal.append("key_file_written", by=by or Viewer.system("backup"), codes={"recipients": len(keys)})
    with _one_moment():
        taken = key_rows.taken(ring_id(Path(settings.DODOMU.home)))
    path = key_set.place_beside(folder / "any", taken.ring)
    key_set.write(path, taken, keys)
    return path


def _pack(stack: ExitStack, progress: Progress | None) -> tuple[journal.Checkpoint, Packer, KeySet]:
    home, vendor = Path(settings.DODOMU.home), connection.vendor
    columns = tables.table_columns() if vendor == "postgresql" else {}
    if vendor == "postgresql":
        stack.enter_context(_one_moment())
    checkpoint, migrations = journal.checkpoint(), tables.applied_migrations()
    first = tables.dump(columns) if columns else [Part.of_file(manifest.DATABASE, stack.enter_context(_snapshot(home)))]
    # Taken after the database was fixed: it names every key that lives there, or that lives no more.
    taken = _taken(home)
    # Listed after the database was fixed: files are only ever added, so all that its rows name are there.
    vault = sorted(kept_files())
    made_at = timezone.now().isoformat()

    def parts() -> Iterator[Part]:
        yield Part.of_file(manifest.KEYRING, home / manifest.KEYRING)
        yield from first
        yield from (Part.of_file(f"vault/{path.parent.name}/{path.name}", path) for path in vault)

    def last(files: tuple[PackedFile, ...]) -> Part:
        root = checkpoint.root.hex()
        listed = Manifest(made_at, __version__, vendor, migrations, columns, checkpoint.size, root, files)
        return Part.of_bytes(manifest.NAME, listed.to_bytes())

    expected = sum(path.stat().st_size for path in vault) + _database_size()
    packer = Packer(parts(), last, lambda done: progress(done, max(done, expected)) if progress else None)
    return checkpoint, packer, taken


def _taken(home: Path) -> KeySet:
    with nullcontext() if connection.in_atomic_block else _one_moment():
        return key_rows.taken(ring_id(home))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, though others go on writing."""
    if connection.in_atomic_block:
        raise RuntimeError("A backup cannot be taken inside a transaction.")
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _snapshot(home: Path) -> Iterator[Path]:
    path = home / f".backup-{uuid4().hex}.db"
    try:
        embedded.snapshot(path)
        with embedded.pointed_at(str(path)):
            key_rows.strip()
        yield path
    finally:
        for left in home.glob(f"{path.name}*"):
            left.unlink(missing_ok=True)


def _database_size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def _encrypt(
    packer: Packer, target: Path, recipients: list[pyrage.x25519.Recipient], before_it_appears: Callable[[], None]
) -> None:
    try:
        with opened_durably(target) as file:
            pyrage.encrypt_io(packer, file, recipients)
            before_it_appears()
    except pyrage.EncryptError as error:
        raise packer.failure or BackupInterrupted("The backup could not be encrypted.") from error


def _recipients(texts: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    if not texts:
        raise RecipientRefused("Name at least one recipient: an age public key that begins with age1.")
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts]
    except pyrage.RecipientError:
        raise RecipientRefused("A recipient is not an age public key: these begin with age1.") from None
