"""`dodomu witness` without anything installed, asked by a second implementation of the protocol."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import pytest

from tests.engine.ledger_signers import LOG_ML
from tests.entry.witness_client import (
    Got,
    Log,
    Running,
    bare,
    base64,
    call,
    cosigned_at,
    environment,
    made,
    run,
    running,
    start,
    tree_hash,
)

LOGS = [Log(f"log.example/{number}") for number in range(24)]


@pytest.fixture(scope="module")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(made(tmp_path_factory.mktemp("witness") / "w1", *LOGS)) as found:
        yield found


@pytest.fixture(scope="module")
def vkey(witness: Running) -> str:
    return witness.vkey


@pytest.fixture(scope="module")
def unused() -> Callable[[], Log]:
    numbers = count()
    return lambda: LOGS[next(numbers)]


@pytest.fixture
def log(unused: Callable[[], Log]) -> Log:
    """A log this witness has not seen yet."""
    return unused()


def conflict(got: Got, size: int) -> None:
    assert (got.status, got.kind, got.body) == (409, "text/x.tlog.size", f"{size}\n")


def test_nothing_installed_is_within_reach() -> None:
    import subprocess

    code = "import dodomu.entry.witness.bare\nfor name in ('django', 'cryptography', 'click', 'rapidfuzz'):\n try: __import__(name); print(name)\n except ImportError: pass"
    done = subprocess.run([*bare()[:2], "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_a_log_that_grows_is_cosigned_at_each_step(witness: Running, vkey: str, log: Log) -> None:
    old = 0
    for new in (0, 1, 2, 3, 8, 13, 13):
        got = witness.post(log.request(old, new))
        assert abs(cosigned_at(got, vkey, log.text(new)) - time.time()) < 60
        old = new


def test_a_fork_is_refused_wherever_it_begins(witness: Running, log: Log) -> None:
    assert witness.post(log.request(0, 8)).status == 200
    conflict(witness.post(log.request(8, 8, fork=True)), 8)
    assert witness.post(log.request(8, 12, fork=True)).status == 422
    conflict(witness.post(log.request(0, 12, fork=True)), 8)
    assert witness.post(log.request(8, 12)).status == 200


def test_a_rollback_is_told_the_size_that_was_cosigned(witness: Running, log: Log) -> None:
    witness.post(log.request(0, 9))
    conflict(witness.post(log.request(0, 4)), 9)
    conflict(witness.post(log.request(4, 4)), 9)
    assert witness.post(log.request(9, 4)).status == 400


def test_nothing_is_proved_from_size_zero(witness: Running, log: Log) -> None:
    assert witness.post(log.request(0, 4, proof=[bytes(32)])).status == 422
    assert witness.post(log.request(0, 4)).status == 200
    conflict(witness.post(log.request(0, 5)), 4)


@pytest.mark.parametrize("change", ["less", "more", "other", "none"])
def test_a_proof_that_does_not_hold(witness: Running, log: Log, change: str) -> None:
    witness.post(log.request(0, 3))
    right = log.request(3, 11).decode().split("\n\n", 1)[0].split("\n")[1:]
    wrong = {"less": right[:-1], "more": [*right, right[0]], "other": [base64(bytes(32)), *right[1:]], "none": []}
    lines = ["old 3", *wrong[change], "", log.signed(log.text(11))]
    assert witness.post("\n".join(lines).encode()).status == 422


def test_an_unknown_log_and_an_unknown_key(witness: Running, log: Log) -> None:
    assert witness.post(Log("log.example/unknown").request(0, 3)).status == 404
    assert witness.post(Log(log.origin).request(0, 3)).status == 403
    forged = log.request(0, 3).replace(b"\n3\n", b"\n4\n")
    assert witness.post(forged).status == 403


def test_unknown_signatures_are_passed_over_also_those_of_ml_dsa(witness: Running, vkey: str, log: Log) -> None:
    stranger = Log("stranger.example/log").request(0, 3).decode().split("\n\n")[2]
    other_key = Log(log.origin).request(0, 3).decode().split("\n\n")[2]
    ml_dsa = f"— {log.origin} {base64(LOG_ML.key.id + bytes(2428))}\n"
    body = log.request(0, 3).decode() + stranger + other_key + ml_dsa
    assert cosigned_at(witness.post(body.encode()), vkey, log.text(3))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old 0", "old 00"),
        ("old 0", "old -0"),
        ("old 0", "old 9223372036854775808"),
        ("old 0", "size 0"),
        ("\n", "\r\n"),
        ("old 0", "\ufeffold 0"),
        ("—", "–"),
        ("—", "-"),
        ("\n3\n", "\n03\n"),
        ("=\n", "="),
        ("\n\n", "\n"),
    ],
)
def test_what_only_resembles_a_request(witness: Running, old: str, new: str) -> None:
    body = LOGS[-1].request(0, 3).decode()
    assert old in body
    assert witness.post(body.replace(old, new).encode()).status == 400
    assert witness.post(body[:-1].encode()).status == 400


def test_every_answer_obeys_the_published_rules(witness: Running, vkey: str, unused: Callable[[], Log]) -> None:
    """A walk of random requests; each refusal must be one that some rule asks for, and each 200 one that none forbids."""
    chance, logs = random.Random(4), [unused(), unused()]
    kept: dict[str, tuple[int, bytes]] = {log.origin: (0, tree_hash([])) for log in logs}
    seen = set()
    for _turn in range(90):
        log, fork, right_key = chance.choice(logs), chance.random() < 0.25, chance.random() > 0.1
        size, root = kept[log.origin]
        old = size if chance.random() < 0.7 else chance.randrange(20)
        new = min(size + chance.randrange(3), 40) if chance.random() < 0.7 else chance.randrange(20)
        leaves = log.leaves(new, fork=fork)
        body = (log if right_key else Log(log.origin)).request(old, new, fork=fork)
        rules = {
            403: not right_key,
            400: old > new,
            409: old != size or (old == new and tree_hash(leaves) != root),
            422: 0 < old <= new and tree_hash(leaves[:old]) != root,
        }
        got = witness.post(body)
        seen.add(got.status)
        if any(rules.values()):
            assert rules.get(got.status), (got, rules)
            assert got.status != 409 or got.body == f"{size}\n"
        else:
            assert cosigned_at(got, vkey, log.text(new, fork=fork))
            kept[log.origin] = (new, tree_hash(leaves))
    assert seen == {200, 400, 403, 409, 422}


def test_one_connection_carries_many_requests(witness: Running, log: Log) -> None:
    connection = HTTPConnection("127.0.0.1", witness.port, timeout=20)
    for old, new in ((0, 1), (1, 5), (1, 6), (5, 6)):
        connection.request("POST", "/add-checkpoint", log.request(old, new))
        connection.getresponse().read()
    first = connection.sock
    connection.request("POST", "/add-checkpoint", log.request(6, 7))
    assert connection.getresponse().status == 200
    assert connection.sock is first
    connection.close()


def test_the_page_says_who_it_is(witness: Running, vkey: str) -> None:
    got = call(witness.port, "GET", "/")
    assert (got.status, got.kind) == (200, "text/plain; charset=utf-8")
    assert vkey in got.body
    assert not any(log.origin in got.body for log in LOGS)
    assert call(witness.port, "HEAD", "/").body == ""


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/add-checkpoint", 405),
        ("DELETE", "/", 405),
        ("BREW", "/add-checkpoint", 405),
        ("POST", "/", 405),
        ("GET", "/../key", 404),
        ("GET", "/key", 404),
        ("POST", "/add-checkpoint?x", 404),
        ("GET", "//", 404),
    ],
)
def test_other_methods_and_paths(witness: Running, method: str, path: str, status: int) -> None:
    got = call(witness.port, method, path, b"x" if method == "POST" else None)
    assert got.status == status
    if status == 405:
        assert got.headers["Allow"] in {"POST", "GET, HEAD"}


def test_what_it_saw_is_there_after_a_restart_and_is_shown(tmp_path: Path) -> None:
    log = Log("log.example/again")
    folder = made(tmp_path / "w", log)
    with running(folder) as first:
        assert first.post(log.request(0, 5)).status == 200
    with running(folder) as second:
        conflict(second.post(log.request(0, 3)), 5)
        assert second.post(log.request(5, 6)).status == 200
    shown = run("show", str(folder)).stdout
    assert f"{log.origin}  6     {base64(tree_hash(log.leaves(6)))}  20" in shown


def test_the_log_of_the_witness_names_logs_sizes_and_status_and_nothing_else(tmp_path: Path) -> None:
    log = Log("log.example/told")
    witness = start(made(tmp_path / "w", log))
    witness.post(log.request(0, 5))
    witness.post(log.request(0, 3))
    witness.post(Log("secret.example/name").request(0, 3))
    call(witness.port, "GET", "/child-of-someone")
    assert witness.process.stdout
    # An answer is sent before its line is written: the lines are waited for, and two may change places.
    told = [witness.process.stdout.readline() for _ in range(4)]
    witness.process.terminate()
    rest, _ = witness.process.communicate(timeout=20)
    assert (witness.process.returncode, rest) == (0, "")
    assert {line.rstrip("\n").split(" ", 1)[1] for line in told} == {
        "200 log.example/told cosigned 5",
        "409 log.example/told 5",
        "404 - unknown_log",
        "404 - no_such_page",
    }
