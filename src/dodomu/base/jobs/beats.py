"""Heartbeats: a worker says every few seconds that it lives, in a thread of its own, also in the middle of a task."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from dodomu.base.jobs.models import WorkerBeat
from dodomu.base.jobs.processes import is_running, mark_of

EVERY = timedelta(seconds=5)
STALE_AFTER = timedelta(seconds=60)
"""Longer than the longest wait for SQLite's one writer (20 s), so that a busy database kills nobody."""

logger = logging.getLogger("dodomu.jobs")


def beat(worker_id: str) -> None:
    """Write that this process works under ``worker_id`` and lives."""
    now = timezone.now()
    with transaction.atomic():
        if not WorkerBeat.objects.filter(worker_id=worker_id).update(beat_at=now):
            WorkerBeat.objects.create(
                worker_id=worker_id,
                pid=os.getpid(),
                process_mark=mark_of(os.getpid()),
                host=socket.gethostname(),
                started_at=now,
                beat_at=now,
            )


def farewell(worker_id: str) -> None:
    """The worker ends in good order."""
    with transaction.atomic():
        WorkerBeat.objects.filter(worker_id=worker_id).delete()


def is_alive(row: WorkerBeat, now: datetime) -> bool:
    """A fresh beat, and on this machine also a living process."""
    if row.host == socket.gethostname() and not is_running(row.pid, row.process_mark):
        return False
    return now - row.beat_at < STALE_AFTER


class Heart:
    """Calls ``act`` so often (``EVERY``) in a thread with a database connection of its own, until it is stopped."""

    def __init__(self, act: Callable[[], None], *, every: timedelta = EVERY, name: str = "heart") -> None:
        self._act, self._every = act, every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        try:
            while not self._stopped.wait(self._every.total_seconds()):
                self.once()
        finally:
            connections.close_all()

    def once(self) -> None:
        """One call; a database that does not answer is said and waited out."""
        try:
            self._act()
        except DatabaseError:
            # The next beat comes in a few seconds; only a minute without one counts.
            logger.warning("The %s could not reach the database.", self._thread.name)
            connections.close_all()
