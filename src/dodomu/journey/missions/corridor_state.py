"""What is known of a link at a moment: closed, expired, never known, ends soon, or known. Pure.

A rule that has ended means that nobody knows, and that is never the same as open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from dodomu.journey.missions.corridor_data import needed_rules, warning
from dodomu.journey.missions.corridor_rules import CLOSED, Closure, Known

SHUT, EXPIRED, UNKNOWN, SOON, KNOWN = "closed", "expired", "unknown", "soon", "known"
"""The states, the gravest first. SHUT: closed at this moment by a rule."""
ORDER: Final = (SHUT, EXPIRED, UNKNOWN, SOON, KNOWN)


@dataclass(frozen=True, slots=True)
class LinkState:
    """Attributes:
    code: one of the states above, the gravest that applies.
    closed_until: the end of a closure that holds now.
    expired: kinds of rules that were known and are not any more, with the moment each ended.
    unknown: kinds that must be known and never were.
    soon: kinds whose last rule ends within its time of warning, with that moment.
    """

    code: str = KNOWN
    closed_until: datetime | None = None
    expired: dict[str, datetime] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    soon: dict[str, datetime] = field(default_factory=dict)


def state_of(link_kind: str, rules: Sequence[Known], at: datetime) -> LinkState:
    """The state of a link with these rules at a moment."""
    closed_until = max((one.until for one in rules if one.kind == CLOSED and one.holds(at)), default=None)
    expired: dict[str, datetime] = {}
    soon: dict[str, datetime] = {}
    for kind in dict.fromkeys(one.kind for one in rules):
        ends = covered_until(kind, rules, at)
        if ends is None:
            continue
        if ends <= at:
            expired[kind] = ends
        elif ends - at <= warning(kind):
            soon[kind] = ends
    begun = {one.kind for one in rules if one.since <= at}
    unknown = tuple(kind for kind in needed_rules(link_kind, at.date()) if kind not in begun)
    found = (closed_until is not None, bool(expired), bool(unknown), bool(soon), True)
    return LinkState(ORDER[found.index(True)], closed_until, expired, unknown, soon)


def covered_until(kind: str, rules: Sequence[Known], at: datetime) -> datetime | None:
    """Until when a kind stays known without a gap from ``at`` on; where it is not known now, when it last was.

    None where it is known only from a later moment, or where its end leaves nothing to ask: a closure after which the
    link is open as before.
    """
    mine = [one for one in rules if one.kind == kind and not _settles_itself(one)]
    begun = [one for one in mine if one.since <= at]
    if not begun:
        return None
    until = max(one.until for one in begun)
    if until <= at:
        return until
    for one in sorted(mine, key=lambda one: one.since):
        if one.since <= until < one.until:
            until = one.until
    return until


def _settles_itself(one: Known) -> bool:
    return isinstance(one.value, Closure) and one.value.opens_again
