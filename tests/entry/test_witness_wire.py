"""What the witness's server does with junk, slow and many clients, and how its folder and commands refuse."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.entry.witness import serving
from dodomu.entry.witness.answering import Witness
from dodomu.entry.witness.folder import WitnessFolder
from dodomu.entry.witness.refusals import WitnessRefusal
from dodomu.entry.witness.serving import WitnessServer
from dodomu.entry.witness.wire import Gone, Head, Refused, read_head
from tests.engine.ledger_signers import LOG_ML, WITNESSES
from tests.entry.witness_client import ROOT, Log, environment

NOW = 1_900_000_000
LOG = Log("log.example/journal")
POST = "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 3\r\n\r\n"


def head_of(text: str | bytes) -> Head | None:
    return read_head(io.BytesIO(text.encode() if isinstance(text, str) else text), 1000)


def test_a_proper_request() -> None:
    assert head_of(POST) == Head("POST", "/add-checkpoint", 3, keeps_open=True)
    assert head_of(POST.replace("1.1", "1.0").replace("Host: w\r\n", "")) == Head("POST", "/add-checkpoint", 3)
    assert head_of(POST.replace("/add", "http://w.example/add")) == Head("POST", "/add-checkpoint", 3, keeps_open=True)
    assert head_of(POST.replace("Host", "Connection: Close\r\nHost")) == Head("POST", "/add-checkpoint", 3)
    assert head_of("") is None


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("\r\n", "\n", 400),
        ("POST /add-checkpoint HTTP/1.1", "POST /add-checkpoint", 400),
        ("HTTP/1.1", "HTTP/2.0", 505),
        ("POST ", "POST  ", 400),
        ("Host: w\r\n", "", 400),
        ("Host: w", "Host: w\r\nHost: x", 400),
        ("Host: w", "Host : w", 400),
        ("Host: w", "Host: w\r\n folded", 400),
        ("Host: w", "Host: \x00", 400),
        ("Content-Length: 3\r\n", "", 411),
        ("Content-Length: 3", "Transfer-Encoding: chunked", 411),
        ("Content-Length: 3", "Content-Length: 3\r\nTransfer-Encoding: chunked", 400),
        ("Content-Length: 3", "Content-Length: 3\r\nContent-Length: 4", 400),
        ("Content-Length: 3", "Content-Length: +3", 400),
        ("Content-Length: 3", "Content-Length: 1001", 413),
        ("Content-Length: 3", "Content-Length: " + "9" * 400, 413),
        ("Host: w", "Expect: 200-ok\r\nHost: w", 417),
        ("/add", "/" + "a" * 5000, 414),
        ("Host: w", "A: " + "a" * 5000, 431),
        ("Host: w", "A: b\r\n" * 64 + "Host: w", 431),
    ],
)
def test_a_request_that_could_be_read_in_two_ways_or_is_too_much(old: str, new: str, status: int) -> None:
    assert old in POST
    with pytest.raises(Refused) as refused:
        head_of(POST.replace(old, new, 1))
    assert refused.value.status == status


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 70), st.binary(max_size=6), st.integers(0, 40))
def test_hostile_bytes_are_refused_or_read_and_nothing_else(place: int, put: bytes, cut: int) -> None:
    raw = POST.encode()
    try:
        found = head_of(raw[:place] + put + raw[place + cut :])
    except (Refused, Gone):
        return
    assert found is None or found.length <= 1000


@pytest.fixture
def folder(tmp_path: Path) -> WitnessFolder:
    found = WitnessFolder(tmp_path / "w")
    found.make("example.org/w1", NOW)
    (found.path / "logs.txt").write_text(LOG.vkey, encoding="utf-8")
    return found


@pytest.fixture
def connect(folder: WitnessFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], socket.socket]]:
    """A server with short patience, in this process."""
    monkeypatch.setattr(serving, "SECONDS_FOR_A_REQUEST", 0.5)
    monkeypatch.setattr(serving, "SECONDS_BETWEEN", 0.5)
    monkeypatch.setattr(serving, "MOST_CONNECTIONS", 3)
    signer = folder.signer()
    witness = Witness(signer, folder.logs(), folder.memory(signer.key), lambda: NOW)
    with WitnessServer(witness, "127.0.0.1", 0, "page\n", lambda _line: None) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield lambda: socket.create_connection(("127.0.0.1", server.port), timeout=20)
        server.shutdown()
        thread.join()


def everything(connection: socket.socket) -> bytes:
    found = b""
    while more := connection.recv(65536):
        found += more
    return found


def test_who_sends_nothing_is_let_go(connect: Callable[[], socket.socket]) -> None:
    with connect() as idle:
        assert everything(idle) == b""


def test_a_byte_now_and_then_does_not_buy_time(connect: Callable[[], socket.socket]) -> None:
    with connect() as slow:
        slow.sendall(POST.encode() + b"o")
        slow.settimeout(0.1)
        answer = b""
        for _turn in range(200):
            try:
                if not (more := slow.recv(65536)):
                    break
                answer += more
            except TimeoutError:
                slow.sendall(b"")
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_more_connections_than_places_are_sent_away(connect: Callable[[], socket.socket]) -> None:
    held = [connect() for _place in range(3)]
    for one in held:
        one.sendall(b"POST ")
    with connect() as late:
        assert everything(late).startswith(b"HTTP/1.1 503 ")
    for one in held:
        assert everything(one).startswith(b"HTTP/1.1 408 ")
        one.close()
    with connect() as after:
        after.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert everything(after).endswith(b"\r\n\r\npage\n")


def test_a_client_that_asks_first_is_told_to_go_on(connect: Callable[[], socket.socket]) -> None:
    body = LOG.request(0, 3)
    head = f"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
    with connect() as careful:
        careful.sendall(head.encode())
        assert careful.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        careful.sendall(body)
        assert everything(careful).startswith(b"HTTP/1.1 200 ")


def test_too_large_a_body_is_refused_before_it_is_read(connect: Callable[[], socket.socket]) -> None:
    with connect() as large:
        large.sendall(POST.replace("3", "99999999").encode())
        assert everything(large).startswith(b"HTTP/1.1 413 ")


def test_a_folder_is_made_whole_and_for_its_owner(folder: WitnessFolder) -> None:
    assert [(folder.path / name).stat().st_mode & 0o777 for name in ("", "key", "state/cosigned")] == [
        0o700,
        0o600,
        0o600,
    ]
    assert [path.name for path in folder.path.parent.iterdir()] == ["w"]
    with pytest.raises(WitnessRefusal, match="not empty"):
        folder.make("example.org/w1", NOW)
    for name in ("", "two words", "a+b", "x" * 256):
        with pytest.raises(WitnessRefusal, match="needs a name"):
            WitnessFolder(folder.path / "other").make(name, NOW)
        assert not (folder.path / "other").exists()


def test_a_key_that_others_can_read_is_refused(folder: WitnessFolder) -> None:
    (folder.path / "key").chmod(0o640)
    with pytest.raises(WitnessRefusal, match="chmod 600"):
        folder.signer()


def test_a_key_file_that_is_missing_or_damaged_is_refused(folder: WitnessFolder) -> None:
    path = folder.path / "key"
    good = path.read_text(encoding="ascii")
    for bad in ("", good[:-9], good.replace("w1", "w2"), good.replace("PRIVATE", "PUBLIC"), "ключ"):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(WitnessRefusal, match="does not hold the key"):
            folder.signer()
    path.unlink()
    with pytest.raises(WitnessRefusal, match="is missing"):
        folder.signer()


@pytest.mark.parametrize(
    "line",
    ["junk", WITNESSES[0].key.text, LOG.vkey[:-2], "log.example/x+00000000+AQ=="],
    ids=["no-key", "of-a-witness", "cut-off", "without-bytes"],
)
def test_a_line_that_is_no_key_of_a_log_is_named(folder: WitnessFolder, line: str) -> None:
    (folder.path / "logs.txt").write_text(f"# one\n{line}\n", encoding="utf-8")
    with pytest.raises(WitnessRefusal, match="Line 2 of"):
        folder.logs()


def test_a_list_without_logs_is_refused(folder: WitnessFolder) -> None:
    (folder.path / "logs.txt").write_text("# none\n", encoding="utf-8")
    with pytest.raises(WitnessRefusal, match="No log"):
        folder.logs()
    (folder.path / "logs.txt").unlink()
    with pytest.raises(WitnessRefusal, match="No log"):
        folder.logs()


def test_a_log_known_by_ml_dsa_alone_needs_cryptography(folder: WitnessFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder.path / "logs.txt"
    both = Log(LOG_ML.key.name)
    path.write_text(f"{LOG_ML.key.text}\n{both.vkey}\n", encoding="utf-8")
    assert len(folder.logs().keys[both.origin]) == 2
    for name in ("cryptography", "cryptography.exceptions"):
        monkeypatch.setitem(sys.modules, name, None)
    without = folder.logs()
    assert ([key.text for key in without.keys[both.origin]], without.partly) == ([both.vkey], (both.origin,))
    path.write_text(LOG_ML.key.text, encoding="utf-8")
    with pytest.raises(WitnessRefusal, match="ML-DSA-44 only"):
        folder.logs()


def dodomu(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command where only the bare distribution is."""
    command = [sys.executable, "-S", "-m", "dodomu.entry.cli", *arguments]
    return subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_the_dodomu_command_is_a_witness_without_anything_installed(folder: WitnessFolder) -> None:
    shown = dodomu("witness", "show", str(folder.path), "--lang", "en")
    assert (shown.returncode, shown.stdout.split("\n")[0]) == (0, folder.signer().key.text), shown.stderr
    other = dodomu("--lang", "en", "doctor")
    assert (other.returncode, other.stdout) == (1, "")
    assert "pip install dodomu[web]" in other.stderr
    wrong = dodomu("witness", "serve", "--lang", "en")
    assert wrong.returncode == 2
    assert "FOLDER" in wrong.stderr


def test_the_application_offers_the_same_commands(folder: WitnessFolder) -> None:
    from dodomu.entry.cli.group import run
    from dodomu.entry.witness import bare

    assert run(["witness", "show", str(folder.path)]) == bare.run(["show", str(folder.path)]) == 0
    (folder.path / "state" / "cosigned").unlink()
    assert run(["witness", "show", str(folder.path)]) == bare.run(["show", str(folder.path)]) == 1
