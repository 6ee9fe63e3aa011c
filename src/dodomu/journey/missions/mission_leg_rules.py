"""What must hold of the legs of a mission: a way without gaps, open when it is travelled, short enough on foot; and what the
law asks of an organised group of children by bus. Pure functions over values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dodomu.journey.missions.group_demands import BLOCKING, DECIDE, FREE_BUS, NOTE, Demand
from dodomu.journey.missions.mission_whole import Broken, ChildOnWay, Stretch, Whole, demanded

CROSSING = "crossing"
LEADER = "leader"


def of_way(whole: Whole) -> Iterator[Broken]:
    """The legs of each group, one after the other."""
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


def of_walks(whole: Whole, demand: Demand, group: str, children: Sequence[ChildOnWay]) -> Iterator[Broken]:
    """Who has to walk further on a leg ahead than this demand allows."""
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
                yield demanded(demand, child.code_name, sentence % words)


def of_organised_group(whole: Whole, demands: Sequence[Demand], today: date) -> Iterator[Broken]:
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
                    yield demanded(demand, group, _("This group needs a leader who is named."))
        elif demand.code == "medical_worker" and sum(one.medical for one in whole.adults) < demand.value:
            yield demanded(demand, whole.code_name, _("So many children need a medical worker with them."))
        elif demand.code == "two_drivers":
            yield from _drivers(whole, demand, buses)
        elif not whole.under_way:
            yield from _ahead(whole, demand, first, today)


def working_days_before(day: date, count: int) -> date:
    """The day that lies ``count`` working days (Monday to Friday) before ``day``.

    >>> working_days_before(date(2026, 3, 9), 3)  # a Monday: Friday, Thursday, Wednesday
    datetime.date(2026, 3, 4)
    """
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


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


def _drivers(whole: Whole, demand: Demand, buses: Sequence[Stretch]) -> Iterator[Broken]:
    for group in dict.fromkeys(leg.group for leg in buses):
        legs = [leg for leg in buses if leg.group == group]
        rides = [ride for ride in whole.rides if ride.group == group and ride.kind in {"bus", "minibus"}]
        if all(ride.drivers > 1 for ride in rides) and rides:
            continue
        if any(leg.km is None for leg in legs):
            sentence = _("Nobody has said how long the way by bus is: over %(km)s km two drivers are needed.")
            yield demanded(demand, group, sentence % {"km": demand.value})
        elif sum(leg.km or 0 for leg in legs) > demand.value:
            sentence = _("Over %(km)s km by bus each bus needs two drivers.")
            yield demanded(demand, group, sentence % {"km": demand.value})


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
    yield demanded(demand, whole.code_name, sentence % words)
