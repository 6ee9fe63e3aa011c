"""Checks of the whole journal that people asked for, and what the last ones found: a page must not make one to show it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction

from dodomu.base.journal.actor import Actor
from dodomu.base.journal.checking import Progress, verify
from dodomu.base.journal.entries import Codes
from dodomu.base.journal.marks import about_itself
from dodomu.base.journal.problems import Fault, Problem, Verification
from dodomu.base.journal.reading import JournalEntry
from dodomu.base.journal.writing import append
from dodomu.engine.ledger import LedgerError

VERIFIED = "journal.verified"


@dataclass(frozen=True, slots=True)
class PastCheck:
    """A check as its leaf tells it.

    Attributes:
        index: of that leaf. at: when it ended. size: how many leaves it looked at. problems: how many it found.
        first: the first of them, where it was written down. unchained: see ``Verification``.
    """

    index: int
    at: datetime
    size: int
    problems: int
    first: Problem | None
    unchained: int


def check(by: Actor, progress: Progress | None = None, *, every_map: bool = False) -> Verification:
    """``verify``, and a leaf that says so. A journal too damaged to take the leaf is not kept from being checked."""
    found = verify(progress, every_map=every_map)
    codes: dict[str, str | int] = {"size": found.size, "problems": len(found.problems)}
    if found.unchained:
        codes["unchained"] = found.unchained
    if found.problems:
        codes |= _written(found.problems[0])
    with suppress(LedgerError, DatabaseError), transaction.atomic():
        append(VERIFIED, by=by, codes=codes)
    return found


def past_checks(limit: int = 100) -> list[PastCheck]:
    """The last checks, newest first."""
    return [_read(entry) for entry in about_itself(VERIFIED, limit)]


def _written(problem: Problem) -> Codes:
    codes: dict[str, str | int] = {"fault": problem.fault.value}
    if problem.index is not None:
        codes["entry"] = problem.index
    if problem.level is not None:
        codes["tree_level"] = problem.level
    return codes


def _read(entry: JournalEntry) -> PastCheck:
    codes = entry.codes
    first = None
    with suppress(KeyError, ValueError):  # a fault of a later version
        first = Problem(Fault(str(codes["fault"])), _number(codes.get("entry")), _number(codes.get("tree_level")))
    return PastCheck(
        index=entry.index,
        at=entry.at,
        size=_number(codes.get("size")) or 0,
        problems=_number(codes.get("problems")) or 0,
        first=first,
        unchained=_number(codes.get("unchained")) or 0,
    )


def _number(value: str | int | None) -> int | None:
    return value if isinstance(value, int) else None
