"""What the kept stamps say: of single checkpoints, of each authority, and for a bundle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.journal.models import KeptCheckpoint
from dodomu.base.journal.publishing import PublishedCheckpoint, published
from dodomu.base.journal.stamp_models import VALID, AuthorityState, StampAnswer, StampVerdict
from dodomu.base.journal.stamping.authorities import Authority
from dodomu.base.journal.stamping.words import KEPT, WAITING, in_words
from dodomu.base.journal.store import tree_size


@dataclass(frozen=True, slots=True)
class CheckpointStamp:
    """What one authority answered about a checkpoint.

    Attributes:
        authority: its name. state: ``valid``, ``kept`` (still to be checked), or the code of the condition that failed.
        gen_time: the time it states, only of a stamp that holds. asked_at, received_at: by our clock.
    """

    authority: str
    state: str
    gen_time: datetime | None
    asked_at: datetime
    received_at: datetime

    @property
    def holds(self) -> bool:
        """Whether the stamp proves its time."""
        return self.state == VALID

    @property
    def sentence(self) -> str:
        """The state in the reader's language."""
        return in_words(self.state)


@dataclass(frozen=True, slots=True)
class AuthorityStanding:
    """One authority.

    Attributes:
        stamped: how many leaves its longest stamp covers, 0 for none. gen_time: the time that stamp states.
        unseen: leaves after those. outcome: of the last attempt, see ``sentence``.
        tried_at: when that was. failing_since: since when it has gone wrong. again_at: before which it is not asked.
    """

    authority: Authority
    stamped: int
    gen_time: datetime | None
    unseen: int
    outcome: str
    tried_at: datetime | None
    failing_since: datetime | None
    again_at: datetime | None

    @property
    def sentence(self) -> str:
        """The outcome in the reader's language."""
        return in_words(self.outcome)


@dataclass(frozen=True, slots=True)
class KeptStamp:
    """A stamp that holds, for a bundle: the answer as it was received."""

    authority: str
    checkpoint: PublishedCheckpoint
    answer: bytes = field(repr=False)


def stamps_of(checkpoints: Iterable[PublishedCheckpoint]) -> dict[UUID, tuple[CheckpointStamp, ...]]:
    """By the id of each of these checkpoints its stamps, one of an authority: one that holds, otherwise the last answer.

    An authority that never answered about a checkpoint is not among them; ``stamping_state`` knows of it.
    """
    wanted = [one.id for one in checkpoints]
    rows = StampAnswer.objects.filter(checkpoint_id__in=wanted).defer("answer").order_by("received_at", "id")
    best: dict[UUID, dict[str, CheckpointStamp]] = {one: {} for one in wanted}
    for row in rows.prefetch_related("verdicts"):
        known, said = best[row.checkpoint_id], _said(row)
        if not (found := known.get(row.authority)) or not found.holds:
            known[row.authority] = said
    return {one: tuple(found[name] for name in sorted(found)) for one, found in best.items()}


def stamping_state(authorities: Sequence[Authority]) -> tuple[AuthorityStanding, ...]:
    """Where each authority stands, in the order of the file."""
    size = tree_size()
    rows = {row.authority: row for row in AuthorityState.objects.all()}
    return tuple(_standing(one, rows.get(one.name), size) for one in authorities)


def stamps_up_to(checkpoint: PublishedCheckpoint) -> tuple[KeptStamp, ...]:
    """Of each authority that ever stamped, its stamp of this checkpoint, or the last one of what this continues."""
    log = KeptCheckpoint.objects.values_list("log_key_id", flat=True).get(id=checkpoint.id)
    rows = StampVerdict.objects.filter(
        outcome=VALID, answer__checkpoint__size__lte=checkpoint.size, answer__checkpoint__log_key_id=log
    ).order_by("answer__checkpoint__size", "-answer__received_at", "-answer_id")
    # The last row of each name remains: the longest checkpoint, and of several answers the first that came.
    last = dict(rows.values_list("answer__authority", "answer_id"))
    answers = StampAnswer.objects.filter(id__in=last.values()).select_related("checkpoint")
    return tuple(
        KeptStamp(one.authority, published(one.checkpoint), bytes(one.answer)) for one in answers.order_by("authority")
    )


def _said(row: StampAnswer) -> CheckpointStamp:
    verdicts = sorted(row.verdicts.all(), key=lambda one: (one.outcome == VALID, one.judged_at))
    last = verdicts[-1] if verdicts else None
    return CheckpointStamp(
        row.authority,
        last.outcome if last else KEPT,
        last.gen_time if last else None,
        row.asked_at,
        row.received_at,
    )


def _standing(authority: Authority, row: AuthorityState | None, size: int) -> AuthorityStanding:
    held = StampVerdict.objects.filter(
        outcome=VALID, answer__authority=authority.name, answer__checkpoint__lost__isnull=True
    )
    longest = held.order_by("-answer__checkpoint__size").values_list("answer__checkpoint__size", "gen_time").first()
    stamped, gen_time = longest or (0, None)
    return AuthorityStanding(
        authority=authority,
        stamped=stamped,
        gen_time=gen_time,
        unseen=size - stamped,
        outcome=row.outcome if row else WAITING,
        tried_at=row.tried_at if row else None,
        failing_since=row.failing_since if row else None,
        again_at=row.due_at if row and row.failing_since else None,
    )
