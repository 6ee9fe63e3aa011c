"""When a group may not be on a link: every condition turned into blocked periods, with the reason and whom it stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dodomu.engine.planning.conditions import Admits, Closed, Condition, PapersAsked, Reason, Walk
from dodomu.engine.planning.corridor import Bucket, Link, Period
from dodomu.engine.planning.group import Group, Paper, Traveller


@dataclass(frozen=True, slots=True)
class Blocked:
    """From `since` to `until` (exclusive) `condition` forbids the link, for those named in `who` (empty: for all)."""

    since: int
    until: int
    reason: Reason
    condition: Condition
    who: tuple[str, ...] = ()


def blocked(link: Link, group: Group) -> list[Blocked]:
    """Every period in which the link is forbidden to the group, one entry for each condition and reason.

    >>> from dodomu.engine.planning.conditions import Closed
    >>> [found.reason.value for found in blocked(Link("x", "A", "B", conditions=(Closed(since=5, until=9),)), Group())]
    ['closed']
    """
    return [found for condition in link.conditions for found in _blocked(condition, group)]


def departures(bucket: Bucket, closed: Iterable[tuple[int, int]]) -> list[Period]:
    """The periods (first, last), both included, in which one may leave and be through before any closed period.

    The whole passage counts, not its beginning: a paper that expires in the queue is expired at the window.

    >>> departures(Bucket(0, 100, 10), [(50, 60)])
    [(0, 40), (60, 100)]
    """
    free = [(bucket.first, bucket.last)]
    for since, until in closed:
        if since >= until:
            continue
        before, after = since - bucket.minutes, until
        free = [
            (begin, end)
            for first, last in free
            for begin, end in ((first, min(last, before)), (max(first, after), last))
            if begin <= end
        ]
    return sorted(set(free))


def _blocked(condition: Condition, group: Group) -> list[Blocked]:
    if isinstance(condition, Closed):
        return [Blocked(condition.since, condition.until, condition.reason, condition)]
    if isinstance(condition, Walk):
        return _too_far(condition, group)
    if isinstance(condition, Admits):
        out = tuple(one.ref for one in group.travellers if not _admitted(condition, one))
        return [Blocked(condition.since, condition.until, Reason.NOT_ADMITTED, condition, out)] if out else []
    if isinstance(condition, PapersAsked):
        return _without_paper(condition, group)
    raise TypeError(f"{type(condition).__name__} is no condition this engine knows")


def _admitted(condition: Admits, one: Traveller) -> bool:
    if one.kinds & condition.refuses:
        return False
    return not condition.kinds or bool(one.kinds & condition.kinds)


def _too_far(condition: Walk, group: Group) -> list[Blocked]:
    limited = [one for one in group.travellers if one.walks_metres is not None]
    if condition.metres is None:
        out, reason = tuple(one.ref for one in limited), Reason.WALK_UNKNOWN
    else:
        metres, reason = condition.metres, Reason.TOO_FAR_TO_WALK
        out = tuple(one.ref for one in limited if one.walks_metres is not None and one.walks_metres < metres)
    return [Blocked(condition.since, condition.until, reason, condition, out)] if out else []


def _without_paper(condition: PapersAsked, group: Group) -> list[Blocked]:
    """One entry for each period and reason; travellers who are stopped alike are named together."""
    stopped: dict[tuple[int, int, Reason], list[str]] = {}
    for one in group.travellers:
        if condition.of and not one.kinds & condition.of:
            continue
        held = [paper for paper in one.papers if paper.code in condition.any_of]
        for since, until in _gaps(condition, held):
            stopped.setdefault((since, until, _why(held, since, until)), []).append(one.ref)
    return [Blocked(since, until, why, condition, tuple(who)) for (since, until, why), who in sorted(stopped.items())]


def _gaps(condition: PapersAsked, held: list[Paper]) -> list[Period]:
    """The parts of the condition's period that no paper covers."""
    gaps = [(condition.since, condition.until)] if condition.since < condition.until else []
    for paper in held:
        gaps = [
            (begin, end)
            for since, until in gaps
            for begin, end in ((since, min(until, paper.since)), (max(since, paper.until), until))
            if begin < end
        ]
    return gaps


def _why(held: list[Paper], since: int, until: int) -> Reason:
    if not held:
        return Reason.PAPER_MISSING
    return Reason.PAPER_EXPIRED if any(paper.until <= since for paper in held) else Reason.PAPER_NOT_YET_VALID
