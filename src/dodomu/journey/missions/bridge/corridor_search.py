"""Questions about ways through a corridor, put to the planning engine; ids and moments in, ids and moments out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from dodomu.engine import planning
from dodomu.engine.planning import DoNotTravel, Reason, Route, Stop
from dodomu.journey.missions.bridge.corridor import corridor_of, group_of, link_of
from dodomu.journey.missions.bridge.corridor_hours import Stretch
from dodomu.journey.missions.bridge.corridor_time import minute, moment
from dodomu.journey.missions.corridor_facts import LinkFacts, Network
from dodomu.journey.missions.corridor_party import Party
from dodomu.journey.missions.corridor_rules import PAPERS, Walking

FAR_AHEAD = planning.END


@dataclass(frozen=True, slots=True)
class Question:
    """See ``queries.corridor_routes.Wish``."""

    start_id: UUID
    goal_id: UUID
    earliest: datetime
    latest: datetime
    party: Party
    shown: int
    step: int


@dataclass(frozen=True, slots=True)
class FoundLeg:
    """One passage; risks in points rounded up, cost in hryvnias of the party, ``paper_rules`` ids of rules."""

    link_id: UUID
    back: bool
    start_id: UUID
    end_id: UUID
    departs_at: datetime
    arrives_at: datetime
    latest_at: datetime
    waits: int
    risk: int
    waiting_risk: int
    cost: int
    walking_m: int
    paper_rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """What stops the party, see ``queries.corridor_routes.StopRow``; ``rule_id`` is empty where no rule is behind it."""

    reason: str
    link_id: UUID | None
    start_id: UUID
    end_id: UUID
    rule_kind: str
    rule_id: str
    since: datetime | None
    until: datetime | None
    who: tuple[str, ...]
    papers: frozenset[str]
    metres: int | None


@dataclass(frozen=True, slots=True)
class Way:
    """One way with what it is best at, and its fall-back or why there is none."""

    legs: tuple[FoundLeg, ...]
    arrives_at: datetime
    minutes: int
    risk: int
    cost: int
    best: tuple[str, ...] = ()
    fall_back: Way | None = None
    no_fall_back: tuple[Stopped, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """``ways`` out of ``total``, or ``stops`` and what can be ``reached``; ``left_out`` in both cases."""

    ways: tuple[Way, ...]
    total: int
    stops: tuple[Stopped, ...] = ()
    reached: tuple[UUID, ...] = ()
    left_out: tuple[Stopped, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that is planned: over which link, from which of its ends to which, from when to when."""

    link_id: UUID
    start_id: UUID
    end_id: UUID
    departs_at: datetime
    arrives_at: datetime


def search(network: Network, question: Question) -> Found:
    """Ask the engine.

    Raises:
        ValueError: the time asked for is longer than the grid can hold; the message names the field.
    """
    earliest, latest = minute(question.earliest), minute(question.latest)
    corridor = corridor_of(network, Stretch(earliest, latest), max(question.party.size, 1))
    group = group_of(question.party, network, question.earliest)
    try:
        answer = planning.search_routes(
            corridor,
            str(question.start_id),
            str(question.goal_id),
            earliest=earliest,
            latest=latest,
            group=group,
            step=question.step,
        )
    except planning.HorizonRefused:
        raise ValueError("latest: accepted is a shorter time") from None
    left_out = _stops(planning.stopped_links(corridor, earliest, latest, group))
    if isinstance(answer, DoNotTravel):
        return Found((), 0, _stops(answer.stops), tuple(UUID(place) for place in answer.reached), left_out)
    links = {link.id: link for link in network.links}
    told: dict[frozenset[str], Route | DoNotTravel] = {}
    ways = []
    for route in planning.alternatives(answer, question.shown):
        shared = frozenset(route.crossings or route.links)
        if shared not in told:
            told[shared] = planning.fall_back(corridor, route, latest, group, question.step)
        ways.append(_way(route, answer, told[shared], links))
    return Found(tuple(ways), len(answer), left_out=left_out)


def against(
    network: Network, passages: tuple[Passage, ...], party: Party
) -> tuple[tuple[Passage, tuple[Stopped, ...]], ...]:
    """What forbids each passage at its time."""
    if not passages:
        return ()
    first = min(passage.departs_at for passage in passages)
    last = max(passage.arrives_at for passage in passages)
    corridor = corridor_of(network, Stretch(minute(first), minute(last)), max(party.size, 1))
    group = group_of(party, network, first)
    arcs = {(link_of(arc.link.id)[0], arc.origin, arc.target): arc for arc in corridor.arcs()}
    found: list[tuple[Passage, tuple[Stopped, ...]]] = []
    for passage in passages:
        arc = arcs.get((passage.link_id, str(passage.start_id), str(passage.end_id)))
        if arc is None:
            found.append((passage, (_no_link(passage, network),)))
            continue
        stops = planning.stops_on(arc, minute(passage.departs_at), minute(passage.arrives_at), group)
        found.append((passage, _stops(stops)))
    return tuple(found)


def _no_link(passage: Passage, network: Network) -> Stopped:
    """The link is retired, or is passed against its one direction."""
    in_use = any(link.id == passage.link_id for link in network.links)
    reason = Reason.ONE_WAY if in_use else Reason.NO_LINK
    ends = (passage.start_id, passage.end_id)
    return Stopped(reason.value, passage.link_id, *ends, "", "", None, None, (), frozenset(), None)


def _way(
    route: Route,
    among: tuple[Route, ...],
    second: Route | DoNotTravel,
    links: Mapping[UUID, LinkFacts],
) -> Way:
    told = replace(_plain(route, links), best=_best(route, among))
    if isinstance(second, DoNotTravel):
        return replace(told, no_fall_back=_stops(second.stops))
    return replace(told, fall_back=_plain(second, links))


def _plain(route: Route, links: Mapping[UUID, LinkFacts]) -> Way:
    legs = tuple(_leg(leg, links) for leg in route.legs)
    return Way(legs, moment(route.arrival), route.arrival - route.legs[0].departs, route.points, route.cost)


def _best(route: Route, among: tuple[Route, ...]) -> tuple[str, ...]:
    orders: dict[str, Callable[[Route], tuple[int, int, int]]] = {
        "safest": lambda one: (one.risk, one.arrival, one.cost),
        "earliest": lambda one: one.figures,
        "cheapest": lambda one: (one.cost, one.risk, one.arrival),
    }
    return tuple(name for name, order in orders.items() if order(route) == min(map(order, among)))


def _leg(leg: planning.Leg, links: Mapping[UUID, LinkFacts]) -> FoundLeg:
    link_id, back = link_of(leg.link)
    link, at = links[link_id], moment(leg.departs)
    holding = [rule for rule in link.rules if rule.holds(at)]
    measured = [
        rule.value.metres for rule in holding if isinstance(rule.value, Walking) and rule.value.metres is not None
    ]
    return FoundLeg(
        link_id=link_id,
        back=back,
        start_id=UUID(leg.origin),
        end_id=UUID(leg.target),
        departs_at=at,
        arrives_at=moment(leg.arrives),
        latest_at=at + timedelta(minutes=max(leg.minutes, leg.minutes + link.minutes_p90 - link.minutes)),
        waits=leg.waits,
        risk=_points(leg.risk),
        waiting_risk=_points(leg.waiting_risk),
        cost=leg.cost,
        walking_m=max(measured, default=link.walking_m),
        paper_rules=tuple(rule.id for rule in holding if rule.kind == PAPERS),
    )


def _points(risk: int) -> int:
    return -(-risk // planning.POINT)


def _stops(stops: Iterable[Stop]) -> tuple[Stopped, ...]:
    """Each reason once: a two-way link that is closed is closed in both directions."""
    found: dict[tuple[object, ...], Stopped] = {}
    for stop in stops:
        link_id = link_of(stop.link)[0] if stop.link else None
        kind, _colon, rule_id = stop.rule.partition(":")
        told = Stopped(
            reason=stop.reason.value,
            link_id=link_id,
            start_id=UUID(stop.origin),
            end_id=UUID(stop.target),
            rule_kind=kind,
            rule_id=rule_id,
            since=_moment(stop.since),
            until=_moment(stop.until),
            who=stop.who,
            papers=stop.papers,
            metres=stop.metres,
        )
        found.setdefault((told.reason, link_id, stop.rule, told.who), told)
    return tuple(found.values())


def _moment(minutes: int | None) -> datetime | None:
    return moment(minutes) if minutes is not None and abs(minutes) < FAR_AHEAD else None
