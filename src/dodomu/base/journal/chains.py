"""The chain of each case: which leaf comes next, and which was the last. Read and grown inside the journal's lock.

A case has a name of its own here, made at random when its first leaf is written. What is proved about a case (to a
court, in a map of all cases) says this name and no other.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid4

from dodomu.base.database.bulk import insert_rows
from dodomu.base.database.plain import id_from, marks, selected
from dodomu.base.journal.entries import Link
from dodomu.base.journal.models import CaseName
from dodomu.engine.ledger import CaseHead

_HEADS = """
SELECT leaf.case_pid, leaf.case_seq, leaf.hash FROM journal_leaf AS leaf
    JOIN (SELECT case_pid, MAX(case_seq) AS seq FROM journal_leaf
        WHERE case_pid IS NOT NULL AND "index" < %s GROUP BY case_pid) AS last
    ON leaf.case_pid = last.case_pid AND leaf.case_seq = last.seq
"""

_ENDS = """
SELECT name."case", name.case_pid, leaf.case_seq, leaf.hash FROM journal_casename AS name
    LEFT JOIN journal_leaf AS leaf ON leaf.case_pid = name.case_pid
        AND leaf.case_seq = (SELECT MAX(case_seq) FROM journal_leaf AS one WHERE one.case_pid = name.case_pid)
    WHERE name."case" IN ({})
"""


class Chains:
    """The ends of the chains of some cases, while a batch of leaves is put together."""

    def __init__(self, cases: Collection[UUID]) -> None:
        """Read where these cases stand and name those that have no leaf yet. The caller holds the journal's lock."""
        self._names: dict[UUID, UUID] = {}
        self._heads: dict[UUID, CaseHead] = {}
        if not cases:
            return
        for case, pid, seq, leaf in selected(_ENDS.format(marks(list(cases))), list(cases)):
            case_pid = self._names[id_from(case)] = id_from(pid)
            if seq is not None:
                self._heads[case_pid] = CaseHead(seq, bytes(leaf))
        fresh = {case: uuid4() for case in cases if case not in self._names}
        insert_rows(CaseName, [{"case": case, "case_pid": pid} for case, pid in fresh.items()])
        self._names.update(fresh)

    def link(self, case: UUID) -> Link:
        """Where the next leaf of this case belongs."""
        case_pid = self._names[case]
        return Link(case_pid, self._heads.get(case_pid))

    def grow(self, link: Link, leaf: bytes) -> None:
        """The leaf of this hash was put there."""
        self._heads[link.case_pid] = CaseHead(link.seq, leaf)


def case_pid_of(case: UUID) -> UUID | None:
    """The journal's name of a case; None where it has no leaf."""
    return CaseName.objects.filter(case=case).values_list("case_pid", flat=True).first()


def heads_at(size: int) -> dict[UUID, CaseHead]:
    """The last leaf of every case among the first ``size`` leaves of the journal."""
    return {id_from(pid): CaseHead(seq, bytes(leaf)) for pid, seq, leaf in selected(_HEADS, [size])}
