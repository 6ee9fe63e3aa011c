"""What must hold for a mission to be approved and to depart: pure functions over values, no table, no clock.

``rules_broken`` asks every rule. Demands on groups (leader, medical worker, drivers, lead times, ratios) are dated data
(``group_demands``); what follows from the model itself (seats, a plan that is ready, a way without gaps) stands here.
Missing is never fine: an age, a sex or a distance that nobody knows counts as the stricter case, or is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.journey.missions.group_demands import BLOCKING, DECIDE, FREE_BUS, NOTE, Demand

GIRL, BOY, WOMAN, MAN = "female", "male", "f", "m"
CROSSING = "crossing"
LEADER, MEDICAL = "leader", "medical"


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that is broken: its code, how grave it is, whom or what it concerns (code names only), in one sentence."""

    code: str
    severity: str
    who: str
    sentence: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChildOnWay:
    """A child of a group. ``youngest`` is the age in full years it may have at departure (None: nobody knows).

    ``siblings`` are code names of its brothers and sisters on the mission, ``left_out`` how many of them have a plan that is
    ready and are on no mission. ``ready``: its plan is. ``ends``: what runs out before the mission arrives (words, last day).
    ``open``: nobody has said yet what became of it.
    """

    code_name: str
    group: str
    vehicle: str = ""
    youngest: int | None = None
    sex: str = ""
    child_seat: bool = False
    wheelchair: bool = False
    medical_escort: bool = False
    ready: bool = True
    unplanned: bool = False
    siblings: tuple[str, ...] = ()
    left_out: int = 0
    ends: tuple[tuple[str, date], ...] = ()
    has_authority: bool = True


@dataclass(frozen=True, slots=True)
class AdultOnWay:
    """An escort. ``refusals``: sentences that say why they may not travel; ``elsewhere``: another mission they are on.
    ``rest``: the fewest hours between this mission and another, and which."""

    code_name: str
    group: str
    part: str
    sex: str
    medical: bool = False
    vehicle: str = ""
    refusals: tuple[str, ...] = ()
    elsewhere: str = ""
    rest: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Ride:
    """A vehicle; ``name`` tells it from the others of the mission."""

    name: str
    group: str
    kind: str
    seats: int
    child_seats: int = 0
    wheelchairs: int = 0
    drivers: int = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A leg. ``start`` and ``end`` are codes of places. ``closed``: a rule says so; ``known``: there is a rule in force about it.
    ``free``: both ends are under the control of Ukraine. ``shut``:
    the hours outside of which it begins, in words; ``begins``: when that is by the clock there.
    """

    group: str
    order: int
    kind: str
    start: str
    end: str
    departs_at: datetime
    arrives_at: datetime
    latest_at: datetime
    walking_m: int = 0
    km: int | None = None
    free: bool = False
    closed: bool = False
    known: bool = True
    retired: bool = False
    silent: bool = False
    fallback: str = ""
    abort: bool = False
    shut: tuple[str, ...] = ()
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A mission as the rules see it. ``ordered_on`` and ``police_on``: when the carrier and the police were told."""

    code_name: str
    departs_at: datetime
    groups: tuple[str, ...]
    children: tuple[ChildOnWay, ...] = ()
    adults: tuple[AdultOnWay, ...] = ()
    rides: tuple[Ride, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    reception_team: bool = True
    ordered_on: date | None = None
    police_on: date | None = None
    under_way: bool = False
    corridor_kept: bool = True
    travelled: frozenset[tuple[str, int]] = field(default_factory=frozenset)


def rules_broken(whole: Whole, demands: Sequence[Demand], today: date) -> list[Broken]:
    """Every rule that is broken, the gravest first.

    Parameters:
        demands: those in force on the day of departure (``group_demands.in_force``).
        today: the day in Kyiv on which is asked; lead times that have not run out are no fault yet, only a reminder.
    """
    found = [*_of_mission(whole), *_of_way(whole), *_of_children(whole), *_of_adults(whole), *_of_rides(whole)]
    for group in whole.groups:
        found += _of_group(whole, group, demands)
    found += _of_organised_group(whole, demands, today)
    ranks = {BLOCKING: 0, DECIDE: 1, NOTE: 2}
    return sorted(found, key=lambda one: ranks[one.severity])


def travellers(whole: Whole) -> list[ChildOnWay | AdultOnWay]:
    """Everybody on the way."""
    return [*whole.children, *whole.adults]


def blocking(broken: Iterable[Broken]) -> list[Broken]:
    """Those with which nobody approves the mission or departs."""
    return [one for one in broken if one.severity == BLOCKING]


def working_days_before(day: date, count: int) -> date:
    """The day that lies ``count`` working days (Monday to Friday) before ``day``.

    >>> working_days_before(date(2026, 3, 9), 3)  # a Monday: Friday, Thursday, Wednesday
    datetime.date(2026, 3, 4)
    """
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def adults_needed(ages: Iterable[int | None], demands: Sequence[Demand]) -> int:
    """How many adults these children need by the ratios of their ages; an age that nobody knows counts as the youngest.

    >>> from dodomu.journey.missions.group_demands import every_demand
    >>> adults_needed([4, 5, 6, 7, 8, 8], every_demand()), adults_needed([1, 1, 1, 14], every_demand())
    (1, 2)
    """
    ratios = sorted(
        (one for one in demands if one.code == "ratio"), key=lambda one: (one.up_to_age is None, one.up_to_age)
    )
    if not ratios:
        return 0
    share = Fraction(0)
    for age in ages:
        known = -1 if age is None else age
        share += Fraction(1, next(one.value for one in ratios if one.up_to_age is None or known <= one.up_to_age))
    return ceil(share)


def _of_mission(whole: Whole) -> Iterator[Broken]:
    if not whole.corridor_kept:
        yield Broken(
            "corridor_retired", BLOCKING, whole.code_name, _("The corridor of this mission is no longer kept.")
        )
    if not whole.reception_team:
        yield Broken("no_reception", BLOCKING, whole.code_name, _("No team waits at the end: name a reception team."))
    if whole.under_way:
        return  # a group whose children are all home is empty, and nothing is wrong with it
    if not whole.children:
        yield Broken("no_children", BLOCKING, whole.code_name, _("There are no children on this mission."))
    for group in whole.groups:
        if not any(child.group == group for child in whole.children):
            yield Broken("empty_group", BLOCKING, group, _("There are no children in this group."))


def _of_way(whole: Whole) -> Iterator[Broken]:
    for group in whole.groups:
        legs = sorted((leg for leg in whole.stretches if leg.group == group), key=lambda leg: leg.order)
        if not legs:
            yield Broken("no_legs", BLOCKING, group, _("This group has no way yet: add its legs."))
            continue
        if legs[0].departs_at < whole.departs_at and not whole.under_way:
            yield Broken("early_leg", BLOCKING, group, _("The first leg begins before the mission departs."))
        for before, after in pairwise(legs):
            yield from _between(group, before, after)
        for leg in legs:
            if (group, leg.order) not in whole.travelled:
                yield from _of_leg(group, leg)
        if not any(leg.fallback for leg in legs):
            yield Broken("no_fallback", NOTE, group, _("No leg has a place to fall back on."))


def _between(group: str, before: Stretch, after: Stretch) -> Iterator[Broken]:
    legs = {"first": before.order, "second": after.order, "end": before.end, "start": after.start}
    if before.end != after.start:
        yield Broken(
            "gap", BLOCKING, group, _("Leg %(first)s ends at %(end)s, leg %(second)s begins at %(start)s.") % legs
        )
    if after.departs_at < before.arrives_at:
        yield Broken("overlap", BLOCKING, group, _("Leg %(second)s departs before leg %(first)s has arrived.") % legs)
    elif after.departs_at < before.latest_at:
        yield Broken(
            "tight",
            NOTE,
            group,
            _("Leg %(second)s is missed when leg %(first)s takes as long as one journey in ten does.") % legs,
        )


def _of_leg(group: str, leg: Stretch) -> Iterator[Broken]:
    named = {"leg": leg.order}
    if leg.retired:
        yield Broken("leg_retired", BLOCKING, group, _("The way of leg %(leg)s is no longer in the corridor.") % named)
    if leg.closed:
        yield Broken("closed", BLOCKING, group, _("Leg %(leg)s is closed at that time.") % named)
    elif leg.shut:
        words = {**named, "place": leg.start, "time": leg.begins, "hours": "; ".join(leg.shut)}
        sentence = _("Leg %(leg)s begins at %(place)s at %(time)s, when it is not open. Open: %(hours)s.")
        yield Broken("shut", BLOCKING if leg.kind == CROSSING else NOTE, group, sentence % words)
    elif not leg.known:
        yield Broken(
            "not_known",
            DECIDE,
            group,
            _("Nobody knows whether leg %(leg)s is open at that time: no rule about it is in force.") % named,
        )


def _of_children(whole: Whole) -> Iterator[Broken]:
    for child in whole.children:
        decided = DECIDE if child.unplanned else BLOCKING
        if not child.ready:
            sentence = (
                _("%(child)s has no plan that is ready: joined at the meeting point.")
                if child.unplanned
                else _("The plan of %(child)s is not ready any more.")
            )
            yield Broken("plan_not_ready", decided, child.code_name, sentence % {"child": child.code_name})
        if not child.has_authority:
            yield Broken(
                "no_authority",
                decided,
                child.code_name,
                _("Nobody is named who may lawfully take %(child)s on these days.") % {"child": child.code_name},
            )
        for what, last in child.ends:
            sentence = _("%(child)s: %(what)s runs out on %(day)s, before the mission has arrived.")
            words = {"what": what, "child": child.code_name, "day": date_format(last)}
            yield Broken("runs_out", decided, child.code_name, sentence % words)
        yield from _siblings(whole, child)


def _siblings(whole: Whole, child: ChildOnWay) -> Iterator[Broken]:
    groups = {one.code_name: one.group for one in whole.children}
    apart = [name for name in child.siblings if groups.get(name, child.group) != child.group]
    for name in apart:
        if child.code_name < name:
            sentence = _("%(one)s and %(other)s are brothers or sisters and travel in different groups.")
            yield Broken(
                "siblings_apart", BLOCKING, child.code_name, sentence % {"one": child.code_name, "other": name}
            )
    if child.left_out:
        sentence = ngettext(
            "%(count)s brother or sister of %(child)s is ready to travel and is not on this mission.",
            "%(count)s brothers or sisters of %(child)s are ready to travel and are not on this mission.",
            child.left_out,
        )
        words = {"count": child.left_out, "child": child.code_name}
        yield Broken("sibling_left_out", DECIDE, child.code_name, sentence % words)


def _of_adults(whole: Whole) -> Iterator[Broken]:
    for adult in whole.adults:
        for sentence in adult.refusals:
            yield Broken("escort_not_eligible", BLOCKING, adult.code_name, f"{adult.code_name}: {sentence}")
        if adult.elsewhere:
            words = {"escort": adult.code_name, "mission": adult.elsewhere}
            yield Broken(
                "escort_elsewhere",
                BLOCKING,
                adult.code_name,
                _("%(escort)s is on mission %(mission)s in the same days.") % words,
            )
        if adult.part == MEDICAL and not adult.medical:
            yield Broken(
                "not_medical",
                BLOCKING,
                adult.code_name,
                _("%(escort)s looks after health and is no medical worker.") % {"escort": adult.code_name},
            )


def _of_rides(whole: Whole) -> Iterator[Broken]:
    for group in whole.groups:
        by_road = any(leg.kind in {"bus", "car"} for leg in whole.stretches if leg.group == group)
        has_rides = any(ride.group == group for ride in whole.rides)
        if not by_road and not has_rides:
            continue
        for who in travellers(whole):
            if who.group == group and not who.vehicle:
                yield Broken("no_seat", BLOCKING, who.code_name, _("%(who)s has no seat.") % {"who": who.code_name})
    for ride in whole.rides:
        yield from _of_ride(whole, ride)


def _of_ride(whole: Whole, ride: Ride) -> Iterator[Broken]:
    children = [child for child in whole.children if child.vehicle == ride.name]
    adults = [adult for adult in whole.adults if adult.vehicle == ride.name]
    on_seats = len(adults) + sum(not child.wheelchair for child in children)
    seats = sum(child.child_seat for child in children)
    wheels = sum(child.wheelchair for child in children)
    words = {"vehicle": ride.name, "seats": ride.seats, "people": on_seats}
    if on_seats > ride.seats:
        yield Broken("seats", BLOCKING, ride.name, _("%(vehicle)s has %(seats)s seats for %(people)s people.") % words)
    if seats > ride.child_seats:
        sentence = _("%(vehicle)s has %(have)s child seats, %(need)s are needed.")
        yield Broken("child_seats", BLOCKING, ride.name, sentence % {**words, "have": ride.child_seats, "need": seats})
    if wheels > ride.wheelchairs:
        sentence = _("%(vehicle)s has %(have)s places for wheelchairs, %(need)s are needed.")
        yield Broken("wheelchairs", BLOCKING, ride.name, sentence % {**words, "have": ride.wheelchairs, "need": wheels})
    if children and not adults:
        yield Broken("ride_alone", BLOCKING, ride.name, _("Nobody of the escorts rides in %(vehicle)s.") % words)


def _of_group(whole: Whole, group: str, demands: Sequence[Demand]) -> Iterator[Broken]:
    children = [child for child in whole.children if child.group == group]
    adults = [adult for adult in whole.adults if adult.group == group]
    if not children:
        return
    for demand in demands:
        if demand.code == "two_adults" and len(adults) < demand.value:
            yield _demanded(
                demand, group, _("Fewer than %(count)s adults travel with this group.") % {"count": demand.value}
            )
        yield from _sexes(demand, group, children, adults)
        yield from _walks(whole, demand, group, children)
        if demand.code == "child_seat_unasked":
            yield from _seats_unasked(demand, children)
        if demand.code == "spare_seats":
            yield from _spare(whole, demand, group)
        if demand.code == "escort_rest" and not whole.under_way:
            yield from _rest(demand, adults)
    yield from _ratio(group, children, adults, demands)
    if any(child.medical_escort for child in children) and not any(adult.medical for adult in adults):
        yield Broken(
            "medical_escort",
            BLOCKING,
            group,
            _("A child of this group needs a medical escort, and none travels with it."),
        )


def _ratio(
    group: str, children: Sequence[ChildOnWay], adults: Sequence[AdultOnWay], demands: Sequence[Demand]
) -> Iterator[Broken]:
    needed = adults_needed([child.youngest for child in children], demands)
    if needed > len(adults):
        unknown = sum(child.youngest is None for child in children)
        sentence = _("Adults needed for children of these ages: %(need)s. Travelling with them: %(have)s.") % {
            "need": needed,
            "have": len(adults),
        }
        if unknown:
            sentence += " " + ngettext(
                "The age of %(count)s child is not known and counts as the youngest.",
                "The ages of %(count)s children are not known and count as the youngest.",
                unknown,
            ) % {"count": unknown}
        yield _demanded(next(one for one in demands if one.code == "ratio"), group, sentence)


def _sexes(
    demand: Demand, group: str, children: Sequence[ChildOnWay], adults: Sequence[AdultOnWay]
) -> Iterator[Broken]:
    sexes = {child.sex for child in children}
    if demand.code == "same_sex_girl" and GIRL in sexes and not any(adult.sex == WOMAN for adult in adults):
        yield _demanded(demand, group, _("There are girls in this group and no woman travels with them."))
    if demand.code == "same_sex_boy" and BOY in sexes and not any(adult.sex == MAN for adult in adults):
        yield _demanded(demand, group, _("There are boys in this group and no man travels with them."))


def _walks(whole: Whole, demand: Demand, group: str, children: Sequence[ChildOnWay]) -> Iterator[Broken]:
    if demand.code not in {"walk_small", "walk_wheels"}:
        return
    ahead = [leg for leg in whole.stretches if leg.group == group and (group, leg.order) not in whole.travelled]
    for leg in ahead:
        if leg.walking_m <= demand.value:
            continue
        for child in children:
            small = child.youngest is None or child.youngest <= (demand.up_to_age or 0)
            if child.wheelchair if demand.code == "walk_wheels" else small:
                sentence = _("On leg %(leg)s %(child)s has to walk %(metres)s m.")
                words = {"leg": leg.order, "child": child.code_name, "metres": leg.walking_m}
                yield _demanded(demand, child.code_name, sentence % words)


def _seats_unasked(demand: Demand, children: Sequence[ChildOnWay]) -> Iterator[Broken]:
    for child in children:
        small = child.youngest is None or child.youngest <= (demand.up_to_age or 0)
        if small and child.vehicle and not child.child_seat and not child.wheelchair:
            sentence = _("%(child)s may need a child seat: no seat is marked.")
            yield _demanded(demand, child.code_name, sentence % {"child": child.code_name})


def _rest(demand: Demand, adults: Sequence[AdultOnWay]) -> Iterator[Broken]:
    for adult in adults:
        if adult.rest is not None and adult.rest[0] < demand.value:
            hours, mission = adult.rest
            sentence = ngettext(
                "%(escort)s rests %(hours)s hour between this mission and %(mission)s; %(need)s are expected.",
                "%(escort)s rests %(hours)s hours between this mission and %(mission)s; %(need)s are expected.",
                hours,
            )
            words = {"escort": adult.code_name, "hours": hours, "mission": mission, "need": demand.value}
            yield _demanded(demand, adult.code_name, sentence % words)


def _spare(whole: Whole, demand: Demand, group: str) -> Iterator[Broken]:
    seats = sum(ride.seats for ride in whole.rides if ride.group == group)
    people = sum(who.group == group for who in travellers(whole))
    if seats and people <= seats and (seats - people) * 100 < demand.value * seats:
        sentence = _("Fewer than %(percent)s per cent of the seats are free for whoever joins at the meeting point.")
        yield _demanded(demand, group, sentence % {"percent": demand.value})


def _of_organised_group(whole: Whole, demands: Sequence[Demand], today: date) -> Iterator[Broken]:
    """What the law asks of an organised group of children by bus on the side that Ukraine controls."""
    buses = [leg for leg in whole.stretches if leg.free and leg.kind == "bus"]
    if not buses:
        return
    first = min(leg.departs_at for leg in buses).date()
    for demand in demands:
        if demand.where != FREE_BUS or len(whole.children) < demand.from_children:
            continue
        if demand.code == "leader":
            for group in whole.groups:
                if not any(one.part == LEADER for one in whole.adults if one.group == group):
                    yield _demanded(demand, group, _("This group needs a leader who is named."))
        elif demand.code == "medical_worker" and sum(one.medical for one in whole.adults) < demand.value:
            yield _demanded(demand, whole.code_name, _("So many children need a medical worker with them."))
        elif demand.code == "two_drivers":
            yield from _drivers(whole, demand, buses)
        elif not whole.under_way:
            yield from _ahead(whole, demand, first, today)


def _drivers(whole: Whole, demand: Demand, buses: Sequence[Stretch]) -> Iterator[Broken]:
    for group in dict.fromkeys(leg.group for leg in buses):
        legs = [leg for leg in buses if leg.group == group]
        rides = [ride for ride in whole.rides if ride.group == group and ride.kind in {"bus", "minibus"}]
        if all(ride.drivers > 1 for ride in rides) and rides:
            continue
        if any(leg.km is None for leg in legs):
            sentence = _("Nobody has said how long the way by bus is: over %(km)s km two drivers are needed.")
            yield _demanded(demand, group, sentence % {"km": demand.value})
        elif sum(leg.km or 0 for leg in legs) > demand.value:
            sentence = _("Over %(km)s km by bus each bus needs two drivers.")
            yield _demanded(demand, group, sentence % {"km": demand.value})


def _ahead(whole: Whole, demand: Demand, first: date, today: date) -> Iterator[Broken]:
    told = {"order_ahead": whole.ordered_on, "police_ahead": whole.police_on}.get(demand.code)
    if demand.code not in {"order_ahead", "police_ahead"}:
        return
    last = working_days_before(first, demand.value)
    if told is not None and told <= last:
        return
    words = {"day": date_format(last)}
    if told is None and today <= last:
        sentence = (
            _("Order the transport by %(day)s and write it down here.")
            if demand.code == "order_ahead"
            else _("Let the police know by %(day)s and write it down here.")
        )
        yield Broken(demand.code, NOTE, whole.code_name, sentence % words, demand.source)
        return
    sentence = (
        _("The transport had to be ordered by %(day)s. Move the departure, or travel otherwise.")
        if demand.code == "order_ahead"
        else _("The police had to be told by %(day)s. Move the departure, or travel otherwise.")
    )
    yield _demanded(demand, whole.code_name, sentence % words)


def _demanded(demand: Demand, who: str, sentence: str) -> Broken:
    return Broken(demand.code, demand.severity, who, sentence, demand.source)
