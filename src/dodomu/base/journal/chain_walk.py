"""Following the chain of every case through the whole journal, and comparing maps of cases with where the chains stood.

All that is remembered is the end of each chain, so the memory grows with the cases, not with the leaves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection

from dodomu.base.journal.leaf_forms import Links
from dodomu.base.journal.leaf_rows import NOTHING
from dodomu.base.journal.maps import MAP, map_rows, secret_of
from dodomu.base.journal.models import CaseMap, Leaf
from dodomu.base.journal.problems import Fault, Problem
from dodomu.base.keys import KeyDestroyed, SealBroken, WrongKey
from dodomu.engine.ledger import CaseHead, heads_root

# The opening is the first act about a case, and in its chain; what was said of the case before it is older than the chains.
_UNCHAINED = """
    SELECT MAX(older."index") FROM journal_casename AS named
        JOIN journal_leaf AS opening ON opening.case_pid = named.case_pid AND opening.case_seq = 0
        JOIN journal_leaf AS older ON older.subject = named."case" AND older."index" < opening."index"
"""


class ChainWalk:
    """Stretches of leaves are put to it in order; a chain that breaks is named once, at the first leaf that does not fit."""

    def __init__(self, size: int, *, every_map: bool = False) -> None:
        """``every_map``: compare all maps among the first ``size`` leaves, not the newest alone; each takes a second for ten
        thousand cases."""
        self._rows = {row.leaf_index: row for row in map_rows(size)}
        self._compared = sorted(self._rows)[0 if every_map else -1 :]
        self._ends: dict[bytes, tuple[int, bytes]] = {}
        self._broken: set[bytes] = set()

    def take(self, start: int, links: Links, hashes: Sequence[bytes], kinds: bytes) -> Iterator[Problem]:
        """Go through the next leaves; ``kinds`` as a stretch has them. Yields what does not fit."""
        done, end = 0, start + len(links.cases)
        while self._compared and self._compared[0] < end:
            stop = self._compared.pop(0)
            yield from self._follow(start, links, hashes, done, stop - start)
            yield from self._compare(self._rows[stop])
            done = stop - start
        yield from self._follow(start, links, hashes, done, end - start)
        if MAP in kinds:
            yield from self._lost_maps(start, end)

    def _follow(self, start: int, links: Links, hashes: Sequence[bytes], first: int, last: int) -> Iterator[Problem]:
        ends = self._ends
        for at, case in enumerate(links.cases[first:last], first):
            if not case:
                continue
            number, before, end = int(links.numbers[at]), links.before[at], ends.get(case)
            expected = end[0] + 1 if end else 0
            if number != expected or before != (_written(end[1]) if end else NOTHING):
                yield from self._break(start + at, case, number, expected)
            ends[case] = (number, hashes[at])

    def _break(self, index: int, case: bytes, number: int, expected: int) -> Iterator[Problem]:
        if case in self._broken:
            return
        self._broken.add(case)
        if number == expected:
            yield Problem(Fault.CHAIN_LINK, index)
        else:
            yield Problem(Fault.CHAIN_GAP if number > expected else Fault.CHAIN_ORDER, index)

    def _compare(self, row: CaseMap) -> Iterator[Problem]:
        try:
            secret = secret_of(row)
        except (KeyDestroyed, SealBroken, WrongKey, ValueError):
            yield Problem(Fault.MAP_LOST, row.leaf_index)
            return
        heads = {UUID(case.decode()): CaseHead(number, leaf) for case, (number, leaf) in self._ends.items()}
        if _root_in(row.leaf_index) != heads_root(heads, secret).hex():
            yield Problem(Fault.MAP_DIFFERS, row.leaf_index)

    def _lost_maps(self, start: int, end: int) -> Iterator[Problem]:
        found = Leaf.objects.filter(index__gte=start, index__lt=end, kind=MAP.decode()).order_by("index")
        for index in found.values_list("index", flat=True):
            if index not in self._rows:
                yield Problem(Fault.MAP_LOST, index)


def unchained() -> int:
    """Among so many first leaves are acts about cases that stand in no chain; 0 where every one does."""
    with connection.cursor() as cursor:
        cursor.execute(_UNCHAINED)
        (last,) = cursor.fetchone()
    return 0 if last is None else int(last) + 1


def _written(leaf: bytes) -> bytes:
    return b'"' + leaf.hex().encode() + b'"'


def _root_in(index: int) -> str:
    """What the leaf of a map says its root is; empty when it is no leaf of a map."""
    leaf = Leaf.objects.filter(index=index, kind=MAP.decode()).first()
    try:
        return str(json.loads(bytes(leaf.body))["codes"]["root"]) if leaf else ""
    except (ValueError, KeyError, TypeError):
        return ""
