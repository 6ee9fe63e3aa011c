"""Two lists linked, or one freed of doubles, in this process."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar

from dodomu.engine.matching.index import NameIndex
from dodomu.engine.matching.postings import KeyTable
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.record_analysis import RecordAnalysis, analyse_record
from dodomu.engine.matching.weights import PRIOR

Made = TypeVar("Made")
Progress = Callable[[int, int], None]
OFTEN: Final = 500
"""After so many records the progress is told; they are a part."""
MOST_EACH: Final = 20
LINK_SCORED: Final = 16
"""Records of the other list scored for each: whole records share many keys with their like, strangers few."""
LINK_WORTH: Final = 7.0
"""Records sharing less than a birth day under one given name, or two lesser keys, never come near even odds."""
LINK_NEAR: Final = 0.3
"""What shares less than this part of the keys of its likest record is not scored beside it."""
LINK_MOST: Final = 200
"""A key that more records of one list share is left out; rarer ones join the same records."""


class Link(NamedTuple):
    """Two records that may be one person, by their positions in the lists."""

    left: int
    right: int
    probability: float
    log_odds: float


Shared = Callable[[Callable[[int], Any], range], Iterable[Any]]
Tell = Callable[[int], None]


def link(
    left: Sequence[Record],
    right: Sequence[Record],
    *,
    at_least: float = 0.2,
    most: int = MOST_EACH,
    progress: Progress | None = None,
    shared: Shared = map,
) -> Iterator[Link]:
    """Pairs of two lists that may be one person, record by record of the left list, the likeliest first.

    Parameters:
        at_least: only from this probability (0 to 1) on.
        most: at most so many for one record of the left list.
        progress: called with what is done and what is to do; both lists count.
        shared: does what ``map`` does for the parts of the left list, perhaps on several cores.

    >>> from dodomu.engine.values import NameForm, PartialDate
    >>> born = PartialDate.from_edtf("2014-03-05")
    >>> one = [Record((NameForm("Олена", "Іванівна", "Коваленко"),), born)]
    >>> [(pair.left, pair.right) for pair in link(one, [Record(), Record((NameForm("Елена", "", "Коваленко"),), born)])]
    [(0, 1)]
    """
    total = len(left) + len(right)
    index = _indexed(right, _telling(progress, 0, total))
    prior = prior_of(max(len(left), len(right)))

    def found(start: int) -> list[Link]:
        return [
            Link(place, hit.key, hit.probability, hit.log_odds)
            for place, record in enumerate(_analysed(left, start), start)
            for hit in index.search(record, most, at_least, prior_log_odds=prior)
        ]

    return _part_by_part(found, len(left), shared, _telling(progress, len(right), total))


def deduplicate(
    records: Sequence[Record],
    *,
    at_least: float = 0.2,
    most: int = MOST_EACH,
    progress: Progress | None = None,
    shared: Shared = map,
) -> Iterator[Link]:
    """Pairs within one list, each once, `left` before `right`; see `link`.

    >>> from dodomu.engine.values import NameForm
    >>> olena = Record((NameForm("Олена", "Іванівна", "Коваленко"),), documents=("I-НО 123456",))
    >>> [(pair.left, pair.right) for pair in deduplicate([olena, olena])]
    [(0, 1)]
    """
    index = _indexed(records, _telling(progress, 0, 2 * len(records)))
    prior = prior_of(len(records))

    def of_one(place: int) -> list[Link]:
        hits = index.search(index.record(place), most + 1, at_least, prior_log_odds=prior)
        return [Link(place, hit.key, hit.probability, hit.log_odds) for hit in hits if hit.key > place][:most]

    def found(start: int) -> list[Link]:
        places = range(start, min(start + OFTEN, len(records)))
        return [one for place in places for one in of_one(place)]

    return _part_by_part(found, len(records), shared, _telling(progress, len(records), 2 * len(records)))


def prior_of(records: int) -> float:
    """The log-odds, natural, of a record of one list and one of the other: half of a list has its like among so many.

    Never more than the prior of a register, so that two short lists of strangers are not taken for one.

    >>> prior_of(1_000_000) < prior_of(100_000) < prior_of(10) == PRIOR
    True
    """
    return min(PRIOR, -math.log(2 * max(records, 1)))


def _indexed(records: Sequence[Record], tell: Tell) -> NameIndex[int]:
    index: NameIndex[int] = NameIndex(
        KeyTable, scored=LINK_SCORED, most=LINK_MOST, least=LINK_WORTH, near=LINK_NEAR, few=True
    )
    # All are analysed before the first is put in: what each of both reads then stays at hand for the processor. Analysing
    # on two cores costs more than it saves: words that many records share would come over once for each.
    analysed = list(_part_by_part(partial(_analysed, records), len(records), map, tell))
    for place, record in enumerate(analysed):
        index.add(place, record)
    return index


def _analysed(records: Sequence[Record], start: int) -> list[RecordAnalysis]:
    return list(map(analyse_record, records[start : start + OFTEN]))


def _part_by_part(act: Callable[[int], list[Made]], count: int, shared: Shared, tell: Tell) -> Iterator[Made]:
    """What `act` makes of each part of a list of so many, one after the other."""
    starts = range(0, count, OFTEN)
    for start, made in zip(starts, shared(act, starts), strict=True):
        tell(start)
        yield from made
    tell(count)


def _telling(progress: Progress | None, before: int, total: int) -> Tell:
    def tell(done: int) -> None:
        if progress is not None:
            progress(before + done, total)

    return tell
