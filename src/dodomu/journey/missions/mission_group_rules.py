"""What must hold of the people of a mission: plans that are ready, siblings together, enough adults of the right kind, seats.
Pure functions over values; an age or a sex that nobody knows counts as the stricter case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.journey.missions.group_demands import BLOCKING, DECIDE, Demand
from dodomu.journey.missions.mission_leg_rules import of_walks
from dodomu.journey.missions.mission_whole import (
    AdultOnWay,
    Broken,
    ChildOnWay,
    Ride,
    Whole,
    demanded,
    travellers,
)

GIRL, BOY, WOMAN, MAN = "female", "male", "f", "m"
MEDICAL = "medical"


def of_children(whole: Whole) -> Iterator[Broken]:
    """Each child: its plan, who may take it, what runs out, its brothers and sisters."""
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


def of_adults(whole: Whole) -> Iterator[Broken]:
    """Each escort: whether they may travel, and on which other mission they are."""
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


def of_rides(whole: Whole) -> Iterator[Broken]:
    """Everybody has a seat, and each vehicle room for who sits in it."""
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


def of_group(whole: Whole, group: str, demands: Sequence[Demand]) -> Iterator[Broken]:
    """One group: how many adults its children need, of which sex, and what the dated demands ask besides."""
    children = [child for child in whole.children if child.group == group]
    adults = [adult for adult in whole.adults if adult.group == group]
    if not children:
        return
    for demand in demands:
        if demand.code == "two_adults" and len(adults) < demand.value:
            yield demanded(
                demand, group, _("Fewer than %(count)s adults travel with this group.") % {"count": demand.value}
            )
        yield from _sexes(demand, group, children, adults)
        yield from of_walks(whole, demand, group, children)
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
        yield demanded(next(one for one in demands if one.code == "ratio"), group, sentence)


def _sexes(
    demand: Demand, group: str, children: Sequence[ChildOnWay], adults: Sequence[AdultOnWay]
) -> Iterator[Broken]:
    sexes = {child.sex for child in children}
    if demand.code == "same_sex_girl" and GIRL in sexes and not any(adult.sex == WOMAN for adult in adults):
        yield demanded(demand, group, _("There are girls in this group and no woman travels with them."))
    if demand.code == "same_sex_boy" and BOY in sexes and not any(adult.sex == MAN for adult in adults):
        yield demanded(demand, group, _("There are boys in this group and no man travels with them."))


def _seats_unasked(demand: Demand, children: Sequence[ChildOnWay]) -> Iterator[Broken]:
    for child in children:
        small = child.youngest is None or child.youngest <= (demand.up_to_age or 0)
        if small and child.vehicle and not child.child_seat and not child.wheelchair:
            sentence = _("%(child)s may need a child seat: no seat is marked.")
            yield demanded(demand, child.code_name, sentence % {"child": child.code_name})


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
            yield demanded(demand, adult.code_name, sentence % words)


def _spare(whole: Whole, demand: Demand, group: str) -> Iterator[Broken]:
    seats = sum(ride.seats for ride in whole.rides if ride.group == group)
    people = sum(who.group == group for who in travellers(whole))
    if seats and people <= seats and (seats - people) * 100 < demand.value * seats:
        sentence = _("Fewer than %(percent)s per cent of the seats are free for whoever joins at the meeting point.")
        yield demanded(demand, group, sentence % {"percent": demand.value})
