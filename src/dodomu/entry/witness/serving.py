"""The server around a witness: a thread for each connection, few at once, none for long."""

from __future__ import annotations

import os
import socket
import socketserver
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from threading import BoundedSemaphore
from typing import Any

from dodomu.engine.ledger import LedgerError
from dodomu.engine.ledger.witnessing import LARGEST_REQUEST, PLAIN_TEXT
from dodomu.entry.witness.answering import FAILED, UNAVAILABLE, Reply, Witness
from dodomu.entry.witness.wire import Gone, Head, Refused, read_head, write_answer

MOST_CONNECTIONS = 64
SECONDS_FOR_A_REQUEST = 10.0
SECONDS_FOR_AN_ANSWER = 10.0
SECONDS_BETWEEN = 15.0
_DRAINED = 1024 * 1024
_DRAINING_SECONDS = 1.0
_PATH = "/add-checkpoint"


class Incoming:
    """What arrives on a connection, as long as its time lasts: a byte now and then does not make it longer."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._held, self._until = connection, b"", 0.0

    def wait(self, seconds: float) -> bool:
        """Let the next request begin; whether it does before the time is over."""
        self._until = time.monotonic() + seconds
        with suppress(TimeoutError):
            return bool(self._held) or self._more()
        return False

    def allow(self, seconds: float) -> None:
        """From now on, everything that is read must arrive within this time."""
        self._until = time.monotonic() + seconds

    def readline(self, most: int, /) -> bytes:
        """Up to and with the next newline, at most so many bytes; what there is at the end of the connection."""
        while b"\n" not in self._held[:most] and len(self._held) < most and self._more():
            pass
        end = self._held.find(b"\n", 0, most) + 1 or most
        line, self._held = self._held[:end], self._held[end:]
        return line

    def read(self, count: int) -> bytes:
        """Just so many bytes.

        Raises:
            Gone: the connection ended before.
        """
        while len(self._held) < count:
            if not self._more():
                raise Gone
        body, self._held = self._held[:count], self._held[count:]
        return body

    def _more(self) -> bool:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        found = self._connection.recv(65536)
        self._held += found
        return bool(found)


class Conversation(socketserver.BaseRequestHandler):
    """One connection, with one request after the other."""

    server: WitnessServer
    request: socket.socket

    def handle(self) -> None:
        """Answer until either side has had enough."""
        incoming = Incoming(self.request)
        with suppress(OSError, Gone):
            while incoming.wait(SECONDS_BETWEEN):
                if not self._answer_one(incoming):
                    break

    def _answer_one(self, incoming: Incoming) -> bool:
        incoming.allow(SECONDS_FOR_A_REQUEST)
        try:
            head = read_head(incoming, LARGEST_REQUEST)
            if head is None:
                return False
            if head.expects and head.length:
                self.request.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            reply, allow = self.server.reply(head, incoming.read(head.length))
        except Refused as refused:
            self._send(Reply(refused.status, f"{refused.word}\n"))
            self._drain()
            return False
        except TimeoutError:
            self._send(Reply(408, "too_slow\n"))
            return False
        self._send(reply, allow, keeps_open=head.keeps_open, bodiless=head.method == "HEAD")
        return head.keeps_open

    def _send(self, reply: Reply, allow: str = "", *, keeps_open: bool = False, bodiless: bool = False) -> None:
        date = formatdate(time.time(), usegmt=True)
        body = reply.body.encode()
        answer = write_answer(reply.status, body, reply.content_type, date, keeps_open=keeps_open, allow=allow)
        self.request.settimeout(SECONDS_FOR_AN_ANSWER)
        self.request.sendall(answer.removesuffix(body) if bodiless else answer)
        self.server.tell(reply.told)

    def _drain(self) -> None:
        """Read on for a moment, or the other side may be told of a broken connection before it reads our answer."""
        self.request.shutdown(socket.SHUT_WR)
        until, left = time.monotonic() + _DRAINING_SECONDS, _DRAINED
        while left > 0 and (seconds := until - time.monotonic()) > 0:
            self.request.settimeout(seconds)
            found = self.request.recv(65536)
            if not found:
                return
            left -= len(found)


class WitnessServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens as soon as it is made; `serve_forever` answers.

    Args:
        page: what GET / shows. tell: takes a line for the operator.
    """

    # On Windows this would let a second program listen on the same port.
    allow_reuse_address = os.name != "nt"
    daemon_threads = True
    block_on_close = False
    request_queue_size = MOST_CONNECTIONS

    def __init__(self, witness: Witness, host: str, port: int, page: str, tell: Callable[[str], None]) -> None:
        self.witness, self.page, self.tell = witness, page, tell
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._places = BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((host, port), Conversation)

    @property
    def port(self) -> int:
        """The port listened on, also where any free one was asked for."""
        return int(self.socket.getsockname()[1])

    def reply(self, head: Head, body: bytes) -> tuple[Reply, str]:
        """The answer to a whole request, and the methods to name with it."""
        if head.path == _PATH:
            return (self._add_checkpoint(body), "") if head.method == "POST" else _not_allowed("POST")
        if head.path == "/":
            shown = Reply(200, self.page, word="page")
            return (shown, "") if head.method in {"GET", "HEAD"} else _not_allowed("GET, HEAD")
        return Reply(404, "no_such_page\n"), ""

    def _add_checkpoint(self, body: bytes) -> Reply:
        try:
            return self.witness.add_checkpoint(body)
        except LedgerError as error:
            # No request can cause this: the key or this machine is not as it should be.
            return Reply(FAILED, "broken\n", word=f"broken {error.code}")

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin a thread, or send away who comes when all places are taken."""
        if not self._places.acquire(blocking=False):
            with suppress(OSError):
                date = formatdate(time.time(), usegmt=True)
                request.settimeout(0)
                request.sendall(write_answer(UNAVAILABLE, b"busy\n", PLAIN_TEXT, date, keeps_open=False))
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:
            self._places.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """The thread of one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell the operator that something broke; who it was for stays untold."""
        self.tell(f"{FAILED} - broken")


def _not_allowed(allow: str) -> tuple[Reply, str]:
    return Reply(405, "method_not_allowed\n"), allow
