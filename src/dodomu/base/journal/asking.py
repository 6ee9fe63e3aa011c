"""One request to a witness or an authority of time over HTTP, with an end: in time, in size, and wherever it leads.

No redirect is followed, no proxy of the environment is used, and only the configured address is spoken to.
"""

from __future__ import annotations

import http.client
import ssl
from contextlib import suppress
from dataclasses import dataclass
from socket import SHUT_RDWR, socket
from threading import Event, Timer
from urllib.parse import urlsplit

STEP_SECONDS = 10.0
ALL_SECONDS = 20.0
LONGEST_ADDRESS = 255
MOST_BYTES = 64 * 1024
TEXT = "text/plain; charset=utf-8"


class NoAnswer(Exception):
    """Nobody answered: unreachable, too slow, broken off, or not by HTTP."""


class AnswerTooLarge(Exception):
    """More than 64 KiB, where a handful of lines or one time stamp is due."""


class AddressRefused(ValueError):
    """Not a plain address of HTTP or HTTPS."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered, believed in nothing."""

    status: int
    body: bytes


def require_address(url: str) -> None:
    """Accept silently ``https://host[:port][/path]``, or the same with ``http``.

    Raises:
        AddressRefused.
    """
    try:
        parts = urlsplit(url)
        usable = (
            parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and len(url) <= LONGEST_ADDRESS
        )
    except ValueError:
        raise AddressRefused("not an address") from None
    if not usable or parts.username or parts.query or parts.fragment or not url.isascii() or not url.isprintable():
        raise AddressRefused("not a plain address of http or https")


def post(url: str, body: bytes, *, kind: str = TEXT, all_seconds: float = ALL_SECONDS) -> Reply:
    """Send ``body``, of this media type, and read the answer.

    Raises:
        NoAnswer, AnswerTooLarge, AddressRefused.
    """
    require_address(url)
    parts, too_slow = urlsplit(url), Event()
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)

    opened: list[socket] = []

    def cut() -> None:
        # A time-out of the socket begins anew with each byte; this one does not. The connection forgets its socket
        # while the answer is still being read, so it is remembered here.
        too_slow.set()
        for one in (*opened, connection.sock):
            if one is not None:
                with suppress(OSError):
                    one.shutdown(SHUT_RDWR)

    alarm = Timer(all_seconds, cut)
    alarm.daemon = True
    alarm.start()
    try:
        connection.connect()
        opened.append(connection.sock)
        connection.request("POST", parts.path or "/", body, {"Content-Type": kind})
        response = connection.getresponse()
        content = response.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(type(error).__name__) from None
    finally:
        alarm.cancel()
        connection.close()
    if too_slow.is_set():
        raise NoAnswer("too slow")
    if len(content) > MOST_BYTES:
        raise AnswerTooLarge
    return Reply(response.status, content)


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=STEP_SECONDS, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=STEP_SECONDS)
