"""Who needs to leave when: holding back in a safe place, and not trying what cannot be better.

Let w be the waiting risk of a place, u -> v a bucket that stays open, and v -> x what follows.

1. Where waiting at v is no worse than at u, and always allowed, leaving later is never better: only those who have just
   arrived at u need to leave, and everybody when the bucket opens.
2. Otherwise everybody at u may gain by holding back. But where waiting at v is no better than at u, to arrive at v when
   nothing leaves v is no better than to wait one step longer at u, as long as the bucket is still open then and one
   may wait at u. So nobody halts at v, and
3. to pass u -> v -> x without a halt one step later is no better than now, unless waiting at x is worse than at u or not
   always allowed, or v -> x only opens at that step.

Where waiting at v is better than at u, but not always allowed, neither 2 nor 3 holds and everybody tries every step.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from dodomu.engine.planning.network import Network, Run

Who = Literal["everybody", "new", "nobody"]


class Holding:
    """Answers, for each run and step, whether everybody at its origin must try it, those just arrived, or nobody."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.uncertain = [place for place, stay in enumerate(network.stay) if not all(stay)]
        self._uncertain = frozenset(self.uncertain)
        self._leaving: list[list[Run]] = [[] for _ in network.places]
        for run in network.runs:
            self._leaving[run.origin].append(run)
        self._holds = [self._worse(run.target, run.origin) for run in network.runs]
        self._any: dict[int, bytearray] = {}
        self._useful: dict[tuple[int, int], bytearray] = {}

    def who_leaves(self, at: int, step: int) -> Who:
        """The answer for run `at`, which is open at `step`."""
        run = self.network.runs[at]
        opens = run.first == step
        if not self._holds[at]:
            return "everybody" if opens else "new"
        landed, rates = step + run.steps, self.network.rates
        if rates[run.target] < rates[run.origin] or run.last == step or landed >= self.network.steps:
            return "everybody"
        if not self.network.stay[run.origin][step]:
            return "everybody"
        if not self._departures(run.target)[landed]:
            return "nobody"
        return "everybody" if opens or self._gains(run)[landed] else "new"

    def _worse(self, place: int, than: int) -> bool:
        rates = self.network.rates
        return place != self.network.goal and (rates[place] > rates[than] or place in self._uncertain)

    def _departures(self, place: int) -> bytearray:
        """For each step, whether anything leaves the place."""
        if place not in self._any:
            self._any[place] = self._marked((run.first, run.last) for run in self._leaving[place])
        return self._any[place]

    def _gains(self, run: Run) -> bytearray:
        """For each step, whether something leaves the run's target for which having waited at its origin can pay."""
        key = (run.origin, run.target)
        if key not in self._useful:
            self._useful[key] = self._marked(
                (onward.first, onward.last if self._worse(onward.target, run.origin) else onward.first)
                for onward in self._leaving[run.target]
            )
        return self._useful[key]

    def _marked(self, periods: Iterable[tuple[int, int]]) -> bytearray:
        marks = bytearray(self.network.steps)
        for first, last in periods:
            marks[first : last + 1] = b"\x01" * (last + 1 - first)
        return marks
