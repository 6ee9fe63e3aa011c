"""The worker: django-tasks-db's, with heartbeats, a reaper, and failures recorded without a word about a person."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from dodomu.base.jobs import beats, reaper, rounds
from dodomu.base.jobs.beats import logger

REAP_EVERY_BEATS = 3
PLACES = 12
"""How many of the innermost places of a failure are kept."""


def places(error: BaseException) -> str:
    """Where an error happened, as file, line and function; never its text, which may repeat what a person said."""
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    lines = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([*lines, type(error).__qualname__])


class HeartyWorker(Worker):
    """Does one task after another. A task that another worker got meanwhile is left to that one."""

    def __init__(self, *, interval: float = 0.5) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._beats = 0

    def sign_of_life(self) -> None:
        """Beat; every few beats, look after the tasks of dead workers."""
        beats.beat(self.worker_id)
        self._beats += 1
        if self._beats % REAP_EVERY_BEATS == 0:
            reaper.reap()

    def work_off(self) -> None:
        """Do what waits now, in the caller's transaction if there is one: unlike ``run`` it closes no connection."""
        while (task := self._claim()) is not None:
            self.run_task(task)

    def _claim(self) -> DBTaskResult[Any, Any] | None:
        with transaction.atomic():
            task = DBTaskResult.objects.ready().filter(backend_name=self.backend_name).get_locked()
            if task is not None:
                task.claim(self.worker_id)
            return task

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Do one task and record its end."""
        self.running_task = True
        try:
            db_task_result.task.call(*db_task_result.args_kwargs["args"], **db_task_result.args_kwargs["kwargs"])
        except Exception as error:  # noqa: BLE001 - whatever a task raises is its failure, not the worker's
            logger.error("Task %s failed: %s.", db_task_result.id, type(error).__qualname__)
            self._record(
                db_task_result,
                TaskResultStatus.FAILED,
                path=f"{type(error).__module__}.{type(error).__qualname__}",
                trace=places(error),
            )
        else:
            self._record(db_task_result, TaskResultStatus.SUCCESSFUL)
        finally:
            self.running_task = False
            self._run_tasks += 1

    def _record(self, task: DBTaskResult[Any, Any], status: str, *, path: str = "", trace: str = "") -> None:
        with transaction.atomic():
            row = DBTaskResult.objects.select_for_update().filter(pk=task.pk).first()
            if row is None or row.status != TaskResultStatus.RUNNING or row.worker_ids[-1] != self.worker_id:
                return
            row.status, row.finished_at = status, timezone.now()
            row.exception_class_path, row.traceback = path, trace
            row.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])


def run_worker(*, once: bool = False, ends_with: Callable[[], object] | None = None) -> None:
    """Do the tasks of the queue.

    Parameters:
        once: do what is there, in this thread, and return; else go on until SIGTERM or SIGINT, which let
            the task at hand finish.
        ends_with: blocks until whoever started this worker is gone; then the worker ends too.
    """
    worker = HeartyWorker()
    beats.beat(worker.worker_id)
    reaper.reap()
    try:
        if once:
            beats.Heart(rounds.make_rounds, name="rounds").once()
            worker.work_off()
        else:
            _run_on(worker, ends_with)
    finally:
        beats.farewell(worker.worker_id)


def _run_on(worker: HeartyWorker, ends_with: Callable[[], object] | None) -> None:
    reaper.prune()
    worker.configure_signals()
    if ends_with:
        threading.Thread(target=_end_after, args=(worker, ends_with), daemon=True).start()
    watch = beats.Heart(rounds.make_rounds, every=rounds.EVERY, name="rounds")
    with beats.Heart(worker.sign_of_life), watch:
        worker.run()


def _end_after(worker: HeartyWorker, ends_with: Callable[[], object]) -> None:
    ends_with()
    worker.running = False


def wait_until_idle(seconds: float = 60) -> bool:
    """Wait until no task is ready or running; False when that took longer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not DBTaskResult.objects.exclude(status__in=[TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL]).exists():
            return True
        time.sleep(0.2)
    return False
