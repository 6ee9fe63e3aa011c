"""When each event was: the days it may have been or lasted, whatever stage contributed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dodomu.base.contributions import TimelineEvent
from dodomu.engine.values.dates import DateNotUnderstood, PartialDate
from dodomu.kit.dates import KYIV
from dodomu.kit.lifeline.lanes import lane_look
from dodomu.kit.lifeline.period import Period

LONGEST = timedelta(days=365 * 5)
"""What a date with an open end ("2014 or after") is drawn as, at most."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its days. ``vague``: one of these days, not all of them."""

    event: TimelineEvent
    number: int
    lane: str
    first: date
    last: date
    vague: bool = False

    @property
    def anchor(self) -> str:
        """Name of its line in the list."""
        return f"event-{self.number}"


def placed(events: Iterable[TimelineEvent | Placed]) -> list[Placed]:
    """Every event with its days, in the order in which they began; what is placed already is taken as it is."""
    found = [
        event if isinstance(event, Placed) else _placed(event, number) for number, event in enumerate(events, start=1)
    ]
    return sorted(found, key=lambda one: (one.first, one.event.at))


def whole_of(found: Iterable[Placed], today: date) -> Period:
    """From the first event to the last, or to today."""
    days = [day for one in found for day in (one.first, one.last)] or [today - timedelta(days=365)]
    first, last = min(days), max(*days, today)
    room = timedelta(days=max((last - first).days // 50, 3))
    return Period(first - room, last + room)


def _placed(event: TimelineEvent, number: int) -> Placed:
    day = event.at.astimezone(KYIV).date()
    known: dict[str, Any] = {"event": event, "number": number, "lane": lane_look(event.lane).code}
    if event.until is not None:
        return Placed(first=day, last=max(day, event.until.astimezone(KYIV).date()), **known)
    try:
        partial = PartialDate.from_edtf(event.edtf) if event.edtf else None
    except DateNotUnderstood:
        partial = None
    if partial is None or partial.exact:
        return Placed(first=day, last=day, **known)
    first, last = partial.earliest, partial.latest
    if first == date.min:
        first = max(last - LONGEST, date(1900, 1, 1))
    if last == date.max:
        last = max(first, min(first + LONGEST, day))
    return Placed(first=first, last=last, vague=True, **known)
