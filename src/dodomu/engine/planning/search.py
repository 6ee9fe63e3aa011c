"""Search a corridor for every lawful route worth considering."""

from __future__ import annotations

from itertools import pairwise

from dodomu.engine.planning.bounds import bounds
from dodomu.engine.planning.corridor import Corridor
from dodomu.engine.planning.group import Group
from dodomu.engine.planning.network import Network, lay
from dodomu.engine.planning.question import GRID_MINUTES, Question
from dodomu.engine.planning.refusal import do_not_travel
from dodomu.engine.planning.route import POINT, DoNotTravel, Leg, Route
from dodomu.engine.planning.sweep import Label, sweep


def search_routes(
    corridor: Corridor,
    start: str,
    goal: str,
    *,
    earliest: int,
    latest: int,
    group: Group,
    step: int = GRID_MINUTES,
) -> tuple[Route, ...] | DoNotTravel:
    """Every route that no other equals or betters in arrival, risk and cost together; or why there is none.

    The answer is exact on the grid: nothing that full enumeration of the time-expanded network would find is missing.
    One route stands for those that are equal in all three figures.

    Args:
        corridor: places, links, and what each link asks.
        start, goal: ids of places.
        earliest, latest: minutes of UTC; the group is at `start` from `earliest`, and at `goal` by `latest`.
        group: who travels; see `Group`.
        step: the grid in whole minutes.

    Returns:
        Routes by arrival, then risk; or `DoNotTravel` with every rule that stopped the way at the edge of what can be
        reached. An empty tuple is never returned.

    Raises:
        PlaceUnknown: start or goal is no place of the corridor.
        HorizonRefused: `latest` lies before `earliest`, or too far behind it for the grid.
        ValueRefused: a grid under one minute.

    >>> from dodomu.engine.planning import Bucket, Link, Place
    >>> road = Link("road", "A", "B", (Bucket(0, 60, 30, risk=2),))
    >>> search_routes(Corridor((Place("A"), Place("B")), (road,)), "A", "B", earliest=0, latest=600, group=Group())[0].figures
    (30, 120, 0)
    """
    asked = Question(start=start, goal=goal, earliest=earliest, latest=latest, group=group, step=step)
    network = lay(corridor, asked)
    if start == goal:
        return (Route((), earliest, earliest, 0, 0),)
    found = sweep(network, bounds(network))
    if not found:
        return do_not_travel(corridor, asked)
    return tuple(told(network, earliest, arrival, label) for arrival, label in found)


def told(network: Network, earliest: int, arrival: int, label: Label) -> Route:
    """A label at the goal, followed back to the start, as a route."""
    chain = [label]
    while chain[-1].before is not None:
        chain.append(chain[-1].before)
    chain.reverse()
    legs: list[Leg] = []
    for before, after in pairwise(chain):
        here = legs[-1].arrives if legs else earliest
        legs.append(_leg(network, before, after, here))
    return Route(tuple(legs), earliest, arrival, label.risk, label.cost)


def _leg(network: Network, before: Label, after: Label, here: int) -> Leg:
    """`here` is the minute from which one is at the origin; all waiting, grid minutes included, is charged there."""
    run = network.runs[after.run]
    departs = network.minute(after.left) + run.late
    arrives = network.arrival(run, after.left)
    rate = network.rates[run.origin] // network.step
    waits = departs - here
    return Leg(
        link=run.arc.link.id,
        origin=run.arc.origin,
        target=run.arc.target,
        kind=run.arc.link.kind,
        crossing=run.arc.link.crossing,
        bucket=run.bucket.name,
        departs=departs,
        arrives=arrives,
        waits=waits,
        risk=run.bucket.risk * POINT,
        waiting_risk=waits * rate,
        cost=run.bucket.cost,
    )
