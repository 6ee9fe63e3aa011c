"""Why no lawful route exists: what stopped the way at the edge of what can be reached in time."""

from __future__ import annotations

from collections.abc import Iterable

from dodomu.engine.planning.conditions import PapersAsked, Reason, Walk
from dodomu.engine.planning.corridor import Arc, Bucket, Corridor
from dodomu.engine.planning.group import Group
from dodomu.engine.planning.lawful import Blocked, blocked, departures
from dodomu.engine.planning.network import Network, lay
from dodomu.engine.planning.question import Question
from dodomu.engine.planning.route import DoNotTravel, Stop


def do_not_travel(corridor: Corridor, asked: Question) -> DoNotTravel:
    """What stops every way onwards from the places that can be reached; `reached` is in order of arrival.

    Raises what `lay` raises.
    """
    network = lay(corridor, asked)
    since = _reached(network)
    onward = _leads_to(corridor, asked.goal)
    stops: dict[Stop, None] = {}
    for arc in corridor.arcs():
        if arc.origin in since and arc.target not in since and arc.target in onward:
            stops |= dict.fromkeys(stops_of(arc, since[arc.origin], asked.latest, asked.group))
    stops |= dict.fromkeys(_against_one_way(corridor, since, onward))
    return DoNotTravel(tuple(stops) or (Stop(Reason.NO_LINK, "", asked.start, asked.goal),), tuple(since))


def stopped_links(corridor: Corridor, earliest: int, latest: int, group: Group) -> tuple[Stop, ...]:
    """What stops each link that the group cannot pass at all between two minutes of UTC, wherever it sets out.

    >>> from dodomu.engine.planning import Bucket, Closed, Link, Place
    >>> shut = Link("bridge", "A", "B", (Bucket(0, 60, 5),), (Closed(rule="r7"),))
    >>> [(stop.link, stop.rule) for stop in stopped_links(Corridor((Place("A"), Place("B")), (shut,)), 0, 90, Group())]
    [('bridge', 'r7')]
    """
    stops: dict[Stop, None] = {}
    for arc in corridor.arcs():
        if not _any_departure(arc.link.buckets, blocked(arc.link, group), earliest, latest):
            stops |= dict.fromkeys(stops_of(arc, earliest, latest, group))
    return tuple(stops)


def stops_of(arc: Arc, since: int, latest: int, group: Group) -> list[Stop]:
    """Why a group that is at the arc's origin from `since` cannot be through by `latest`.

    Rules that stop it each alone are told; where none does, as few as stop it together. Where no rule stands in the way
    it is the timetable, or that one may not wait for it.
    """
    link = arc.link
    left = [bucket for bucket in link.buckets if bucket.last >= since]
    in_time = [bucket for bucket in left if max(bucket.first, since) + bucket.minutes <= latest]
    horizon = [(max(one.first, since), min(one.last + one.minutes, latest)) for one in in_time] or [(since, latest)]
    by_rule: dict[tuple[Reason, str], list[Blocked]] = {}
    for one in blocked(link, group):
        if any(one.since < end and one.until > begin for begin, end in horizon):
            by_rule.setdefault((one.reason, one.condition.rule), []).append(one)
    alone = [found for found in by_rule.values() if not _any_departure(in_time, found, since, latest)]
    told = [_stop(arc, found) for found in alone or _fewest(in_time, by_rule.values(), since, latest)]
    if told:
        return told
    reason = Reason.NO_WAITING if in_time else Reason.TOO_LATE if left else Reason.NO_DEPARTURE
    return [Stop(reason, link.id, arc.origin, arc.target)]


def _fewest(buckets: list[Bucket], by_rule: Iterable[list[Blocked]], since: int, latest: int) -> list[list[Blocked]]:
    """Rules that stop every departure together, and of which none can be spared; the nightly closures go first."""
    kept = list(by_rule)
    for found in sorted(kept, key=len, reverse=True):
        rest = [one for one in kept if one is not found]
        if not _any_departure(buckets, [one for others in rest for one in others], since, latest):
            kept = rest
    return kept


def _any_departure(buckets: Iterable[Bucket], found: list[Blocked], since: int, latest: int) -> bool:
    """Whether one can leave in any of the buckets when only this is forbidden."""
    closed = [(one.since, one.until) for one in found]
    return any(
        max(first, since) <= min(last, latest - bucket.minutes)
        for bucket in buckets
        for first, last in departures(bucket, closed)
    )


def _stop(arc: Arc, found: list[Blocked]) -> Stop:
    """What one rule does for one reason; travellers whom it stops in different periods are named together."""
    condition = found[0].condition
    return Stop(
        reason=found[0].reason,
        link=arc.link.id,
        origin=arc.origin,
        target=arc.target,
        rule=condition.rule,
        since=min(one.since for one in found),
        until=found[0].until,
        who=tuple(dict.fromkeys(ref for one in found for ref in one.who)),
        papers=condition.any_of if isinstance(condition, PapersAsked) else frozenset(),
        metres=condition.metres if isinstance(condition, Walk) else None,
    )


def _reached(network: Network) -> dict[str, int]:
    """The first minute at which each place can be reached lawfully, in order of arrival."""
    there = [bytearray(network.steps + 1) for _ in network.places]
    there[network.start][0] = 1
    first: dict[str, int] = {}
    open_runs: set[int] = set()
    for step in range(network.steps):
        open_runs.update(network.opening[step])
        for place, steps in enumerate(there):
            if steps[step]:
                first.setdefault(network.places[place], network.minute(step))
                steps[step + 1] |= network.stay[place][step]
        for at in list(open_runs):
            run = network.runs[at]
            if there[run.origin][step] and step + run.steps < network.steps:
                there[run.target][step + run.steps] = 1
            if run.last == step:
                open_runs.remove(at)
    return first


def _leads_to(corridor: Corridor, goal: str) -> set[str]:
    """Places from which the goal could be reached if every rule and timetable were no obstacle."""
    into: dict[str, list[str]] = {}
    for arc in corridor.arcs():
        into.setdefault(arc.target, []).append(arc.origin)
    found, queue = {goal}, [goal]
    while queue:
        for place in into.get(queue.pop(), ()):
            if place not in found:
                found.add(place)
                queue.append(place)
    return found


def _against_one_way(corridor: Corridor, since: dict[str, int], onward: set[str]) -> list[Stop]:
    """Links that would lead on from a reached place, were they not one-way towards it."""
    forward = {(arc.origin, arc.target) for arc in corridor.arcs()}
    return [
        Stop(Reason.ONE_WAY, link.id, link.target, link.origin)
        for link in corridor.links
        if not link.two_way
        and link.target in since
        and link.origin not in since
        and link.origin in onward
        and (link.target, link.origin) not in forward
    ]


def stops_on(arc: Arc, departs: int, arrives: int, group: Group) -> tuple[Stop, ...]:
    """What forbids a passage that is already planned, from minute to minute, whatever the timetable says.

    >>> from dodomu.engine.planning import Closed, Link
    >>> shut = Link("bridge", "A", "B", conditions=(Closed(since=100, until=200),))
    >>> [stop.reason.value for stop in stops_on(Arc(shut, "A", "B"), 90, 110, Group())]
    ['closed']
    """
    by_rule: dict[tuple[Reason, str], list[Blocked]] = {}
    for one in blocked(arc.link, group):
        if one.since < arrives and one.until > departs:
            by_rule.setdefault((one.reason, one.condition.rule), []).append(one)
    return tuple(_stop(arc, found) for found in by_rule.values())
