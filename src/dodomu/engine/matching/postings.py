"""Which records hold which key: sorted arrays of numbers, what came last is sorted in when somebody asks."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

NUMBER_BITS: Final = 28
MOST_RECORDS: Final = 1 << NUMBER_BITS
NUMBER: Final = MOST_RECORDS - 1
KEY: Final = (1 << 64 - NUMBER_BITS) - 1
FRESH: Final = 1 << 17
LARGEST_RUN: Final = 1 << 21
"""Larger runs are not merged: sorting them would need more memory than looking into several costs time."""


class Postings:
    """Numbers of records by the hash of a key; eight bytes for each pair of a key and a record.

    Of a hash 36 bits are kept: two keys in 69 milliard are one by chance, and what is found by it is compared anyway.

    >>> postings = Postings()
    >>> postings.add([hash(("f", "kvlnk"))], 7)
    >>> postings.numbers(hash(("f", "kvlnk")), 10)
    [7]
    """

    def __init__(self) -> None:
        self._fresh: list[int] = []
        self._runs: list[array[int]] = []

    def add(self, keys: Iterable[int], number: int) -> None:
        """Put a record under the hashes of its keys.

        Raises:
            OverflowError: the number is 2^28 or more.
        """
        if number > NUMBER:
            raise OverflowError("An index holds at most 268 million records.")
        self._fresh += [(key & KEY) << NUMBER_BITS | number for key in keys]
        if len(self._fresh) >= FRESH:
            self._settle()

    def numbers(self, key: int, most: int) -> Sequence[int]:
        """The numbers under a key, at most so many; the last ones added first."""
        if self._fresh:
            self._settle()
        mark = (key & KEY) << NUMBER_BITS
        found: list[int] = []
        for run in reversed(self._runs):
            begin = bisect_left(run, mark)
            if begin < len(run) and run[begin] < mark + MOST_RECORDS:
                end = bisect_left(run, mark + MOST_RECORDS, begin, min(len(run), begin + most - len(found)))
                found += [one & NUMBER for one in run[begin:end]]
                if len(found) >= most:
                    break
        return found

    def _settle(self) -> None:
        """Sort what came last into a run; merge runs of like size."""
        pairs, self._fresh = self._fresh, []
        while self._runs and len(self._runs[-1]) <= len(pairs) * 2 and len(self._runs[-1]) + len(pairs) <= LARGEST_RUN:
            pairs += self._runs.pop()
        pairs.sort()
        self._runs.append(array("Q", pairs))


class KeyTable:
    """The same in one table: ten times the memory, a hundredth of the time to look up. For lists that are linked.

    >>> table = KeyTable()
    >>> table.add([hash(("f", "kvlnk"))], 7)
    >>> table.add([hash(("f", "kvlnk"))], 8)
    >>> table.numbers(hash(("f", "kvlnk")), 10), table.numbers(hash(("f", "tkx")), 10)
    ([7, 8], ())
    """

    def __init__(self) -> None:
        self._alone: dict[int, int] = {}
        self._several: dict[int, list[int]] = {}

    def add(self, keys: Iterable[int], number: int) -> None:
        """Put a record under the hashes of its keys."""
        alone = self._alone
        for key in keys:
            first = alone.setdefault(key, number)
            if first is not number:
                self._several.setdefault(key, [first]).append(number)

    def numbers(self, key: int, most: int) -> Sequence[int]:
        """The numbers under a key; none where there are more than so many, since such a key says little."""
        first = self._alone.get(key)
        if first is None:
            return ()
        several = self._several.get(key)
        return (first,) if several is None else several if len(several) <= most else ()
