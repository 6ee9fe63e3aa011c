"""``dodomu serve``: pages and worker together, on this machine, ended together."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.entry.conftest import Installation

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(true: Callable[[], Any]) -> Any:
    until = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < until
        time.sleep(0.2)
    return found


def children_of(pid: int) -> list[int]:
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in told.stdout.split()]


def get(url: str, context: ssl.SSLContext | None = None) -> Any:
    handlers: list[Any] = [urllib.request.ProxyHandler({})]
    if context:
        handlers.append(urllib.request.HTTPSHandler(context=context))
    return urllib.request.build_opener(*handlers).open(url, timeout=30)


def read_until(stream: IO[str], words: str) -> str:
    read = ""
    for line in stream:
        read += line
        if words in line:
            return read
    raise AssertionError(read)


@pytest.fixture
def serve(installation: Installation) -> Iterator[Callable[..., tuple[subprocess.Popen[str], str]]]:
    started: list[subprocess.Popen[str]] = []

    def start(*more: str) -> tuple[subprocess.Popen[str], str]:
        port = free_port()
        server = installation.start("serve", "--port", str(port), *more)
        started.append(server)
        assert server.stdout
        told = read_until(server.stdout, "Ctrl+C")
        return server, told

    yield start
    for server in started:
        server.terminate()
        server.communicate(timeout=60)


def address_in(told: str) -> str:
    return next(word for word in told.split() if word.startswith("http") and word.endswith("/"))


def test_it_shows_the_sign_in_page_to_this_machine(serve: Any) -> None:
    _, told = serve()
    address = address_in(told)
    assert address.startswith("http://127.0.0.1:")
    with get(f"{address}account/login/") as page:
        assert page.status == 200
        assert "server" not in page.headers


def test_a_worker_killed_beside_it_is_replaced(serve: Any, installation: Installation) -> None:
    server, _ = serve()
    first = eventually(lambda: children_of(server.pid))[0]
    os.kill(first, signal.SIGKILL)
    second = eventually(lambda: [child for child in children_of(server.pid) if child != first])
    assert len(second) == 1


def test_the_worker_ends_even_when_its_server_is_killed(serve: Any) -> None:
    server, _ = serve()
    worker = eventually(lambda: children_of(server.pid))[0]
    server.kill()
    eventually(lambda: not Path(f"/proc/{worker}").exists())


def test_they_end_together_on_request(serve: Any) -> None:
    server, _ = serve()
    worker = eventually(lambda: children_of(server.pid))[0]
    server.terminate()
    server.wait(timeout=60)
    assert not Path(f"/proc/{worker}").exists()


def test_a_taken_port_is_told_in_a_sentence(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = installation.run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr


def test_over_https_a_device_that_trusts_the_authority_is_served(serve: Any, installation: Installation) -> None:
    _, told = serve("--tls")
    assert "Fingerprint" in told
    address = address_in(told.splitlines()[-1])
    context = ssl.create_default_context(cafile=str(installation.home / "tls" / "authority.pem"))
    with get(f"{address}account/login/", context) as page:
        assert page.status == 200
        assert "max-age" in page.headers["Strict-Transport-Security"]


def test_demo_tells_its_sign_ins_before_it_serves(demonstration: Installation) -> None:
    port = free_port()
    server = demonstration.start("demo", "--port", str(port), "--json")
    assert server.stdout
    told = json.loads(server.stdout.readline())
    assert told["url"] == f"http://127.0.0.1:{port}/"

    def answers() -> bool:
        try:
            return bool(get(f"{told['url']}account/login/").status == 200)
        except OSError:
            return False

    eventually(answers)
    server.terminate()
    server.communicate(timeout=60)
