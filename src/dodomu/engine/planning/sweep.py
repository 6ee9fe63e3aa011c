"""The exact search: a sweep over the steps of the grid that keeps, at every place, what is worth keeping.

Why the textbook rules fail, and what is done instead (facts/planning.md, section 2):

- Earlier is not better if one must then wait in a bad place. Each place keeps a staircase of (risk less what waiting
  from the first step until now would have added, cost). Steps come in order, so a kept label dominates a new one exactly
  when it is no dearer and, with the waiting until now, no riskier. Waiting itself costs no work.
- A later departure can be safer or cheaper: every departure within the horizon is offered to whoever is there.
- Wait in the safe house and not at the checkpoint: see `holding`.
- Where waiting is forbidden nothing is kept from one step to the next, so only equal times dominate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from dodomu.engine.planning.bounds import NEVER, Bounds
from dodomu.engine.planning.front import Staircase
from dodomu.engine.planning.holding import Holding
from dodomu.engine.planning.network import Network


class Label(NamedTuple):
    """One way to be at a place at a step: true risk and cost so far, and how one came: `run` left at `left`."""

    risk: int
    cost: int
    step: int
    place: int
    before: Label | None
    run: int
    left: int


class Arrivals:
    """What has reached the goal: for every step the staircase of all that came by then."""

    def __init__(self, network: Network) -> None:
        self._base, self._step = network.base, network.step
        steps = (network.latest - network.base) // network.step + 2
        self._by_step: list[Staircase[None]] = [Staircase() for _ in range(max(steps, 1))]
        self.labels: list[tuple[int, Label]] = []

    def by(self, arrival: int) -> Staircase[None]:
        """The staircase of all that is surely there by that minute."""
        return self._by_step[(arrival - self._base) // self._step]

    def add(self, arrival: int, label: Label) -> None:
        self.labels.append((arrival, label))
        for at in range(-(-(arrival - self._base) // self._step), len(self._by_step)):
            if not self._by_step[at].add(label.risk, label.cost, None):
                break

    def best(self) -> list[tuple[int, Label]]:
        """Those that nothing else equals or betters in all three, by arrival, then risk."""
        stairs: Staircase[None] = Staircase()
        ordered = sorted(self.labels, key=lambda one: (one[0], one[1].risk, one[1].cost))
        return [(at, label) for at, label in ordered if stairs.add(label.risk, label.cost, None)]


def sweep(network: Network, limits: Bounds) -> list[tuple[int, Label]]:
    """Every Pareto-best way to the goal as (minute of arrival, label), by arrival."""
    return _Sweep(network, limits).run()


class _Sweep:
    def __init__(self, network: Network, limits: Bounds) -> None:
        self.network, self.limits = network, limits
        self.holding = Holding(network)
        self.stairs: list[Staircase[Label]] = [Staircase() for _ in network.places]
        self.open: list[list[int]] = [[] for _ in network.places]
        self.pending: list[dict[int, list[Label]]] = [{} for _ in range(network.steps + 1)]
        self.arrivals = Arrivals(network)

    def run(self) -> list[tuple[int, Label]]:
        network = self.network
        lost = network.lost * (network.rates[network.start] // network.step)
        self.pending[0][network.start] = [Label(lost, 0, 0, network.start, None, -1, -1)]
        for step in range(network.steps):
            self._at(step)
        return self.arrivals.best()

    def _at(self, step: int) -> None:
        """Take in who arrives, send out who leaves, clear where nobody may stay."""
        arrived = {place: self._take_in(step, place, labels) for place, labels in self.pending[step].items()}
        self.pending[step] = {}
        runs = self.network.runs
        for at in self.network.opening[step]:
            self.open[runs[at].origin].append(at)
        for place, its_runs in enumerate(self.open):
            if not its_runs:
                continue
            everybody = self.stairs[place].items
            if everybody:
                new = arrived.get(place, [])
                for at in its_runs:
                    who = self.holding.who_leaves(at, step)
                    if labels := everybody if who == "everybody" else new if who == "new" else []:
                        self._send(step, at, labels)
            self.open[place] = [at for at in its_runs if runs[at].last > step]
        for place in self.holding.uncertain:
            if not self.network.stay[place][step]:
                self.stairs[place] = Staircase()

    def _take_in(self, step: int, place: int, labels: list[Label]) -> list[Label]:
        stairs, waited = self.stairs[place], self.network.rates[place] * step
        return [label for label in sorted(labels) if stairs.add(label.risk - waited, label.cost, label)]

    def _send(self, step: int, at: int, labels: Iterable[Label]) -> None:
        """Let the labels pass the run now, unless even the best of what is to come is beaten already."""
        network, limits, run = self.network, self.limits, self.network.runs[at]
        landed, target, rate = step + run.steps, run.target, network.rates[run.origin]
        more_risk, more_cost = run.risk, run.cost
        if to_goal := target == network.goal:
            arrival = network.arrival(run, step)
        elif landed >= network.steps or limits.arrival[landed][target] == NEVER:
            return
        else:
            arrival = limits.arrival[landed][target]
            more_risk += limits.risk[landed][target]
            more_cost += limits.cost[landed][target]
        beaten = self.arrivals.by(arrival)
        risks, costs = beaten.risks, beaten.costs
        for label in labels:
            risk, cost = label[0] + (step - label[2]) * rate, label[1]
            better = bisect_right(risks, risk + more_risk)
            if better and costs[better - 1] <= cost + more_cost:
                continue
            new = Label(risk + run.risk, cost + run.cost, landed, target, label, at, step)
            if to_goal:
                self.arrivals.add(arrival, new)
            else:
                self.pending[landed].setdefault(target, []).append(new)
