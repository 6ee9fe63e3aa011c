"""Moments as whole minutes of UTC, and the hours of a week laid on real days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Period = tuple[int, int]


def minute(at: datetime) -> int:
    """Whole minutes since 1970, rounded down."""
    return (at - EPOCH) // timedelta(minutes=1)


def moment(minutes: int) -> datetime:
    return EPOCH + timedelta(minutes=minutes)


def days(first: int, last: int, zone: ZoneInfo) -> Iterator[date]:
    """The local days that touch a stretch of minutes, from the day before it on: hours may run past midnight."""
    day = moment(first).astimezone(zone).date() - timedelta(days=1)
    end = moment(last).astimezone(zone).date()
    while day <= end:
        yield day
        day += timedelta(days=1)


def at_local(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Minute ``minutes`` of a local day (1440: the next midnight) as a minute of UTC.

    An hour that is skipped when the clocks change is taken as the moment at which they change forward; of an hour that
    comes twice it is the first.
    """
    shift, rest = divmod(minutes, 24 * 60)
    local = datetime.combine(day + timedelta(days=shift), time(rest // 60, rest % 60), zone)
    return minute(local.astimezone(UTC))


def united(periods: Iterable[Period]) -> list[Period]:
    """Periods (since, until) in order, those that touch or overlap made one.

    >>> united([(5, 9), (0, 5), (20, 30)])
    [(0, 9), (20, 30)]
    """
    found: list[Period] = []
    for since, until in sorted(periods):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        elif since < until:
            found.append((since, until))
    return found


def outside(periods: Iterable[Period], since: int, until: int) -> list[Period]:
    """The parts of [since, until) that no period covers.

    >>> outside([(5, 9)], 0, 20)
    [(0, 5), (9, 20)]
    """
    gaps = []
    for begin, end in united(periods):
        if begin > since:
            gaps.append((since, min(begin, until)))
        since = max(since, end)
        if since >= until:
            return [(one, other) for one, other in gaps if one < other]
    return [*((one, other) for one, other in gaps if one < other), (since, until)]
