"""Run as a program by test_journal_faults: writers that get killed in the middle, on a database of their own.

One process sets everything up and forks a writer for each round; what a writer acknowledges, it writes to a pipe after its
transaction is over.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db import connections, transaction

from dodomu.base import journal
from dodomu.base.journal.actor import JOURNAL
from dodomu.base.journal.models import Leaf, LogKey

KIND = "tests.killed"


CHECKED_EACH = 20
"""Rounds after each of which the whole journal is checked; of those that follow every so many: what breaks stays broken."""


def kill_writers(rounds: int) -> dict[str, Any]:
    """Kill a writer in each round and look at what it left."""
    lost, halves, broken, acknowledged = 0, 0, 0, 0
    for number in range(rounds):
        before = Leaf.objects.count()
        chance = random.Random(number)
        reading, process = _forked(lambda pipe, number=number: _write_for_ever(pipe, number))
        told = os.read(reading, 64)
        time.sleep(chance.random() * 0.03)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        while more := os.read(reading, 65536):
            told += more
        os.close(reading)
        seen = _Seen.of([int(line) for line in told.split(b"\n")[:-1]], number, before)
        lost, halves = lost + seen.lost, halves + seen.halves
        if number < CHECKED_EACH or number % CHECKED_EACH == 0 or number == rounds - 1:
            broken += not journal.verify().intact
        acknowledged += seen.acknowledged
        connections.close_all()
    return {"lost": lost, "halves": halves, "broken": broken, "acknowledged": acknowledged}


def many_writers(writers: int, each: int) -> dict[str, Any]:
    """Writers at the same time, each with one leaf per transaction."""
    processes = [_forked(lambda pipe: _write(each))[1] for _ in range(writers)]
    failed = sum(os.waitpid(process, 0)[1] != 0 for process in processes)
    found = journal.verify()
    return {"failed": failed, "size": found.size, "intact": found.intact}


def kill_renewals(rounds: int) -> dict[str, Any]:
    """Kill whoever begins one new log after the other: the keys, the entries and what is signed must always agree."""
    with transaction.atomic():
        journal.append(KIND, by=JOURNAL)
    journal.make_checkpoint()
    halves = 0
    for number in range(rounds):
        reading, process = _forked(_renew_for_ever)
        os.read(reading, 1)
        time.sleep(random.Random(number).random() * 0.05)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(reading)
        halves += LogKey.objects.count() != len(journal.renewals()) + 1 or not journal.verify().intact
        journal.make_checkpoint()
        connections.close_all()
    return {"halves": halves, "enough": len(journal.renewals()) >= rounds}


@dataclass(frozen=True)
class _Seen:
    lost: int
    halves: int
    acknowledged: int

    @classmethod
    def of(cls, acknowledged: list[int], number: int, before: int) -> _Seen:
        """Whether every acknowledged leaf is there, and every batch whole: a batch says how many leaves it has."""
        # A server may go on with the last transaction of a writer that is gone: not of this round, whenever it ends.
        there = [entry for entry in _entries_after(before) if entry.codes["round"] == number]
        indexes, batches = (
            {entry.index for entry in there},
            [(entry.codes["batch"], entry.codes["of"]) for entry in there],
        )
        halves = sum(batches.count(one) != one[1] for one in set(batches))
        return cls(len(set(acknowledged) - indexes), halves, len(acknowledged))


def _entries_after(before: int) -> list[journal.JournalEntry]:
    return [entry for entry in journal.recent(Leaf.objects.count() - before) if entry.kind == KIND]


def _write_for_ever(pipe: int, number: int) -> None:
    chance, batch = random.Random(number), 0
    while True:
        batch += 1
        count = chance.randrange(1, 8)
        with transaction.atomic():
            codes = {"round": number, "batch": batch, "of": count}
            indexes = journal.append_many([journal.Entry(KIND, JOURNAL, codes=codes) for _ in range(count)])
        os.write(pipe, b"%d\n" % indexes[-1])


def _renew_for_ever(pipe: int) -> None:
    while True:
        journal.renew(JOURNAL, journal.Reason.KEY)
        os.write(pipe, b".")
        journal.make_checkpoint()


def _write(each: int) -> None:
    for _ in range(each):
        with transaction.atomic():
            journal.append(KIND, by=JOURNAL)


def _forked(act: Callable[[int], None]) -> tuple[int, int]:
    """Where to read what the new process says, and its number. No connection may be open."""
    connections.close_all()
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        _do(act, writing)
    os.close(writing)
    return reading, process


def _do(act: Callable[[int], None], pipe: int) -> NoReturn:
    try:
        act(pipe)
    except BaseException:  # noqa: BLE001 -- the end of this process, whatever it is
        os._exit(1)
    os._exit(0)


def tell(found: dict[str, Any]) -> None:
    print(json.dumps(found), flush=True)
