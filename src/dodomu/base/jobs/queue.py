"""How the queue stands, for the health page and the doctor: counts and times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dodomu.base.jobs.beats import is_alive
from dodomu.base.jobs.models import WorkerBeat


@dataclass(frozen=True, slots=True)
class QueueState:
    """What waits, what runs, what failed, who works.

    ``waiting_for``: age of the oldest task that waits; None when none does.
    ``last_beat``: the latest sign of life of any worker; None when none is known.
    """

    ready: int
    running: int
    failed: int
    waiting_for: timedelta | None
    living_workers: int
    last_beat: datetime | None


def state() -> QueueState:
    """The queue at this moment."""
    now = timezone.now()
    counts = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    oldest = DBTaskResult.objects.ready().order_by().aggregate(at=Min("enqueued_at"))["at"]
    beats = list(WorkerBeat.objects.all())
    return QueueState(
        ready=counts.get(TaskResultStatus.READY, 0),
        running=counts.get(TaskResultStatus.RUNNING, 0),
        failed=counts.get(TaskResultStatus.FAILED, 0),
        waiting_for=now - oldest if oldest else None,
        living_workers=sum(is_alive(row, now) for row in beats),
        last_beat=max((row.beat_at for row in beats), default=None),
    )
