"""Starting a confined process, asking it, and ending it whatever it does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Thread, Timer
from typing import IO

from dodomu.base.confined import child
from dodomu.base.confined.limits import Limits

NEEDED_TO_START = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What an interpreter cannot start without on some system. Nothing else of the server's surroundings is handed over."""


class NotOpened(ValueError):
    """The process did not answer: ``code`` is time, memory, answer (too long), lost (it died) or no_process."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The confined process gave no answer: {code}.")
        self.code = code


class Refused(ValueError):
    """The process refused the content by a code of its work, or ``failed``."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The confined process refused: {code}.")
        self.code = code


class Conversation:
    """With one process: what is asked, and its answers."""

    def __init__(self, process: subprocess.Popen[bytes], feeding: Thread, limits: Limits) -> None:
        self._process, self._feeding, self._limits = process, feeding, limits
        self._patience, self._room, self._late = limits.patience, limits.answer, False

    def ask(self, line: str) -> None:
        """Send one line more, after the content."""
        self._feeding.join(self._patience)
        with suppress(OSError):  # it died: reading the answer says so
            _written_to(self._process, line.encode() + b"\n")

    def answers(self) -> Iterator[bytes]:
        """The parts of the answer, as they come; to be gone on with after ``ask``.

        Raises:
            Refused: by the work. NotOpened: no answer within the limits.
        """
        while True:
            with self._impatiently():
                letter, part = self._frame()
            if letter == b"E":
                return
            if letter == b"R":
                code = part.decode("ascii", "replace")
                raise NotOpened("memory") if code == "memory" else Refused(code)
            yield part

    def _frame(self) -> tuple[bytes, bytes]:
        head = self._read(1 + child.WIDTH)
        size = int.from_bytes(head[1:], "big")
        self._room -= size
        if self._room < 0 or size > self._limits.part:
            raise NotOpened("answer")
        return head[:1], self._read(size)

    def _read(self, size: int) -> bytes:
        piece = _reading_from(self._process).read(size)
        if len(piece) == size:
            return piece
        if self._late:
            raise NotOpened("time")
        # On Linux a process that has used up its time of the processor is ended by SIGKILL or SIGXCPU.
        raise NotOpened("time" if self._process.wait() in {-9, -24} else "lost")

    @contextmanager
    def _impatiently(self) -> Iterator[None]:
        begun = time.monotonic()
        timer = Timer(max(self._patience, 0.001), self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            self._patience -= time.monotonic() - begun

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()


@contextmanager
def confined(work: str, content: bytes, limits: Limits | None = None) -> Iterator[Conversation]:
    """A process that works on the content and nothing else; it ends with the block.

    Parameters:
        work: the module that runs there, by its name; it is not imported here.
        content: the file, in memory.

    Raises:
        NotOpened: no process can be started.
    """
    limits = limits or Limits()
    try:
        process = subprocess.Popen(
            _command(work, limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=os.sep if os.name == "posix" else None,
            env={name: os.environ[name] for name in NEEDED_TO_START if name in os.environ},
        )
    except OSError:
        raise NotOpened("no_process") from None
    feeding = Thread(target=_feed, args=(process, content), daemon=True)
    feeding.start()
    try:
        yield Conversation(process, feeding, limits)
    finally:
        process.kill()
        feeding.join()
        for pipe in filter(None, (process.stdin, process.stdout)):
            with suppress(OSError):  # what was not sent any more
                pipe.close()
        process.wait()


def _command(work: str, limits: Limits) -> list[str]:
    found = find_spec(work)
    if found is None or found.origin is None:
        raise ImportError(work)
    folders = [folder for folder in sys.path if folder and Path(folder).is_dir()]
    numbers = [str(limits.processor), str(limits.memory)]
    return [sys.executable, "-I", "-S", "-B", child.__file__, *numbers, found.origin, *folders]


def _feed(process: subprocess.Popen[bytes], content: bytes) -> None:
    with suppress(OSError):  # it may end before it has read all
        _written_to(process, len(content).to_bytes(8, "big"))
        _written_to(process, content)


def _written_to(process: subprocess.Popen[bytes], piece: bytes) -> None:
    pipe = process.stdin
    if pipe is not None:
        pipe.write(piece)
        pipe.flush()


def _reading_from(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise NotOpened("no_process")
    return process.stdout
