"""Having a checkpoint stamped, by hand or by the job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from dodomu.base.journal.publishing import PublishedCheckpoint, latest_checkpoint, make_checkpoint
from dodomu.base.journal.stamp_models import VALID
from dodomu.base.journal.stamping.authorities import Authority
from dodomu.base.journal.stamping.judging import judge, judge_waiting
from dodomu.base.journal.stamping.pacing import have_stamped, needs_checkpoint, note, take
from dodomu.base.journal.stamping.requesting import NothingKept, ask
from dodomu.base.journal.stamping.words import in_words


@dataclass(frozen=True, slots=True)
class StampAttempt:
    """One authority and one checkpoint. ``outcome``: ``valid``, or why there is no stamp (see ``words``)."""

    authority: Authority
    size: int
    outcome: str

    @property
    def holds(self) -> bool:
        """Whether it stamped, and the stamp holds."""
        return self.outcome == VALID

    @property
    def sentence(self) -> str:
        """The outcome in the reader's language."""
        return in_words(self.outcome)


def stamp(authorities: Sequence[Authority], checkpoint: PublishedCheckpoint) -> tuple[StampAttempt, ...]:
    """Have each authority stamp this checkpoint now, whatever its pause; one that did is not asked again.

    Call it outside any transaction.
    """
    judge_waiting(authorities)
    return tuple(_attempt(one, checkpoint) for one in authorities)


def stamp_claimed(authorities: Iterable[Authority], claim: UUID) -> tuple[StampAttempt, ...]:
    """What a job does: have the newest checkpoint stamped by those it has claimed. Run again, it asks nobody.

    Raises:
        NothingToSign, HistoryDiffers: as ``make_checkpoint``.
    """
    claimed = [one for one in authorities if take(one, claim)]
    if not claimed:
        return ()
    checkpoint = make_checkpoint() if needs_checkpoint() else latest_checkpoint()
    return stamp(claimed, checkpoint) if checkpoint else ()


def _attempt(authority: Authority, checkpoint: PublishedCheckpoint) -> StampAttempt:
    if authority.name in have_stamped(checkpoint.id):
        return StampAttempt(authority, checkpoint.size, VALID)
    try:
        answer = ask(authority, checkpoint)
    except NothingKept as refusal:
        note(authority, refusal.outcome, checkpoint.size)
        return StampAttempt(authority, checkpoint.size, refusal.outcome)
    return StampAttempt(authority, checkpoint.size, judge(answer, authority))
