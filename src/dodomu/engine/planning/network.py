"""A corridor laid on a grid of time for one group: what is lawful when, as runs of departures in whole steps.

Rules of the grid: people leave at grid minutes; where a bucket holds none (a train at 06:17), its first minute counts.
Whoever arrives between two grid minutes is there from the next one, and whoever leaves between two was there at the one
before; the minutes lost to the grid are charged at the place where they are spent, so totals stay true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dodomu.engine.planning.corridor import Arc, Bucket, Corridor, Place
from dodomu.engine.planning.group import Group
from dodomu.engine.planning.lawful import blocked, departures
from dodomu.engine.planning.question import Question
from dodomu.engine.planning.route import POINT


@dataclass(frozen=True, slots=True)
class Run:
    """Departures at every step from `first` to `last`, each landing `steps` later; indices of places, not ids.

    `risk` (minute-points) and `cost` are of one passage, the minutes lost to the grid included. `late` is how many
    minutes after its step the departure really is, `early` how many before its step the arrival really is.
    """

    arc: Arc
    bucket: Bucket
    origin: int
    target: int
    first: int
    last: int
    steps: int
    risk: int
    cost: int
    late: int
    early: int


@dataclass(slots=True)
class Network:
    """Everything a search needs: `rates` are minute-points per step of waiting, `stay[place][step]` says if one may."""

    places: tuple[str, ...]
    rates: list[int]
    stay: list[bytearray]
    runs: list[Run]
    start: int
    goal: int
    base: int
    step: int
    steps: int
    latest: int
    lost: int
    opening: list[list[int]] = field(default_factory=list)

    def minute(self, step: int) -> int:
        """The minute of UTC at which a step begins."""
        return self.base + step * self.step

    def arrival(self, run: Run, step: int) -> int:
        """The true minute of arrival of a departure of `run` at `step`."""
        return self.minute(step + run.steps) - run.early


def lay(corridor: Corridor, asked: Question) -> Network:
    """The network of one question.

    Raises:
        PlaceUnknown: start or goal is no place of the corridor.
    """
    corridor.require(asked.start, asked.goal)
    step, latest = asked.step, asked.latest
    base = -(-asked.earliest // step) * step
    steps = max((latest - base) // step + 1, 1)
    places = tuple(place.id for place in corridor.places)
    index = {place: at for at, place in enumerate(places)}
    network = Network(
        places=places,
        rates=[place.waiting_risk * step for place in corridor.places],
        stay=[_stay(place, base, step, steps) for place in corridor.places],
        runs=[],
        start=index[asked.start],
        goal=index[asked.goal],
        base=base,
        step=step,
        steps=steps,
        latest=latest,
        lost=base - asked.earliest,
    )
    for arc in corridor.arcs():
        network.runs += _runs(network, arc, index, asked.group)
    network.opening = _openings(network)
    return network


def _stay(place: Place, base: int, step: int, steps: int) -> bytearray:
    """For each step, whether one may wait from it to the next."""
    stay = bytearray([place.may_wait]) * steps
    for since, until in place.no_waiting:
        first, last = (since - step - base) // step + 1, -(-(until - base) // step)
        for at in range(max(first, 0), min(last, steps)):
            stay[at] = 0
    return stay


def _runs(network: Network, arc: Arc, index: dict[str, int], group: Group) -> Iterator[Run]:
    origin, target = index[arc.origin], index[arc.target]
    if origin in {target, network.goal}:
        return
    closed = [(one.since, one.until) for one in blocked(arc.link, group)]
    for bucket in arc.link.buckets:
        for first, last in departures(bucket, closed):
            run = _run(network, arc, bucket, (origin, target), (first, last))
            if run is not None:
                yield run


def _run(network: Network, arc: Arc, bucket: Bucket, ends: tuple[int, int], lawful: tuple[int, int]) -> Run | None:
    """The run of one lawful period within the horizon, or None where nothing of it is left."""
    base, step = network.base, network.step
    first, last = -(-(lawful[0] - base) // step), (lawful[1] - base) // step
    late = 0
    if first > last:
        first = last = (lawful[0] - base) // step
        late = lawful[0] - network.minute(first)
    steps = -(-(late + bucket.minutes) // step)
    early = steps * step - late - bucket.minutes
    # The last step from which one is there in time: minute(step + steps) - early <= latest.
    last = min(last, (network.latest + early - base) // step - steps)
    first = max(first, 0)
    if first > last:
        return None
    origin, target = ends
    lost = late * (network.rates[origin] // step)
    if target != network.goal:
        lost += early * (network.rates[target] // step)
    return Run(arc, bucket, origin, target, first, last, steps, bucket.risk * POINT + lost, bucket.cost, late, early)


def _openings(network: Network) -> list[list[int]]:
    """For each step, the runs that open at it."""
    opening: list[list[int]] = [[] for _ in range(network.steps)]
    for at, run in enumerate(network.runs):
        opening[run.first].append(at)
    return opening
