"""Work that is done after the answer: a task row written in the transaction of the act, a worker, a reaper.

``enqueue`` is the outbox. Tasks are module-level functions marked ``@task``; their arguments are ids and counts,
and they are idempotent, because a task whose worker was killed is done again.
"""

from __future__ import annotations

from django_tasks import task

from dodomu.base.jobs.outbox import enqueue

__all__ = ["enqueue", "reap", "run_worker", "task"]


def reap() -> int:
    """See ``reaper.reap``; imported late, because models cannot be loaded with the package."""
    from dodomu.base.jobs import reaper

    return reaper.reap()


def run_worker(*, once: bool = False) -> None:
    """See ``worker.run_worker``."""
    from dodomu.base.jobs import worker

    worker.run_worker(once=once)
