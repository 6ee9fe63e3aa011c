"""A few routes that differ, and a second way that shares no crossing."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.planning import (
    Bucket,
    Closed,
    Corridor,
    DoNotTravel,
    Group,
    Leg,
    Link,
    Place,
    Reason,
    Route,
    alternatives,
    fall_back,
    search_routes,
    unlikeness,
)

NOBODY = Group()


def route(arrival: int, risk: int, cost: int, *crossings: str, departs: int = 0) -> Route:
    """A route by these crossings, one leg for each."""
    legs = tuple(
        Leg(name, f"before {name}", f"after {name}", "foot", name, "", departs, departs + 60, 0, 0, 0, 0)
        for name in crossings
    )
    return Route(legs, 0, arrival, risk, cost)


figures = st.integers(0, 9)
random_routes = st.lists(
    st.builds(
        lambda a, r, c, names, departs: route(a, r, c, *names, departs=departs),
        figures,
        figures,
        figures,
        st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True),
        st.integers(0, 3),
    ),
    min_size=5,
    max_size=9,
    unique_by=(lambda one: one.figures, lambda one: one.links),
)


@settings(max_examples=60, deadline=None)
@given(random_routes, st.integers(3, 5))
def test_of_different_ways_the_choice_is_as_diverse_as_any_choice_can_be(routes: list[Route], k: int) -> None:
    shown = alternatives(routes, k)
    assert len(shown) == min(k, len(routes))
    safest = min(routes, key=lambda one: (one.risk, one.arrival, one.cost))
    earliest = min(routes, key=lambda one: one.figures)
    cheapest = min(routes, key=lambda one: (one.cost, one.risk, one.arrival))
    fixed = {safest, earliest, cheapest}
    assert fixed <= set(shown)
    assert _least(shown, fixed) == max(
        _least((*fixed, *more), fixed)
        for more in combinations([one for one in routes if one not in fixed], len(shown) - len(fixed))
    )


def _least(shown: tuple[Route, ...], fixed: set[Route]) -> tuple[int, int, int]:
    pairs = [pair for pair in combinations(shown, 2) if not set(pair) <= fixed]
    return min((unlikeness(*pair) for pair in pairs), default=(0, 0, 0))


def test_shared_crossings_count_before_shared_roads() -> None:
    by_ford, by_bridge = route(1, 1, 1, "ford"), route(1, 1, 1, "bridge")
    later = route(2, 1, 1, "ford", departs=300)
    assert unlikeness(by_ford, by_bridge) > unlikeness(by_ford, later) > (0, 0, 0)


def test_the_number_shown_is_three_to_seven() -> None:
    with pytest.raises(ValueError, match="3 to 7"):
        alternatives((), 8)


def border(*conditions: Closed) -> Corridor:
    """Two crossings side by side, the second under conditions."""
    day = (Bucket(0, 400, 60, risk=1),)
    return Corridor(
        (Place("start"), Place("line"), Place("home")),
        (
            Link("road", "start", "line", day),
            Link("ford", "line", "home", day, crossing="ford"),
            Link("bridge", "line", "home", (Bucket(0, 400, 60, risk=3),), conditions, crossing="bridge"),
        ),
    )


def best(corridor: Corridor) -> Route:
    routes = search_routes(corridor, "start", "home", earliest=0, latest=600, group=NOBODY)
    assert not isinstance(routes, DoNotTravel)
    return routes[0]


def test_the_fall_back_shares_no_crossing() -> None:
    second = fall_back(border(), best(border()), 600, NOBODY)
    assert isinstance(second, Route)
    assert (second.crossings, second.risk) == (("bridge",), 240)


def test_that_there_is_no_fall_back_is_said_with_the_reason() -> None:
    corridor = border(Closed(rule="r3"))
    none = fall_back(corridor, best(corridor), 600, NOBODY)
    assert isinstance(none, DoNotTravel)
    assert [(stop.reason, stop.link) for stop in none.stops] == [(Reason.CLOSED, "bridge")]


def test_without_a_crossing_the_fall_back_shares_no_link() -> None:
    ways = tuple(Link(name, "start", "home", (Bucket(0, 9, 30, risk),)) for name, risk in (("low", 1), ("high", 2)))
    corridor = Corridor((Place("start"), Place("home")), ways)
    second = fall_back(corridor, best(corridor), 600, NOBODY)
    assert isinstance(second, Route)
    assert second.links == ("high",)
    with pytest.raises(ValueError, match="leg"):
        fall_back(corridor, Route((), 0, 0, 0, 0), 600, NOBODY)
