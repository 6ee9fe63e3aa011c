"""Clocks computed from what is recorded and from dated rules, at a given moment. Pure: no table, no present time.

A clock that was met or set aside keeps the time it was due then; a clock that started under an older rule keeps that
rule, so that a rule of later years never rewrites what was. How a change of risk restarts response and plan: ``_restarts``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from dodomu.journey.cases import clock_rules as rules
from dodomu.journey.cases.clock_rules import ClockRule

RUNNING, DUE_SOON, OVERDUE, NOT_KNOWN = "running", "due_soon", "overdue", "not_known"
MET, SET_ASIDE, REPLACED, ENDED = "met", "set_aside", "replaced", "ended"
OPEN = frozenset({RUNNING, DUE_SOON, OVERDUE})
SETTLED = frozenset({MET, SET_ASIDE})
MOVED = "moved"
RESPONSE, PLAN, BIRTHDAY = "response", "plan", "birthday_18"
OPENED, RISK, MADE = "opened", "risk", "made"
URGENCY = {level: place for place, level in enumerate(("critical", "high", "medium", "low"))}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person said about a clock; the latest for the same start counts."""

    id: UUID
    code: str
    start_ref: UUID
    kind: str
    due_at: datetime
    whole_day: bool
    done_at: datetime | None
    at: datetime
    by: str = ""
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Point:
    """The case opened (or opened again), its risk level changed, or the response was made: ``kind``."""

    ref: UUID
    at: datetime
    risk: str
    kind: str


@dataclass(frozen=True, slots=True)
class DayStart:
    """A recorded day from which a clock of whole days starts; ``latest`` differs where the day is known in part.

    ``no_later_than``: a last day that the paper itself names.
    """

    ref: UUID
    starts_from: str
    earliest: date
    latest: date
    no_later_than: date | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """Everything the clocks of one case are computed from. ``unknown``: starts that ought to be known and are not."""

    points: Sequence[Point] = ()
    days: Sequence[DayStart] = ()
    marks: Sequence[Mark] = ()
    axes: Mapping[str, str] = field(default_factory=dict)
    unknown: Sequence[tuple[UUID, str]] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock as it stands.

    Attributes:
        start_ref: the row it started from; with ``code`` it names the clock.
        due_at: the moment from which it is overdue; None where it cannot be known.
        whole_day: ``due_at`` is the end of a day in Kyiv (for a birthday: the beginning).
        latest_due: the last possible due time, where the start is known in part; ``due_at`` is the first.
    """

    code: str
    start_ref: UUID
    rule: ClockRule
    started_at: datetime | None
    due_at: datetime | None
    whole_day: bool
    state: str = ""
    risk: str = ""
    latest_due: datetime | None = None
    mark: Mark | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def moved(self) -> bool:
        return self.mark is not None and self.mark.kind == MOVED

    @property
    def late(self) -> bool:
        """Met, but after its time."""
        met = self.mark.done_at if self.mark and self.state == MET else None
        return met is not None and self.due_at is not None and met > self.due_at

    @property
    def due_day(self) -> date | None:
        """The day to show for a clock of whole days."""
        return self._day(self.due_at)

    @property
    def latest_day(self) -> date | None:
        return self._day(self.latest_due)

    def _day(self, at: datetime | None) -> date | None:
        if at is None or not self.whole_day:
            return None
        begins = self.rule.last_day == "from" and not self.moved
        return at.astimezone(rules.KYIV).date() if begins else rules.day_of(at)


def compute(recorded: Recorded, now: datetime, known: tuple[ClockRule, ...] | None = None) -> list[Clock]:
    """Every clock of a case at a moment, in the order of the rules, past ones included."""
    known = rules.clock_rules() if known is None else known
    marks = {(mark.code, mark.start_ref): mark for mark in sorted(recorded.marks, key=lambda mark: mark.at)}
    points = sorted(recorded.points, key=lambda point: point.at)
    response = _of_risk(RESPONSE, points, marks, known)
    plan = _of_risk(PLAN, sorted([*points, *_made(response)], key=lambda point: point.at), marks, known)
    found = [*response, *plan, *_of_days(recorded, marks, known), *_unknown(recorded, known)]
    return [_stand(clock, recorded, now) for clock in found]


def _made(response: Sequence[Clock]) -> Iterator[Point]:
    """A response that was made is what the time for the plan starts from."""
    for clock in response:
        if clock.state == MET and clock.mark and clock.mark.done_at:
            yield Point(clock.start_ref, clock.mark.done_at, clock.risk, MADE)


Marks = Mapping[tuple[str, UUID], Mark]


def _of_risk(code: str, points: Sequence[Point], marks: Marks, known: tuple[ClockRule, ...]) -> list[Clock]:
    """The clocks of one code that follow the risk level, one after the other."""
    run: list[Clock] = []
    for point in points:
        current = run[-1] if run else None
        if current and point.kind == OPENED and current.state not in SETTLED:
            run[-1] = replace(current, state=REPLACED)
        if not _restarts(code, current, point):
            continue
        following = _begun(code, point, marks, known)
        if following is None:
            continue
        if current and point.kind == RISK and current.state not in SETTLED:
            run[-1] = replace(current, state=REPLACED)
            following = _no_later(following, current)
        run.append(following)
    return run


def _restarts(code: str, current: Clock | None, point: Point) -> bool:
    """Whether a point starts the clock (anew).

    - A case that opens, also again, starts the response; a response that is made starts the plan.
    - A higher risk starts what is not met anew, and never gives more time than there was. A response that was made
      before is asked for again; a plan waits for it.
    - A lower risk starts what is not met anew, with its longer time, but lowering never undoes lateness.
    """
    if point.kind != RISK:
        starts = OPENED if code == RESPONSE else MADE
        return point.kind == starts and (current is None or code == RESPONSE or current.state in {*SETTLED, REPLACED})
    if current is None or current.state == REPLACED or point.risk == current.risk:
        return False
    rises = URGENCY[point.risk] < URGENCY[current.risk]
    settled = current.mark.done_at or current.mark.at if current.mark and current.state in SETTLED else None
    if settled is not None and settled <= point.at:
        return rises and code == RESPONSE
    return current.due_at is not None and current.due_at > point.at


def _begun(code: str, point: Point, marks: Marks, known: tuple[ClockRule, ...]) -> Clock | None:
    rule = rules.rule_for(code, point.at.astimezone(rules.KYIV).date(), point.risk, rules=known)
    if rule is None:
        return None
    due_at = rules.moment_after(point.at, rule.length, rule.unit)
    return _marked(Clock(code, point.ref, rule, point.at, due_at, whole_day=False, risk=point.risk), marks)


def _no_later(following: Clock, current: Clock) -> Clock:
    """At a higher risk there is never more time than there was."""
    rises = URGENCY[following.risk] < URGENCY[current.risk]
    if rises and following.mark is None and following.due_at and current.due_at:
        return replace(following, due_at=min(following.due_at, current.due_at))
    return following


def _of_days(recorded: Recorded, marks: Marks, known: tuple[ClockRule, ...]) -> Iterator[Clock]:
    """The clocks that start from a recorded day."""
    for code in dict.fromkeys(rule.code for rule in known):
        for start in recorded.days:
            rule = rules.rule_for(code, start.earliest, rules=known)
            if rule is not None and rule.starts_from == start.starts_from:
                yield _marked(_of_day(rule, start), marks)


def _of_day(rule: ClockRule, start: DayStart) -> Clock:
    first, last = (rules.day_after(day, rule.length, rule.unit) for day in (start.earliest, start.latest))
    if start.no_later_than is not None:
        first, last = min(first, start.no_later_than), min(last, start.no_later_than)
    edge = rules.start_of if rule.last_day == "from" else rules.end_of
    latest = edge(last) if last != first else None
    began = rules.start_of(start.earliest)
    return Clock(rule.code, start.ref, rule, began, edge(first), whole_day=True, latest_due=latest)


def _unknown(recorded: Recorded, known: tuple[ClockRule, ...]) -> Iterator[Clock]:
    for rule in known:
        for ref, starts_from in recorded.unknown:
            if rule.starts_from == starts_from:
                yield Clock(rule.code, ref, rule, None, None, whole_day=True, state=NOT_KNOWN)


def _marked(clock: Clock, marks: Marks) -> Clock:
    """The clock as a person left it: a moved one is due at its new time, a settled one stays as it was due then."""
    mark = marks.get((clock.code, clock.start_ref))
    if mark is None:
        return clock
    state = "" if mark.kind == MOVED else mark.kind
    return replace(clock, mark=mark, due_at=mark.due_at, whole_day=mark.whole_day, state=state, latest_due=None)


def _stand(clock: Clock, recorded: Recorded, now: datetime) -> Clock:
    if clock.state in {*SETTLED, REPLACED}:
        return clock
    if recorded.closed or not clock.rule.applies_while.holds(dict(recorded.axes)):
        return replace(clock, state=ENDED)
    if clock.due_at is None:
        return clock
    warns = rules.moment_after(clock.due_at, -clock.rule.warn, clock.rule.warn_unit)
    state = OVERDUE if clock.due_at <= now else DUE_SOON if warns <= now else RUNNING
    return replace(clock, state=state)
