"""Taking an original in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.bulk import Row, insert_rows
from dodomu.base.database.ids import new_id
from dodomu.base.keys import DataKey, OpenKey, make_data_keys, seal, unlocked, wrapped_by_newest
from dodomu.base.vault.chunks import Readable, Sealing
from dodomu.base.vault.files import Arrival
from dodomu.base.vault.models import TABLE, Original
from dodomu.base.vault.watching import Watched
from dodomu.engine.ledger import commitment_to_digest

CONTENT = "vault content"
COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Something hashed, encrypted and safe on the disk, that has no row yet: nothing of it counts."""

    identifier: UUID
    key: OpenKey
    key_row: Row
    sealing: Sealing
    arrival: Arrival

    @property
    def commitment(self) -> str:
        """What a leaf says of the content: salted with what dies with the key."""
        return commitment_to_digest(self.key.derive(COMMITMENT), self.sealing.sha256.digest(), self.sealing.size)

    def keep(self, *, by: Viewer, kind: str, filename: str = "", case: UUID | None = None) -> Original:
        """Keep it: its row and its journal leaf, in one transaction, the caller's if there is one.

        Args:
            case: as ``keep``.

        Raises:
            EntryRefused: ``kind`` is not a code.
        """
        with transaction.atomic():
            original = self.record(by=by, kind=kind, filename=filename)
            journal.append(
                "original_kept",
                by=by,
                subject=original.id,
                commitments=(self.commitment,),
                codes={"kind": kind},
                case=case,
            )
            return original

    def record(self, *, by: Viewer, kind: str, filename: str) -> Original:
        """Write the row and that of its key, in the caller's transaction."""
        digest, key, identifier = self.sealing.sha256.hexdigest(), self.key, self.identifier
        insert_rows(DataKey, wrapped_by_newest([self.key_row]))  # a long file takes its time
        return Original.objects.create(
            id=identifier,
            sha256_sealed=seal(key, TABLE, identifier, "sha256", digest),
            blake3_sealed=seal(key, TABLE, identifier, "blake3", self.sealing.blake3.hexdigest()),
            fingerprint=_fingerprint(digest),
            size=self.sealing.size,
            cipher_sha256=self.sealing.cipher_sha256.hexdigest(),
            data_key_id=key.id,
            filename_sealed=seal(key, TABLE, identifier, "filename", filename),
            kind=kind,
            kept_at=timezone.now(),
            kept_by_id=by.user_id,
        )


def keep(stream: Readable, *, by: Viewer, kind: str, filename: str = "", case: UUID | None = None) -> Original:
    """Keep what arrived, untouched and encrypted, and journal it.

    The content is hashed before anything else sees it, encrypted chunk by chunk, and safe on the disk before its
    row and its journal leaf are written. Only when this function returned (and the caller's transaction, if
    there is one, committed) was it acknowledged; a crash before leaves files that count for nothing.

    Args:
        stream: is read once, to its end, from where it stands.
        by: whoever hands it in.
        kind: what it is, a code such as ``list`` or ``form``.
        filename: the name it came with; kept sealed.
        case: the case it belongs to, where it is known (see ``journal.append``).

    Raises:
        EntryRefused: ``kind`` is not a code. SourceChanged: a file on a disk was written to while it was read.
        VaultCannotWrite: the disk is full or broken; an ``OSError``.
    """
    taken = take_in(stream)
    try:
        return taken.keep(by=by, kind=kind, filename=filename, case=case)
    except BaseException:
        taken.arrival.discard()
        raise


@contextmanager
def taken_in(stream: Readable) -> Iterator[TakenIn]:
    """Take something in, look at it, and only then keep it: what was not kept when the block ends is gone.

    For files that are looked at before they are accepted. The intake comes first, so that nothing has touched what is
    hashed; the look takes its time outside any transaction.

    Raises:
        SourceChanged, VaultCannotWrite: see :func:`keep`.
    """
    taken = take_in(stream)
    try:
        yield taken
    finally:
        # Where the database does not answer, it stays for the sweep.
        with suppress(DatabaseError):
            if not Original.objects.filter(id=taken.identifier).exists():
                taken.arrival.discard()


def take_in(stream: Readable) -> TakenIn:
    """Hash, encrypt and write a stream until it stands under its lasting name; what raises leaves nothing.

    Raises:
        SourceChanged, VaultCannotWrite: see :func:`keep`.
    """
    rows, (key,) = make_data_keys(1)
    identifier = new_id()
    sealing = Sealing(key.derive(CONTENT), identifier)
    arrival = Arrival()
    try:
        with Watched(stream):
            arrival.write(sealing.encrypt(stream))
        arrival.settle(sealing.cipher_sha256.hexdigest())
    except BaseException:
        arrival.discard()
        raise
    return TakenIn(identifier, key, rows[0], sealing, arrival)


def find_kept(sha256: str) -> Original | None:
    """The first original with this content (hexadecimal SHA-256), if there is one."""
    return Original.objects.filter(fingerprint=_fingerprint(sha256)).order_by("id").first()


def _fingerprint(sha256: str) -> bytes:
    return unlocked().search_key("original", sha256.lower())
