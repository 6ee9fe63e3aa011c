"""A task whose worker died is done again: once, by another worker, and not for ever."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dodomu.base.jobs import enqueue, reap
from dodomu.base.jobs.beats import STALE_AFTER, beat
from dodomu.base.jobs.models import WorkerBeat
from dodomu.base.jobs.processes import is_running, mark_of
from dodomu.base.jobs.reaper import ATTEMPTS
from tests.base.job_processes import Processes, processes, wait_for
from tests.base.job_samples import note

ASK = """
from django.db import transaction
from uuid import uuid4
from dodomu.base.jobs import enqueue
from tests.base.job_samples import linger
with transaction.atomic():
    enqueue(linger, subject=uuid4())
"""
WORK = "from dodomu.base.jobs import run_worker; run_worker()"
WORK_ONCE = "from dodomu.base.jobs import run_worker; run_worker(once=True)"
TELL = """
from django_tasks_db.models import DBTaskResult
task = DBTaskResult.objects.get()
print(task.status, len(task.worker_ids), len(set(task.worker_ids)))
"""


def claimed(worker_id: str, times: int = 1) -> DBTaskResult:
    """A task that a worker of this name took ``times`` times."""
    task = DBTaskResult.objects.get(pk=enqueue(note, subject=uuid4()))
    for _ in range(times):
        task.claim(worker_id)
    return task


def make_stale(worker_id: str) -> None:
    WorkerBeat.objects.filter(worker_id=worker_id).update(
        beat_at=timezone.now() - STALE_AFTER - timedelta(seconds=1), host="another-machine"
    )


@pytest.mark.django_db
def test_the_task_of_a_living_worker_stays_with_it() -> None:
    beat("heron")
    task = claimed("heron")
    assert reap() == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


@pytest.mark.django_db
def test_the_task_of_a_silent_worker_goes_back_once() -> None:
    beat("heron")
    task = claimed("heron")
    make_stale("heron")
    assert reap() == 1
    assert reap() == 0
    task.refresh_from_db()
    assert task.status == "READY"
    assert not WorkerBeat.objects.filter(worker_id="heron").exists()


@pytest.mark.django_db
def test_a_worker_nobody_knows_is_dead() -> None:
    claimed("unknown")
    assert reap() == 1


@pytest.mark.django_db
def test_a_process_that_is_gone_is_dead_at_once() -> None:
    WorkerBeat.objects.create(
        worker_id="gone",
        pid=os.getpid(),
        process_mark="another boot:1",
        host=socket.gethostname(),
        started_at=timezone.now(),
        beat_at=timezone.now(),
    )
    claimed("gone")
    assert reap() == 1


@pytest.mark.django_db
def test_a_task_that_kills_its_workers_is_given_up_where_people_see_it() -> None:
    task = claimed("unknown", times=ATTEMPTS)
    assert reap() == 0
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert task.exception_class_path.endswith("GivenUp")


def test_a_process_is_known_by_more_than_its_number() -> None:
    assert is_running(os.getpid(), mark_of(os.getpid()))
    assert not is_running(os.getpid(), "another boot:1")


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Processes]:
    with processes(tmp_path) as made:
        yield made


def test_a_worker_killed_in_mid_task_has_its_task_done_again_once(apart: Processes, tmp_path: Path) -> None:
    apart.run(ASK)
    worker = apart.start(WORK)
    wait_for(tmp_path / "began")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert apart.run(TELL) == "RUNNING 1 1"
    (tmp_path / "release").touch()
    for _ in range(2):
        apart.run(WORK_ONCE)
    assert apart.run(TELL) == "SUCCESSFUL 2 2"
    assert (tmp_path / "done").read_text().splitlines() == ["done"]


def test_two_reapers_at_once_give_the_task_back_once(apart: Processes, tmp_path: Path) -> None:
    apart.run(ASK)
    worker = apart.start(WORK)
    wait_for(tmp_path / "began")
    worker.kill()
    worker.wait()
    (tmp_path / "release").touch()
    both = [apart.start(WORK_ONCE) for _ in range(2)]
    assert [process.wait(timeout=90) for process in both] == [0, 0]
    assert (tmp_path / "done").read_text().splitlines() == ["done"]


def test_a_worker_ends_its_task_before_it_obeys(apart: Processes, tmp_path: Path) -> None:
    apart.run(ASK)
    worker = apart.start(WORK)
    wait_for(tmp_path / "began")
    worker.terminate()
    (tmp_path / "release").touch()
    assert worker.wait(timeout=60) == 0
    assert apart.run(TELL) == "SUCCESSFUL 1 1"
