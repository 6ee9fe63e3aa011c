"""Kills, full disks, damaged files, two at once, wrong clocks: a witness never cosigns what its memory does not hold."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from threading import Barrier, Thread

import pytest

from dodomu.engine.ledger import Seen
from dodomu.entry.witness import durable
from dodomu.entry.witness.answering import Reply, Witness
from dodomu.entry.witness.folder import WitnessFolder
from dodomu.entry.witness.memory import Cosigned, parse_state, write_state
from dodomu.entry.witness.refusals import WitnessRefusal
from tests.entry.witness_client import Log, Running, cosigned_at, environment, made, running, start, tree_hash

NOW = 1_900_000_000


@pytest.fixture(scope="module")
def log() -> Log:
    return Log("log.example/journal")


@pytest.fixture
def folder(tmp_path: Path, log: Log) -> WitnessFolder:
    """A witness made in this process: quicker than by its command."""
    made_here = WitnessFolder(tmp_path / "w1")
    made_here.make("example.org/w1", NOW)
    (made_here.path / "logs.txt").write_text(f"# ours\n\n{log.vkey}  \n", encoding="utf-8")
    return made_here


def opened(folder: WitnessFolder, clock: Callable[[], int] = lambda: NOW) -> Witness:
    signer = folder.signer()
    return Witness(signer, folder.logs(), folder.memory(signer.key), clock)


def size_in(folder: WitnessFolder, log: Log) -> int:
    last = folder.memory(folder.signer().key).cosigned.get(log.origin)
    return last.seen.size if last else 0


STEPS = {"temporary": 0, "flushed": 0, "renamed": 5, "folder_flushed": 5}


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_each_step_of_remembering(folder: WitnessFolder, log: Log, step: str) -> None:
    """The process kills itself right after the step; nothing was answered, and the file holds the one or the other."""
    program = f"""
import os, signal, sys
from pathlib import Path
from dodomu.entry.witness import durable
from dodomu.entry.witness.folder import WitnessFolder
from dodomu.entry.witness.answering import Witness
folder = WitnessFolder(Path(sys.argv[1]))
signer = folder.signer()
witness = Witness(signer, folder.logs(), folder.memory(signer.key), lambda: {NOW})
def killing(step, call):
    def killed(*given, **more):
        result = call(*given, **more)
        if step == sys.argv[2]:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return killed
durable.os.open = killing("temporary", os.open)
durable.os.fsync = killing("flushed", os.fsync)
Path.replace = killing("renamed", Path.replace)
durable.sync_folder = killing("folder_flushed", durable.sync_folder)
print(witness.add_checkpoint(sys.stdin.buffer.read()).status)
"""
    done = subprocess.run(
        [sys.executable, "-S", "-c", program, str(folder.path), step],
        env=environment(), input=log.request(0, 5), capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b""), done.stderr
    assert size_in(folder, log) == STEPS[step]
    assert opened(folder).add_checkpoint(log.request(STEPS[step], 6)).status == 200


def kill_at_random(path: Path, log: Log, rounds: int) -> None:
    """A client that grows the log as fast as it can, and kills that come at any moment."""
    chance, acknowledged = random.Random(rounds), 0
    for _round in range(rounds):
        witness = start(path)
        killer = Thread(target=kill_later, args=(witness, chance.random() * 0.25))
        killer.start()
        try:
            while True:
                got = witness.post(log.request(acknowledged, acknowledged + 1))
                if got.status == 409:
                    # Remembered, and killed before the answer: at most one step ahead of what was told.
                    assert int(got.body) == acknowledged + 1
                else:
                    assert got.status == 200
                acknowledged += 1
        except (OSError, HTTPException):
            killer.join()
    assert acknowledged >= 1
    with running(path) as after:
        assert after.post(log.request(acknowledged, acknowledged + 1, fork=True)).status in {409, 422}
        remembered = int(after.post(log.request(0, 0)).body)
        assert remembered in {acknowledged, acknowledged + 1}
        assert cosigned_at(after.post(log.request(remembered, 300)), after.vkey, log.text(300))


def kill_later(witness: Running, seconds: float) -> None:
    time.sleep(seconds)
    witness.process.kill()
    witness.process.communicate()


def test_kills_at_any_moment_lose_nothing_that_was_answered(tmp_path: Path, log: Log) -> None:
    kill_at_random(made(tmp_path / "w", log), log, 6)


@pytest.mark.heavy
def test_a_thousand_kills_lose_nothing_that_was_answered(tmp_path: Path) -> None:
    for part in range(40):
        log = Log(f"log.example/{part}")
        kill_at_random(made(tmp_path / str(part), log), log, 25)


def test_two_requests_at_once_do_not_both_advance(folder: WitnessFolder, log: Log) -> None:
    witness, replies, together = opened(folder), list[Reply](), Barrier(8)

    def ask(fork: bool) -> None:
        body = log.request(0, 5, fork=fork)
        together.wait()
        replies.append(witness.add_checkpoint(body))

    threads = [Thread(target=ask, args=(number % 2 == 0,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reply.status for reply in replies].count(200) == 1
    assert {reply.body for reply in replies if reply.status == 409} == {"5\n"}


def test_nothing_is_answered_before_it_is_on_the_disk(
    folder: WitnessFolder, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    witness, keep = opened(folder), folder.memory(folder.signer().key).keep
    monkeypatch.setattr(os, "fsync", lambda _descriptor: done.append("fsync"))
    monkeypatch.setattr(Path, "replace", lambda *_paths: done.append("rename"))
    assert witness.add_checkpoint(log.request(0, 5)).status == 200
    assert done == ["fsync", "rename", "fsync"]
    assert keep


@pytest.mark.parametrize("failing", ["fsync", "open", "write"])
def test_a_disk_that_does_not_take_it_is_no_cosignature(
    folder: WitnessFolder, log: Log, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    witness = opened(folder)
    assert witness.add_checkpoint(log.request(0, 3)).status == 200

    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    place = durable.os if failing != "write" else Path
    with monkeypatch.context() as patched:
        patched.setattr(place, "replace" if failing == "write" else failing, full)
        reply = witness.add_checkpoint(log.request(3, 5))
    assert (reply.status, reply.body) == (503, "not_stored\n")
    assert size_in(folder, log) == 3
    assert witness.add_checkpoint(log.request(3, 6)).status == 200
    assert size_in(folder, log) == 6


def test_a_damaged_or_missing_state_never_starts_from_zero(folder: WitnessFolder, log: Log) -> None:
    opened(folder).add_checkpoint(log.request(0, 5))
    state = folder.path / "state" / "cosigned"
    good = state.read_bytes()
    for number in range(0, len(good), 3):
        for bad in (good[:number], good[:number] + bytes([good[number] ^ 1]) + good[number + 1 :]):
            state.write_bytes(bad)
            with pytest.raises(WitnessRefusal, match="no older copy may take"):
                folder.memory(folder.signer().key)
    state.unlink()
    with pytest.raises(WitnessRefusal, match="is missing"):
        folder.memory(folder.signer().key)


def test_the_command_says_so_and_does_not_start(folder: WitnessFolder) -> None:
    (folder.path / "state" / "cosigned").write_bytes(b"")
    done = serve_once(folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is damaged" in done.stderr
    assert "dodomu witness init" in done.stderr


def serve_once(folder: WitnessFolder) -> subprocess.CompletedProcess[str]:
    from tests.entry.witness_client import run

    return run("serve", str(folder.path), "--port", "0")


def test_a_state_of_another_key_is_refused(folder: WitnessFolder, tmp_path: Path) -> None:
    other = WitnessFolder(tmp_path / "other")
    other.make("example.org/w1", NOW)
    (other.path / "state" / "cosigned").replace(folder.path / "state" / "cosigned")
    with pytest.raises(WitnessRefusal, match="another key"):
        folder.memory(folder.signer().key)


def test_a_state_written_by_hand_for_another_size_is_refused(folder: WitnessFolder, log: Log) -> None:
    key = folder.signer().key
    for lines in ("cosigned a 1 x 1\n", f"cosigned {log.origin} 05 {'A' * 43}= 1\n", "more\n"):
        text = write_state(key, NOW, {}).decode().rsplit("end ", 1)[0] + lines
        from hashlib import sha256

        with pytest.raises(ValueError):  # noqa: PT011 - every LedgerError is one
            parse_state(f"{text}end {sha256(text.encode()).hexdigest()}\n".encode(), key)


def test_only_one_process_serves_a_folder(tmp_path: Path, log: Log) -> None:
    with running(made(tmp_path / "w", log)) as first:
        done = serve_once(WitnessFolder(first.folder))
        assert done.returncode == 1
        assert "already running" in done.stderr


def test_a_witness_whose_state_was_rolled_back_is_outvoted(tmp_path: Path, log: Log) -> None:
    """Attack 7: who restores an old copy of one witness gets one cosignature under a fork, and two witnesses refuse."""
    folders = [WitnessFolder(tmp_path / name) for name in ("w1", "w2", "w3")]
    for number, folder in enumerate(folders):
        folder.make(f"example.org/w{number}", NOW)
        (folder.path / "logs.txt").write_text(log.vkey, encoding="utf-8")
    old = (folders[0].path / "state" / "cosigned").read_bytes()
    for folder in folders:
        assert opened(folder).add_checkpoint(log.request(0, 8)).status == 200
    (folders[0].path / "state" / "cosigned").write_bytes(old)
    forked = [opened(folder).add_checkpoint(log.request(0, 8, fork=True)).status for folder in folders]
    assert forked == [200, 409, 409]


def test_a_clock_set_back_is_not_believed(folder: WitnessFolder, log: Log) -> None:
    clock = [NOW + 100]
    witness = opened(folder, lambda: clock[0])
    assert witness.add_checkpoint(log.request(0, 3)).status == 200
    for earlier in (NOW + 99, 0, -1):
        clock[0] = earlier
        reply = witness.add_checkpoint(log.request(3, 4))
        assert (reply.status, reply.body) == (503, "clock_behind\n")
    assert size_in(folder, log) == 3
    clock[0] = NOW + 100
    assert witness.add_checkpoint(log.request(3, 4)).status == 200


def test_a_clock_before_the_witness_was_made_is_not_believed(folder: WitnessFolder, log: Log) -> None:
    assert opened(folder, lambda: NOW - 1).add_checkpoint(log.request(0, 3)).status == 503


def test_the_same_checkpoint_again_gets_the_same_cosignature_for_a_minute(
    folder: WitnessFolder, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [NOW]
    witness = opened(folder, lambda: clock[0])
    first = witness.add_checkpoint(log.request(0, 3))
    clock[0] = NOW + 59
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", None)
        again = witness.add_checkpoint(log.request(3, 3))
    assert again == first
    clock[0] = NOW + 60
    later = witness.add_checkpoint(log.request(3, 3))
    assert cosigned_at_text(later, folder, log.text(3)) == NOW + 60
    assert folder.memory(folder.signer().key).latest == NOW + 60


def cosigned_at_text(reply: Reply, folder: WitnessFolder, text: str) -> int:
    from tests.entry.witness_client import Got

    return cosigned_at(Got(reply.status, reply.content_type, reply.body), folder.signer().key.text, text)


def test_what_is_written_is_read_back(folder: WitnessFolder) -> None:
    key = folder.signer().key
    cosigned = {f"log.example/{size}": Cosigned(Seen(size, tree_hash([b"x"])), NOW) for size in (1, 2**63 - 1)}
    assert parse_state(write_state(key, 7, cosigned), key) == (7, cosigned)
