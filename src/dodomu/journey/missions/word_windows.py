"""When a group is to send word, and from when its silence is late, overdue, critical: pure rules, no clock, no database.

The windows come from the legs: an arrival is overdue when nine in ten journeys of that kind would have arrived, not after
a fixed time. How much of that allowance counts stands in ``data/windows.csv``, dated and with its source.

Planned silence: inside a silent leg no word is expected; one is before it begins and the next after it has ended.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Protocol
from uuid import UUID

DEPARTED, AT_CHECKPOINT, THROUGH, SAFE_STOP, ARRIVED, CHECK = (
    "departed",
    "at_checkpoint",
    "through",
    "safe_stop",
    "arrived",
    "check",
)
MET, DROPPED, AHEAD, DUE, LATE, OVERDUE, CRITICAL = "met", "dropped", "ahead", "due", "late", "overdue", "critical"
SILENCES = (LATE, OVERDUE, CRITICAL)
"""The states in which somebody must do something, from bad to worst."""
AT_PLACE = {"checkpoint": AT_CHECKPOINT, "border": AT_CHECKPOINT, "safe_house": SAFE_STOP, "centre": ARRIVED}


@dataclass(frozen=True, slots=True)
class WindowRule:
    """One row of ``data/windows.csv``: percent of the allowance and least minutes for each step; ``early``: how many
    minutes before its time a word without a subject still answers it; ``after``: see the source of the row.
    """

    about: str
    valid_from: date
    late: tuple[int, int]
    overdue: tuple[int, int]
    critical: tuple[int, int]
    early: timedelta
    after: timedelta
    source: str


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """What the rules need of a leg: its times, and until when nine in ten such journeys have arrived (``latest_at``)."""

    id: UUID
    kind: str
    start_kind: str
    end_kind: str
    departs_at: datetime
    arrives_at: datetime
    latest_at: datetime
    silent: bool = False

    @property
    def allowance(self) -> timedelta:
        return self.latest_at - self.arrives_at


@dataclass(frozen=True, slots=True)
class Window:
    """One word to come: about what, of which leg, at its end or its beginning, and from when its silence grows worse."""

    about: str
    leg_id: UUID
    at_end: bool
    due_at: datetime
    late_at: datetime
    overdue_at: datetime
    critical_at: datetime

    def moved(self, by: timedelta) -> Window:
        """The same window, later."""
        return replace(
            self,
            due_at=self.due_at + by,
            late_at=self.late_at + by,
            overdue_at=self.overdue_at + by,
            critical_at=self.critical_at + by,
        )


class Expected(Protocol):
    """An expected word as it stands in the table."""

    due_at: datetime
    late_at: datetime
    overdue_at: datetime
    critical_at: datetime
    met_by_id: UUID | None
    dropped_at: datetime | None


@cache
def rules() -> tuple[WindowRule, ...]:
    """The table, the latest first."""
    text = files("dodomu.journey.missions").joinpath("data", "windows.csv").read_text(encoding="utf-8")
    found = [_rule(row) for row in csv.DictReader(text.splitlines())]
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def rule(about: str, day: date) -> WindowRule:
    """The rule that holds on a day; before the first one, the first.

    Raises:
        KeyError: no row speaks of such words.
    """
    known = [one for one in rules() if one.about == about]
    if not known:
        raise KeyError(about)
    return next((one for one in known if one.valid_from <= day), known[-1])


def state_of(expected: Expected, now: datetime) -> str:
    """How an expected word stands: met, dropped, ahead, due, late, overdue or critical."""
    if expected.met_by_id is not None:
        return MET
    if expected.dropped_at is not None:
        return DROPPED
    steps = (
        (expected.critical_at, CRITICAL),
        (expected.overdue_at, OVERDUE),
        (expected.late_at, LATE),
        (expected.due_at, DUE),
    )
    return next((state for since, state in steps if now >= since), AHEAD)


def since(expected: Expected, state: str) -> datetime:
    """The moment at which an expected word came into this state."""
    return {LATE: expected.late_at, OVERDUE: expected.overdue_at, CRITICAL: expected.critical_at}.get(
        state, expected.due_at
    )


def lay_out(legs: Sequence[PlannedLeg]) -> list[Window]:
    """The words of a group on its whole way, in the order in which they are due.

    Parameters:
        legs: all of them, in the order in which they are travelled: a silence may begin before the leg one asks about.
    """
    found: list[Window] = []
    run: list[PlannedLeg] = []
    previous: PlannedLeg | None = None
    for number, leg in enumerate(legs):
        run = [*run, leg] if run and leg.silent else [leg]
        following = legs[number + 1] if number + 1 < len(legs) else None
        if len(run) == 1 and _speaks_at_start(leg, previous):
            about = THROUGH if previous is not None and leg.start_kind == "checkpoint" else DEPARTED
            found.append(_window(about, leg, leg.departs_at, leg.allowance, at_end=False))
        if not leg.silent:
            found += _signs_of_life(leg)
        if following is None or not (leg.silent and following.silent):
            allowance = sum((one.allowance for one in run), timedelta()) if leg.silent else leg.allowance
            about = _about_end(leg, last=following is None)
            found.append(_window(about, leg, leg.arrives_at, allowance, at_end=True))
            run = []
        previous = leg
    return found


def shifts(
    legs: Sequence[PlannedLeg], current: Mapping[UUID, timedelta], leg_id: UUID, shift: timedelta
) -> dict[UUID, timedelta]:
    """How much later than planned each leg is expected, once one leg is ``shift`` later than planned.

    The stop between two legs takes up lateness: who has 40 minutes there and comes 60 late goes on 20 late.

    Parameters:
        legs: the legs still ahead, in order; ``leg_id`` is one of them.
        current: how much later than planned they are expected by now.

    Returns:
        Only those that come later than they are expected by now.
    """
    ids = [leg.id for leg in legs]
    first = ids.index(leg_id)
    later: dict[UUID, timedelta] = {}
    carried = shift
    for number in range(first, len(legs)):
        leg = legs[number]
        if number > first:
            carried -= leg.departs_at - legs[number - 1].arrives_at
        if carried <= current.get(leg.id, timedelta()):
            break
        later[leg.id] = carried
    return later


def _speaks_at_start(leg: PlannedLeg, previous: PlannedLeg | None) -> bool:
    if previous is None or leg.silent or leg.start_kind == "checkpoint":
        return True
    stood = leg.departs_at - previous.arrives_at
    return stood >= rule(DEPARTED, leg.departs_at.date()).after


def _about_end(leg: PlannedLeg, *, last: bool) -> str:
    if last:
        return ARRIVED
    if leg.kind == "crossing":
        return THROUGH
    return AT_PLACE.get(leg.end_kind, CHECK)


def _signs_of_life(leg: PlannedLeg) -> Iterator[Window]:
    """Within a long leg, so many minutes apart, the last one not shortly before the arrival."""
    every = rule(CHECK, leg.departs_at.date()).after
    at = leg.departs_at + every
    while leg.arrives_at - at >= every / 2:
        yield _window(CHECK, leg, at, timedelta(), at_end=False)
        at += every


def _window(about: str, leg: PlannedLeg, due_at: datetime, allowance: timedelta, *, at_end: bool) -> Window:
    known = rule(about, due_at.date())
    late, overdue, critical = (
        due_at + max(allowance * percent / 100, timedelta(minutes=least))
        for percent, least in (known.late, known.overdue, known.critical)
    )
    overdue = max(overdue, late)
    return Window(about, leg.id, at_end, due_at, late, overdue, max(critical, overdue))


def _rule(row: dict[str, str]) -> WindowRule:
    def step(name: str) -> tuple[int, int]:
        return int(row[f"{name}_percent"]), int(row[f"{name}_least"])

    return WindowRule(
        about=row["about"],
        valid_from=date.fromisoformat(row["valid_from"]),
        late=step("late"),
        overdue=step("overdue"),
        critical=step("critical"),
        early=timedelta(minutes=int(row["early"])),
        after=timedelta(minutes=int(row["after"])),
        source=row["source"],
    )
