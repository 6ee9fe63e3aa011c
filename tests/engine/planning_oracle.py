"""Full enumeration of the time-expanded network, minute by minute, and small random corridors to compare on.

The reference of facts/planning.md, section 2: two ways are only compared when they are at the same place at the same
minute. It reads the corridor's values itself and shares nothing with the search but those values.
"""

from __future__ import annotations

import random

from dodomu.engine.planning import (
    POINT,
    Admits,
    Bucket,
    Closed,
    Condition,
    Corridor,
    Group,
    Link,
    Paper,
    PapersAsked,
    Place,
    Traveller,
    Walk,
)

Figures = tuple[int, int, int]
HOUR = 60


def enumerate_all(
    corridor: Corridor, start: str, goal: str, *, earliest: int, latest: int, group: Group, step: int
) -> set[Figures]:
    """Every Pareto-best (arrival, risk, cost)."""
    places = {place.id: place for place in corridor.places}
    moves = _moves(corridor, group, step)
    begin = _up(earliest, step)
    there: dict[tuple[str, int], set[tuple[int, int]]] = {
        (start, begin): {((begin - earliest) * places[start].waiting_risk, 0)}
    }
    done: set[Figures] = set()
    for minute in range(begin, latest + 1, step):
        for place in places.values():
            ways = _undominated(there.pop((place.id, minute), set()))
            if not ways or place.id == goal:
                continue
            if _may_stay(place, minute, step):
                waited = {(risk + step * place.waiting_risk, cost) for risk, cost in ways}
                there.setdefault((place.id, minute + step), set()).update(waited)
            for departs, target, bucket in moves.get((place.id, minute), []):
                arrives = departs + bucket.minutes
                landed = _up(arrives, step)
                charged = bucket.risk * POINT + (departs - minute) * place.waiting_risk
                if target != goal:
                    charged += (landed - arrives) * places[target].waiting_risk
                ends = {(risk + charged, cost + bucket.cost) for risk, cost in ways}
                if target != goal:
                    there.setdefault((target, landed), set()).update(ends)
                elif arrives <= latest:
                    done |= {(arrives, *end) for end in ends}
    return {one for one in done if not any(_beats(other, one) for other in done)}


def lawful_at(condition: Condition, minute: int, group: Group) -> bool:
    """One condition, one minute, word for word."""
    if not condition.since <= minute < condition.until:
        return True
    if isinstance(condition, PapersAsked):
        return all(
            any(paper.code in condition.any_of and paper.valid_at(minute) for paper in one.papers)
            for one in group.travellers
            if not condition.of or one.kinds & condition.of
        )
    if isinstance(condition, Admits):
        return all(
            not one.kinds & condition.refuses and (not condition.kinds or bool(one.kinds & condition.kinds))
            for one in group.travellers
        )
    if isinstance(condition, Walk):
        return all(
            one.walks_metres is None or (condition.metres is not None and one.walks_metres >= condition.metres)
            for one in group.travellers
        )
    assert isinstance(condition, Closed)
    return False


def lawful(link: Link, departs: int, bucket: Bucket, group: Group) -> bool:
    through = range(departs, departs + bucket.minutes)
    return all(lawful_at(condition, minute, group) for condition in link.conditions for minute in through)


def random_case(seed: int) -> tuple[Corridor, Group, dict[str, int]]:
    """A corridor of four to six places over a few hours, with everything that makes it hard, and a question."""
    chance = random.Random(seed)
    places = [
        Place(
            f"p{at}",
            chance.choice([0, 1, 2, 7]),
            chance.random() > 0.1,
            ((90, 150),) if chance.random() < 0.2 else (),
        )
        for at in range(chance.randint(4, 6))
    ]
    links = []
    for number in range(chance.randint(7, 14)):
        origin, target = chance.sample([place.id for place in places], 2)
        links.append(
            Link(
                f"x{number}",
                origin,
                target,
                tuple(_bucket(chance) for _ in range(chance.randint(1, 3))),
                tuple(_condition(chance) for _ in range(chance.choice([0, 0, 0, 1]))),
                two_way=chance.random() < 0.3,
            )
        )
    group = Group(
        (
            Traveller("adult", frozenset({"adult"}), (Paper("passport", until=chance.choice([120, 200, 999])),)),
            Traveller("child", frozenset({"child"}), (Paper("birth"),), chance.choice([None, 500, 1500])),
        )
    )
    times = {"earliest": chance.randint(0, 25), "latest": chance.randint(200, 400), "step": chance.choice([5, 10])}
    return Corridor(tuple(places), tuple(links)), group, times


def _bucket(chance: random.Random) -> Bucket:
    first = chance.randrange(200)
    length = chance.choice([0, 0, 3, 60, 200])
    return Bucket(first, first + length, chance.randint(4, 45), chance.randrange(4), chance.randrange(4))


def _condition(chance: random.Random) -> Condition:
    since = chance.choice([0, 60, 130])
    period = {"since": since, "until": since + chance.choice([30, 90, 500])}
    return chance.choice(
        [
            Closed(**period),
            PapersAsked(any_of=frozenset({"passport"}), of=frozenset({"adult"}), **period),
            PapersAsked(any_of=frozenset({"passport", "birth"}), **period),
            Admits(refuses=frozenset({"adult"}), **period),
            Walk(metres=chance.choice([400, 1000]), **period),
        ]
    )


def _moves(corridor: Corridor, group: Group, step: int) -> dict[tuple[str, int], list[tuple[int, str, Bucket]]]:
    """What may leave each place at each grid minute: the true minute of departure, the target, the bucket."""
    moves: dict[tuple[str, int], list[tuple[int, str, Bucket]]] = {}
    for arc in corridor.arcs():
        for bucket in arc.link.buckets:
            free = [
                minute for minute in range(bucket.first, bucket.last + 1) if lawful(arc.link, minute, bucket, group)
            ]
            for period in _unbroken(free):
                for departs in [minute for minute in period if minute % step == 0] or period[:1]:
                    moves.setdefault((arc.origin, departs // step * step), []).append((departs, arc.target, bucket))
    return moves


def _unbroken(minutes: list[int]) -> list[list[int]]:
    periods: list[list[int]] = []
    for minute in minutes:
        if periods and periods[-1][-1] == minute - 1:
            periods[-1].append(minute)
        else:
            periods.append([minute])
    return periods


def _may_stay(place: Place, minute: int, step: int) -> bool:
    hours = range(minute, minute + step)
    return place.may_wait and not any(since <= at < until for since, until in place.no_waiting for at in hours)


def _undominated(ways: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {
        way for way in ways if not any(other != way and other[0] <= way[0] and other[1] <= way[1] for other in ways)
    }


def _beats(other: Figures, one: Figures) -> bool:
    return other != one and all(a <= b for a, b in zip(other, one, strict=True))


def _up(minute: int, step: int) -> int:
    return -(-minute // step) * step
