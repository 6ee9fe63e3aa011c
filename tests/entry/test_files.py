"""Style sheets and scripts come ahead of Django, with the same headings as everything else."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import dodomu
from dodomu.entry.files import StaticFiles
from dodomu.entry.serving import Address, listening

SHEET = "/static/kit/css/1-tokens.css"
CONTENT = (Path(dodomu.__file__).parent / "kit/static/kit/css/1-tokens.css").read_bytes()


@pytest.fixture(autouse=True)
def _as_it_is_served(settings: Any) -> None:
    """Elsewhere the tests look for each file when it is asked for."""
    settings.WHITENOISE_AUTOREFRESH = False


Answer = tuple[int, dict[str, str], bytes]


async def _django(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"Django"})


def ask(path: str, method: str = "GET", scheme: str = "http", **headers: str) -> Answer:
    """What comes back, with Django replaced by something that says so."""
    said: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        said.append(dict(message))

    async def receive() -> dict[str, str]:
        raise AssertionError("a file needs no body")

    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "scheme": scheme, "path": path, "method": method, "headers": sent}
    asyncio.run(StaticFiles(_django)(scope, receive, send))
    start, *parts = said
    headings = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headings, b"".join(part["body"] for part in parts)


def by_directive(policy: str) -> set[str]:
    return set(policy.split("; "))


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_file_has_the_headings_that_django_gives_it(scheme: str) -> None:
    status, headings, content = ask(SHEET, scheme=scheme)
    django = Client().get(SHEET, secure=scheme == "https")
    expected = {name.lower(): value for name, value in django.items()}
    assert (status, content) == (200, CONTENT)
    assert by_directive(headings.pop("content-security-policy")) == by_directive(
        expected.pop("content-security-policy")
    )
    assert headings == expected


def test_only_the_headings_are_asked_for() -> None:
    status, headings, content = ask(SHEET, "HEAD")
    assert (status, headings["content-length"], content) == (200, str(len(CONTENT)), b"")


def test_what_the_browser_has_is_not_sent_again() -> None:
    etag = ask(SHEET)[1]["etag"]
    assert ask(SHEET, if_none_match=etag)[::2] == (304, b"")
    assert ask(SHEET, if_none_match='"another"')[0] == 200


def test_a_part_of_a_file() -> None:
    assert ask(SHEET, range="bytes=2-5")[::2] == (206, CONTENT[2:6])


def test_a_file_takes_nothing() -> None:
    assert ask(SHEET, "POST")[0] == 405


@pytest.mark.parametrize(
    "path", ["/", "/static/", "/static/kit/css/none.css", "/static/../pyproject.toml", "/children/"]
)
def test_all_else_is_djangos(path: str) -> None:
    assert ask(path)[0] == 299


def test_which_host_shows_what_is_djangos(settings: Any) -> None:
    page = replace(settings.DODOMU.phone, host="notes.example.org")
    settings.DODOMU = replace(settings.DODOMU, phone=page)
    assert ask(SHEET)[0] == 299


def test_who_comes_without_https_is_sent_there_by_django(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert ask(SHEET)[0] == 299
    assert ask(SHEET, scheme="https")[0] == 200


def test_small_answers_are_sent_at_once() -> None:
    """What asyncio accepts inherits it: Nagle's algorithm held each answer back for 40 ms."""

    async def accepted() -> int:
        got: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def answer(_reader: Any, writer: asyncio.StreamWriter) -> None:
            got.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        server = await asyncio.start_server(answer, sock=listening(Address("127.0.0.1", 0)))
        async with server:
            _reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            found = await got
            writer.close()
        return found

    assert asyncio.run(accepted())
