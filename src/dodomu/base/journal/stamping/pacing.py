"""When an authority is asked: about each new checkpoint, once; one that fails after growing pauses.

A job is asked for by a claim. Whoever begins takes it, so that a job which runs twice asks once; a claim that nobody
took, or whose taker died, lapses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from dodomu.base.database.locks import serialise
from dodomu.base.journal.actor import JOURNAL
from dodomu.base.journal.entries import Codes
from dodomu.base.journal.publishing import latest_checkpoint
from dodomu.base.journal.stamp_models import VALID, AuthorityState, StampVerdict
from dodomu.base.journal.stamping.authorities import Authority
from dodomu.base.journal.stamping.words import WAITING, is_wrong
from dodomu.base.journal.store import grew_beyond
from dodomu.base.journal.witnesses import configured_witnesses
from dodomu.base.journal.writing import append

EVERY = timedelta(hours=1)
"""How often a checkpoint is made for the stamps alone, where no witness sets the pace."""
LAPSES = timedelta(minutes=15)
"""After this a claim counts for nothing: longer than eight authorities that all drip."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=10), timedelta(days=1)
TOLD_AFTER = 3
"""Attempts in a row that fail without a wrong stamp before it is journaled: nobody is told of a short absence."""


def needs_checkpoint() -> bool:
    """Whether one has to be made: witnesses make one an hour; without them the stamps do."""
    latest = latest_checkpoint()
    if configured_witnesses() is not None or not grew_beyond(latest.size if latest else 0):
        return False
    # The distance, not the age: a clock that was set back must not stop it for years.
    return latest is None or abs(timezone.now() - latest.made_at) >= EVERY


def claim_stamps(authorities: Sequence[Authority]) -> UUID | None:
    """Claim those that are due for a job; None where none is. In one transaction with asking for the job.

    Raises:
        RuntimeError: outside a transaction.
    """
    serialise("journal.stamping")
    due, now, claim = due_authorities(authorities), timezone.now(), uuid4()
    for one in due:
        claimed = {"claim": claim, "due_at": now + LAPSES}
        AuthorityState.objects.update_or_create(
            authority=one.name, defaults=claimed, create_defaults=claimed | {"outcome": WAITING}
        )
    return claim if due else None


def due_authorities(authorities: Sequence[Authority]) -> list[Authority]:
    """Who should be asked now."""
    now = timezone.now()
    states = {row.authority: row.due_at for row in AuthorityState.objects.all()}
    # What is further ahead than the longest pause was written by a clock that was ahead, and binds nobody.
    ripe = [one for one in authorities if not now < states.get(one.name, now) <= now + LONGEST_PAUSE]
    if not ripe or needs_checkpoint():
        return ripe
    latest = latest_checkpoint()
    stamped = have_stamped(latest.id) if latest else {one.name for one in ripe}
    return [one for one in ripe if one.name not in stamped]


def take(authority: Authority, claim: UUID) -> bool:
    """Whether this job is the one to ask; a second time it is not."""
    return bool(AuthorityState.objects.filter(authority=authority.name, claim=claim).update(claim=None))


def have_stamped(checkpoint_id: UUID) -> set[str]:
    """Names of those whose stamp of this checkpoint holds."""
    held = StampVerdict.objects.filter(answer__checkpoint_id=checkpoint_id, outcome=VALID)
    return set(held.values_list("answer__authority", flat=True))


def note(authority: Authority, outcome: str, size: int) -> None:
    """Note how it went, and when to try again; what somebody should hear of is journaled once, when it begins.

    Parameters:
        size: of the checkpoint, in leaves.
    """
    with transaction.atomic():
        serialise("journal.stamping")
        now, row = timezone.now(), AuthorityState.objects.filter(authority=authority.name).first()
        row = row or AuthorityState(authority=authority.name)
        row.outcome, row.tried_at, row.claim = outcome, now, None
        if outcome == VALID:
            row.failing_since, row.failures, row.told, row.due_at = None, 0, "", now
        else:
            row.failing_since, row.failures = row.failing_since or now, row.failures + 1
            row.due_at = now + pause_after(row.failures)
            if _should_tell(row):
                row.told = outcome
                codes: Codes = {"entries": size, "authority": authority.name, "stamp_says": outcome}
                append("journal.stamp_failed", by=JOURNAL, codes=codes)
        row.save()


def pause_after(failures: int) -> timedelta:
    """10 minutes, 20, 40, up to a day."""
    return min(FIRST_PAUSE * (1 << min(failures - 1, 10)), LONGEST_PAUSE)


def _should_tell(row: AuthorityState) -> bool:
    if is_wrong(row.outcome):
        return not row.told or not is_wrong(row.told)
    return not row.told and row.failures >= TOLD_AFTER
