"""What is still to come at best, from every place at every step: earliest arrival, least risk, least cost.

Three backward sweeps in one. Each bound is exact for its own aim, so a label that cannot beat a known route even with
all three at once is worth nothing; and following one bound forwards gives the best route for that aim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dodomu.engine.planning.network import Network

NEVER: Final = 1 << 60


@dataclass(frozen=True, slots=True)
class Bounds:
    """`arrival[step][place]` (minute of UTC), `risk` (minute-points) and `cost` still to come; NEVER where none."""

    arrival: list[list[int]]
    risk: list[list[int]]
    cost: list[list[int]]


def bounds(network: Network) -> Bounds:
    """Sweep from the last step to the first.

    Takes time in proportion to the steps times the open runs; holds three whole numbers for each place and step.
    """
    places, rates, goal = len(network.places), network.rates, network.goal
    none = [NEVER] * places
    arrival, risk, cost = ([none] * (network.steps + 1) for _ in range(3))
    ending: list[list[int]] = [[] for _ in range(network.steps)]
    for at, run in enumerate(network.runs):
        ending[run.last].append(at)
    open_runs: dict[int, tuple[int, int, int, int, int, int]] = {}
    for step in range(network.steps - 1, -1, -1):
        for at in ending[step]:
            run = network.runs[at]
            open_runs[at] = (run.origin, run.target, run.steps, run.risk, run.cost, run.early)
        here = network.minute(step)
        soon, safe, cheap = arrival[step + 1][:], risk[step + 1][:], cost[step + 1][:]
        for place in range(places):
            if not network.stay[place][step]:
                soon[place] = safe[place] = cheap[place] = NEVER
            elif safe[place] < NEVER:
                safe[place] += rates[place]
        for origin, target, steps, its_risk, its_cost, early in open_runs.values():
            landed = step + steps
            if target == goal:
                then, more_risk, more_cost = here + steps * network.step - early, 0, 0
            elif landed < network.steps and arrival[landed][target] < NEVER:
                then, more_risk, more_cost = arrival[landed][target], risk[landed][target], cost[landed][target]
            else:
                continue
            soon[origin] = min(soon[origin], then)
            safe[origin] = min(safe[origin], its_risk + more_risk)
            cheap[origin] = min(cheap[origin], its_cost + more_cost)
        for at in network.opening[step]:
            open_runs.pop(at, None)
        arrival[step], risk[step], cost[step] = soon, safe, cheap
    return Bounds(arrival, risk, cost)
