"""A partner's witness on this machine: the engine's decisions behind a server, and ways in which it can behave badly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dodomu.base import journal
from dodomu.engine import ledger

Answering = Callable[[BaseHTTPRequestHandler, bytes], None]


class Partner:
    """Remembers what it cosigned, like ``dodomu witness``. ``instead`` answers in its place."""

    def __init__(self, number: int = 1, name: str = "witness.example/willow") -> None:
        self.signers = [ledger.witness_signer(name, Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))]
        self.logs = {journal.this_log().origin: journal.this_log().keys}
        self.seen: dict[str, ledger.Seen] = {}
        self.asked: list[ledger.AddCheckpoint] = []
        self.paths: list[str] = []
        self.clock = 1_700_000_000
        self.instead: Answering | None = None
        self.url = ""
        self.over = Event()

    @property
    def known(self) -> int:
        return max((one.size for one in self.seen.values()), default=0)

    def line(self, name: str = "willow") -> str:
        return f"witness {name} {self.signers[0].key.text} {self.url}\n"

    def answer(self, to: BaseHTTPRequestHandler, body: bytes) -> None:
        self.paths.append(to.path)
        self.asked.append(ledger.parse_add_checkpoint(body))
        if self.instead:
            self.instead(to, body)
            return
        said = ledger.decide_add_checkpoint(body, self.logs, self.seen, self.signers, self.clock)
        if said.seen:
            self.seen[said.origin] = said.seen
        reply(to, said.status, said.body.encode())


def reply(to: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    to.send_response(status)
    for name, value in headers.items():
        to.send_header(name, value)
    to.send_header("Content-Length", str(len(body)))
    to.end_headers()
    to.wfile.write(body)


class Outsider(Protocol):
    """Whoever answers from outside; ``over`` is set when the test is."""

    url: str
    over: Event

    def answer(self, to: BaseHTTPRequestHandler, body: bytes) -> None: ...


Anyone = TypeVar("Anyone", bound=Outsider)


@contextmanager
def listening(partner: Anyone) -> Iterator[Anyone]:
    """The partner answers on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with suppress(OSError):  # the journal hung up, as it should
                partner.answer(self, body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    partner.url = f"http://127.0.0.1:{server.server_port}/w"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield partner
    finally:
        partner.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
