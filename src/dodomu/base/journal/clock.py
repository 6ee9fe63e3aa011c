"""Whether the clock of this machine was moved, judged by the time of the last leaf.

The journal is ordered by its numbers, not by its times, so that a wrong clock cannot reorder it. But the times are what a
court reads: a leaf of its own says that they cannot be trusted from here on. Nothing is refused: people go on working.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dodomu.base.journal.actor import JOURNAL
from dodomu.base.journal.entries import Entry

MOVED = "clock.moved"
BACK = timedelta(minutes=2)
"""A clock that is set from a time server goes back by less; one that is changed by hand, or reset, by more."""
AHEAD = timedelta(days=30)
"""An installation in use writes every day. After so long without a leaf it was either at rest or the clock went ahead: a reader
who knows which of both will tell; the journal cannot."""


def moved(last: datetime | None, now: datetime) -> list[Entry]:
    """The leaf that says so, if the time now does not follow from that of the last leaf; else nothing."""
    passed = now - last if last else timedelta()
    if -BACK <= passed <= AHEAD:
        return []
    way = "back" if passed < timedelta() else "ahead"
    return [Entry(MOVED, JOURNAL, codes={"which_way": way, "minutes": abs(passed) // timedelta(minutes=1)})]
