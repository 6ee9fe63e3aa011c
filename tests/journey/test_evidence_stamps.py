"""The evidence stage has each new checkpoint stamped: once, patiently, and without telling anybody more than once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dodomu.base import journal
from dodomu.base.jobs import rounds
from dodomu.base.journal import jobs as journal_jobs
from dodomu.base.journal.models import AuthorityState, KeptCheckpoint, StampAnswer
from dodomu.base.journal.stamping import anchoring
from dodomu.journey.evidence import jobs
from tests.base.journal_authority import TimeAuthority, sound, write_down
from tests.base.journal_people import write
from tests.base.journal_witness import Partner, listening, reply

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as moved:
        yield moved


@pytest.fixture
def heron(clock: Any, settings: Any, tmp_path: Path) -> Iterator[TimeAuthority]:
    """An authority that is named, and a journal with something in it."""
    write(None)
    with listening(TimeAuthority()) as one:
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=write_down(tmp_path, one))
        yield one


@pytest.fixture
def willow(heron: TimeAuthority, settings: Any, tmp_path: Path) -> Iterator[Partner]:
    """A witness besides."""
    with listening(Partner()) as partner:
        (tmp_path / "witnesses.txt").write_text(partner.line() + "quorum willow\n")
        settings.DODOMU = replace(settings.DODOMU, witnesses=tmp_path / "witnesses.txt")
        yield partner


def claims() -> list[str]:
    tasks = DBTaskResult.objects.filter(task_path__endswith="ask_authorities").order_by("enqueued_at")
    return [one.args_kwargs["kwargs"]["claim"] for one in tasks]


def work() -> bool:
    """A round, and the job it asks for."""
    if not jobs.look_for_stamps():
        return False
    jobs.ask_authorities.call(claim=claims()[-1])
    return True


def kinds() -> list[str]:
    return [one.kind for one in journal.recent(50) if one.kind.startswith("journal.")]


def refuse(to: Any, _: bytes) -> None:
    reply(to, 503, b"")


def test_without_the_setting_there_is_no_job() -> None:
    write(None)
    assert jobs.look_for_stamps() is False
    assert claims() == []
    assert "evidence.stamps" in rounds._rounds


def test_a_new_checkpoint_is_stamped_once(heron: TimeAuthority) -> None:
    journal.make_checkpoint()
    assert work()
    assert not work()
    assert len(heron.asked) == 1
    write(None)
    journal.make_checkpoint()
    assert work()
    assert len(heron.asked) == 2


def test_several_workers_ask_for_one_job(heron: TimeAuthority) -> None:
    assert jobs.look_for_stamps()
    assert not jobs.look_for_stamps()
    assert len(claims()) == 1


def test_a_job_that_runs_twice_asks_once(heron: TimeAuthority) -> None:
    heron.instead = refuse
    assert jobs.look_for_stamps()
    for _ in range(2):
        jobs.ask_authorities.call(claim=claims()[0])
    assert len(heron.asked) == 1


def test_a_job_that_died_is_asked_for_again(heron: TimeAuthority, clock: Any) -> None:
    assert jobs.look_for_stamps()
    clock.shift(14 * MINUTE)
    assert not jobs.look_for_stamps()
    clock.shift(2 * MINUTE)
    assert jobs.look_for_stamps()
    for claim in claims():
        jobs.ask_authorities.call(claim=claim)
    assert len(heron.asked) == 1, "the first one lapsed"


def test_one_that_died_between_keeping_and_checking_asks_for_nothing_anew(
    heron: TimeAuthority, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> str:
        raise SystemExit

    assert jobs.look_for_stamps()
    with monkeypatch.context() as patched:
        patched.setattr(anchoring, "judge", stop)
        with pytest.raises(SystemExit):
            jobs.ask_authorities.call(claim=claims()[0])
    assert StampAnswer.objects.count() == 1
    assert kinds() == []
    clock.shift(HOUR)
    assert not jobs.look_for_stamps()
    assert kinds() == ["journal.stamped"]
    assert len(heron.asked) == 1


def test_without_witnesses_a_checkpoint_is_made_every_hour_while_there_is_something_new(
    heron: TimeAuthority, clock: Any
) -> None:
    assert work()
    clock.shift(2 * HOUR)
    assert not work(), "that it was stamped is nothing new"
    write(None)
    assert work()
    write(None)
    clock.shift(59 * MINUTE)
    assert not work()
    clock.shift(MINUTE)
    assert work()
    assert KeptCheckpoint.objects.count() == len(heron.asked) == 3


def test_where_there_are_witnesses_they_set_the_pace(heron: TimeAuthority, willow: Partner, clock: Any) -> None:
    for expected in (1, 1, 1):
        for _ in range(2):
            if journal_jobs.every_hour():
                journal_jobs.anchor_journal.call()
            work()
        assert len(willow.asked) == len(heron.asked) == expected, "their answers do not keep each other busy"
        clock.shift(2 * HOUR)
    write(None)
    assert not work(), "no checkpoint is made beside theirs"


def test_one_that_is_away_is_asked_after_growing_pauses_and_told_of_once(heron: TimeAuthority, clock: Any) -> None:
    heron.instead = refuse
    for pause in (10, 20, 40, 80):
        assert work()
        clock.shift((pause - 1) * MINUTE)
        assert not work()
        clock.shift(MINUTE)
    assert kinds() == ["journal.stamp_failed"]
    assert journal.recent(1)[0].codes["stamp_says"] == "not_served"
    AuthorityState.objects.update(failures=40)
    assert work()
    assert AuthorityState.objects.get().due_at - timezone.now() == timedelta(days=1)
    clock.shift(timedelta(days=1))
    heron.instead = None
    assert work()
    assert kinds() == ["journal.stamped", "journal.stamp_failed"]
    row = AuthorityState.objects.get()
    assert (row.failures, row.failing_since, row.told) == (0, None, "")


def test_a_wrong_stamp_is_told_at_once_also_after_an_absence(heron: TimeAuthority, clock: Any) -> None:
    heron.instead = refuse
    for pause in (10, 20, 40):
        work()
        clock.shift(pause * MINUTE)
    heron.instead, heron.making = None, lambda request: sound(request, nonce=9)
    for pause in (80, 160):
        assert work()
        clock.shift(pause * MINUTE)
    assert kinds() == ["journal.stamp_failed"] * 2


def test_a_clock_that_was_ahead_binds_nobody(heron: TimeAuthority, clock: Any) -> None:
    heron.instead = refuse
    clock.shift(timedelta(days=5000))
    assert work()
    clock.shift(timedelta(days=-5000))
    heron.instead = None
    assert work()


def test_only_those_that_are_due_are_asked(heron: TimeAuthority, clock: Any, settings: Any, tmp_path: Path) -> None:
    with listening(TimeAuthority("lantern")) as lantern:
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=write_down(tmp_path, heron, lantern))
        heron.instead = refuse
        assert work()
        clock.shift(5 * MINUTE)
        write(None)
        journal.make_checkpoint()
        assert work()
        assert (len(heron.asked), len(lantern.asked)) == (1, 2)


def test_nothing_but_a_hash_and_a_number_leaves(heron: TimeAuthority) -> None:
    work()
    (request,) = heron.asked
    assert len(request) < 80
    assert heron.paths == ["/w"]
