"""Taking an original in."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.bulk import insert_rows
from dodomu.base.database.ids import new_id
from dodomu.base.keys import DataKey, OpenKey, make_data_keys, seal, unlocked
from dodomu.base.vault.chunks import Readable, Sealing
from dodomu.base.vault.files import Arrival
from dodomu.base.vault.models import TABLE, Original
from dodomu.engine.ledger import commitment_to_digest

CONTENT = "vault content"
COMMITMENT = "commitment"


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
        EntryRefused: ``kind`` is not a code. OSError: the disk is full or broken.
    """
    rows, (key,) = make_data_keys(1)
    identifier = new_id()
    sealing, arrival = Sealing(key.derive(CONTENT), identifier), Arrival()
    try:
        arrival.write(sealing.encrypt(stream))
        arrival.settle(sealing.cipher_sha256.hexdigest())
        with transaction.atomic():
            insert_rows(DataKey, rows)
            return _record(identifier, key, sealing, by=by, kind=kind, filename=filename, case=case)
    except BaseException:
        arrival.discard()
        raise


def find_kept(sha256: str) -> Original | None:
    """The first original with this content (hexadecimal SHA-256), if there is one."""
    return Original.objects.filter(fingerprint=_fingerprint(sha256)).order_by("id").first()


def _record(
    identifier: UUID, key: OpenKey, sealing: Sealing, *, by: Viewer, kind: str, filename: str, case: UUID | None
) -> Original:
    digest = sealing.sha256.hexdigest()
    original = Original.objects.create(
        id=identifier,
        sha256_sealed=seal(key, TABLE, identifier, "sha256", digest),
        fingerprint=_fingerprint(digest),
        size=sealing.size,
        cipher_sha256=sealing.cipher_sha256.hexdigest(),
        data_key_id=key.id,
        filename_sealed=seal(key, TABLE, identifier, "filename", filename),
        kind=kind,
        kept_at=timezone.now(),
        kept_by_id=by.user_id,
    )
    journal.append(
        "original_kept",
        by=by,
        subject=identifier,
        commitments=(commitment_to_digest(key.derive(COMMITMENT), sealing.sha256.digest(), sealing.size),),
        codes={"kind": kind},
        case=case,
    )
    return original


def _fingerprint(sha256: str) -> bytes:
    return unlocked().search_key("original", sha256.lower())
