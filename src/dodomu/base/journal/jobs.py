"""What the journal does by itself: a map of cases and a checkpoint every day, and, where witnesses are configured, asking them."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dodomu.base.database.locks import serialise
from dodomu.base.jobs import enqueue, task
from dodomu.base.journal.anchoring import Outcome, anchor, last_cosigned
from dodomu.base.journal.maps import day_has_map, write_case_map
from dodomu.base.journal.models import WitnessState
from dodomu.base.journal.publishing import HistoryDiffers, day_is_signed, make_checkpoint
from dodomu.base.journal.store import grew_beyond, tree_size
from dodomu.base.journal.witnesses import Witness, configured_witnesses

EVERY = timedelta(hours=1)
AGAIN = timedelta(minutes=10)
"""After an answer that was none."""


def every_day() -> None:
    """A round of every worker: see that the day has its map of cases and its checkpoint, also where nobody witnesses."""
    now = timezone.now()
    if not tree_size():
        return
    if not day_has_map(now):
        write_case_map()
    if not day_is_signed(now):
        # A journal that is not what was signed is signed no more; its page and its check say so.
        with suppress(HistoryDiffers):
            make_checkpoint()


def every_hour() -> bool:
    """A round of every worker: ask for anchoring where a witness is due. Returns whether it was asked for."""
    witnesses = configured_witnesses()
    if witnesses is None:
        return False
    with transaction.atomic():
        serialise("journal.anchoring")
        due = [one for one in witnesses.asked if _is_due(one)]
        for one in due:
            # Noted before it is done, so that several workers ask once, and a dead one is asked again.
            WitnessState.objects.update_or_create(
                witness=one.url,
                defaults={"tried_at": timezone.now()},
                create_defaults={"tried_at": timezone.now(), "outcome": Outcome.WAITING.value},
            )
        if due:
            enqueue(anchor_journal)
    return bool(due)


@task
def anchor_journal() -> None:
    """Send the journal's newest checkpoint to the witnesses."""
    witnesses = configured_witnesses()
    if witnesses is not None:
        anchor(witnesses)


def _is_due(witness: Witness) -> bool:
    row = WitnessState.objects.filter(witness=witness.url).first()
    if row is not None:
        well = row.outcome == Outcome.COSIGNED
        if timezone.now() - row.tried_at < (EVERY if well else AGAIN):
            return False
    last = last_cosigned(witness.keys)
    return grew_beyond(last.checkpoint.size if last else 0)
