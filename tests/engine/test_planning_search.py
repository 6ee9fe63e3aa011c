"""The route search: equal to full enumeration, and right where textbook searches go wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dodomu.engine.planning import (
    Admits,
    Bucket,
    Closed,
    Corridor,
    DoNotTravel,
    Group,
    HorizonRefused,
    Link,
    Paper,
    PapersAsked,
    Place,
    PlaceUnknown,
    Reason,
    Route,
    Traveller,
    ValueRefused,
    Walk,
    search_routes,
    stopped_links,
)
from dodomu.engine.planning.network import lay
from dodomu.engine.planning.question import Question
from dodomu.engine.planning.safest import safest
from tests.engine.planning_oracle import enumerate_all, lawful, random_case

NOBODY = Group()
HARD = (396, 914, 1050, 2250, 2360)
"""Seeds on which a shortcut of an early version lost routes."""
seeds = st.integers(0, 10**6)


def hard(test):  # type: ignore[no-untyped-def]
    for seed in HARD:
        test = example(seed)(test)
    return test


def found(corridor: Corridor, group: Group = NOBODY, latest: int = 600, goal: str = "home") -> tuple[Route, ...]:
    routes = search_routes(corridor, "start", goal, earliest=0, latest=latest, group=group)
    assert not isinstance(routes, DoNotTravel), routes
    return routes


def refused(corridor: Corridor, group: Group = NOBODY, latest: int = 600) -> DoNotTravel:
    answer = search_routes(corridor, "start", "home", earliest=0, latest=latest, group=group)
    assert isinstance(answer, DoNotTravel)
    return answer


def three(link: Link, *more: Link, checkpoint: Place | None = None, start: int = 0) -> Corridor:
    """start - checkpoint - home."""
    return Corridor((Place("start", start), checkpoint or Place("checkpoint"), Place("home")), (link, *more))


def straight(*conditions: object, minutes: int = 60, last: int = 500) -> Corridor:
    """One crossing from start to home."""
    link = Link("bridge", "start", "home", (Bucket(0, last, minutes),), conditions, crossing="bridge")  # type: ignore[arg-type]
    return Corridor((Place("start"), Place("home")), (link,))


def straight_of(*buckets: Bucket) -> Corridor:
    return Corridor((Place("start"), Place("home")), (Link("border", "start", "home", buckets),))


@hard
@settings(max_examples=120, deadline=None)
@given(seeds)
def test_nothing_that_enumeration_finds_is_missing_and_nothing_is_added(seed: int) -> None:
    corridor, group, times = random_case(seed)
    start, goal = corridor.places[0].id, corridor.places[-1].id
    answer = search_routes(corridor, start, goal, group=group, **times)
    routes = () if isinstance(answer, DoNotTravel) else answer
    expected = enumerate_all(corridor, start, goal, group=group, **times)
    assert {route.figures for route in routes} == expected
    assert len(routes) == len(expected)
    best = safest(lay(corridor, Question(start=start, goal=goal, group=group, **times)))
    told = best and (best[1].risk, best[0], best[1].cost)
    assert told == min(((risk, arrival, cost) for arrival, risk, cost in expected), default=None)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_every_leg_told_is_lawful_and_the_legs_add_up(seed: int) -> None:
    corridor, group, times = random_case(seed)
    answer = search_routes(corridor, "p0", corridor.places[-1].id, group=group, **times)
    if isinstance(answer, DoNotTravel):
        assert answer.stops
        assert not {stop.target for stop in answer.stops} & set(answer.reached)
        return
    links = {link.id: link for link in corridor.links}
    for route in answer:
        here, now = "p0", times["earliest"]
        for leg in route.legs:
            assert (leg.origin, leg.departs - leg.waits) == (here, now)
            assert leg.waits >= 0
            assert lawful(links[leg.link], leg.departs, Bucket(0, 0, leg.minutes), group)
            here, now = leg.target, leg.arrives
        assert (here, now) == (corridor.places[-1].id, route.arrival)
        assert route.risk == sum(leg.risk + leg.waiting_risk for leg in route.legs)
        assert route.cost == sum(leg.cost for leg in route.legs)


def test_earlier_is_not_better_where_one_must_wait_in_a_bad_place() -> None:
    early, late = Bucket(0, 0, 60), Bucket(240, 240, 60)
    onward = Link("bus", "checkpoint", "home", (Bucket(320, 320, 60),))
    corridor = three(Link("road", "start", "checkpoint", (early, late)), onward, checkpoint=Place("checkpoint", 9))
    assert [route.legs[0].departs for route in found(corridor)] == [240]


def test_a_later_departure_is_kept_when_it_is_safer_or_cheaper() -> None:
    night, day = Bucket(0, 0, 60, risk=9, cost=100), Bucket(400, 400, 60, risk=1, cost=300)
    slow = Bucket(500, 500, 60, risk=5, cost=50)
    corridor = Corridor((Place("start"), Place("home")), (Link("train", "start", "home", (night, day, slow)),))
    assert [route.figures for route in found(corridor)] == [(60, 540, 100), (460, 60, 300), (560, 300, 50)]


def test_one_waits_in_the_safe_house_and_not_at_the_checkpoint() -> None:
    road = Link("road", "start", "checkpoint", (Bucket(0, 400, 30),))
    gate = Link("gate", "checkpoint", "home", (Bucket(300, 400, 60),))
    [route] = found(three(road, gate, checkpoint=Place("checkpoint", 5), start=1))
    assert [(leg.departs, leg.waits) for leg in route.legs] == [(270, 270), (300, 0)]


def test_where_waiting_is_forbidden_an_earlier_arrival_dominates_nothing() -> None:
    road = Link("road", "start", "checkpoint", (Bucket(0, 0, 30), Bucket(240, 240, 30, risk=5, cost=5)))
    gate = Link("gate", "checkpoint", "home", (Bucket(270, 280, 60),))
    [route] = found(three(road, gate, checkpoint=Place("checkpoint", may_wait=False)))
    assert route.legs[0].departs == 240


def test_a_curfew_forbids_waiting_only_while_it_lasts() -> None:
    road = Link("road", "start", "checkpoint", (Bucket(0, 0, 30), Bucket(240, 240, 30, cost=5)))
    before, after = (Bucket(100, 100, 10), Bucket(270, 280, 60))
    curfew = Place("checkpoint", no_waiting=((120, 200),))
    [early] = found(three(road, Link("gate", "checkpoint", "home", (before, after)), checkpoint=curfew))
    [late] = found(three(road, Link("gate", "checkpoint", "home", (after,)), checkpoint=curfew))
    assert (early.legs[0].departs, late.legs[0].departs) == (0, 240)


def test_who_joins_the_queue_later_may_be_through_earlier() -> None:
    morning, noon = Bucket(0, 100, 400), Bucket(120, 200, 60)
    assert found(straight_of(morning, noon))[0].figures[0] == 180


def test_a_difference_of_one_decides_however_large_the_numbers() -> None:
    dear, cheap = Bucket(0, 0, 60, 0, 2**53 + 1), Bucket(0, 0, 60, 0, 2**53)
    assert [route.cost for route in found(straight_of(dear, cheap))] == [2**53]


def test_a_train_between_two_grid_minutes_leaves_and_arrives_by_its_timetable() -> None:
    [route] = found(straight_of(Bucket(377, 377, 61)))
    assert (route.legs[0].departs, route.arrival) == (377, 438)


def test_a_paper_must_be_valid_until_one_is_through() -> None:
    asked = PapersAsked(any_of=frozenset({"passport"}), of=frozenset({"adult"}), rule="r1")
    mother = Traveller("mother", frozenset({"adult"}), (Paper("passport", until=59),))
    child = Traveller("child", frozenset({"child"}))
    [stop] = refused(straight(asked), Group((mother, child))).stops
    assert (stop.reason, stop.rule, stop.who, stop.since) == (Reason.PAPER_EXPIRED, "r1", ("mother",), 59)
    in_time = Traveller("mother", frozenset({"adult"}), (Paper("passport", until=60),))
    assert found(straight(asked), Group((in_time, child)))[0].arrival == 60


def test_a_missing_paper_and_one_not_yet_valid_are_told_apart() -> None:
    asked = PapersAsked(any_of=frozenset({"certificate"}))
    later = Traveller("later", papers=(Paper("certificate", since=9000),))
    stops = refused(straight(asked), Group((Traveller("none"), later))).stops
    assert {(stop.reason, stop.who) for stop in stops} == {
        (Reason.PAPER_MISSING, ("none",)),
        (Reason.PAPER_NOT_YET_VALID, ("later",)),
    }


def test_the_weakest_decides_how_far_the_group_walks() -> None:
    group = Group((Traveller("strong"), Traveller("pram", walks_metres=1500)))
    [stop] = refused(straight(Walk(metres=2000)), group).stops
    assert (stop.reason, stop.who, stop.metres) == (Reason.TOO_FAR_TO_WALK, ("pram",), 2000)
    assert found(straight(Walk(metres=1500)), group)


def test_a_walk_of_unknown_length_stops_whoever_has_a_limit() -> None:
    assert refused(straight(Walk(metres=None)), Group((Traveller("pram", walks_metres=9000),))).stops[0].reason == (
        Reason.WALK_UNKNOWN
    )
    assert found(straight(Walk(metres=None)), Group((Traveller("strong"),)))


def test_who_is_not_admitted_is_named() -> None:
    group = Group((Traveller("mother", frozenset({"woman"})), Traveller("uncle", frozenset({"man"}))))
    [stop] = refused(straight(Admits(refuses=frozenset({"man"}))), group).stops
    assert (stop.reason, stop.who) == (Reason.NOT_ADMITTED, ("uncle",))
    assert refused(straight(Admits(kinds=frozenset({"woman"}))), group).stops[0].who == ("uncle",)


@pytest.mark.parametrize("reason", [Reason.CLOSED, Reason.RULE_EXPIRED, Reason.RULE_UNKNOWN])
def test_closed_expired_and_unknown_all_mean_do_not_travel(reason: Reason) -> None:
    [stop] = refused(straight(Closed(reason=reason, rule="r9"))).stops
    assert (stop.reason, stop.link, stop.rule) == (reason, "bridge", "r9")


def test_a_closure_during_the_passage_stops_it_and_the_way_opens_afterwards() -> None:
    assert found(straight(Closed(since=30, until=200)))[0].legs[0].departs == 200


def test_one_way_is_given_as_the_reason() -> None:
    back = Link("bridge", "home", "start", (Bucket(0, 500, 60),))
    [stop] = refused(Corridor((Place("start"), Place("home")), (back,))).stops
    assert (stop.reason, stop.origin, stop.target) == (Reason.ONE_WAY, "start", "home")


def test_the_timetable_is_given_as_the_reason() -> None:
    assert refused(straight_of(Bucket(-60, -30, 20))).stops[0].reason == Reason.NO_DEPARTURE
    assert refused(straight_of(Bucket(0, 300, 700))).stops[0].reason == Reason.TOO_LATE
    assert refused(Corridor((Place("start"), Place("home")), ())).stops[0].reason == Reason.NO_LINK


def test_a_connection_lost_for_want_of_a_place_to_wait_is_told_so() -> None:
    road = Link("road", "start", "checkpoint", (Bucket(0, 0, 30),))
    gate = Link("gate", "checkpoint", "home", (Bucket(270, 280, 60),))
    answer = refused(three(road, gate, checkpoint=Place("checkpoint", may_wait=False)))
    assert [(stop.reason, stop.link) for stop in answer.stops] == [(Reason.NO_WAITING, "gate")]
    assert answer.reached == ("start", "checkpoint")


def test_links_that_cannot_be_passed_are_listed_even_when_a_route_exists() -> None:
    open_link = Link("road", "start", "home", (Bucket(0, 60, 30),))
    shut = Link("bridge", "start", "home", (Bucket(0, 60, 30),), (Closed(),))
    corridor = Corridor((Place("start"), Place("home")), (open_link, shut))
    assert [stop.link for stop in stopped_links(corridor, 0, 600, NOBODY)] == ["bridge"]


def test_start_is_goal_is_no_journey() -> None:
    assert found(straight(), goal="start")[0].legs == ()


def test_questions_and_values_that_make_no_sense_are_refused() -> None:
    with pytest.raises(PlaceUnknown):
        found(straight(), goal="nowhere")
    with pytest.raises(HorizonRefused):
        found(straight(), latest=-1)
    with pytest.raises(PlaceUnknown):
        Corridor((Place("start"),), (Link("x", "start", "gone"),))
    with pytest.raises(ValueRefused):
        Bucket(10, 5, 30)
    with pytest.raises(ValueRefused):
        Place("start", -1)
