"""The process that opens files of others: it answers, or is refused by name, and can do nothing else."""

from __future__ import annotations

import os
import platform
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dodomu.base.confined import Limits, NotOpened, Refused, confined, process
from dodomu.base.confined.limits import MEBIBYTE

WORK = "tests.base.confined_tries"
SMALL = Limits(processor=1, memory=512 * MEBIBYTE, patience=30, answer=MEBIBYTE, part=MEBIBYTE)
FILTERED = sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}


@pytest.fixture(autouse=True)
def nothing_stays_behind() -> Iterator[None]:
    threads = threading.active_count()
    yield
    assert threading.active_count() <= threads
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def answer(content: str, limits: Limits = SMALL) -> str:
    with confined(WORK, content.encode(), limits) as working:
        return b"".join(working.answers()).decode()


def test_it_answers() -> None:
    assert answer("echo Яна") == "Яна"


def test_it_can_be_asked_further() -> None:
    with confined(WORK, b"ask", SMALL) as working:
        working.ask("3")
        assert list(working.answers()) == [b"3\n"]


def test_it_knows_nothing_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DODOMU_PASSPHRASE", "meadow-amber-linden-42")
    assert set(eval(answer("surroundings"))) <= {*process.NEEDED_TO_START, "LC_CTYPE"}
    assert answer("modules") == ""


def test_it_opens_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "form.txt"
    file.write_text("Zoriana", encoding="utf-8")
    assert answer(f"read {file}").startswith("errno")
    assert answer(f"write {tmp_path / 'new'}").startswith("errno")
    assert [one.name for one in tmp_path.iterdir()] == ["form.txt"]
    if FILTERED:
        assert answer(f"remove {file}") == "errno 1"
        assert file.exists()


def test_it_reaches_no_network() -> None:
    assert answer("socket").startswith("errno")


@pytest.mark.skipif(not FILTERED, reason="only a filter of system calls forbids it to every user")
def test_it_starts_nothing_and_reaches_no_other_process() -> None:
    assert [answer("fork"), answer("program"), answer(f"signal {os.getpid()}")] == ["errno 1"] * 3


@pytest.mark.parametrize(("word", "code"), [("refuse", "unwanted"), ("break", "failed")])
def test_a_refusal_is_handed_over_by_its_code_alone(word: str, code: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused) as refused:
        answer(word)
    assert refused.value.code == code
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("word", "code"), [("memory", "memory"), ("die", "lost")])
def test_it_ends_at_its_limits(word: str, code: str) -> None:
    with pytest.raises(NotOpened) as failed:
        answer(word)
    assert failed.value.code == code


@pytest.mark.parametrize("limits", [Limits(answer=MEBIBYTE), Limits(part=MEBIBYTE)])
def test_it_answers_no_more_than_the_server_takes(limits: Limits) -> None:
    with pytest.raises(NotOpened, match="answer"):
        answer("flood", limits)


def test_one_that_uses_up_its_time_of_the_processor_is_ended_before_patience_is() -> None:
    begun = time.monotonic()
    with pytest.raises(NotOpened, match="time"):
        answer("spin", Limits(processor=1, patience=40))
    assert time.monotonic() - begun < 30


def test_one_that_takes_too_long_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(NotOpened) as failed:
        answer("sleep", Limits(patience=0.5))
    assert failed.value.code == "time"
    assert time.monotonic() - begun < 20


def test_what_the_server_does_meanwhile_does_not_count() -> None:
    with confined(WORK, b"ask", Limits(patience=20)) as working:
        before = working._patience
        time.sleep(0.2)
        working.ask("now")
        assert working._patience == before
        list(working.answers())
        assert working._patience < before


def test_one_that_is_left_alone_is_ended() -> None:
    with confined(WORK, b"sleep " + bytes(3 * MEBIBYTE), SMALL):
        pass


def test_where_no_process_can_be_started_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(NotOpened, match="no_process"):
        answer("echo x")


def test_what_works_there_imports_nothing_of_the_product() -> None:
    found = [*Path(process.__file__).parents[2].rglob("*_apart.py")]
    assert {"picture_apart.py", "workbook_apart.py"} <= {path.name for path in found}
    for path in found:
        assert not re.search(r"^\s*(import|from) (dodomu|django)", path.read_text(encoding="utf-8"), re.MULTILINE), path
