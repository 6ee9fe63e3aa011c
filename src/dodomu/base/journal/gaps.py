"""What is missing from the proof that the journal was never rewritten, stated openly: how long nobody signed, how long too few
witnesses saw it, and what the journal noted about itself.

A checkpoint or a cosignature vouches for all entries before it. So an entry is shown to be as old as the first of them that
covers it; in a longer pause, whoever held the server could have changed what was written meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.utils import timezone

from dodomu.base.database.plain import selected
from dodomu.base.journal.actor import JOURNAL
from dodomu.base.journal.checks import past_checks
from dodomu.base.journal.marks import about_itself
from dodomu.base.journal.models import Leaf, LogKey
from dodomu.base.journal.new_logs import Renewal, renewals
from dodomu.base.journal.problems import Problem
from dodomu.base.journal.publishing import rows_of
from dodomu.base.journal.silences import unwitnessed
from dodomu.base.journal.store import tree_size
from dodomu.base.journal.witnesses import Witnesses

PAUSE = timedelta(hours=36)
"""A machine that is switched on in the morning signs once a day, not every twenty-four hours: this is longer than a day."""
MOST = 50
"""Gaps of one kind; who has more looks into the journal itself."""

# Only the index is read, for the notes of the checkpoints are long.
_LONG = {
    # Most checkpoints are of the day of the one before them, which is told at once.
    "sqlite": f"""
        substr(made_at, 1, 10) <> substr(made_before, 1, 10)
        AND julianday(made_at) - julianday(made_before) > {PAUSE / timedelta(days=1)}
    """,
    "postgresql": f"made_at - made_before > interval '{PAUSE // timedelta(hours=1)} hours'",
}
_PAUSES = """
    SELECT size_before, size FROM (
        SELECT size, made_at, LAG(size) OVER (ORDER BY size) AS size_before, LAG(made_at) OVER (ORDER BY size) AS made_before
        FROM journal_checkpoint WHERE log_key_id = %s AND size NOT IN (
            SELECT size FROM journal_lostcheckpoint WHERE log_key_id = %s AND checkpoint_id IS NOT NULL
        )
    ) AS neighbours WHERE {} ORDER BY size DESC LIMIT %s
"""


class GapKind(StrEnum):
    """What a gap is about."""

    UNSIGNED = "unsigned"
    UNWITNESSED = "unwitnessed"
    CLOCK = "clock"
    DAMAGE = "damage"
    RESTORED = "restored"
    RENEWED = "renewed"
    DISAGREED = "disagreed"
    UNCHAINED = "unchained"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that cannot be shown.

    Attributes:
        since: when it began or was noted. until: when it ended, None where it lasts or has no length.
        first, last: the entries it is about, as far as they are known.
        number: minutes (clock), problems (damage), entries of the backup (restored) or of what a witness was shown (disagreed).
        code: which way the clock went, or what the witness says. problem: the first that a check found.
        renewal: the new log that was begun.
    """

    kind: GapKind
    since: datetime
    until: datetime | None = None
    first: int | None = None
    last: int | None = None
    number: int = 0
    code: str = ""
    problem: Problem | None = None
    renewal: Renewal | None = None


def known_gaps(witnesses: Witnesses | None) -> tuple[Gap, ...]:
    """All that is known, the newest first; without witnesses it says nothing of them. It reads indexes, never the journal."""
    found = [*_unsigned(), *_noted(), *_from_checks()]
    if witnesses:
        found += [
            Gap(GapKind.UNWITNESSED, one.since, one.until, one.first, one.last)
            for one in unwitnessed(witnesses, PAUSE, MOST)
            if _anybody_wrote(one.first, one.last)
        ]
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))


def _unsigned() -> Iterator[Gap]:
    """Pauses between one checkpoint and the next, before the first and after the last, whichever log signed them."""
    now, begun = timezone.now(), Leaf.objects.order_by("index").values_list("written_at", flat=True).first()
    if begun is None:
        return
    pairs: list[tuple[int, int, datetime, datetime | None]] = []
    before, since = 0, begun
    for log in LogKey.objects.order_by("made_at", "id"):
        times = rows_of(log).order_by("size").values_list("size", "made_at")
        first, last = times.first(), times.last()
        if first and last:
            pairs += [(before, first[0], since, first[1]), *_between(log)]
            before, since = last
    pairs.append((before, tree_size(), since, None))
    for before, after, since, until in pairs:
        if (until or now) - since > PAUSE and _anybody_wrote(before, after - 1):
            yield Gap(GapKind.UNSIGNED, since, until, before, after - 1)


def _between(log: LogKey) -> Iterator[tuple[int, int, datetime, datetime]]:
    """The long pauses between the checkpoints of one log."""
    found = selected(_PAUSES.format(_LONG[connection.vendor]), [log.pk, log.pk, MOST])
    sizes = {one for pair in found for one in pair}
    made = dict(rows_of(log).filter(size__in=sizes).values_list("size", "made_at"))
    for before, after in found:
        yield before, after, made[before], made[after]


def _noted() -> Iterator[Gap]:
    for one in about_itself("clock.moved", MOST):
        way, minutes = one.codes.get("which_way", ""), one.codes.get("minutes", 0)
        yield Gap(GapKind.CLOCK, one.at, first=one.index, number=int(minutes), code=str(way))
    for one in about_itself("backup_restored", MOST):
        yield Gap(GapKind.RESTORED, one.at, first=one.index, number=int(one.codes.get("size", 0)))
    for renewal in renewals()[:MOST]:
        yield Gap(GapKind.RENEWED, renewal.at, first=renewal.index, renewal=renewal)
    for one in about_itself("journal.witness_disagreed", MOST):
        says, entries = one.codes.get("witness_says", ""), one.codes.get("entries", 0)
        yield Gap(GapKind.DISAGREED, one.at, first=one.index, number=int(entries), code=str(says))


def _from_checks() -> Iterator[Gap]:
    checks = past_checks(10 * MOST)
    for one in [check for check in checks if check.problems][:MOST]:
        yield Gap(GapKind.DAMAGE, one.at, first=one.index, number=one.problems, problem=one.first)
    if checks and checks[0].unchained:
        yield Gap(GapKind.UNCHAINED, checks[0].at, first=0, last=checks[0].unchained - 1)


def _anybody_wrote(first: int, last: int) -> bool:
    """Whether any of these entries is of somebody else than the journal itself, which writes every day though nobody works."""
    return Leaf.objects.filter(index__gte=first, index__lte=last).exclude(actor_pid=JOURNAL.pid).exists()
