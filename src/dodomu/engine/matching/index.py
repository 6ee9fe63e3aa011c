"""An index in memory: records by the keys they are found under, ranked by the scorer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from heapq import nlargest
from typing import Final, Generic, NamedTuple, TypeVar

from dodomu.engine.matching.keys import KEY_WEIGHTS, keys_of, searched_keys, widely_searched_keys
from dodomu.engine.matching.keys import Key as KeyParts
from dodomu.engine.matching.postings import KeyTable, Postings
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.record_analysis import RecordAnalysis, analyse_record
from dodomu.engine.matching.scoring import probability_of, score
from dodomu.engine.matching.weights import PRIOR

Key = TypeVar("Key", bound=Hashable)
SCORED: Final = 150
"""Records scored for one search, those that share the weightiest keys."""
NARROW_MOST: Final = 4000
WIDE_MOST: Final = 1500
"""Records taken from one key; more sharing it means that the key says little."""
ONE_NUMBER: Final = KEY_WEIGHTS["tel"]
UNSURE: Final = 0.0
"""Log-odds under which the best find so far does not keep a search from looking under the wide keys."""


class Hit(NamedTuple, Generic[Key]):
    """One record found: its key, and how likely it is the person searched for."""

    key: Key
    probability: float
    log_odds: float


class NameIndex(Generic[Key]):
    """Records to be found under any spelling; they come and go one by one. Not safe for several threads at once.

    >>> from dodomu.engine.values import NameForm
    >>> index = NameIndex()
    >>> index.add("a", Record((NameForm("Олена", "Іванівна", "Коваленко"),)))
    >>> [hit.key for hit in index.search(Record((NameForm("Yelena", "", "Kovalenko"),)))]
    ['a']
    """

    def __init__(
        self,
        postings: Callable[[], Postings | KeyTable] = Postings,
        *,
        scored: int = SCORED,
        most: int = NARROW_MOST,
        least: float = 0.0,
        near: float = 0.0,
        few: bool = False,
    ) -> None:
        """An empty index.

        `scored` records are scored for one search, those whose shared keys are worth `least` (KEY_WEIGHTS), and `near` (0
        to 1) of what the best shares, or a phone; `most` are taken from one key.

        With `few` keys a whole record is found as well, and faster, but not one that shares no more than a name.
        """
        self._make, self._scored_most, self._most, self._few = postings, scored, most, few
        self._least, self._near = least, near
        self._postings = postings()
        self._records: list[RecordAnalysis | None] = []
        self._keys: list[Key] = []
        self._numbers: dict[Key, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def add(self, key: Key, record: Record | RecordAnalysis) -> None:
        """Add a record, or put it in the place of the one with this key.

        A record without names, documents and phones is kept and never found.
        """
        if key in self._numbers:
            self.remove(key)
        analysed = record if isinstance(record, RecordAnalysis) else analyse_record(record)
        number = len(self._records)
        self._postings.add(set(map(hash, keys_of(analysed, few=self._few))), number)
        self._records.append(analysed)
        self._keys.append(key)
        self._numbers[key] = number

    def remove(self, key: Key) -> None:
        """Take a record out.

        Raises:
            KeyError: there is none with this key.
        """
        self._records[self._numbers.pop(key)] = None
        if len(self._records) > 1024 and len(self._records) > 2 * len(self._numbers):
            self._compact()

    def record(self, key: Key) -> RecordAnalysis:
        """The analysed record with this key, for the evidence on demand.

        Raises:
            KeyError: there is none.
        """
        found = self._records[self._numbers[key]]
        if found is None:
            raise KeyError(key)
        return found

    def search(
        self,
        record: Record | RecordAnalysis,
        limit: int = 20,
        at_least: float = 0.0,
        *,
        prior_log_odds: float = PRIOR,
    ) -> list[Hit[Key]]:
        """The records most likely to be this person, the likeliest first.

        Parameters:
            limit: at most so many.
            at_least: only from this probability (0 to 1) on.
            prior_log_odds: natural, that a record of the index is this person, before anything is compared.
        """
        analysed = record if isinstance(record, RecordAnalysis) else analyse_record(record)
        found = list(self._scored(analysed, at_least, prior_log_odds))
        found.sort(key=lambda hit: (-hit.log_odds, self._numbers[hit.key]))
        return found[:limit]

    def _scored(self, record: RecordAnalysis, at_least: float, prior: float) -> Iterator[Hit[Key]]:
        worth = self._met(searched_keys(record, few=self._few), self._most)
        scores = self._score(record, worth, prior)
        if not self._few and not any(log_odds > UNSURE for log_odds in scores.values()):
            wide = self._met(widely_searched_keys(record), min(WIDE_MOST, self._most))
            scores |= self._score(
                record, {number: weight for number, weight in wide.items() if number not in scores}, prior
            )
        for number, log_odds in scores.items():
            probability = probability_of(log_odds)
            if probability >= at_least:
                yield Hit(self._keys[number], probability, log_odds)

    def _met(self, keys: Iterable[KeyParts], most: int) -> dict[int, float]:
        """How much the keys that each record shares are worth together."""
        worth: defaultdict[int, float] = defaultdict(float)
        numbers, kinds = self._postings.numbers, {hash(key): key[0] for key in keys}
        for key, kind in kinds.items():
            if found := numbers(key, most):
                weight = KEY_WEIGHTS[kind]
                for number in found:
                    worth[number] += weight
        return worth

    def _score(self, record: RecordAnalysis, worth: dict[int, float], prior: float) -> dict[int, float]:
        chosen: Collection[int] = worth
        if self._least and worth:
            least = max(self._least, min(max(worth.values()) * self._near, ONE_NUMBER))
            chosen = [number for number, weight in worth.items() if weight >= least]
        if len(chosen) > self._scored_most:
            chosen = nlargest(self._scored_most, sorted(chosen), key=worth.__getitem__)
        records = self._records
        return {
            number: score(record, other, prior_log_odds=prior)
            for number in chosen
            if (other := records[number]) is not None
        }

    def _compact(self) -> None:
        """Build anew without what was removed."""
        kept = [(key, record) for key, record in zip(self._keys, self._records, strict=True) if record is not None]
        self._postings, self._records, self._keys, self._numbers = self._make(), [], [], {}
        for key, record in kept:
            self.add(key, record)
