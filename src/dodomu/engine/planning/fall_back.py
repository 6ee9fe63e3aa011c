"""A second way that shares no crossing with the first, or the plain statement that there is none."""

from __future__ import annotations

from dodomu.engine.planning.corridor import Corridor
from dodomu.engine.planning.group import Group
from dodomu.engine.planning.network import lay
from dodomu.engine.planning.question import GRID_MINUTES, Question
from dodomu.engine.planning.refusal import do_not_travel
from dodomu.engine.planning.route import DoNotTravel, Route
from dodomu.engine.planning.safest import safest
from dodomu.engine.planning.search import told


def fall_back(
    corridor: Corridor, route: Route, latest: int, group: Group, step: int = GRID_MINUTES
) -> Route | DoNotTravel:
    """The safest route from the same start and minute that passes none of the crossings of `route`.

    Where `route` has no crossing, the second way shares no link with it. Risk decides, then arrival, then cost.

    Args:
        corridor, latest, group, step: as given to `search_routes`.
        route: one of its answers, with at least one leg.

    Returns:
        The route, or `DoNotTravel` with what stopped every other way.

    Raises:
        ValueError: `route` has no leg.

    >>> from dodomu.engine.planning import Bucket, Link, Place, search_routes
    >>> ways = [Link(x, "A", "B", (Bucket(0, 9, 30, risk),), crossing=x) for x, risk in (("x", 1), ("y", 3))]
    >>> two = Corridor((Place("A"), Place("B")), tuple(ways))
    >>> [best] = search_routes(two, "A", "B", earliest=0, latest=600, group=Group())
    >>> best.crossings, fall_back(two, best, 600, Group()).crossings
    (('x',), ('y',))
    """
    if not route.legs:
        raise ValueError("a route without a leg has no second way")
    start, goal = route.places[0], route.places[-1]
    crossings, links = set(route.crossings), set(route.links)
    shared = [link.id for link in corridor.links if (link.crossing in crossings if crossings else link.id in links)]
    other = corridor.without(shared)
    asked = Question(start=start, goal=goal, earliest=route.earliest, latest=latest, group=group, step=step)
    network = lay(other, asked)
    found = safest(network)
    if found is None:
        return do_not_travel(other, asked)
    return told(network, route.earliest, *found)
