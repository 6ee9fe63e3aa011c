"""One single best route: the least risk, then the earliest arrival, then the least cost. Exact and quick."""

from __future__ import annotations

from typing import Final

from dodomu.engine.planning.network import Network
from dodomu.engine.planning.sweep import Label

_NEVER: Final = 1 << 200
# Three whole numbers in one, the first deciding: room for 64 bits of arrival and 64 of cost.
_RISK, _TIME = 128, 64


def safest(network: Network) -> tuple[int, Label] | None:
    """The best way to the goal as (minute of arrival, label); None where there is none.

    Solved backwards over the steps of the grid, so nothing is assumed about departures or waiting.
    """
    still, choice = _backwards(network)
    if still[0][network.start] >= _NEVER:
        return None
    lost = network.lost * (network.rates[network.start] // network.step)
    label, place, step = Label(lost, 0, 0, network.start, None, -1, -1), network.start, 0
    while True:
        at = choice[step][place]
        if at < 0:
            step += 1
            continue
        run = network.runs[at]
        risk = label.risk + (step - label.step) * network.rates[place] + run.risk
        label = Label(risk, label.cost + run.cost, step + run.steps, run.target, label, at, step)
        if run.target == network.goal:
            return network.arrival(run, step), label
        place, step = run.target, step + run.steps


def _backwards(network: Network) -> tuple[list[list[int]], list[list[int]]]:
    """For each step and place the best value still to come, and the run to take (-1: wait)."""
    places = len(network.places)
    still = [[_NEVER] * places for _ in range(network.steps + 1)]
    choice = [[-1] * places for _ in range(network.steps + 1)]
    ending: list[list[int]] = [[] for _ in range(network.steps)]
    for at, run in enumerate(network.runs):
        ending[run.last].append(at)
    open_runs: set[int] = set()
    for step in range(network.steps - 1, -1, -1):
        open_runs.update(ending[step])
        row, chosen = still[step], choice[step]
        for place, rate in enumerate(network.rates):
            if network.stay[place][step] and still[step + 1][place] < _NEVER:
                row[place] = still[step + 1][place] + (rate << _RISK)
        for at in sorted(open_runs):
            run = network.runs[at]
            value = (run.risk << _RISK) + run.cost
            if run.target == network.goal:
                value += (network.arrival(run, step) - network.base) << _TIME
            elif step + run.steps < network.steps:
                value += still[step + run.steps][run.target]
            else:
                continue
            if value < row[run.origin]:
                row[run.origin], chosen[run.origin] = value, at
        open_runs.difference_update(network.opening[step])
    return still, choice
