"""The web server and a worker beside it, started and ended together."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

import uvicorn

PAUSE_SECONDS = 2.0
"""Between the death of a worker and the next one."""
GRACE_SECONDS = 10

logger = logging.getLogger("dodomu.serving")


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. ``certificate`` and ``key`` are there when HTTPS is spoken."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        """The address to type; a server that listens everywhere is reached at this machine's own."""
        host = "localhost" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not listened on
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self.certificate else 'http'}://{shown}:{self.port}/"


def stays_on_this_machine(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass
class WorkerBeside:
    """A worker process that is started again when it dies and ends with the one who started it.

    It is told the passphrase, when one was typed, through a pipe: an environment can be read by others of the same
    account. The pipe's end tells it that its owner is gone, however that came.
    """

    passphrase: str | None = field(default=None, repr=False)
    command: Sequence[str] = (sys.executable, "-m", "dodomu.entry.cli", "worker", "--held")

    def __post_init__(self) -> None:
        self._ending = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._watch = threading.Thread(target=self._keep_alive, name="worker-watch", daemon=True)

    def __enter__(self) -> Self:
        self._start()
        self._watch.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ending.set()
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> None:
        self._process = subprocess.Popen(self.command, stdin=subprocess.PIPE, text=True, start_new_session=True)
        if self._process.stdin:
            self._process.stdin.write(f"{self.passphrase or ''}\n")
            self._process.stdin.flush()

    def _keep_alive(self) -> None:
        while not self._ending.wait(PAUSE_SECONDS):
            if self._process is not None and self._process.poll() is not None:
                logger.warning("The worker ended with code %d; another one takes over.", self._process.returncode)
                self._start()


class _Telling(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._when_ready:
            self._when_ready()


class PortTaken(OSError):
    """Another program listens there already, or the address is not this machine's."""

    @property
    def sentence(self) -> str:
        return _("This address and port are taken or not this machine's: choose another with --port or --host.")


def listening(address: Address) -> socket.socket:
    """A socket that is bound to the address, so that a taken port is known before anything starts.

    Raises:
        PortTaken: it cannot be bound.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # With the protocol named, asyncio sends small answers at once; without, each waits 40 ms for an acknowledgement.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((address.host, address.port))
    except OSError as error:
        bound.close()
        raise PortTaken(error.errno, error.strerror) from None
    return bound


def serve(address: Address, *, passphrase: str | None, when_ready: Callable[[], None] | None = None) -> None:
    """Serve the pages with a worker beside them until this process is told to end.

    Parameters:
        address: where to listen.
        passphrase: what the worker unlocks the key ring with, when the environment does not say.
        when_ready: called once, when the server answers.

    Raises:
        PortTaken: the address cannot be bound.
    """
    config = uvicorn.Config(
        "dodomu.entry.asgi:application",
        ssl_certfile=address.certificate,
        ssl_keyfile=str(address.key) if address.key else None,
        lifespan="off",
        # No access log: it would keep who looked at whom, beside the journal and without its rules.
        access_log=False,
        # No log set-up of its own: it would write whole tracebacks past the filter of our settings.
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    server = _Telling(config, when_ready)
    # The server gives a signal back when it has closed: unhandled, it would end this process before its worker.
    signal.signal(signal.SIGTERM, _end)
    with listening(address) as bound, WorkerBeside(passphrase=None if _environment_unlocks() else passphrase):
        server.run(sockets=[bound])


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _environment_unlocks() -> bool:
    names = ("DODOMU_PASSPHRASE", "DODOMU_PASSPHRASE_FILE", "DODOMU_KEY_FILE")
    return any(os.environ.get(name) for name in names)
