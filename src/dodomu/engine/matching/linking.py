"""Two lists linked, or one freed of doubles, in this process."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from dodomu.engine.matching.index import NameIndex
from dodomu.engine.matching.postings import KeyTable
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.record_analysis import RecordAnalysis, analyse_record
from dodomu.engine.matching.weights import PRIOR

Progress = Callable[[int, int], None]
OFTEN: Final = 500
"""After so many records the progress is told."""
MOST_EACH: Final = 20
LINK_SCORED: Final = 16
"""Records of the other list scored for each: whole records share many keys with their like, strangers few."""
LINK_WORTH: Final = 7.0
"""Records sharing less than a birth day under one given name, or two lesser keys, never come near even odds."""
LINK_MOST: Final = 200
"""A key that more records of one list share is left out; rarer ones join the same records."""


class Link(NamedTuple):
    """Two records that may be one person, by their positions in the lists."""

    left: int
    right: int
    probability: float
    log_odds: float


def link(
    left: Sequence[Record],
    right: Sequence[Record],
    *,
    at_least: float = 0.2,
    most: int = MOST_EACH,
    progress: Progress | None = None,
) -> Iterator[Link]:
    """Pairs of two lists that may be one person, record by record of the left list, the likeliest first.

    Parameters:
        at_least: only from this probability (0 to 1) on.
        most: at most so many for one record of the left list.
        progress: called with what is done and what is to do; both lists count.

    >>> from dodomu.engine.values import NameForm, PartialDate
    >>> born = PartialDate.from_edtf("2014-03-05")
    >>> one = [Record((NameForm("Олена", "Іванівна", "Коваленко"),), born)]
    >>> [(pair.left, pair.right) for pair in link(one, [Record(), Record((NameForm("Елена", "", "Коваленко"),), born)])]
    [(0, 1)]
    """
    total = len(left) + len(right)
    index = _indexed(right, total, progress)
    prior = prior_of(max(len(left), len(right)))
    for place, record in enumerate(left):
        _tell(progress, len(right) + place, total)
        for hit in index.search(record, most, at_least, prior_log_odds=prior):
            yield Link(place, hit.key, hit.probability, hit.log_odds)
    _tell(progress, total, total, last=True)


def deduplicate(
    records: Sequence[Record], *, at_least: float = 0.2, most: int = MOST_EACH, progress: Progress | None = None
) -> Iterator[Link]:
    """Pairs within one list, each once, `left` before `right`.

    >>> from dodomu.engine.values import NameForm
    >>> olena = Record((NameForm("Олена", "Іванівна", "Коваленко"),), documents=("I-НО 123456",))
    >>> [(pair.left, pair.right) for pair in deduplicate([olena, olena])]
    [(0, 1)]
    """
    total = 2 * len(records)
    analysed = [analyse_record(record) for record in records]
    index, prior = _indexed(analysed, total, progress), prior_of(len(records))
    for place, record in enumerate(analysed):
        _tell(progress, len(records) + place, total)
        hits = index.search(record, most + 1, at_least, prior_log_odds=prior)
        found = [hit for hit in hits if hit.key > place]
        for hit in found[:most]:
            yield Link(place, hit.key, hit.probability, hit.log_odds)
    _tell(progress, total, total, last=True)


def prior_of(records: int) -> float:
    """The log-odds, natural, of a record of one list and one of the other: half of a list has its like among so many.

    Never more than the prior of a register, so that two short lists of strangers are not taken for one.

    >>> prior_of(1_000_000) < prior_of(100_000) < prior_of(10) == PRIOR
    True
    """
    return min(PRIOR, -math.log(2 * max(records, 1)))


def _indexed(records: Iterable[Record | RecordAnalysis], total: int, progress: Progress | None) -> NameIndex[int]:
    index: NameIndex[int] = NameIndex(KeyTable, scored=LINK_SCORED, most=LINK_MOST, least=LINK_WORTH, slips=False)
    for place, record in enumerate(records):
        _tell(progress, place, total)
        index.add(place, record)
    return index


def _tell(progress: Progress | None, done: int, total: int, *, last: bool = False) -> None:
    if progress is not None and (last or done % OFTEN == 0):
        progress(done, total)
