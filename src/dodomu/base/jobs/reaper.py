"""The reaper: a task whose worker died goes back to the queue, once for each death, at most five times."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dodomu.base.jobs.beats import is_alive
from dodomu.base.jobs.models import WorkerBeat

ATTEMPTS = 5
"""A task that took this many workers with it is given up and stands as failed, where people see it."""
KEPT = timedelta(days=14)
"""How long finished tasks are kept."""

logger = logging.getLogger("dodomu.jobs")


class GivenUp(RuntimeError):
    """Every worker that began this task died; recorded as the failure of the task."""


def reap() -> int:
    """Put the tasks of dead workers back into the queue; return how many went back.

    A worker is dead when it has not given a sign of life for a minute, or when its process on this
    machine is gone. Safe to call from several processes at once.
    """
    back = 0
    with transaction.atomic():
        # Tasks first: a worker writes its beat before it claims, so every task seen here has its beat below.
        running = list(DBTaskResult.objects.running().select_for_update(skip_locked=True))
        now = timezone.now()
        beats = list(WorkerBeat.objects.all())
        dead = {row.worker_id for row in beats if not is_alive(row, now)}
        living = {row.worker_id for row in beats} - dead
        for task in running:
            if task.worker_ids[-1] not in living:
                back += _return(task)
        WorkerBeat.objects.filter(worker_id__in=dead).delete()
    return back


def _return(task: DBTaskResult[Any, Any]) -> int:
    """Back to the queue, or given up; 1 when it goes back."""
    if len(task.worker_ids) < ATTEMPTS:
        task.status, task.started_at = TaskResultStatus.READY, None
        task.save(update_fields=["status", "started_at"])
        logger.warning("Task %s lost its worker and goes back to the queue.", task.id)
        return 1
    task.status, task.finished_at = TaskResultStatus.FAILED, timezone.now()
    task.exception_class_path = f"{GivenUp.__module__}.{GivenUp.__qualname__}"
    task.traceback = f"{ATTEMPTS} workers died while they did this task."
    task.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
    logger.error("Task %s was given up: %d workers died while they did it.", task.id, ATTEMPTS)
    return 0


def retry(task_id: UUID) -> bool:
    """Put a failed task back with a clean count, after its cause was mended; False when it is not failed."""
    with transaction.atomic():
        return bool(
            DBTaskResult.objects.failed()
            .filter(pk=task_id)
            .update(
                status=TaskResultStatus.READY,
                worker_ids=[],
                started_at=None,
                finished_at=None,
                exception_class_path="",
                traceback="",
            )
        )


def prune() -> None:
    """Forget tasks that were done well a fortnight ago; failed ones stay until somebody looked."""
    with transaction.atomic():
        DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - KEPT).delete()
