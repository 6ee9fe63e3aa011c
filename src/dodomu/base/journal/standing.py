"""How far others can vouch for the journal, with the gaps stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dodomu.base.journal.anchoring import Outcome, last_cosigned
from dodomu.base.journal.models import WitnessState
from dodomu.base.journal.store import tree_size
from dodomu.base.journal.witnesses import Witness, Witnesses


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


def anchoring_state(witnesses: Witnesses) -> tuple[WitnessStanding, ...]:
    """Where each witness stands, in the order of the file."""
    size = tree_size()
    rows = {row.witness: row for row in WitnessState.objects.all()}
    return tuple(_standing(one, rows.get(one.url), size) for one in witnesses.asked)


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
