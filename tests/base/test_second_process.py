"""Work shared with a second process: the same things in the same order, whatever becomes of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from dodomu.base import second_process
from dodomu.base.second_process import HelperLost, made_beside, on_two_cores

HERE = os.getpid()


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "is_possible", lambda: True)


def test_every_second_thing_is_made_in_another_process_and_the_order_is_kept() -> None:
    made = list(on_two_cores(lambda one: (one, os.getpid()), range(7)))
    assert [one for one, _where in made] == list(range(7))
    assert {where for one, where in made if one % 2 == 0} == {HERE}
    assert HERE not in {where for one, where in made if one % 2}


def test_what_a_lost_process_does_not_make_is_made_here() -> None:
    def act(one: int) -> tuple[int, int]:
        if one == 3 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return one, os.getpid()

    made = list(on_two_cores(act, range(8)))
    assert [one for one, _where in made] == list(range(8))
    assert [where == HERE for _one, where in made] == [True, False, True, True, True, True, True, True]


def test_an_error_is_raised_here_and_not_printed_there(capfd: pytest.CaptureFixture[str]) -> None:
    def act(one: int) -> int:
        return one // (one - 3)

    given = on_two_cores(act, range(6))
    assert [next(given) for _one in range(3)] == [0, -1, -2]
    with pytest.raises(ZeroDivisionError):
        next(given)
    assert capfd.readouterr() == ("", "")


def test_the_second_process_ends_with_whoever_reads() -> None:
    def forever() -> Iterator[int]:
        while True:
            yield os.getpid()

    with made_beside(forever()) as made:
        number = next(made)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_one_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "PATIENCE_SECONDS", 0.1)
    with made_beside(iter(signal.pause, 1)) as made, pytest.raises(HelperLost):
        next(made)


def test_where_there_is_no_second_core_all_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "is_possible", lambda: False)
    assert set(on_two_cores(lambda _one: os.getpid(), range(4))) == {HERE}
