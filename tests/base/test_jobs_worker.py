"""The worker does what waits, and tells of failures without a word about a person."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from dodomu.base.jobs import enqueue, run_worker
from dodomu.base.jobs.models import WorkerBeat
from dodomu.base.jobs.queue import state
from dodomu.base.jobs.reaper import retry
from tests.base import job_samples
from tests.base.job_samples import note, stumble

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    job_samples.done.clear()


def test_what_waits_is_done_in_its_order() -> None:
    first, second = uuid4(), uuid4()
    enqueue(note, subject=first)
    enqueue(note, subject=second)
    run_worker(once=True)
    assert job_samples.done == [str(first), str(second)]


def test_a_failure_keeps_its_place_and_loses_its_text() -> None:
    task_id = enqueue(stumble, subject=uuid4())
    run_worker(once=True)
    failed = DBTaskResult.objects.get(pk=task_id)
    assert failed.exception_class_path == "builtins.ValueError"
    assert "in stumble" in failed.traceback
    assert "Kovalenko" not in failed.traceback + str(failed.return_value)


def test_a_failure_does_not_stop_what_comes_after() -> None:
    enqueue(stumble, subject=uuid4())
    enqueue(note, subject=uuid4())
    run_worker(once=True)
    assert len(job_samples.done) == 1
    assert state().failed == 1


def test_a_failed_task_can_be_put_back_by_hand() -> None:
    task_id = enqueue(stumble, subject=uuid4())
    run_worker(once=True)
    assert retry(task_id)
    assert state().ready == 1


def test_a_worker_that_ends_in_good_order_leaves_no_trace() -> None:
    run_worker(once=True)
    assert not WorkerBeat.objects.exists()


def test_the_queue_tells_how_long_it_has_been_waiting() -> None:
    assert state().waiting_for is None
    enqueue(note, subject=uuid4())
    waiting = state().waiting_for
    assert waiting is not None
    assert waiting.total_seconds() < 60
