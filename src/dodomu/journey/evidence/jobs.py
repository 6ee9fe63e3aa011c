"""What evidence does by itself: where authorities of time are named, it has each new checkpoint of the journal stamped."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.jobs import enqueue, task


def look_for_stamps() -> bool:
    """A round of every worker: check what was kept and not yet checked; ask for a job where an authority is due.

    Returns:
        Whether a job was asked for.
    """
    authorities = journal.configured_authorities()
    if not authorities:
        return False
    journal.judge_waiting(authorities)
    if not journal.due_authorities(authorities):
        return False
    with transaction.atomic():
        claim = journal.claim_stamps(authorities)
        if claim:
            enqueue(ask_authorities, claim=claim)
    return claim is not None


@task
def ask_authorities(claim: str) -> None:
    """Have the newest checkpoint stamped by those that this claim names."""
    journal.stamp_claimed(journal.configured_authorities(), UUID(claim))
