"""What a hostile file might make a decoder do: run in the confined process, one try for each word of the content."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path


class Unwanted(ValueError):
    code = "unwanted"


def prepare() -> None:
    """Everything needed is imported above."""


def work(content: bytes, asked: Callable[[], bytes]) -> Iterator[bytes]:
    word, _, rest = content.partition(b" ")
    yield TRIES[word.decode()](rest.decode("utf-8", "replace"), asked)


def _tried(act: Callable[[], object]) -> bytes:
    try:
        return f"did {act()}".encode()
    except OSError as error:
        return f"errno {error.errno}".encode()


def _refuse(_rest: str, _asked: object) -> bytes:
    raise Unwanted


def _break(_rest: str, _asked: object) -> bytes:
    raise RuntimeError("with somebody's words in it")


def _die(_rest: str, _asked: object) -> bytes:
    os._exit(7)


def _spin(_rest: str, _asked: object) -> bytes:
    while True:
        pass


def _sleep(_rest: str, _asked: object) -> bytes:
    time.sleep(60)
    return b""


TRIES: dict[str, Callable[[str, Callable[[], bytes]], bytes]] = {
    "echo": lambda rest, _: rest.encode(),
    "ask": lambda _, asked: asked(),
    "surroundings": lambda *_: repr(sorted(os.environ)).encode(),
    "modules": lambda *_: " ".join(name for name in sys.modules if name.split(".")[0] in {"dodomu", "django"}).encode(),
    "folder": lambda *_: str(Path("/").is_dir()).encode(),
    "read": lambda rest, _: _tried(Path(rest).read_bytes),
    "write": lambda rest, _: _tried(lambda: Path(rest).write_bytes(b"x")),
    "remove": lambda rest, _: _tried(Path(rest).unlink),
    "socket": lambda *_: _tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
    "program": lambda *_: _tried(lambda: subprocess.run(["/bin/true"], check=False)),
    "fork": lambda *_: _tried(os.fork),
    "signal": lambda rest, _: _tried(lambda: os.kill(int(rest), 0)),
    "memory": lambda *_: bytes(4 * 1024**3)[:1],
    "flood": lambda *_: bytes(2 * 1024**2),
    "refuse": _refuse,
    "break": _break,
    "die": _die,
    "spin": _spin,
    "sleep": _sleep,
}
