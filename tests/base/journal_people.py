"""Who acts in tests of the journal, and what they write."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from dodomu.base import journal
from dodomu.base.journal.models import Leaf
from dodomu.engine import ledger


@dataclass(frozen=True)
class Someone:
    pid: UUID


STEFA = Someone(uuid4())


def write(*cases: UUID | None) -> list[int]:
    """One batch with a leaf for each of these cases, in this order."""
    return journal.append_many([journal.Entry("case.flagged", STEFA, case, case=case) for case in cases])


def chain_of(case_pid: UUID | None) -> list[ledger.CaseLink]:
    """The chain of a case as its leaves say it, in the order of the journal."""
    leaves = Leaf.objects.filter(case_pid=case_pid).order_by("index")
    return [ledger.read_link(bytes(leaf.body)) for leaf in leaves]
