"""An authority of time on this machine: invented or run by OpenSSL, behind a server, and ways in which it can behave badly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event
from typing import Any

from django.utils import timezone

from dodomu.engine.ledger.timestamps import der
from dodomu.engine.ledger.timestamps.der_values import integer
from tests.base.journal_witness import Answering, reply
from tests.engine.timestamp_authority import HERON, MIDDLE, ROOT, Holder, Stamp, answer

Making = Callable[[bytes], bytes]


def asked_for(request: bytes) -> tuple[bytes, int]:
    """Imprint and nonce of a request."""
    _version, hashed, nonce, _wanted = der.children(der.read(request))
    return der.children(hashed)[1].content, integer(nonce)


def sound(request: bytes, **changes: Any) -> bytes:
    """An honest answer at this moment, with these parts changed."""
    imprint, nonce = asked_for(request)
    fields: dict[str, Any] = {
        "sent": [HERON.der, MIDDLE.der],
        "imprint": imprint,
        "nonce": nonce,
        "time": now(),
    } | changes
    return answer(Stamp(fields.pop("signer", HERON), **fields).token())


def now() -> str:
    return f"{timezone.now().astimezone(UTC):%Y%m%d%H%M%SZ}"


class TimeAuthority:
    """Stamps what it is asked for. ``making`` makes the answer; ``instead`` answers in its place."""

    def __init__(self, name: str = "heron", making: Making = sound) -> None:
        self.name, self.making = name, making
        self.asked: list[bytes] = []
        self.paths: list[str] = []
        self.kinds: list[str] = []
        self.instead: Answering | None = None
        self.url = ""
        self.over = Event()

    def answer(self, to: BaseHTTPRequestHandler, body: bytes) -> None:
        self.paths.append(to.path)
        self.kinds.append(to.headers["Content-Type"])
        self.asked.append(body)
        if self.instead:
            self.instead(to, body)
        else:
            reply(to, 200, self.making(body), **{"Content-Type": "application/timestamp-reply"})

    def line(self) -> str:
        return f"authority {self.name} {self.url} {self.name}.pem\n"


def write_down(folder: Path, *authorities: TimeAuthority, root: Holder = ROOT) -> Path:
    """The file of the setting, with the roots beside it."""
    for one in authorities:
        (folder / f"{one.name}.pem").write_bytes(root.pem)
    path = folder / "authorities.txt"
    path.write_text("# invented\n\n" + "".join(one.line() for one in authorities))
    return path
