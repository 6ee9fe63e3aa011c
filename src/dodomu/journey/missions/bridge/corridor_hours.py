"""When a link can be passed: its departures and opening hours as the engine's buckets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from dodomu.engine.planning import Bucket
from dodomu.journey.missions.bridge.corridor_time import Period, at_local, days, minute, outside
from dodomu.journey.missions.corridor_facts import CROSSING, SCHEDULED, LinkFacts
from dodomu.journey.missions.corridor_rules import (
    AS_USUAL,
    TIMETABLE,
    Figures,
    Hours,
    Opening,
    Queue,
    Timetable,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From minute ``first`` to minute ``last`` of UTC: what is looked at."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Way:
    """One direction of a link: the zone of the place where it begins, the waiting risk of its safer end, and
    how many travel."""

    link: LinkFacts
    stretch: Stretch
    zone: ZoneInfo
    wait_risk: int
    persons: int
    back: bool

    def hours_on(self, hours: Hours) -> Iterator[Period]:
        """The periods (since, until) of these hours on real days."""
        for day in days(self.stretch.first, self.stretch.last, self.zone):
            if day.isoweekday() in hours.days:
                opens = at_local(day, hours.begin, self.zone)
                yield opens, at_local(day, hours.begin + hours.length, self.zone)

    def bucket(self, figures: Figures, departs: Period, took: int) -> Bucket:
        """Departures from the first to the last minute of ``departs``, both included.

        On the way nobody is safer than where they could wait instead: the risk is at least that of waiting as long at
        the safer end, or a search for the least risk would send children back and forth to pass the time.
        """
        risk = self.link.risk if figures.risk is None else figures.risk
        risk = max(risk, -(-self.wait_risk * took // 60))
        cost = self.link.cost if figures.cost is None else figures.cost
        return Bucket(*departs, took, risk, cost * self.persons)


def buckets_of(way: Way) -> tuple[Bucket, ...]:
    """Every way to leave within the stretch, lawful or not: closures are conditions, see ``corridor_terms``."""
    if way.link.kind in SCHEDULED or any(rule.kind == TIMETABLE for rule in way.link.rules):
        return tuple(_departures(way))
    levels = list(_levels(way))
    return tuple(
        bucket for since, until, figures in _open(way) for bucket in _by_queue(way, (since, until), figures, levels)
    )


def _departures(way: Way) -> Iterator[Bucket]:
    stretch = way.stretch
    for rule in way.link.rules:
        if not isinstance(rule.value, Timetable):
            continue
        since, until = max(minute(rule.since), stretch.first), min(minute(rule.until), stretch.last + 1)
        for trip in rule.value.trips:
            if trip.back != way.back:
                continue
            for day in days(stretch.first, stretch.last, way.zone):
                at = at_local(day, trip.at, way.zone)
                if day.isoweekday() in trip.days and since <= at < until:
                    yield way.bucket(trip.figures, (at, at), trip.figures.minutes or way.link.minutes)


def _open(way: Way) -> Iterator[tuple[int, int, Figures]]:
    """The opening hours by the rule that was made last at each time; without any rule, always."""
    stretch, taken = way.stretch, list[Period]()
    openings = [(rule, rule.value) for rule in way.link.rules if isinstance(rule.value, Opening)]
    if not openings:
        yield stretch.first, stretch.last + 1, AS_USUAL
    for rule, value in openings:
        since, until = max(minute(rule.since), stretch.first), min(minute(rule.until), stretch.last + 1)
        if since >= until:
            continue
        for begin, end in outside(taken, since, until):
            for hours in value.hours:
                for opens, closes in way.hours_on(hours):
                    if max(opens, begin) < min(closes, end):
                        yield max(opens, begin), min(closes, end), hours.figures
        taken.append((since, until))


def _by_queue(way: Way, period: Period, figures: Figures, levels: Sequence[tuple[int, int, int]]) -> Iterator[Bucket]:
    """One bucket for each level of the queue. Where nobody knows the queue of a crossing, it takes as long as nine in
    ten passages stay below.
    """
    usual = figures.minutes or way.link.minutes
    unknown = max(usual, way.link.minutes_p90) if way.link.kind == CROSSING else usual
    cuts = {cut for since, until, _wait in levels for cut in (since, until) if period[0] < cut < period[1]}
    for since, until in pairwise(sorted({*period, *cuts})):
        waits = [wait for begin, end, wait in levels if begin <= since < end]
        yield way.bucket(figures, (since, until - 1), usual + max(waits) if waits else unknown)


def _levels(way: Way) -> Iterator[tuple[int, int, int]]:
    """(since, until, minutes in the queue), the worst counting where rules disagree."""
    for rule in way.link.rules:
        if isinstance(rule.value, Queue):
            for hours in rule.value.hours:
                for since, until in way.hours_on(hours):
                    begin, end = max(since, minute(rule.since)), min(until, minute(rule.until))
                    if begin < end:
                        yield begin, end, hours.figures.minutes or 0
