"""Asking an authority, and keeping what it answers before anything looks at it."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from dodomu.base.journal.asking import AnswerTooLarge, NoAnswer, post
from dodomu.base.journal.publishing import PublishedCheckpoint
from dodomu.base.journal.stamp_models import StampAnswer
from dodomu.base.journal.stamping.authorities import Authority
from dodomu.base.journal.stamping.words import NO_ANSWER, NOT_SERVED, TOO_LONG
from dodomu.engine import ledger
from dodomu.engine.ledger.timestamps import timestamp_request

QUERY = "application/timestamp-query"
OK = 200
NONCES = 2**64 - 1


class NothingKept(Exception):
    """No answer came that could be kept; ``outcome`` says why."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def imprint_of(note: str) -> bytes:
    """What is stamped of a checkpoint: SHA-256 of the text that the journal signed."""
    return sha256(ledger.stamped_text(note)).digest()


def ask(authority: Authority, checkpoint: PublishedCheckpoint) -> StampAnswer:
    """Ask for a stamp of this checkpoint and keep the answer, whatever it is.

    Call it outside any transaction: the answer must be safe before it is read, and nobody waits for a network while
    the database is held.

    Raises:
        NothingKept: unreachable, too slow, too long, or not served. RuntimeError: called within a transaction.
    """
    nonce, asked_at = secrets.randbelow(NONCES) + 1, timezone.now()
    request = timestamp_request(imprint_of(checkpoint.note), nonce)
    try:
        reply = post(authority.url, request, kind=QUERY)
    except NoAnswer:
        raise NothingKept(NO_ANSWER) from None
    except AnswerTooLarge:
        raise NothingKept(TOO_LONG) from None
    if reply.status != OK:
        # A redirect as well: whoever is led elsewhere learns nothing, and is not followed.
        raise NothingKept(NOT_SERVED)
    with transaction.atomic(durable=True):
        return StampAnswer.objects.create(
            checkpoint_id=checkpoint.id,
            authority=authority.name,
            nonce=f"{nonce:x}",
            answer=reply.body,
            asked_at=asked_at,
        )
