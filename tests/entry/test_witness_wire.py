"""How the witness reads HTTP: strictly, and within limits."""

from __future__ import annotations

import io

import pytest

from dodomu.entry.witness.wire import Head, Refused, read_head
from tests.entry.witness_client import Log

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
