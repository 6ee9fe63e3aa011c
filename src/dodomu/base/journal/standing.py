"""How the journal stands, and how far others can vouch for it, with the gaps stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dodomu.base.journal.anchoring import Outcome, last_cosigned
from dodomu.base.journal.checks import PastCheck, past_checks
from dodomu.base.journal.gaps import Gap, known_gaps
from dodomu.base.journal.models import WitnessState
from dodomu.base.journal.publishing import PublishedCheckpoint, continues, latest_checkpoint
from dodomu.base.journal.store import tree_size
from dodomu.base.journal.witnesses import Witness, Witnesses
from dodomu.engine.ledger import Policy


@dataclass(frozen=True, slots=True)
class WitnessStanding:
    """One witness.

    Attributes:
        cosigned: how many leaves it has vouched for, 0 for none. cosigned_at: when that came.
        unseen: leaves since then that it has not vouched for.
        outcome: of the last attempt. tried_at: when that was. failing_since: since when it has gone wrong.
    """

    witness: Witness
    cosigned: int
    cosigned_at: datetime | None
    unseen: int
    outcome: Outcome
    tried_at: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True, slots=True)
class LogStanding:
    """The state of the journal, found without reading all of it.

    Attributes:
        size: leaves. checkpoint: the last that was signed.
        continues: whether the journal begins as that checkpoint says; the leaves themselves are looked at by a check alone.
        witnesses: each that is asked; None where none is named.
        vouched: for so many leaves enough witnesses have vouched, by the policy.
        check: the last check of everything. gaps: the newest first.
    """

    size: int
    checkpoint: PublishedCheckpoint | None
    continues: bool
    witnesses: tuple[WitnessStanding, ...] | None
    vouched: int
    check: PastCheck | None
    gaps: tuple[Gap, ...]


def log_standing(witnesses: Witnesses | None) -> LogStanding:
    """How the journal stands, with the witnesses that are configured."""
    standings = anchoring_state(witnesses) if witnesses else None
    latest = latest_checkpoint()
    return LogStanding(
        size=tree_size(),
        checkpoint=latest,
        continues=latest is None or continues(latest.size, latest.root),
        witnesses=standings,
        vouched=vouched_for(witnesses.policy, standings) if witnesses and standings else 0,
        check=next(iter(past_checks(1)), None),
        gaps=known_gaps(witnesses),
    )


def anchoring_state(witnesses: Witnesses) -> tuple[WitnessStanding, ...]:
    """Where each witness stands, in the order of the file."""
    size = tree_size()
    rows = {row.witness: row for row in WitnessState.objects.all()}
    return tuple(_standing(one, rows.get(one.url), size) for one in witnesses.asked)


def vouched_for(policy: Policy, standings: Sequence[WitnessStanding]) -> int:
    """For how many leaves enough witnesses have vouched: who vouches for more vouches for all before, too."""
    for size in sorted({one.cosigned for one in standings if one.cosigned}, reverse=True):
        if policy.is_met_by(key for one in standings if one.cosigned >= size for key in one.witness.keys):
            return size
    return 0


def _standing(witness: Witness, row: WitnessState | None, size: int) -> WitnessStanding:
    last = last_cosigned(witness.keys)
    cosigned = last.checkpoint.size if last else 0
    return WitnessStanding(
        witness=witness,
        cosigned=cosigned,
        cosigned_at=last.received_at if last else None,
        unseen=size - cosigned,
        outcome=Outcome(row.outcome) if row else Outcome.WAITING,
        tried_at=row.tried_at if row else None,
        failing_since=row.failing_since if row else None,
    )
