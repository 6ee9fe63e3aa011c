"""A few routes that really differ, out of hundreds that are all Pareto-best.

Two routes are unlike by three whole numbers in a thousand, the first deciding: crossings and places that they do not
share (a crossing counts twice), then minutes on links they do not share, then minutes on departures they do not share.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

from dodomu.engine.planning.route import Route

FEWEST: Final = 3
MOST: Final = 7
EXACT_UP_TO: Final = 40
Unlike = tuple[int, int, int]
Key = TypeVar("Key", bound=Hashable)


def alternatives(routes: Sequence[Route], k: int = 5) -> tuple[Route, ...]:
    """Up to `k` routes (FEWEST to MOST) to show side by side, by arrival.

    The safest is always among them, then the earliest and the cheapest; the rest are chosen so that the least
    unlikeness of any two shown is as great as it can be. That choice is exact up to EXACT_UP_TO routes of different
    links; of more, those are looked at that lie farthest from each other.

    Raises:
        ValueError: k outside FEWEST to MOST.

    >>> alternatives((Route((), 0, 9, 9, 9),))[0].arrival
    9
    """
    if not FEWEST <= k <= MOST:
        raise ValueError(f"k is {FEWEST} to {MOST}")
    if len(routes) <= k:
        return tuple(sorted(routes, key=lambda route: route.figures))
    fixed = _extremes(routes)[:k]
    pool = _one_of_each_way(routes, fixed, k)
    chosen = _spread(fixed, pool, k)
    return tuple(sorted(chosen, key=lambda route: route.figures))


def unlikeness(one: Route, other: Route) -> Unlike:
    """How unlike two routes are, see the module; (0, 0, 0) for the same departures of the same links.

    >>> unlikeness(Route((), 0, 1, 1, 1), Route((), 0, 1, 1, 1))
    (0, 0, 0)
    """
    return (
        _apart(_hubs(one), _hubs(other)),
        _apart({leg.link: leg.minutes for leg in one.legs}, {leg.link: leg.minutes for leg in other.legs}),
        _apart(
            {(leg.link, leg.departs): leg.minutes for leg in one.legs},
            {(leg.link, leg.departs): leg.minutes for leg in other.legs},
        ),
    )


def _hubs(route: Route) -> dict[tuple[str, str], int]:
    """Crossings and the places between start and goal, with their weight."""
    return {("crossing", name): 2 for name in route.crossings} | {("place", name): 1 for name in route.places[1:-1]}


def _apart(one: Mapping[Key, int], other: Mapping[Key, int]) -> int:
    """The weight not shared, in a thousand of the weight of both together; whole numbers, so nothing is a near tie."""
    either = one.keys() | other.keys()
    weight = {key: max(one.get(key, 0), other.get(key, 0)) for key in either}
    total = sum(weight.values())
    return sum(weight[key] for key in one.keys() ^ other.keys()) * 1000 // total if total else 0


def _extremes(routes: Sequence[Route]) -> list[Route]:
    safest = min(routes, key=lambda route: (route.risk, route.arrival, route.cost))
    earliest = min(routes, key=lambda route: route.figures)
    cheapest = min(routes, key=lambda route: (route.cost, route.risk, route.arrival))
    return list(dict.fromkeys((safest, earliest, cheapest)))


def _one_of_each_way(routes: Sequence[Route], fixed: list[Route], k: int) -> list[Route]:
    """The safest of each sequence of links, if those suffice; else every route, for then departures must differ."""
    taken = {route.links for route in fixed}
    ways: dict[tuple[str, ...], Route] = {}
    for route in sorted(routes, key=lambda route: (route.risk, route.arrival, route.cost)):
        if route.links not in taken:
            ways.setdefault(route.links, route)
    if len(ways) + len(fixed) < k:
        return [route for route in routes if route not in fixed]
    return list(ways.values())


def _spread(fixed: list[Route], pool: list[Route], k: int) -> list[Route]:
    """`fixed` and as many of `pool` as make `k`, every newcomer as far as can be from everybody else shown.

    The bar is raised by bisection through the values that occur until no choice clears it.
    """
    wanted = k - len(fixed)
    if wanted <= 0:
        return fixed
    pool = _farthest(fixed, pool)
    apart = [[unlikeness(one, other) for other in pool] for one in pool]
    from_fixed = [min(unlikeness(one, other) for other in fixed) for one in pool]
    bars = sorted({value for row in (*apart, from_fixed) for value in row})
    chosen, low, high = list(range(wanted)), 0, len(bars) - 1
    while low <= high:
        middle = (low + high) // 2
        far = [at for at, value in enumerate(from_fixed) if value >= bars[middle]]
        if (cleared := _clearing(far, apart, wanted, bars[middle])) is None:
            high = middle - 1
        else:
            chosen, low = cleared, middle + 1
    return fixed + [pool[at] for at in chosen]


def _clearing(candidates: list[int], apart: list[list[Unlike]], wanted: int, bar: Unlike) -> list[int] | None:
    """`wanted` of the candidates, each pair at least `bar` apart; None where there are none such."""
    if wanted == 0:
        return []
    for place, first in enumerate(candidates[: len(candidates) - wanted + 1]):
        others = [other for other in candidates[place + 1 :] if apart[first][other] >= bar]
        if (rest := _clearing(others, apart, wanted - 1, bar)) is not None:
            return [first, *rest]
    return None


def _farthest(fixed: list[Route], pool: list[Route]) -> list[Route]:
    """At most EXACT_UP_TO of the pool, each time the one farthest from all that are kept or fixed."""
    if len(pool) <= EXACT_UP_TO:
        return pool
    nearest = [min(unlikeness(one, other) for other in fixed) for one in pool]
    kept: list[Route] = []
    while len(kept) < EXACT_UP_TO:
        at = max(range(len(pool)), key=nearest.__getitem__)
        kept.append(pool.pop(at))
        nearest.pop(at)
        nearest = [min(value, unlikeness(one, kept[-1])) for value, one in zip(nearest, pool, strict=True)]
    return kept
