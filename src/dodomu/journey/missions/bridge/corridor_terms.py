"""What a link asks and when it is shut: rules as the engine's conditions, and the periods of which nobody knows.

The name of a condition's rule is ``kind:id`` of the rule behind it, or the kind alone where there has never been one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dodomu.engine.planning import Admits, Closed, Condition, PapersAsked, Reason, Walk
from dodomu.journey.missions import corridor_rules as said
from dodomu.journey.missions.bridge.corridor_hours import Stretch, Way
from dodomu.journey.missions.bridge.corridor_time import Period, minute, moment, outside
from dodomu.journey.missions.corridor_data import needed_rules
from dodomu.journey.missions.corridor_rules import Known

BLOCKING = (said.OPENING, said.TIMETABLE, said.WHO_MAY_PASS, said.PAPERS)
"""Kinds of which a link is not passed while they are not known, once they were known or are needed."""


def conditions_of(way: Way) -> tuple[Condition, ...]:
    """Every condition within the stretch."""
    found = [one for rule in way.link.rules for one in _by_rule(way, rule)]
    needed = needed_rules(way.link.kind, moment(way.stretch.first).date())
    for kind in BLOCKING:
        mine = [rule for rule in way.link.rules if rule.kind == kind]
        if mine or kind in needed:
            found += _not_known(kind, mine, way.stretch)
    found += _walk(way)
    return tuple(one for one in found if one.since < one.until)


def _by_rule(way: Way, rule: Known) -> Iterator[Condition]:
    name, value, end = f"{rule.kind}:{rule.id}", rule.value, _end(way.stretch)
    since, until = _within(rule, way.stretch)
    if isinstance(value, said.Opening) and since < until:
        hours = [period for one in value.hours for period in way.hours_on(one)]
        for begin, closes in outside(hours, since, until):
            yield Closed(rule=name, since=begin, until=closes)
    elif isinstance(value, said.Closure):
        yield Closed(rule=name, since=since, until=until)
        if not value.opens_again:
            yield Closed(rule=name, since=until, until=end, reason=Reason.RULE_EXPIRED)
    elif isinstance(value, said.OneWay) and value.back != way.back:
        yield Closed(rule=name, since=since, until=until, reason=Reason.ONE_WAY)
        yield Closed(rule=name, since=until, until=end, reason=Reason.RULE_EXPIRED)
    elif isinstance(value, said.WhoMayPass):
        yield Admits(rule=name, since=since, until=until, kinds=value.only, refuses=value.never)
    elif isinstance(value, said.PapersAsked):
        for one in value.asked:
            yield PapersAsked(rule=name, since=since, until=until, any_of=one.any_of, of=one.of)
    elif isinstance(value, said.Walking):
        yield Admits(rule=name, since=since, until=until, refuses=value.never)


def _not_known(kind: str, rules: Sequence[Known], stretch: Stretch) -> Iterator[Condition]:
    """Closures for the periods in which no rule of a kind is known."""
    for since, until in outside((_within(rule, stretch) for rule in rules), stretch.first, _end(stretch)):
        before = [rule for rule in rules if minute(rule.until) <= since]
        if before:
            last = max(before, key=lambda rule: rule.until)
            yield Closed(rule=f"{kind}:{last.id}", since=since, until=until, reason=Reason.RULE_EXPIRED)
        else:
            yield Closed(rule=kind, since=since, until=until, reason=Reason.RULE_UNKNOWN)


def _walk(way: Way) -> Iterator[Condition]:
    """The way on foot: by its rules, else as the link says; unknown once its last rule has ended."""
    stretch, end, measured = way.stretch, _end(way.stretch), list[Period]()
    walks = [(rule, rule.value) for rule in way.link.rules if isinstance(rule.value, said.Walking)]
    for rule, value in walks:
        since, until = _within(rule, stretch)
        if value.metres is not None and since < until:
            measured.append((since, until))
            yield Walk(rule=f"{rule.kind}:{rule.id}", since=since, until=until, metres=value.metres)
    if way.link.walking_m:
        for since, until in outside(measured, stretch.first, end):
            yield Walk(since=since, until=until, metres=way.link.walking_m)
    if walks:
        last, _value = max(walks, key=lambda one: one[0].until)
        ended = min(max(minute(last.until), stretch.first), end)
        yield Walk(rule=f"{last.kind}:{last.id}", since=ended, until=end, metres=None)


def _within(rule: Known, stretch: Stretch) -> Period:
    since, until = minute(rule.since), minute(rule.until)
    since = min(max(since, stretch.first), _end(stretch))
    return since, max(since, min(until, _end(stretch)))


def _end(stretch: Stretch) -> int:
    """A passage that began within the stretch may end after it; nothing is looked at beyond a day later."""
    return stretch.last + 24 * 60
