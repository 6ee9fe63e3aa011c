"""Checking the whole journal: every leaf, every node, the root, gaps, the chain of every case, what was signed of it before,
and what others remember of it.

It finds what was changed behind the program's back. It cannot find a journal rewritten from a point on, with all hashes
and checkpoints made anew, unless a checkpoint from outside (a backup, a witness) is handed in: ``known``.

A stretch of leaves is first looked at as a whole, which is quick; where anything differs from what this program would have
written, leaf by leaf, which says what and where.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from dodomu.base.journal import leaf_rows
from dodomu.base.journal.chain_walk import ChainWalk, unchained
from dodomu.base.journal.guards import missing_guards
from dodomu.base.journal.leaf_forms import Links, links_if_all_fit, links_of, said, said_by_columns
from dodomu.base.journal.leaf_rows import LINE, LeafRow
from dodomu.base.journal.new_logs import renewal_problems, renewals
from dodomu.base.journal.problems import Fault, Problem, Verification
from dodomu.base.journal.publishing import checkpoints_signed
from dodomu.base.journal.reading import Checkpoint
from dodomu.base.journal.regrowing import Regrown
from dodomu.engine import ledger

Progress = Callable[[int, int], None]

CHUNK = 4096
"""Leaves looked at together: a power of two, so that each whole stretch is a tree of its own."""
MOST_PROBLEMS = 100


def verify(
    progress: Progress | None = None, known: Sequence[Checkpoint] = (), *, every_map: bool = False
) -> Verification:
    """Recompute everything; others may go on writing meanwhile.

    Args:
        progress: called with leaves done and leaves in all, after each stretch.
        known: checkpoints kept elsewhere, which the journal must contain. What it signed itself is looked at in any case,
            also under an earlier name, but for those that the leaf which began a new log lists as lost.
        every_map: build every daily map of cases again, not the newest alone (a second for ten thousand cases, each).

    Returns:
        The size at the start of the check, the recomputed root, and at most 100 problems.
    """
    signed = checkpoints_signed()
    extent = leaf_rows.extent()
    audit = _Audit([*known, *signed], ChainWalk(extent.size, every_map=every_map))
    if missing_guards():
        audit.report(Fault.UNGUARDED)
    if extent.has_stray:
        audit.report(Fault.STRAY)
    for read in leaf_rows.read_ahead(audit.stretches(extent.size)):
        audit.take(read)
        if progress:
            progress(read.end, extent.size)
    audit.finish(extent)
    for problem in renewal_problems():
        audit.report(problem.fault, problem.index)
    root = "" if audit.broken else audit.root.hex()
    return Verification(extent.size, root, tuple(audit.problems[:MOST_PROBLEMS]), unchained(), tuple(renewals()))


class _Audit:
    """What was found so far, and the tree as far as it was grown anew."""

    def __init__(self, known: Sequence[Checkpoint], chains: ChainWalk) -> None:
        self.problems: list[Problem] = []
        self.known = sorted(known, key=lambda one: one.size)
        self.next_known = bisect_right(self.known, 0, key=lambda one: one.size)
        self.chains = chains
        self.tree = Regrown()
        self.root = ledger.EMPTY_ROOT
        self.broken = False

    def report(self, fault: Fault, index: int | None = None, level: int | None = None) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(fault, index, level))

    def stretches(self, size: int) -> Iterator[tuple[int, int]]:
        """What to look at. After a gap the next leaf may be far away; a journal without one need not be asked."""
        start: int | None = 0
        while start is not None and start < size:
            end = min(start + CHUNK, size)
            yield start, end
            start = _next_start(end) if self.broken else end

    def take(self, read: leaf_rows.Read) -> None:
        hashes = self._together(read)
        if hashes is None:
            hashes = self._one_by_one(read)
        if self.broken:
            return
        for grown in self.tree.grow(hashes):
            expected, level = b"".join(grown.hashes), grown.level - 1
            if level >= len(read.nodes) or read.nodes[level] != expected:
                self._compare(grown)
        while self.next_known < len(self.known) and (one := self.known[self.next_known]).size <= read.end:
            if self.tree.root(one.size) != one.root:
                self.report(Fault.ROOT_DIFFERS, one.size)
            self.next_known += 1
        self.root = self.tree.root(self.tree.size)

    def finish(self, extent: leaf_rows.Extent) -> None:
        if self.known and self.known[-1].size > extent.size:
            self.report(Fault.SHORTER_THAN_KNOWN, self.known[-1].size)
        expected = sum(extent.size >> level for level in range(1, extent.size.bit_length()))
        if extent.nodes > expected:
            self.report(Fault.NODE_SURPLUS)

    def _together(self, read: leaf_rows.Read) -> list[bytes] | None:
        """The leaf hashes, recomputed, when everything about these leaves is as it should be."""
        part = read.leaves
        if not part.typed or part.count != read.end - read.start:
            return None
        links = links_if_all_fit(part, read.start)
        hashes = ledger.leaf_hashes(part.bodies.split(LINE)) if links else []
        if not links or b"".join(hashes) != part.hashes:
            return None
        self._follow(read.start, links, hashes, part.kind)
        return hashes

    def _one_by_one(self, read: leaf_rows.Read) -> list[bytes]:
        start, end = read.start, read.end
        rows = leaf_rows.leaf_rows(start, end)
        missing = sorted(set(range(start, end)) - {row.index for row in rows})
        if (missing or len(rows) != end - start) and not self.broken:
            self.report(Fault.GAP, missing[0] if missing else start)
            self.broken = True
        hashes = [self._leaf(row) for row in rows]
        for row, value in zip(rows, hashes, strict=True):
            self._follow(row.index, links_of([row.body]), [value], row.kind)
        return hashes

    def _follow(self, start: int, links: Links, hashes: Sequence[bytes], kinds: bytes) -> None:
        for problem in self.chains.take(start, links, hashes, kinds):
            self.report(problem.fault, problem.index)

    def _leaf(self, row: LeafRow) -> bytes:
        computed = ledger.leaf_hash(row.body)
        if computed != row.hash:
            self.report(Fault.LEAF_HASH_DIFFERS, row.index)
        said_by_body = said(row.body)
        if said_by_body is None:
            self.report(Fault.BODY_UNREADABLE, row.index)
        elif not row.typed or said_by_body != said_by_columns(row):
            self.report(Fault.COLUMNS_DIFFER, row.index)
        return computed

    def _compare(self, grown: ledger.Grown) -> None:
        stored = leaf_rows.stored_nodes(grown.level, grown.position, grown.position + len(grown.hashes))
        for position, value in enumerate(grown.hashes, grown.position):
            if position not in stored:
                self.report(Fault.NODE_MISSING, position, grown.level)
            elif stored[position] != value:
                self.report(Fault.NODE_DIFFERS, position, grown.level)


def _next_start(end: int) -> int | None:
    found = leaf_rows.next_leaf(end)
    return None if found is None else found - found % CHUNK
