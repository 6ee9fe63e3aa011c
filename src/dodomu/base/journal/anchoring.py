"""Having the journal witnessed (C2SP tlog-witness): partners cosign that they saw it, and that it only grew.

Only the newest checkpoint is sent: whoever cosigns it vouches for all before it. So nothing piles up while a witness is
away; what it has not seen is a gap, which ``anchoring_state`` states, and the next answer closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base.journal.actor import JOURNAL
from dodomu.base.journal.asking import AnswerTooLarge, NoAnswer, Reply, post
from dodomu.base.journal.entries import Codes
from dodomu.base.journal.models import KeptCosignature, WitnessState
from dodomu.base.journal.proving import prove_consistency
from dodomu.base.journal.publishing import PublishedCheckpoint, latest_checkpoint, make_checkpoint, signed_rows
from dodomu.base.journal.signing import this_log
from dodomu.base.journal.silences import cosignatures_of
from dodomu.base.journal.store import WITNESSED, tree_size
from dodomu.base.journal.witnesses import Witness, Witnesses
from dodomu.base.journal.writing import append
from dodomu.engine import ledger


class Outcome(StrEnum):
    """How asking a witness ended."""

    COSIGNED = "cosigned"
    WAITING = "waiting"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    UNKNOWN_LOG = "unknown_log"
    UNREADABLE = "unreadable"
    FALSE_SIGNATURE = "false_signature"
    LONGER = "longer"
    FORKED = "forked"


OUTCOMES = {
    Outcome.COSIGNED: _("cosigned"),
    Outcome.WAITING: _("not asked yet"),
    Outcome.NO_ANSWER: _("no answer; it is asked again later"),
    Outcome.REFUSED: _("refused the checkpoint"),
    Outcome.UNKNOWN_LOG: _("does not know this journal; send its operator what `dodomu journal key` prints"),
    Outcome.UNREADABLE: _("the answer cannot be used"),
    Outcome.FALSE_SIGNATURE: _("its signature does not hold; ask its operator"),
    Outcome.LONGER: _("has seen a longer journal: this one was put back to an earlier state, or another one is signed"),
    Outcome.FORKED: _("has seen another journal: this one was rewritten, or another one is signed in its name"),
}
GRAVE = frozenset({Outcome.FALSE_SIGNATURE, Outcome.LONGER, Outcome.FORKED})
"""What somebody must look into: a witness that lies, or a journal that is not the one it was."""
LOST_SIGHT = frozenset({Outcome.LONGER, Outcome.FORKED})
"""What says that the journal is not the continuation of what a witness has seen."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One witness asked for one checkpoint; ``known``: how long a journal it says it has seen, where it said so."""

    witness: Witness
    size: int
    outcome: Outcome
    known: int | None = None


def anchor(witnesses: Witnesses) -> tuple[Attempt, ...]:
    """Sign the journal as it stands and ask every witness for its cosignature; keep those that hold.

    Call it outside any transaction: nobody waits for a network while the database is held.

    Raises:
        NothingToSign, HistoryDiffers: as ``make_checkpoint``.
    """
    checkpoint = make_checkpoint()
    return tuple(_attempt(witness, checkpoint) for witness in witnesses.asked)


def disagreeing(witnesses: Witnesses) -> tuple[Attempt, ...]:
    """Ask every witness now; those to whom this journal is not the continuation of what they have seen.

    They are shown what was signed last. Only when nobody disagrees with that, the journal is signed as it stands and they are
    asked again: whoever is about to give up a name should not sign more under it than need be.

    Call it outside any transaction. Raises: as ``anchor``.
    """
    latest = latest_checkpoint()
    if latest and (found := _lost_sight([_look(one, latest) for one in witnesses.asked])):
        return found
    return _lost_sight(anchor(witnesses))


def _lost_sight(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    return tuple(one for one in attempts if one.outcome in LOST_SIGHT)


def _look(witness: Witness, checkpoint: PublishedCheckpoint) -> Attempt:
    """Ask, also one that has cosigned this very checkpoint: it may have seen more since."""
    last = last_cosigned(witness.keys)
    attempt = _ask(witness, checkpoint, last.checkpoint.size if last else 0)
    _remember(attempt)
    return attempt


def last_cosigned(keys: Sequence[ledger.VerifierKey]) -> KeptCosignature | None:
    """The cosignature of the longest journal that any of these keys made for this log."""
    rows = cosignatures_of(keys)
    if not rows.exists():
        return None
    # From the longest checkpoint downwards, by its index: sorting all that a witness ever signed would take ever longer.
    signed = signed_rows().filter(Exists(rows.filter(checkpoint=OuterRef("pk"))))
    longest = signed.values_list("pk", flat=True).first()
    return rows.filter(checkpoint=longest).select_related("checkpoint").first() if longest else None


def _attempt(witness: Witness, checkpoint: PublishedCheckpoint) -> Attempt:
    last = last_cosigned(witness.keys)
    if last and last.checkpoint.size == checkpoint.size:
        attempt = Attempt(witness, checkpoint.size, Outcome.COSIGNED)
    else:
        attempt = _ask(witness, checkpoint, last.checkpoint.size if last else 0)
    _remember(attempt)
    return attempt


def _ask(witness: Witness, checkpoint: PublishedCheckpoint, old: int) -> Attempt:
    """Ask from the size we believe it knows; once more from the size it names instead."""

    def ended(outcome: Outcome, known: int | None = None) -> Attempt:
        return Attempt(witness, checkpoint.size, outcome, known)

    try:
        reply = _send(witness, checkpoint, old)
        if reply.status == ledger.Status.CONFLICT:
            known = _size(reply.body)
            if known is None:
                return ended(Outcome.UNREADABLE)
            if known > checkpoint.size:
                # Another process of ours may have been faster with a newer checkpoint.
                return ended(Outcome.LONGER if known > tree_size() else Outcome.WAITING, known)
            old, reply = known, _send(witness, checkpoint, known)
            if reply.status == ledger.Status.CONFLICT:
                # The same size again: with another root. Another size: somebody of ours asked in between.
                return ended(Outcome.FORKED if _size(reply.body) == known else Outcome.WAITING, known)
    except NoAnswer:
        return ended(Outcome.NO_ANSWER)
    except AnswerTooLarge:
        return ended(Outcome.UNREADABLE)
    if reply.status == ledger.Status.COSIGNED:
        return ended(_take(witness, checkpoint, reply.body))
    if reply.status == ledger.Status.UNPROVEN:
        return ended(Outcome.FORKED, old)
    return ended(Outcome.UNKNOWN_LOG if reply.status == ledger.Status.UNKNOWN_LOG else Outcome.REFUSED)


def _send(witness: Witness, checkpoint: PublishedCheckpoint, old: int) -> Reply:
    proof = prove_consistency(old, checkpoint.size) if old else ()
    request = ledger.write_add_checkpoint(ledger.AddCheckpoint(old, proof, checkpoint.note))
    return post(f"{witness.url}/add-checkpoint", request.encode())


def _size(body: bytes) -> int | None:
    """The size a witness says it knows: digits and a newline."""
    digits = body.removesuffix(b"\n")
    if not digits.isdigit() or len(digits) > 19 or (len(digits) > 1 and digits.startswith(b"0")):
        return None
    return int(digits)


def _take(witness: Witness, checkpoint: PublishedCheckpoint, body: bytes) -> Outcome:
    """Keep the lines that are of this witness's keys and hold; one that does not hold spoils the answer."""
    signed = ledger.parse_checkpoint(checkpoint.note, this_log().keys)
    now, found = int(timezone.now().timestamp()), []
    try:
        for line in ledger.parse_signature_lines(body):
            for key in witness.keys:
                if line.claims(key):
                    found.append((line, ledger.verify_cosignature(signed.checkpoint, line, key, now)))
    except (ledger.NoteMalformed, ledger.NoteTooLarge):
        return Outcome.UNREADABLE
    except ledger.LedgerError:
        return Outcome.FALSE_SIGNATURE
    if not found:
        return Outcome.UNREADABLE
    with transaction.atomic():
        for line, made in found:
            KeptCosignature.objects.get_or_create(
                checkpoint_id=checkpoint.id,
                witness=made.key.name,
                key_id=made.key.id.hex(),
                defaults={"line": line.text, "stated_at": made.timestamp},
            )
        codes: Codes = {"entries": checkpoint.size, "witness_key": found[0][1].key.id.hex()}
        append(WITNESSED, by=JOURNAL, codes=codes)
    return Outcome.COSIGNED


def _remember(attempt: Attempt) -> None:
    """Note how it went; what somebody must look into is journaled, when it begins."""
    now: datetime = timezone.now()
    with transaction.atomic():
        row = WitnessState.objects.select_for_update().filter(witness=attempt.witness.url).first()
        before = row.outcome if row else ""
        well = attempt.outcome == Outcome.COSIGNED
        since = None if well else (row.failing_since if row and row.failing_since else now)
        WitnessState.objects.update_or_create(
            witness=attempt.witness.url,
            defaults={"outcome": attempt.outcome.value, "tried_at": now, "failing_since": since},
        )
        if attempt.outcome in GRAVE and before != attempt.outcome:
            key = attempt.witness.keys[0].id.hex()
            codes: Codes = {"entries": attempt.size, "witness_key": key, "witness_says": attempt.outcome.value}
            append("journal.witness_disagreed", by=JOURNAL, codes=codes)
