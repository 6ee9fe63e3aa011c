"""How fast all routes of a corridor are found: python bench/routes.py [--places 100] [--runs 5]

Random corridors (timetables, day and night roads, crossings with queue levels) over 72 hours on a grid of ten minutes.
One of twelve places is searched by full enumeration too, which is what the search must equal; the ratio of the two is
printed. Times are of the process, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.engine.planning_oracle import enumerate_all

from dodomu.engine.planning import Bucket, Corridor, Group, Link, Place, alternatives, search_routes

DAY = 1440
HOURS = 72
SMALL = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    for places in (asked.places, 3 * asked.places):
        random_corridors(places, asked.runs)
    beside_enumeration(invented(SMALL, 1))


def random_corridors(places: int, runs: int) -> None:
    took = [search(invented(places, seed)) for seed in range(runs)]
    seconds, found = sorted(one for one, _ in took), [len(routes) for _, routes in took]
    print(
        f"{places} places  p50 {seconds[runs // 2]:.2f} s  worst {seconds[-1]:.2f} s  {min(found)} to {max(found)} routes"
    )
    spread, _ = timed(lambda: alternatives(took[-1][1], 5))
    print(f"{places} places  five alternatives of {found[-1]} in {spread:.2f} s")


def search(corridor: Corridor) -> tuple[float, Any]:
    goal = corridor.places[-1].id
    seconds, routes = timed(lambda: search_routes(corridor, "p0", goal, earliest=0, latest=HOURS * 60, group=Group()))
    if not isinstance(routes, tuple):
        raise SystemExit("An invented corridor has no route.")
    return seconds, routes


def beside_enumeration(corridor: Corridor) -> None:
    seconds, routes = search(corridor)
    slow, expected = timed(
        lambda: enumerate_all(
            corridor, "p0", corridor.places[-1].id, earliest=0, latest=HOURS * 60, group=Group(), step=10
        )
    )
    if {route.figures for route in routes} != expected:
        raise SystemExit("The search and the enumeration differ.")
    print(f"{SMALL} places  enumeration {slow:.2f} s  search {seconds:.3f} s  ratio {slow / seconds:,.0f}")


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    result = what()
    return time.process_time() - begun, result


def invented(places: int, seed: int) -> Corridor:
    """Places in a row, each linked to a few of the next ones."""
    chance = random.Random(seed)
    width = max(3, int(places**0.5))
    links = [
        invented_link(chance, origin, min(places - 1, origin + chance.randint(1, width)))
        for origin in range(places - 1)
        for _ in range(chance.choice([2, 3, 3, 4]))
    ]
    ways = tuple(Link(f"x{at}", *ends, buckets, two_way=back) for at, (ends, buckets, back) in enumerate(links))
    inner = (Place(f"p{at}", chance.randrange(10), chance.random() > 0.05) for at in range(1, places - 1))
    return Corridor((Place("p0", 1), *inner, Place(f"p{places - 1}")), ways)


def invented_link(chance: random.Random, origin: int, target: int) -> tuple[tuple[str, str], tuple[Bucket, ...], bool]:
    minutes = chance.randint(30, 300)
    days = range(0, HOURS * 60 + DAY, DAY)
    kind = chance.choice(["timetable", "timetable", "road", "road", "crossing"])
    if kind == "timetable":
        leaves = [day + chance.randrange(DAY) for day in days for _ in range(chance.randint(2, 5))]
        buckets = [Bucket(at, at, minutes, chance.randint(1, 7), chance.randint(200, 2000)) for at in leaves]
    elif kind == "road":
        by_day, by_night, cost = chance.randint(1, 5), chance.randint(4, 11), chance.randint(500, 3000)
        buckets = [Bucket(day + 360, day + 1259, minutes, by_day, cost) for day in days]
        buckets += [Bucket(day - 180, day + 359, minutes + 20, by_night, cost) for day in days]
    else:
        buckets = [
            Bucket(
                day + opens, day + opens + 179, chance.randint(30, 240), chance.randint(3, 11), chance.randint(0, 300)
            )
            for day in days
            for opens in (480, 660, 840)
        ]
    return (f"p{origin}", f"p{target}"), tuple(buckets), chance.random() < 0.3


if __name__ == "__main__":
    main()
