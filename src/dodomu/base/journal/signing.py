"""Under which name and with which keys the journal signs. They are made once, at random, and sealed in the database.

The keys are not derived from the key ring: so they can be replaced without new keys for everything else, and whoever
gets hold of the ring alone cannot sign. See docs/decisions/0018.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from django.db import transaction
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.journal.models import LogKey
from dodomu.base.keys import (
    KeyDestroyed,
    OpenKey,
    SealBroken,
    WrongKey,
    new_data_key,
    open_key,
    seal,
    unseal,
)
from dodomu.engine.ledger import Signer, VerifierKey, log_signer

TABLE = "journal_logkey"
SEED_BYTES = 32
NAMED = "dodomu/journal/"
"""What every name begins with; the rest is random."""


@dataclass(frozen=True, slots=True)
class Log:
    """The journal as one who signs.

    Attributes:
        id: of its row. origin: its name in checkpoints; random, so that it tells nobody whose journal it is.
        signers: Ed25519 first, then ML-DSA-44. key: seals what else belongs to the log.
    """

    id: UUID
    origin: str
    signers: tuple[Signer, ...]
    key: OpenKey

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """What others check its signatures with."""
        return tuple(signer.key for signer in self.signers)


def this_log() -> Log:
    """The log of this journal; its keys are made on first use.

    Raises:
        WrongKey, KeyDestroyed, SealBroken: the row was tampered with, or the key ring belongs to another database.
    """
    row = _newest()
    return opened(row if row is not None else _make())


def opened(row: LogKey) -> Log:
    """A log by its row. Raises as ``this_log``."""
    key = open_key(row.data_key)
    return Log(row.id, row.origin, _signers(row, key), key)


def earlier_logs() -> list[LogKey]:
    """The rows of the logs that signed before this one, the newest first; none is opened."""
    return list(LogKey.objects.select_related("data_key__organisation_key").order_by("-made_at", "-id")[1:])


def earlier_keys() -> list[str]:
    """The Ed25519 keys, as text, of the logs that signed before this one, the newest first; without those that do not open."""
    found = []
    for row in earlier_logs():
        with suppress(KeyDestroyed, SealBroken, WrongKey):
            found.append(opened(row).keys[0].text)
    return found


def known_log() -> LogKey | None:
    """The row of this log, where its keys were made already; it is not opened."""
    return LogKey.objects.order_by("-made_at", "-id").first()


def _newest() -> LogKey | None:
    return LogKey.objects.select_related("data_key__organisation_key").order_by("-made_at", "-id").first()


def begin_log(origin: str, after: LogKey) -> LogKey:
    """New keys under a new name, which sign from now on; in the caller's transaction, with the leaf that says so."""
    # A clock that was set back since the last log began must not leave that log the newest.
    return _insert(origin, max(timezone.now(), after.made_at + timedelta(microseconds=1)))


@transaction.atomic
def _make() -> LogKey:
    serialise("journal")
    row = _newest()
    return row if row is not None else _insert(f"{NAMED}{uuid4()}", timezone.now())


def _insert(origin: str, made_at: datetime) -> LogKey:
    key, identifier = new_data_key(), new_id()
    ed25519, ml_dsa_44 = os.urandom(SEED_BYTES), os.urandom(SEED_BYTES)
    LogKey.objects.create(
        id=identifier,
        origin=origin,
        data_key_id=key.id,
        ed25519_sealed=seal(key, TABLE, identifier, "ed25519", ed25519.hex()),
        ml_dsa_44_sealed=seal(key, TABLE, identifier, "ml_dsa_44", ml_dsa_44.hex()),
        made_at=made_at,
    )
    return LogKey.objects.select_related("data_key__organisation_key").get(id=identifier)


def _signers(row: LogKey, key: OpenKey) -> tuple[Signer, ...]:
    ed25519 = bytes.fromhex(unseal(key, TABLE, row.id, "ed25519", row.ed25519_sealed))
    ml_dsa_44 = bytes.fromhex(unseal(key, TABLE, row.id, "ml_dsa_44", row.ml_dsa_44_sealed))
    return (
        log_signer(row.origin, Ed25519PrivateKey.from_private_bytes(ed25519)),
        log_signer(row.origin, MLDSA44PrivateKey.from_seed_bytes(ml_dsa_44)),
    )
