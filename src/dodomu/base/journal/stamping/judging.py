"""Checking what an authority answered: whether the stamp holds at the time it states, or which condition failed.

An answer is judged once against the same roots. One that held stays as it was judged when the roots are changed later;
one that did not is judged anew, for it may have been the roots that were wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from dodomu.base.database.locks import serialise
from dodomu.base.journal.actor import JOURNAL
from dodomu.base.journal.entries import Codes
from dodomu.base.journal.stamp_models import VALID, StampAnswer, StampVerdict
from dodomu.base.journal.stamping.authorities import Authority
from dodomu.base.journal.stamping.pacing import note
from dodomu.base.journal.stamping.requesting import imprint_of
from dodomu.base.journal.store import STAMPED
from dodomu.base.journal.writing import append
from dodomu.engine.ledger.timestamps import TimestampError, parse_response, verify_timestamp

AT_ONCE = 100


def judge_waiting(authorities: Sequence[Authority]) -> int:
    """Judge what was kept and not yet judged, as after a machine stopped in between; how many that were, up to 100."""
    found = 0
    for authority in authorities:
        for answer in _unjudged(authority)[: AT_ONCE - found]:
            judge(answer, authority)
            found += 1
    return found


def judge(answer: StampAnswer, authority: Authority) -> str:
    """Check an answer that was kept; verdict, journal entry and how the authority stands go together.

    Returns:
        The outcome: ``valid``, or the code of the condition that failed.
    """
    outcome, gen_time = _checked(answer, authority)
    with transaction.atomic():
        serialise("journal.stamping")
        known = StampVerdict.objects.filter(answer=answer, roots=authority.fingerprint).first()
        if known:
            return known.outcome
        again, size = StampVerdict.objects.filter(answer=answer).exists(), answer.checkpoint.size
        StampVerdict.objects.create(answer=answer, roots=authority.fingerprint, outcome=outcome, gen_time=gen_time)
        if outcome == VALID:
            digest = sha256(bytes(answer.answer)).hexdigest()
            codes: Codes = {"entries": size, "authority": authority.name, "stamp": digest}
            append(STAMPED, by=JOURNAL, codes=codes)
        if outcome == VALID or not again:
            # That an old answer does not hold against new roots either is no new failure of the authority.
            note(authority, outcome, size)
    return outcome


def _unjudged(authority: Authority) -> QuerySet[StampAnswer]:
    verdicts = StampVerdict.objects.filter(answer=OuterRef("pk"))
    return (
        StampAnswer.objects.filter(authority=authority.name)
        .exclude(Exists(verdicts.filter(outcome=VALID)))
        .exclude(Exists(verdicts.filter(roots=authority.fingerprint)))
        .select_related("checkpoint")
        .order_by("received_at", "id")
    )


def _checked(answer: StampAnswer, authority: Authority) -> tuple[str, datetime | None]:
    raw, imprint = bytes(answer.answer), imprint_of(answer.checkpoint.note)
    try:
        # A bare token would verify too, but a bundle and OpenSSL's command take whole answers.
        parse_response(raw).require_granted()
        stamped = verify_timestamp(raw, imprint, "sha256", int(answer.nonce, 16), authority.roots)
    except TimestampError as refusal:
        return refusal.code, None
    return VALID, stamped.gen_time
