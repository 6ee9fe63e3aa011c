"""Under which name and with which keys the journal signs. They are made once, at random, and sealed in the database.

The keys are not derived from the key ring: so they can be replaced without new keys for everything else, and whoever
gets hold of the ring alone cannot sign. See docs/decisions/0018.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from django.db import transaction

from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.journal.models import LogKey
from dodomu.base.keys import OpenKey, new_data_key, open_key, seal, unseal
from dodomu.engine.ledger import Signer, VerifierKey, log_signer

TABLE = "journal_logkey"
SEED_BYTES = 32


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


def known_log() -> LogKey | None:
    """The row of this log, where its keys were made already; it is not opened."""
    return LogKey.objects.order_by("-made_at", "-id").first()


def _newest() -> LogKey | None:
    return LogKey.objects.select_related("data_key__organisation_key").order_by("-made_at", "-id").first()


@transaction.atomic
def _make() -> LogKey:
    serialise("journal")
    row = _newest()
    if row is not None:
        return row
    key, identifier = new_data_key(), new_id()
    ed25519, ml_dsa_44 = os.urandom(SEED_BYTES), os.urandom(SEED_BYTES)
    LogKey.objects.create(
        id=identifier,
        origin=f"dodomu/journal/{uuid4()}",
        data_key_id=key.id,
        ed25519_sealed=seal(key, TABLE, identifier, "ed25519", ed25519.hex()),
        ml_dsa_44_sealed=seal(key, TABLE, identifier, "ml_dsa_44", ml_dsa_44.hex()),
    )
    return LogKey.objects.select_related("data_key__organisation_key").get(id=identifier)


def _signers(row: LogKey, key: OpenKey) -> tuple[Signer, ...]:
    ed25519 = bytes.fromhex(unseal(key, TABLE, row.id, "ed25519", row.ed25519_sealed))
    ml_dsa_44 = bytes.fromhex(unseal(key, TABLE, row.id, "ml_dsa_44", row.ml_dsa_44_sealed))
    return (
        log_signer(row.origin, Ed25519PrivateKey.from_private_bytes(ed25519)),
        log_signer(row.origin, MLDSA44PrivateKey.from_seed_bytes(ml_dsa_44)),
    )
